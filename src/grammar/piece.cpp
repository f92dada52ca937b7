#include "grammar/piece.h"

#include <algorithm>

#include "grammar/citations/resolution_number.h"
#include "grammar/marks.h"
#include "grammar/numbering.h"
#include "grammar/plain_notes.h"
#include "grammar/reviews/review_labels.h"
#include "grammar/scan.h"

namespace comity::grammar {
namespace {

using model::BlockKind;
using model::Run;

constexpr unsigned char kFirstChinese = 0xE3;  ///< leads characters, and "（" too

bool is_blank(std::string_view text) { return past_space(text, 0) == text.size(); }

void trim_end(std::vector<Run>& runs) {
  while (!runs.empty()) {
    std::string& text = runs.back().text;
    while (!text.empty() && (text.back() == ' ' || text.back() == '\n')) text.pop_back();
    if (!text.empty()) return;
    runs.pop_back();
  }
}

bool is_note_mark(std::string_view text) {
  if (text.empty() || text.size() > 4) return false;
  const auto is = [&](auto test) { return std::all_of(text.begin(), text.end(), test); };
  return is(is_digit) || is([](char c) { return c == '*'; }) || (text.size() == 1 && is(is_lower));
}

/// A note that a reader without notes of its own (Markdown, text) gave as a paragraph: a raised
/// mark or stars at its head.
void take_note_mark(Piece& piece) {
  if (piece.block != BlockKind::paragraph || !piece.paragraph.printed.empty()) return;
  const std::vector<Run>& runs = piece.paragraph.runs;
  std::size_t mark = 0;
  if (runs.front().style.superscript) {
    const std::string_view text = runs.front().text;
    const std::size_t end = text.find_last_not_of(' ') + 1;
    if (is_note_mark(text.substr(0, end))) mark = end;
  } else {
    while (mark < piece.text.size() && piece.text[mark] == '*') ++mark;
    if (mark == 0 || mark > 4 || mark >= piece.text.size() || piece.text[mark] != ' ') return;
  }
  if (mark == 0 || past_space(piece.text, mark) >= piece.text.size()) return;
  piece.paragraph.printed = piece.text.substr(0, mark);
  piece.block = BlockKind::note;
  drop_front(piece.paragraph, past_space(piece.text, mark));
}

void take_label(Piece& piece) {
  if (!piece.paragraph.printed.empty() || piece.paragraph.runs.empty()) return;
  if (piece.paragraph.runs.front().style.superscript) return;
  if (piece.block != BlockKind::paragraph && piece.block != BlockKind::list_item &&
      piece.block != BlockKind::heading) {
    return;
  }
  const std::size_t length = label_length(piece.text);
  if (length == 0) return;
  const std::size_t begin = past_space(piece.text, length);
  piece.paragraph.printed = piece.text.substr(0, length);
  drop_front(piece.paragraph, begin);
}

/// Several numbers answered at once, "5., 6., 7.": past the last of them.
std::size_t past_more_numbers(std::string_view text, std::size_t at) {
  while (at < text.size() && text[at] == ',') {
    const auto more = number_at(text, past_space(text, at + 1), 3);
    if (!more || more->end >= text.size() || text[more->end] != '.') break;
    at = more->end + 1;
  }
  return at < text.size() && text[at] == ',' ? at + 1 : at;
}

/// "㈠", "(一)", "'1'". Chinese may set no space behind it.
std::size_t item_number_length(std::string_view text) {
  const auto end = item_number_at(text).end;
  const bool parted = end > 0 && (past_space(text, end) > end || text.front() == '(' ||
                                  static_cast<unsigned char>(text.front()) >= kFirstChinese);
  return parted && end < text.size() ? end : 0;
}

/// "٩٨-١", "١-", "98-2- التصديق": the labels of Arabic, and "a)" of Romance languages and Russian.
std::size_t other_label_length(std::string_view text) {
  const auto letter = list_letter_at(text, 0).bytes;
  const auto close = letter > 0 ? letter : std::size_t{1};
  const bool lettered = close < text.size() && text[close] == ')' &&
                        (letter > 0 || is_lower(text.front())) &&
                        past_space(text, close + 1) > close + 1;
  if (lettered) return close + 1;
  return leftwards_label_length(text);
}

}  // namespace

bool Piece::all_bold() const {
  return !paragraph.runs.empty() &&
         std::all_of(paragraph.runs.begin(), paragraph.runs.end(), [](const Run& run) {
           return run.style.bold || run.style.superscript || is_blank(run.text);
         });
}

std::optional<model::ParagraphKind> kind_apart(model::BlockKind block) {
  switch (block) {
    case model::BlockKind::note:
      return model::ParagraphKind::note;
    case model::BlockKind::rule:
      return model::ParagraphKind::rule;
    case model::BlockKind::table:
      return model::ParagraphKind::table;
    default:
      return std::nullopt;
  }
}

void drop_front(model::Paragraph& paragraph, std::size_t bytes) {
  std::size_t left = bytes;
  while (left > 0 && !paragraph.runs.empty()) {
    std::string& text = paragraph.runs.front().text;
    const std::size_t cut = std::min(left, text.size());
    text.erase(0, cut);
    left -= cut;
    if (text.empty()) paragraph.runs.erase(paragraph.runs.begin());
  }
  const auto moved = static_cast<std::uint32_t>(bytes - left);
  for (model::Place& place : paragraph.places) {
    place.begin -= std::min(place.begin, moved);
    place.end -= std::min(place.end, moved);
    place.offset += place.page == 0 ? moved : 0;
  }
}

void join(Piece& piece, Piece&& next) {
  std::vector<Run>& runs = piece.paragraph.runs;
  const bool spaced = piece.text.empty() || piece.text.ends_with(' ') ||
                      next.text.starts_with(' ') || runs_together(piece.text, next.text);
  if (!spaced) {
    runs.back().text += ' ';
    piece.text += ' ';
  }
  const auto shift = static_cast<std::uint32_t>(piece.text.size());
  for (model::Place place : next.paragraph.places) {
    place.begin += shift;
    place.end += shift;
    piece.paragraph.places.push_back(place);
  }
  auto from = next.paragraph.runs.begin();
  if (!runs.empty() && from != next.paragraph.runs.end() && runs.back().style == from->style &&
      runs.back().link == from->link) {
    runs.back().text += from->text;
    ++from;
  }
  runs.insert(runs.end(), std::make_move_iterator(from),
              std::make_move_iterator(next.paragraph.runs.end()));
  piece.text += next.text;
}

std::size_t label_length(std::string_view text) {
  const auto ends = [&](std::size_t at) {
    return at < text.size() && (past_space(text, at) > at) ? at : std::size_t{0};
  };
  if (text.empty()) return 0;
  if (const auto length = item_number_length(text); length > 0) return length;
  if (const auto length = other_label_length(text); length > 0) return length;
  if (const auto number = number_at(text, 0, 4)) {
    std::size_t at = number->end;
    bool dotted = false;
    while (at + 1 < text.size() && text[at] == '.' && is_digit(text[at + 1])) {
      const auto more = number_at(text, at + 1, 4);
      if (!more) return 0;
      at = more->end;
      dotted = true;
    }
    if (const auto ordinal = latin_ordinal_at(text, at); !dotted && !ordinal.word.empty()) {
      const bool closed = ordinal.end < text.size() && text[ordinal.end] == '.';
      return closed ? ends(ordinal.end + 1) : 0;
    }
    if (at < text.size() && text[at] == '.') {
      if (number->end > 3 && !dotted) return 0;
      const std::size_t end = past_more_numbers(text, at + 1);
      return end > at + 1 && end == text.size() ? end : ends(end);
    }
    return dotted ? ends(at) : 0;
  }
  if (text.front() == '(') {
    const std::size_t close = text.substr(0, 7).find(')');
    if (close == std::string_view::npos || close < 2) return 0;
    const std::string_view inside = text.substr(1, close - 1);
    const bool letters = std::all_of(inside.begin(), inside.end(), is_lower) &&
                         (inside.size() <= 2 || roman_value(inside) != 0);
    const bool digits = std::all_of(inside.begin(), inside.end(), is_digit) && inside.size() <= 3;
    return letters || digits ? ends(close + 1) : 0;
  }
  const std::size_t dot = text.substr(0, 7).find('.');
  if (dot == std::string_view::npos || dot == 0) return 0;
  const std::string_view before = text.substr(0, dot);
  const bool capital = before.size() == 1 && is_upper(before.front());
  const bool roman = is_upper(before.front()) && roman_value(before) != 0;
  return capital || roman ? ends(dot + 1) : 0;
}

std::string bare_label(std::string_view printed) {
  if (const int item = item_number_of(printed); item > 0) return small_letters(roman_numeral(item));
  std::string bare;
  for (const char c : ascii_digits(shaped(printed))) {
    if (c != '(' && c != ')' && c != ' ' && c != ':') bare += c;
  }
  constexpr std::string_view kDash = "–";
  while (!bare.empty()) {
    if (bare.back() == '.' || bare.back() == ',' || (bare.back() == '-' && bare.size() > 1)) {
      bare.pop_back();
    } else if (bare.ends_with(kDash) && bare.size() > kDash.size()) {
      bare.resize(bare.size() - kDash.size());
    } else {
      break;
    }
  }
  if (const auto letter = list_letter_at(bare, 0);
      letter.bytes > 0 && letter.bytes == bare.size()) {
    return std::string(1, letter.letter);
  }
  // "٩٨-١": Arabic parts the numbers by a hyphen.
  const auto hyphen = bare.find('-');
  const bool dotted = hyphen != std::string::npos && hyphen > 0 && hyphen + 1 < bare.size() &&
                      bare.find_first_not_of("0123456789-") == std::string::npos;
  if (dotted) std::replace(bare.begin(), bare.end(), '-', '.');
  return bare;
}

std::vector<Piece> pieces_of(const model::Document& document) {
  std::vector<Piece> pieces;
  pieces.reserve(document.blocks.size());
  for (const model::Block& block : document.blocks) {
    Piece piece;
    piece.block = block.kind;
    piece.paragraph.printed = block.label;
    piece.paragraph.level = block.level;
    piece.paragraph.runs = block.runs;
    piece.paragraph.places = block.places;
    piece.paragraph.rows = block.rows;
    piece.indent = block.indent;
    piece.label_indent = block.label_indent;
    piece.size = block.size;
    piece.centred = block.centred;
    trim_end(piece.paragraph.runs);
    piece.text = model::text_of(piece.paragraph.runs);
    if (const std::size_t space = past_space(piece.text, 0); space > 0) {
      drop_front(piece.paragraph, space);
      piece.text.erase(0, space);
    }
    if (!piece.text.empty()) {
      take_note_mark(piece);
      take_label(piece);
      piece.text = model::text_of(piece.paragraph.runs);
    }
    const bool kept = !piece.text.empty() || !piece.paragraph.printed.empty() ||
                      block.kind == BlockKind::rule || block.kind == BlockKind::table;
    if (kept) pieces.push_back(std::move(piece));
  }
  if (document.media_type == "text/plain") take_plain_notes(pieces);
  return pieces;
}

}  // namespace comity::grammar
