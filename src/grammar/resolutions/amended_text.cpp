#include "grammar/resolutions/amended_text.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "grammar/marks.h"
#include "grammar/resolutions/openings.h"
#include "grammar/scan.h"
#include "grammar/words.h"

namespace comity::grammar {
namespace {

using model::Paragraph;
using model::ParagraphKind;

/// A paragraph of the draft, or one that is put into it.
struct AmendedSlot {
  Paragraph paragraph;
  std::string number;  ///< under which amendments find it
  bool gone = false;
  /// Beside whose slot it was put, and on which side; "" for those of the draft.
  std::string beside;
  AmendmentWhere where = AmendmentWhere::after;
};

/// Whether `number` is an item of the paragraph: "6 (b)" of "6", but not "6 bis (a)".
bool stands_under(std::string_view number, std::string_view paragraph) {
  if (!number.starts_with(paragraph)) return false;
  const auto rest = number.substr(paragraph.size());
  return rest.starts_with(" (") || (rest.starts_with('.') && rest.find('(') != npos);
}

std::string with_typed_apostrophes(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const bool curly = text.substr(at).starts_with("\u2019");
    out += curly ? '\'' : text[at];
    at += curly ? 3 : 1;
  }
  return out;
}

/// The text of runs without raised marks, its apostrophes as typed, with the bytes of the joined
/// runs that each of its own stands for.
struct SearchedRuns {
  std::string text;
  std::vector<std::pair<std::size_t, std::size_t>> places;
};

SearchedRuns searched(const std::vector<model::Run>& runs) {
  constexpr std::string_view kCurly = "\u2019";
  SearchedRuns out;
  std::size_t base = 0;
  for (const auto& run : runs) {
    for (std::size_t at = 0; !run.style.superscript && at < run.text.size();) {
      const bool curly = std::string_view(run.text).substr(at).starts_with(kCurly);
      const auto size = curly ? kCurly.size() : 1;
      out.text += curly ? '\'' : run.text[at];
      out.places.emplace_back(base + at, base + at + size);
      at += size;
    }
    base += run.text.size();
  }
  return out;
}

/// The bytes that `words` take in the runs where they first stand, and how often they do.
struct WordsAt {
  std::size_t begin = 0;
  std::size_t end = 0;
  int count = 0;
};

WordsAt words_at(const std::vector<model::Run>& runs, std::string_view words) {
  const auto in = searched(runs);
  const auto wanted = with_typed_apostrophes(words);
  WordsAt out;
  if (wanted.empty()) return out;
  for (auto at = in.text.find(wanted); at != std::string::npos; at = in.text.find(wanted, at + 1)) {
    if (!is_word_bound(in.text, at) || !is_word_bound(in.text, at + wanted.size())) continue;
    if (++out.count > 1) continue;
    out.begin = in.places[at].first;
    out.end = in.places[at + wanted.size() - 1].second;
  }
  return out;
}

/// The words with the spaces that part them from what stands beside them.
std::string spaced(std::string_view before, std::string_view words, std::string_view behind) {
  std::string out(words);
  const auto joins = [](std::string_view a, std::string_view b) {
    constexpr std::string_view kMarks = ",.;:)";
    return a.empty() || b.empty() || a.ends_with(' ') || b.starts_with(' ') || a.ends_with('(') ||
           kMarks.find(b.front()) != npos || runs_together(a, b);
  };
  if (!joins(before, words)) out.insert(0, " ");
  if (!joins(words, behind)) out += ' ';
  return out;
}

/// Puts `words` in the place of the bytes; single spaces stand on both sides and at neither end.
void splice(std::vector<model::Run>& runs, std::size_t begin, std::size_t end,
            std::string_view words) {
  const auto text = model::text_of(runs);
  if (words.empty()) {
    // One of the two spaces around what goes.
    const bool behind = end < text.size() && text[end] == ' ';
    const bool mark = end < text.size() && std::string_view(",.;:)").find(text[end]) != npos;
    if (behind && (begin == 0 || text[begin - 1] == ' ')) {
      ++end;
    } else if (mark && begin > 0 && text[begin - 1] == ' ') {
      --begin;
    }
  }
  auto before = cut_runs(runs, 0, begin);
  auto behind = cut_runs(runs, end, text.size());
  if (!words.empty()) {
    // What takes the place of a verb is set as it was; what is put in beside it is not.
    const auto style = begin < end ? cut_runs(runs, begin, end).front().style : model::Style();
    const std::string_view whole = text;
    before.push_back({spaced(whole.substr(0, begin), words, whole.substr(end)), style, {}});
  }
  before.insert(before.end(), std::make_move_iterator(behind.begin()),
                std::make_move_iterator(behind.end()));
  runs = std::move(before);
}

class Amending {
 public:
  Amending(const model::Reading& draft, const DraftAmendments& amendments)
      : amendments_(amendments), words_(Words::of(draft.language)) {
    out_.reading = draft;
    for (auto& paragraph : out_.reading.paragraphs) {
      const bool title = paragraph.kind == ParagraphKind::title;
      std::string number = title ? "title" : paragraph.number;
      slots_.push_back({std::move(paragraph), std::move(number), false, {}, {}});
    }
  }

