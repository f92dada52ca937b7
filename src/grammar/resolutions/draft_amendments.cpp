#include "grammar/resolutions/draft_amendments.h"

#include <algorithm>
#include <array>
#include <optional>

#include "grammar/piece.h"
#include "grammar/resolutions/instruction_clauses.h"
#include "grammar/resolutions/instruction_tokens.h"
#include "grammar/scan.h"

namespace comity::grammar {
namespace {

using model::Paragraph;
using model::ParagraphKind;

constexpr std::array<std::string_view, 6> kActions = {"insert_paragraph", "replace_paragraph",
                                                      "delete_paragraph", "insert_words",
                                                      "replace_words",    "delete_words"};
static_assert(kActions.size() == static_cast<std::size_t>(AmendmentAction::delete_words) + 1);
constexpr std::array<std::string_view, 4> kWheres = {"after", "before", "at_start", "at_end"};
static_assert(kWheres.size() == static_cast<std::size_t>(AmendmentWhere::at_end) + 1);

constexpr std::size_t kNearStart = 12;    ///< bytes within which an instruction shows itself
constexpr std::size_t kShownBytes = 120;  ///< of an instruction that was not understood

bool may_propose(const Paragraph& paragraph) {
  switch (paragraph.kind) {
    case ParagraphKind::masthead:
    case ParagraphKind::title:
    case ParagraphKind::sponsors:
    case ParagraphKind::note:
    case ParagraphKind::rule:
    case ParagraphKind::table:
      return false;
    default:
      return true;
  }
}

bool is_draft(std::string_view symbol) { return symbol.find("/L.") != std::string_view::npos; }

/// The draft that the head names, else the first draft that the text does.
std::string target_of(const model::Reading& reading) {
  for (const bool head : {true, false}) {
    for (const auto& paragraph : reading.paragraphs) {
      const bool in_head =
          paragraph.kind == ParagraphKind::title || paragraph.kind == ParagraphKind::sponsors;
      for (const auto& citation : paragraph.citations) {
        const bool wanted = head ? in_head : is_draft(citation.target);
        if (wanted && !citation.target.empty()) return citation.target;
      }
    }
  }
  return {};
}

std::string first_bytes(std::string_view text) {
  if (text.size() <= kShownBytes) return std::string(text);
  auto end = text.rfind(' ', kShownBytes);
  if (end == std::string_view::npos) {
    end = kShownBytes;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80) --end;
  }
  return std::string(text.substr(0, end)) + " …";
}

/// Whether the quotation that an earlier paragraph opened ends with this one.
bool closes_quotation(std::string_view text) {
  const auto end = text.find_last_not_of(" .;,");
  const auto shown = text.substr(0, end == std::string_view::npos ? 0 : end + 1);
  return shown.ends_with("\u201D") || shown.ends_with("\u201C") || shown.ends_with("\u00BB") ||
         shown.ends_with("\u300D") || shown.ends_with('"');
}

/// Where what is quoted ends in a paragraph that closes a quotation.
std::size_t before_closing_mark(std::string_view text) {
  constexpr std::array<std::string_view, 5> kClosing = {"\u201D", "\u201C", "\u00BB", "\u300D",
                                                        "\""};
  std::size_t end = text.size();
  for (const auto mark : kClosing) {
    const auto at = text.rfind(mark);
    if (at != std::string_view::npos && text.size() - at <= mark.size() + 2) end = at;
  }
  while (end > 0 && text[end - 1] == ' ') --end;
  return end;
}

/// Bytes of "3." or "4 bis." at the start.
std::size_t label_of_text(std::string_view text) {
  const auto number = number_at(text, 0, 3);
  if (!number) return label_length(text);
  for (const std::string_view suffix : {"bis", "ter", "quater"}) {
    const auto at = past_space(text, number->end);
    if (!text.substr(at).starts_with(suffix)) continue;
    const auto end = at + suffix.size();
    return end < text.size() && text[end] == '.' ? end + 1 : end;
  }
  return label_length(text);
}

class AmendmentReader {
 public:
  explicit AmendmentReader(const model::Reading& reading) : reading_(reading) {}

  DraftAmendments run() {
    out_.target = target_of(reading_);
    if (out_.target.empty()) {
      out_.findings.push_back({"amendments.no-target", "", {}, first_bytes(reading_.title), ""});
    }
    for (std::size_t i = 0; i < reading_.paragraphs.size(); ++i) {
      if (may_propose(reading_.paragraphs[i])) take(i);
    }
    close();
    return std::move(out_);
  }

 private:
  void take(std::size_t at) {
    const auto text = model::text_of(reading_.paragraphs[at].runs);
    if (awaiting_ && (in_quotation_ || opening_of_quotation(text) > 0))
      return take_quoted(at, text);
    const auto words = instruction_words(text, reading_.language);
    if (instructs(words)) return take_instruction(at, text, words);
    if (names_place(text, words)) return;
    if (awaiting_) return take_text(at, 0, text.size());
    if (reading_.paragraphs[at].kind == ParagraphKind::numbered)
      find("amendments.unread", at, text);
  }

