#include "grammar/masthead.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "base/text.h"
#include "grammar/dates.h"
#include "grammar/facts.h"
#include "grammar/marks.h"
#include "grammar/numbering.h"
#include "grammar/resolutions/instruction_clauses.h"
#include "grammar/resolutions/openings.h"
#include "grammar/resolutions/sections.h"
#include "grammar/scan.h"

namespace comity::grammar {
namespace {

using model::BlockKind;
using model::ParagraphKind;

constexpr std::size_t kLongestHead = 60;    ///< pieces
constexpr std::size_t kLongestLine = 300;   ///< bytes of a line of the masthead
constexpr std::size_t kLongestTitle = 700;  ///< bytes

std::string_view without_end(std::string_view text, std::string_view marks) {
  const std::size_t end = text.find_last_not_of(marks);
  return text.substr(0, end == std::string_view::npos ? 0 : end + 1);
}

/// The kind of draft that a line as "China, Cuba and Russian Federation: draft resolution" or
/// "Cuba: amendments to draft resolution A/C.3/75/L.44" names.
const Phrase* draft_of(std::string_view text, const Words& words) {
  const std::string shape = shaped(text);
  const std::string small = small_letters(without_end(shape, " *.:"));
  if (const Phrase* amendments = words.within(Rule::amendments_to, small)) return amendments;
  if (const auto found = words.at(Rule::submitted_by, small, 0)) {
    return words.within(Rule::draft_end, small.substr(0, found->end));
  }
  const std::size_t colon = small.rfind(':');
  if (colon == std::string::npos) return nullptr;
  // The mark of a note on the sponsors may stand behind their colon: "Ghana:* draft resolution".
  const std::size_t kind = small.find_first_not_of('*', past_space(small, colon + 1));
  if (kind == std::string::npos) return nullptr;
  return words.whole(Rule::draft_end, small.substr(past_space(small, kind)));
}

/// Of a resolution, a decision or a statement, before its title.
Numbered number_in(std::string_view text) {
  Numbered own = resolution_number(text);
  return own.number.empty() ? statement_number(text) : own;
}

class HeadReader {
 public:
  HeadReader(std::vector<Piece>& pieces, const model::Document& document, model::Language language)
      : pieces_(pieces), document_(document), words_(Words::of(language)), language_(language) {}

  Head read() {
    head_.body = end_of_head();
    enacts_ = head_.body < pieces_.size() &&
              (is_enacting(pieces_[head_.body].text, words_) || begins_sections(head_.body));
    read_facts();
    read_agenda_title();
    read_titles();
    read_furniture();
    read_foot();
    note_what_is_missing();
    head_.facts = facts_.masthead;
    head_.symbol = facts_.symbol;
    return std::move(head_);
  }

 private:
  [[nodiscard]] bool ends_head(const Piece& piece) const {
    if (piece.block == BlockKind::table) return true;
    if (is_enacting(piece.text, words_)) return true;
    const auto line = without_end(piece.text, " *.:");
    if (words_.whole(Rule::contents, small_letters(line)) != nullptr) return true;
    const std::string bare = bare_label(piece.paragraph.printed);
    const bool label = !bare.empty() && piece.block != BlockKind::note && bare.front() != '*';
    if (label && piece.paragraph.printed.find('/') == std::string::npos) return true;
    return piece.text.size() > kLongestTitle;
  }

  /// The letter of the series, set large, is one too, but heads no section among others.
  [[nodiscard]] bool begins_sections(std::size_t at) const {
    const auto enacting = enacted_section(pieces_, at, words_, language_);
    return enacting != kNoSection && section_follows(pieces_, enacting + 1, words_, language_);
  }

  [[nodiscard]] std::size_t end_of_head() const {
    std::size_t end = 0;
    for (; end < pieces_.size() && end < kLongestHead; ++end) {
      const Piece& piece = pieces_[end];
      if (piece.block == BlockKind::note || piece.block == BlockKind::rule) continue;
      if (ends_head(piece)) break;
      if (begins_sections(end)) break;
      if (piece.page() > first_page() && end > 0) break;
    }
    return end;
  }

  [[nodiscard]] int first_page() const { return pieces_.empty() ? 0 : pieces_.front().page(); }

  [[nodiscard]] bool is_free(const Piece& piece) const {
    return piece.block != BlockKind::note && piece.block != BlockKind::rule &&
           piece.paragraph.kind == ParagraphKind::text;
  }