  AmendedText run() {
    for (const auto& change : amendments_.changes) out_.outcomes.push_back(apply(change));
    out_.reading.paragraphs.clear();
    for (auto& slot : slots_) {
      if (!slot.gone) out_.reading.paragraphs.push_back(std::move(slot.paragraph));
    }
    number_anew();
    name_title();
    out_.reading.findings.clear();
    return std::move(out_);
  }

 private:
  /// The draft's own paragraph of that number, or one that was put in under it.
  [[nodiscard]] std::optional<std::size_t> slot_of(std::string_view number) const {
    if (number == "PPlast") return last_of(ParagraphKind::preambular);
    if (number == "last") return last_of(ParagraphKind::operative);
    for (std::size_t i = 0; i < slots_.size(); ++i) {
      if (slots_[i].number == number) return i;
    }
    return std::nullopt;
  }

  [[nodiscard]] std::optional<std::size_t> last_of(ParagraphKind kind) const {
    for (std::size_t i = slots_.size(); i-- > 0;) {
      if (slots_[i].paragraph.kind == kind && slots_[i].beside.empty()) return i;
    }
    return std::nullopt;
  }

  [[nodiscard]] std::optional<std::size_t> first_of(ParagraphKind kind) const {
    for (std::size_t i = 0; i < slots_.size(); ++i) {
      if (slots_[i].paragraph.kind == kind && slots_[i].beside.empty()) return i;
    }
    return std::nullopt;
  }

  AmendmentOutcome apply(const DraftAmendment& change) {
    const auto at = place_of(change);
    if (!at) return {false, {}, "amendments.no-place"};
    const auto number = slots_[*at].number;
    switch (change.action) {
      case AmendmentAction::insert_paragraph:
        put_paragraphs(*at, change);
        break;
      case AmendmentAction::replace_paragraph:
        replace(*at, change);
        break;
      case AmendmentAction::delete_paragraph:
        if (slots_[*at].gone) return {false, number, "amendments.no-place"};
        remove(*at);
        break;
      default:
        if (slots_[*at].gone) return {false, number, "amendments.no-place"};
        if (auto rule = change_words(slots_[*at].paragraph, change); !rule.empty()) {
          return {false, number, std::move(rule)};
        }
    }
    return {true, number, {}};
  }

  [[nodiscard]] std::optional<std::size_t> place_of(const DraftAmendment& change) const {
    if (!change.place.empty()) return slot_of(change.place);
    const auto kind = change.preambular ? ParagraphKind::preambular : ParagraphKind::operative;
    return change.where == AmendmentWhere::at_start ? first_of(kind) : last_of(kind);
  }

  void remove(std::size_t at) {
    for (auto& slot : slots_) {
      if (stands_under(slot.number, slots_[at].number)) slot.gone = true;
    }
    slots_[at].gone = true;
  }

