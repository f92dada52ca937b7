#include "grammar/resolutions/sections.h"

#include <array>
#include <utility>

#include "grammar/masthead.h"
#include "grammar/plain.h"
#include "grammar/resolutions/held_label.h"
#include "grammar/scan.h"

namespace comity::grammar {
namespace {

constexpr std::size_t kTitleLines = 5;             ///< between the letter and the enacting line
constexpr std::size_t kLongestSectionTitle = 400;  ///< bytes of a line

/// Cyrillic letters are typed for the Latin ones that look alike, or counted as an alphabet.
constexpr std::array<std::pair<std::string_view, char>, 17> kSectionLetters = {{{"А", 'A'},
                                                                                {"Б", 'B'},
                                                                                {"В", 'B'},
                                                                                {"С", 'C'},
                                                                                {"Г", 'D'},
                                                                                {"Е", 'E'},
                                                                                {"Д", 'E'},
                                                                                {"ألف", 'A'},
                                                                                {"باء", 'B'},
                                                                                {"جيم", 'C'},
                                                                                {"دال", 'D'},
                                                                                {"هاء", 'E'},
                                                                                {"واو", 'F'},
                                                                                {"甲", 'A'},
                                                                                {"乙", 'B'},
                                                                                {"丙", 'C'},
                                                                                {"丁", 'D'}}};

/// What joins the letters of several sections, in six languages.
constexpr std::array<std::string_view, 15> kJoining = {"-", "–", ",", "、", "and", "et", "to", "y",
                                                       "à", "a", "и", "و",  "和",  "至", "إلى"};

/// The letter that is joined to what ends at `at`.
SectionAt joined_section(std::string_view text, std::size_t at) {
  at = past_space(text, at);
  for (const auto joining : kJoining) {
    if (!text.substr(at).starts_with(joining)) continue;
    const auto found = section_at(text, past_space(text, at + joining.size()));
    if (found.letter != 0) return found;
  }
  return {};
}

bool may_be_title(const Piece& piece, model::Language language) {
  const char mark = end_mark(piece.paragraph.runs);
  return piece.block != model::BlockKind::table && piece.paragraph.printed.empty() &&
         piece.text.size() <= kLongestSectionTitle && mark != '.' && mark != ';' && mark != ',' &&
         !held_label({}, title_text(piece.paragraph.runs), language);
}

}  // namespace

SectionAt section_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) return {};
  if (is_upper(text[at]) && is_word_bound(text, at + 1)) return {text[at], at + 1};
  for (const auto& [written, letter] : kSectionLetters) {
    const auto end = at + written.size();
    if (text.substr(at).starts_with(written) && is_word_bound(text, end)) return {letter, end};
  }
  return {};
}

char section_letter(const model::Paragraph& line) {
  const auto text = title_text(line.runs);
  // "A." was taken for a number.
  if (!line.printed.empty() && !text.empty()) return 0;
  const std::string_view alone = line.printed.empty() ? std::string_view(text) : line.printed;
  const auto found = section_at(alone, 0);
  const bool whole = found.end == alone.size() || alone.substr(found.end) == ".";
  return whole ? found.letter : '\0';
}

std::size_t enacted_section(const std::vector<Piece>& pieces, std::size_t at, const Words& words,
                            model::Language language) {
  if (kind_apart(pieces[at].block) || section_letter(pieces[at].paragraph) == 0) return kNoSection;
  std::size_t lines = 0;
  for (std::size_t i = at + 1; i < pieces.size() && lines <= kTitleLines; ++i) {
    const auto& piece = pieces[i];
    if (piece.block == model::BlockKind::note || piece.block == model::BlockKind::rule) continue;
    if (is_enacting(piece.text, words)) return i;
    if (!may_be_title(piece, language)) return kNoSection;
    ++lines;
  }
  return kNoSection;
}

bool section_follows(const std::vector<Piece>& pieces, std::size_t from, const Words& words,
                     model::Language language) {
  for (std::size_t i = from; i < pieces.size(); ++i) {
    if (enacted_section(pieces, i, words, language) != kNoSection) return true;
  }
  return false;
}

std::size_t section_over(const std::vector<Piece>& pieces, std::size_t enacting, const Words& words,
                         model::Language language) {
  for (std::size_t i = enacting; i > 0 && enacting - i <= kTitleLines; --i) {
    if (enacted_section(pieces, i - 1, words, language) == enacting) return i - 1;
  }
  return kNoSection;
}

std::size_t past_section_letters(std::string_view text, std::size_t at) {
  auto found = section_at(text, past_space(text, at));
  if (found.letter == 0) return at;
  std::size_t end = found.end;
  while (found.letter != 0) {
    end = found.end;
    found = joined_section(text, end);
  }
  return end;
}

}  // namespace comity::grammar