  void take(Piece& piece, ParagraphKind kind) {
    piece.paragraph.kind = kind;
    piece.masthead = true;
  }

  void read_facts() {
    std::string letter;
    const bool named = titles_are_named();
    for (std::size_t i = 0; i < head_.body; ++i) {
      Piece& piece = pieces_[i];
      // "Human Rights Council" may be a title.
      if (named && is_named_title(piece)) continue;
      if (!is_free(piece) || piece.text.size() > kLongestLine) continue;
      if (adopted_or_draft(piece) && (agenda_ < head_.body || amends_draft(piece))) continue;
      std::string text = piece.text;
      // The letter of the series may be set large, apart from the rest: "A", "/HRC/14/15/Add.1".
      if (text.starts_with('/') && !letter.empty()) text = letter + text;
      const LineRead line = read_line(text, facts_, words_);
      if (line.end == 0) continue;
      if (text.size() == 1) letter = text;
      facts_ = line.facts;
      take(piece, ParagraphKind::masthead);
      if (facts_.agenda) {
        agenda_ = i;
        const std::size_t rest = past_space(text, line.end);
        if (rest < text.size()) facts_.masthead.agenda_title = text.substr(rest);
        facts_.agenda = false;
      }
    }
    facts_.masthead.agenda_title = base::collapsed(facts_.masthead.agenda_title);
  }

  [[nodiscard]] bool adopted_or_draft(const Piece& piece) const {
    return tells_adoption(piece) || draft_of(piece.text, words_) != nullptr;
  }

  /// "Resolution adopted by the Human Rights Council on 8 July 2025". Chinese says it behind the
  /// body and the day, in either order, of the Assembly as "2021年12月16日大会决议".
  [[nodiscard]] bool tells_adoption(const Piece& piece) const {
    const std::string small = small_letters(without_end(piece.text, " *"));
    if (words_.at(Rule::adopted_by, small, 0)) return true;
    const auto day = date_at(small, 0, words_);
    const auto body = words_.at(Rule::body, small, day ? day->end : 0);
    if (!body) return false;
    if (day && words_.whole(Rule::resolution_noun, small.substr(body->end)) != nullptr) return true;
    const auto ends = words_.phrases(Rule::adopted_end);
    return std::any_of(ends.begin(), ends.end(),
                       [&](const Phrase& phrase) { return small.ends_with(phrase.small); });
  }

  /// The line names the draft by its symbol, which is not the document's own.
  [[nodiscard]] bool amends_draft(const Piece& piece) const {
    return words_.within(Rule::amendments_to, small_letters(shaped(piece.text))) != nullptr;
  }

  /// The pieces after the number of the agenda item that may be its title: up to the line that
  /// names the adoption or the sponsors, or, without one, the first of at least two that look
  /// alike.
  void read_agenda_title() {
    if (agenda_ >= head_.body || !facts_.masthead.agenda_title.empty()) return;
    std::vector<std::size_t> free;
    bool closed = false;
    for (std::size_t i = agenda_ + 1; i < head_.body && !closed; ++i) {
      if (!is_free(pieces_[i])) continue;
      closed = adopted_or_draft(pieces_[i]);
      if (!closed) free.push_back(i);
    }
    if (free.empty() || (!closed && free.size() < 2)) return;
    const Piece& agenda = pieces_[agenda_];
    const std::size_t most = closed ? free.size() : 1;
    std::string title;
    for (std::size_t n = 0; n < most; ++n) {
      Piece& piece = pieces_[free[n]];
      if (!closed && !is_like(agenda, piece, pieces_[free[n + 1]])) break;
      title += (title.empty() ? "" : " ") + title_text(piece.paragraph.runs);
      take(piece, ParagraphKind::masthead);
    }
    facts_.masthead.agenda_title = base::collapsed(title);
  }

  /// Whether a piece is set as the agenda item before it, not as a title of the document.
  static bool is_like(const Piece& agenda, const Piece& piece, const Piece& next) {
    if (agenda.size <= 0) return true;
    if (std::abs(agenda.indent - piece.indent) < 20 && piece.size < agenda.size + 1.9F) return true;
    return piece.centred && next.centred &&
           std::none_of(piece.text.begin(), piece.text.end(), is_lower);
  }