  void replace(std::size_t at, const DraftAmendment& change) {
    const auto old = slots_[at];
    remove(at);
    std::size_t to = at + 1;
    for (auto& paragraph : paragraphs_of(change, old.paragraph)) {
      auto number = paragraph.number;
      slots_.insert(slots_.begin() + static_cast<std::ptrdiff_t>(to++),
                    {std::move(paragraph), std::move(number), false, {}, {}});
    }
    // The draft's own is not found any more; what stands in its place is.
    slots_[at].number.clear();
    if (old.number == "title") slots_[at + 1].number = "title";
  }

  /// Behind what was put behind the same paragraph before, and behind its items.
  [[nodiscard]] std::size_t end_of_group(std::size_t at) const {
    const auto& number = slots_[at].number;
    std::size_t end = at + 1;
    while (end < slots_.size() &&
           (stands_under(slots_[end].number, number) ||
            (slots_[end].beside == number && slots_[end].where == AmendmentWhere::after) ||
            slots_[end].paragraph.kind == ParagraphKind::sub_item)) {
      ++end;
    }
    return end;
  }

  void put_paragraphs(std::size_t at, const DraftAmendment& change) {
    const bool first =
        change.where == AmendmentWhere::before || change.where == AmendmentWhere::at_start;
    Paragraph model;
    model.level = slots_[at].paragraph.level;
    model.kind = change.preambular ? ParagraphKind::preambular : ParagraphKind::operative;
    if (slots_[at].paragraph.kind == ParagraphKind::sub_item) model.kind = ParagraphKind::sub_item;
    if (!change.number.empty()) model.number = (change.preambular ? "PP" : "") + change.number;
    const auto beside = slots_[at].number;
    std::size_t to = first ? at : end_of_group(at);
    for (auto& paragraph : paragraphs_of(change, model)) {
      auto number = paragraph.number;
      slots_.insert(slots_.begin() + static_cast<std::ptrdiff_t>(to++),
                    {std::move(paragraph), std::move(number), false, beside,
                     first ? AmendmentWhere::before : AmendmentWhere::after});
    }
  }

  /// The new paragraphs; the first has the kind and number of `model`, items below it their own.
  [[nodiscard]] std::vector<Paragraph> paragraphs_of(const DraftAmendment& change,
                                                     const Paragraph& model) const {
    std::vector<Paragraph> out;
    std::string parent = model.number;
    for (const auto& proposed : change.paragraphs) {
      Paragraph paragraph;
      paragraph.kind = model.kind;
      paragraph.printed = proposed.printed;
      paragraph.runs = proposed.runs;
      paragraph.level = model.level;
      const bool item = proposed.printed.starts_with('(') && !out.empty() &&
                        model.kind != ParagraphKind::sub_item;
      if (item) {
        paragraph.kind = ParagraphKind::sub_item;
        paragraph.number = parent.empty() ? "" : parent + " " + proposed.printed;
      } else if (out.empty()) {
        paragraph.number = parent;
      }
      set_verb(paragraph);
      out.push_back(std::move(paragraph));
    }
    return out;
  }

  void set_verb(Paragraph& paragraph) const {
    if (paragraph.kind != ParagraphKind::preambular && paragraph.kind != ParagraphKind::operative) {
      return;
    }
    const auto text = model::text_of(paragraph.runs);
    const auto italic = italic_opening(paragraph.runs);
    const auto opening = italic.end > 0 ? italic : known_opening(text, words_);
    paragraph.verb = text.substr(opening.begin, opening.end - opening.begin);
  }

  std::string change_words(Paragraph& paragraph, const DraftAmendment& change) const {
    const auto whole = model::text_of(paragraph.runs).size();
    WordsAt at{0, 0, 1};
    if (change.old_words.empty()) {
      at.begin = at.end = change.where == AmendmentWhere::at_start ? 0 : before_end_mark(paragraph);
    } else {
      at = words_at(paragraph.runs, change.old_words);
    }
    if (at.count == 0) return "amendments.no-words";
    if (at.count > 1) return "amendments.several-places";
    if (change.action == AmendmentAction::insert_words && !change.old_words.empty()) {
      at.begin = at.end = change.where == AmendmentWhere::before ? at.begin : at.end;
    }
    splice(paragraph.runs, std::min(at.begin, whole), std::min(at.end, whole), change.new_words);
    paragraph.citations.clear();
    set_verb(paragraph);
    return {};
  }