  [[nodiscard]] bool instructs(const std::vector<InstructionWord>& words) const {
    const auto acts = std::any_of(words.begin(), words.end(), [](const InstructionWord& word) {
      return is_action(word.token);
    });
    if (!acts || !awaiting_) return acts;
    // A new paragraph may have such words too, but does not begin with them.
    const auto first = std::find_if(words.begin(), words.end(), [](const InstructionWord& word) {
      return word.token != InstructionToken::join && word.token != InstructionToken::range &&
             word.token != InstructionToken::conjunction;
    });
    return first != words.end() && first->begin <= kNearStart;
  }

  bool names_place(std::string_view text, const std::vector<InstructionWord>& words) {
    const auto place = place_line(text, words);
    if (!place) return false;
    close();
    standing_ = place;
    return true;
  }

  void take_instruction(std::size_t at, std::string_view text,
                        const std::vector<InstructionWord>& words) {
    close();
    for (auto& clause : instruction_clauses(words, standing_)) {
      out_.renumber = out_.renumber || clause.renumber;
      if (!clause.understood) {
        find("amendments.unread", at, text);
        continue;
      }
      for (auto& change : clause.changes) {
        change.paragraph = at;
        out_.changes.push_back(std::move(change));
      }
      if (!clause.awaits_text) continue;
      close();
      awaiting_ = out_.changes.size() - 1;
      for (const auto& quote : clause.quoted) take_text(at, quote.value_begin, end_of(quote));
      in_quotation_ = !clause.quoted.empty() && is_open(text, clause.quoted.back());
    }
  }

  static std::size_t end_of(const InstructionWord& quote) {
    return quote.value_begin + quote.value.size();
  }
  static bool is_open(std::string_view text, const InstructionWord& quote) {
    return !end_of_quotation(text.substr(quote.begin)).closed;
  }

  void take_quoted(std::size_t at, std::string_view text) {
    const auto begin = opening_of_quotation(text);
    if (in_quotation_) {
      const bool ends = closes_quotation(text);
      take_text(at, begin, ends ? before_closing_mark(text) : text.size());
      in_quotation_ = !ends;
      return;
    }
    const auto quotation = end_of_quotation(text);
    take_text(at, begin, quotation.inner);
    in_quotation_ = !quotation.closed;
  }

  void take_text(std::size_t at, std::size_t begin, std::size_t end) {
    const auto& paragraph = reading_.paragraphs[at];
    const auto text = model::text_of(paragraph.runs).substr(begin, end - begin);
    auto& change = out_.changes[*awaiting_];
    if (change.action == AmendmentAction::insert_words) {
      change.new_words += (change.new_words.empty() ? "" : " ") + text;
      return;
    }
    const auto label = label_of_text(text);
    const bool labelled = label == 0 && begin == 0;
    change.paragraphs.push_back({labelled ? paragraph.printed : text.substr(0, label),
                                 cut_runs(paragraph.runs, begin + past_space(text, label), end)});
  }

  /// No more text of the change that waits for it.
  void close() {
    if (awaiting_) {
      const auto& change = out_.changes[*awaiting_];
      const bool has_text = !change.paragraphs.empty() || !change.new_words.empty();
      if (!has_text) {
        const auto at = change.paragraph;
        find("amendments.no-text", at, model::text_of(reading_.paragraphs[at].runs));
        out_.changes.erase(out_.changes.begin() + static_cast<std::ptrdiff_t>(*awaiting_));
      }
    }
    awaiting_.reset();
    in_quotation_ = false;
  }

  void find(std::string_view rule, std::size_t at, std::string_view text) {
    const auto& paragraph = reading_.paragraphs[at];
    out_.findings.push_back({std::string(rule), paragraph.number,
                             paragraph.places.empty() ? model::Place() : paragraph.places.front(),
                             first_bytes(text), ""});
  }

  const model::Reading& reading_;
  DraftAmendments out_;
  std::optional<NamedPlace> standing_;
  std::optional<std::size_t> awaiting_;  ///< the change whose new text follows
  bool in_quotation_ = false;
};

}  // namespace

std::string_view name_of(AmendmentAction action) {
  return kActions[static_cast<std::size_t>(action)];
}

std::string_view name_of(AmendmentWhere where) { return kWheres[static_cast<std::size_t>(where)]; }

DraftAmendments draft_amendments_of(const model::Reading& reading) {
  if (reading.kind != model::WorkKind::draft_amendments) return {};
  return AmendmentReader(reading).run();
}

std::vector<model::Run> cut_runs(const std::vector<model::Run>& runs, std::size_t begin,
                                 std::size_t end) {
  std::vector<model::Run> out;
  std::size_t at = 0;
  for (const auto& run : runs) {
    const auto from = std::clamp(begin, at, at + run.text.size());
    const auto to = std::clamp(end, from, at + run.text.size());
    if (to > from) out.push_back({run.text.substr(from - at, to - from), run.style, run.link});
    at += run.text.size();
  }
  return out;
}

}  // namespace comity::grammar