  void read_titles() {
    std::vector<std::string> parts;
    std::size_t last_taken = 0;
    bool bracket = false;  // "[on the report of the Third Committee": goes on over lines
    for (std::size_t i = 0; i < head_.body; ++i) {
      Piece& piece = pieces_[i];
      if (piece.masthead) last_taken = i + 1;
      if (!is_free(piece)) continue;
      bracket = bracket || piece.text.starts_with('[');
      if (const Phrase* draft = draft_of(piece.text, words_)) {
        head_.draft = draft->value;
        const bool sponsored = shaped(piece.text).find(':') != std::string::npos;
        take(piece, sponsored ? ParagraphKind::sponsors : ParagraphKind::title);
        if (!sponsored) parts.push_back(title_text(piece.paragraph.runs));
      } else if (tells_adoption(piece) || bracket) {
        take_adopting_body(piece);
        take(piece, ParagraphKind::masthead);
        bracket = bracket && piece.text.find(']') == std::string::npos;
      } else if (!parts.empty() && ends_titles(piece)) {
        head_.body = i;
        break;
      } else if (goes_on_from(i) && !parts.empty()) {
        take(piece, ParagraphKind::title);
        add_line(parts.back(), title_text(piece.paragraph.runs));
      } else if (is_title(piece) && (parts.empty() || i - last_taken < 6)) {
        take(piece, ParagraphKind::title);
        take_number(piece);
        if (!is_number_alone(piece.text)) parts.push_back(title_text(piece.paragraph.runs));
      } else if (!parts.empty()) {
        head_.body = i;
        break;
      } else {
        continue;
      }
      last_taken = i + 1;
    }
    if (parts.empty() && head_.body == kLongestHead) head_.body = last_taken;
    join_titles(parts);
  }

  /// Whether the line goes on with the title of a resolution on the line before: in plain text
  /// the one stands right under the other. No subtitle does that over an enacting line.
  [[nodiscard]] bool goes_on_from(std::size_t at) const {
    if (at == 0 || !enacts_ || document_.media_type != "text/plain") return false;
    const Piece& before = pieces_[at - 1];
    const Piece& piece = pieces_[at];
    const auto is_plain = [](const Piece& line) {
      return line.block == BlockKind::paragraph && line.size <= 0 && !line.all_bold() &&
             !line.centred && !line.paragraph.places.empty();
    };
    if (!is_plain(before) || !is_plain(piece) || !piece.paragraph.printed.empty()) return false;
    if (before.paragraph.kind != ParagraphKind::title) return false;
    if (!number_in(piece.text).number.empty()) return false;
    const model::Place& last = before.paragraph.places.back();
    const auto end = last.offset + (last.end - last.begin);
    const auto begin = piece.paragraph.places.front().offset;
    return last.page == 0 && begin > end && begin - end < 2;
  }

  static void add_line(std::string& title, const std::string& line) {
    title += (runs_together(title, line) ? "" : " ") + line;
  }

  /// "16/21" on a line of its own stands before the title.
  [[nodiscard]] bool is_number_alone(std::string_view text) const {
    const Numbered own = resolution_number(text);
    const bool whole = own.title >= without_end(text, " .-").size();
    return !own.number.empty() && own.number == head_.number && whole;
  }

  /// "Contents", "Preamble", "Article 1", "Operative paragraph 4" of amendments: a heading after
  /// the titles that is none of them.
  [[nodiscard]] bool ends_titles(const Piece& piece) const {
    constexpr std::size_t kLongestArticle = 40;
    const std::string small = small_letters(piece.text);
    if (words_.whole(Rule::contents, small) != nullptr) return true;
    if (heads_preamble(piece.text, language_)) return true;
    const bool amends = head_.draft == model::name_of(model::WorkKind::draft_amendments);
    if (amends && place_line(piece.text, instruction_words(piece.text, language_))) return true;
    return small.size() <= kLongestArticle && words_.at(Rule::article, small, 0).has_value();
  }

  /// "Resolution adopted by the General Assembly": names the body where no line of its own does.
  void take_adopting_body(const Piece& piece) {
    if (!facts_.masthead.body.empty() || piece.text.find('/') != std::string::npos) return;
    const Phrase* body = words_.within(Rule::body, small_letters(piece.text));
    if (body != nullptr) facts_.masthead.body = body->written;
  }

  void take_number(Piece& piece) {
    if (!head_.number.empty()) return;
    const Numbered in_label = number_in(piece.paragraph.printed);
    const Numbered in_text = number_in(piece.text);
    if (!in_label.number.empty()) {
      head_.number = in_label.number;
    } else if (!in_text.number.empty()) {
      head_.number = in_text.number;
      if (in_text.title >= piece.text.size()) return;
      piece.paragraph.printed = std::string(without_end(piece.text.substr(0, in_text.title), " "));
      drop_front(piece.paragraph, in_text.title);
      piece.text.erase(0, in_text.title);
    }
  }