  /// What is added at the end of a paragraph stands before its last mark.
  static std::size_t before_end_mark(const Paragraph& paragraph) {
    const auto text = model::text_of(paragraph.runs);
    for (const std::string_view mark : {"\uFF1B", "\u3002", "\uFF0C", "\u061B", "\u060C"}) {
      if (text.ends_with(mark)) return text.size() - mark.size();
    }
    const bool marked = !text.empty() && std::string_view(",.;:").find(text.back()) != npos;
    return text.size() - (marked ? 1 : 0);
  }

  /// Preambular paragraphs always; operative ones with their items where the amendments say so.
  void number_anew() {
    int preambular = 0;
    int operative = 0;
    std::string old_parent, parent, before;
    for (auto& paragraph : out_.reading.paragraphs) {
      if (paragraph.kind == ParagraphKind::preambular) {
        rename(paragraph, "PP" + std::to_string(++preambular), old_parent, parent);
      } else if (paragraph.kind == ParagraphKind::operative) {
        ++operative;
        auto number = paragraph.number;
        if (amendments_.renumber) {
          number = std::to_string(operative);
        } else if (number.empty()) {
          number = next_bis(before);
        }
        rename(paragraph, number, old_parent, parent);
        paragraph.printed = number + ".";
        before = number;
      } else if (paragraph.kind == ParagraphKind::sub_item) {
        follow_parent(paragraph, old_parent, parent);
      }
    }
  }

  static void rename(Paragraph& paragraph, const std::string& number, std::string& old_parent,
                     std::string& parent) {
    old_parent = std::exchange(paragraph.number, number);
    parent = number;
  }

  static void follow_parent(Paragraph& paragraph, const std::string& old_parent,
                            const std::string& parent) {
    if (parent.empty()) return;
    if (!old_parent.empty() && paragraph.number.starts_with(old_parent)) {
      paragraph.number = parent + paragraph.number.substr(old_parent.size());
    } else if (paragraph.number.empty()) {
      paragraph.number = parent + " " + paragraph.printed;
    }
  }

  /// "4 bis" behind 4, "4 ter" behind that.
  static std::string next_bis(const std::string& before) {
    const auto space = before.find(' ');
    const auto number = before.substr(0, space);
    if (number.empty()) return "1 bis";
    if (space == std::string::npos) return number + " bis";
    const auto suffix = before.substr(space + 1);
    if (suffix == "bis") return number + " ter";
    return number + (suffix == "ter" ? " quater" : " " + suffix + " bis");
  }

  void name_title() {
    std::string title;
    for (const auto& paragraph : out_.reading.paragraphs) {
      if (paragraph.kind != ParagraphKind::title) continue;
      title += (title.empty() ? "" : ": ") + model::text_of(paragraph.runs);
    }
    const bool retitled =
        std::any_of(amendments_.changes.begin(), amendments_.changes.end(),
                    [](const DraftAmendment& change) { return change.place == "title"; });
    if (retitled && !title.empty()) out_.reading.title = title;
  }

  const DraftAmendments& amendments_;
  const Words& words_;
  std::vector<AmendedSlot> slots_;
  AmendedText out_;
};

}  // namespace

AmendedText amended_text(const model::Reading& draft, const DraftAmendments& amendments) {
  return Amending(draft, amendments).run();
}

std::vector<model::Finding> outcome_findings(const model::Reading& proposing,
                                             const DraftAmendments& amendments,
                                             const AmendedText& amended) {
  std::vector<model::Finding> out;
  for (std::size_t i = 0; i < amended.outcomes.size(); ++i) {
    const auto& outcome = amended.outcomes[i];
    if (outcome.applied) continue;
    const auto& change = amendments.changes[i];
    const auto& paragraph = proposing.paragraphs[change.paragraph];
    const bool place = outcome.rule == "amendments.no-place";
    out.push_back({outcome.rule, paragraph.number,
                   paragraph.places.empty() ? model::Place() : paragraph.places.front(),
                   place ? change.place : change.old_words, place ? std::string() : outcome.place});
  }
  return out;
}

}  // namespace comity::grammar