  void join_titles(const std::vector<std::string>& parts) {
    for (std::string part : parts) {
      // A table of contents whose heading was read as part of the title before it.
      for (const Phrase& phrase : words_.phrases(Rule::contents)) {
        const std::string small = small_letters(part);
        if (small.size() > phrase.small.size() && small.ends_with(" " + phrase.small)) {
          part.resize(part.size() - phrase.small.size() - 1);
        }
      }
      head_.title += (head_.title.empty() ? "" : ": ") + part;
    }
  }

  [[nodiscard]] bool is_title(const Piece& piece) const {
    if (piece.block == BlockKind::list_item || piece.block == BlockKind::table) return false;
    if (titles_are_named()) return is_named_title(piece);
    if (piece.block == BlockKind::heading || piece.centred || piece.all_bold()) return true;
    if (!number_in(piece.paragraph.printed).number.empty()) return true;
    if (!number_in(piece.text).number.empty()) return true;
    // Plain text shows no style: a short line without a full stop, after facts of a masthead.
    const char last = last_mark(piece.text);
    return !titles_are_marked() && document_.pages.empty() && piece.size <= 0 &&
           piece.text.size() < 240 && last != '.' && last != ';' && last != ',' && last != ':' &&
           !piece.text.ends_with('.');
  }

  /// Akoma Ntoso has an element for titles, which are headings above all levels.
  static bool is_named_title(const Piece& piece) {
    return piece.block == BlockKind::heading && piece.paragraph.level == 0;
  }
  [[nodiscard]] bool titles_are_named() const {
    const auto head = pieces_.begin() + static_cast<std::ptrdiff_t>(head_.body);
    return document_.media_type == "application/akn+xml" &&
           std::any_of(pieces_.begin(), head, is_named_title);
  }

  /// Akoma Ntoso says what is a title; its other lines show no style either.
  [[nodiscard]] bool titles_are_marked() const {
    const auto head = pieces_.begin() + static_cast<std::ptrdiff_t>(head_.body);
    return document_.media_type == "application/akn+xml" &&
           std::any_of(pieces_.begin(), head,
                       [](const Piece& piece) { return piece.block == BlockKind::heading; });
  }

  /// The symbol that running heads show most often, and a job number below the first page.
  void read_furniture() {
    std::map<std::string, std::pair<int, model::Symbol>> shown;
    for (const model::Block& block : document_.furniture) {
      const std::string text = model::text_of(block.runs);
      if (facts_.masthead.job_number.empty()) facts_.masthead.job_number = job_number(text);
      const LineRead line = read_line(text, Facts(), words_);
      if (line.facts.symbol.empty()) continue;
      auto& entry = shown[line.facts.symbol.text()];
      ++entry.first;
      entry.second = line.facts.symbol;
    }
    const auto most = std::max_element(
        shown.begin(), shown.end(),
        [](const auto& a, const auto& b) { return a.second.first < b.second.first; });
    if (most == shown.end()) return;
    if (facts_.symbol.empty()) {
      facts_.symbol = most->second.second;
    } else if (!shown.contains(facts_.symbol.text()) && most->second.first > 1) {
      head_.findings.push_back(
          {"masthead.symbol-differs", "", {}, most->first, facts_.symbol.text()});
    }
  }

  /// The foot of the first page: the job number and its bar code.
  void read_foot() {
    for (Piece& piece : pieces_) {
      if (piece.page() != first_page() || piece.page() == 0) break;
      if (!is_free(piece) || piece.text.size() > 60) continue;
      const std::string number = job_number(piece.text);
      const bool bar_code = piece.text.find_first_not_of(" *0123456789") == std::string::npos &&
                            piece.text.find('*') != std::string::npos;
      if (number.empty() && !bar_code) continue;
      if (facts_.masthead.job_number.empty()) facts_.masthead.job_number = number;
      take(piece, ParagraphKind::masthead);
    }
  }

  void note_what_is_missing() {
    const bool masthead = !facts_.masthead.distribution.empty() || facts_.distribution_open;
    if (!masthead || !facts_.masthead.date.empty()) return;
    for (std::size_t i = 0; i < head_.body; ++i) {
      const Piece& piece = pieces_[i];
      if (piece.paragraph.kind == ParagraphKind::title || !is_free(piece)) continue;
      // A line with a year that is no fact: the date could not be read.
      for (std::size_t at = 0; at + 4 <= piece.text.size() && piece.text.size() < 40; ++at) {
        const auto year = number_at(piece.text, at, 4);
        if (!year || year->value < 1945 || year->value > 2199) continue;
        head_.findings.push_back(
            {"masthead.date-unreadable", "",
             piece.paragraph.places.empty() ? model::Place() : piece.paragraph.places.front(),
             piece.text, "no date"});
        return;
      }
    }
  }

  std::vector<Piece>& pieces_;
  const model::Document& document_;
  const Words& words_;
  model::Language language_;
  Head head_;
  bool enacts_ = false;  ///< a resolution begins where the head ends
  Facts facts_;
  std::size_t agenda_ = static_cast<std::size_t>(-1);
};

}  // namespace

Head read_head(std::vector<Piece>& pieces, const model::Document& document,
               model::Language language) {
  return HeadReader(pieces, document, language).read();
}

namespace {

/// "57/270 A and B. Title": a resolution in sections; "57/270 B. Title": one of them.
Numbered sections_behind(std::string_view text, std::size_t number) {
  const std::size_t end = past_section_letters(text, number);
  const bool closed = end == text.size() || text[end] == '.';
  const SectionAt first = section_at(text, past_space(text, number));
  if (end == number || !closed) return {};
  std::string own(text.substr(0, number));
  if (first.end == end) own += first.letter;
  return {std::move(own), past_space(text, end == text.size() ? end : end + 1)};
}

}  // namespace

Numbered resolution_number(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size() && (is_upper(text[at]) || text[at] == '-')) ++at;  // "S-31/1"
  if (at == 1 || at > 3) return {};
  const auto session = number_at(text, at, 4);
  if (!session || session->end >= text.size() || text[session->end] != '/') return {};
  const auto number = number_at(text, session->end + 1, 4);
  if (!number) return {};
  if (const auto ordinal = latin_ordinal_at(text, number->end); !ordinal.word.empty()) {
    const bool dot = ordinal.end < text.size() && text[ordinal.end] == '.';
    return {std::string(text.substr(0, number->end)) + std::string(ordinal.word),
            past_space(text, ordinal.end + (dot ? 1 : 0))};
  }
  if (const Numbered lettered = sections_behind(text, number->end); !lettered.number.empty()) {
    return lettered;
  }
  std::size_t end = number->end;
  if (end < text.size() && is_upper(text[end])) ++end;
  std::size_t title = end;
  // Arabic ends the number by a hyphen: "52/32- ولاية المقرر الخاص".
  const std::size_t hyphen = past_space(text, end);
  if (end < text.size() && text[end] == '.') {
    ++title;
  } else if (hyphen < text.size() && text[hyphen] == '-' &&
             (hyphen + 1 == text.size() || past_space(text, hyphen + 1) > hyphen + 1)) {
    title = hyphen + 1;
  } else if (end < text.size() && hyphen == end) {
    return {};
  }
  return {std::string(text.substr(0, end)), past_space(text, title)};
}

Numbered statement_number(std::string_view text) {
  constexpr std::string_view kStatement = "PRST";
  constexpr std::string_view kOrganizational = "OS/";
  if (!text.starts_with(kStatement)) return {};
  std::size_t at = kStatement.size();
  at = at < text.size() && text[at] == '/' ? at + 1 : past_space(text, at);
  const bool organizational = text.substr(at).starts_with(kOrganizational);
  const std::size_t lead = organizational ? kOrganizational.size() : 0;
  const Numbered own = resolution_number(text.substr(at + lead));
  if (own.number.empty()) return {};
  return {std::string(text.substr(at, lead)) + own.number, at + lead + own.title};
}

bool is_enacting(std::string_view text, const Words& words) {
  if (text.size() > 160) return false;
  text.remove_prefix(opening_quotes(text));
  const std::string shape = shaped(text);
  const std::string small = small_letters(without_end(shape, " ,:"));
  if (words.whole(Rule::enacting, small) == nullptr) return false;
  // Where the body's bare name enacts, a line of the masthead is the same but for the mark.
  return small.size() < without_end(shape, " ").size() || words.whole(Rule::body, small) == nullptr;
}

std::string title_text(const std::vector<model::Run>& runs) {
  std::string text;
  for (const model::Run& run : runs) {
    if (!run.style.superscript) text += run.text;
  }
  return base::collapsed(without_end(text, " *"));
}

}  // namespace comity::grammar
