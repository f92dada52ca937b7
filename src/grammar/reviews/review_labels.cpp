#include "grammar/reviews/review_labels.h"

#include <algorithm>

#include "grammar/marks.h"
#include "grammar/number_list.h"
#include "grammar/scan.h"

namespace comity::grammar {
namespace {

// label      := dotted | plain | letter | bullet
// dotted     := INT "." INT "."?          plain  := INT "." | INT (alone)
// letter     := "("? LETTERS ")"          bullet := "•" | "–" | "-"
// before Arabic, "-" stands for ".":      "٩٨-١", "98-1-", "٩٨-"
//
// Lists of numbers: number_list.h

constexpr std::size_t kLongestLabel = 64;  ///< with what follows it, as far as that matters

struct Figures {
  int value = 0;
  std::size_t end = 0;
  int count = 0;
};

std::optional<Figures> figures_at(std::string_view text, std::size_t at) {
  Figures number{0, at, 0};
  while (const auto digit = digit_at(text, number.end)) {
    if (++number.count > 4) return std::nullopt;
    number.value = number.value * 10 + digit->value;
    number.end += digit->bytes;
  }
  if (number.count == 0) return std::nullopt;
  return number;
}

/// Whether an Arabic letter is the first of a text, or its figures are.
bool is_arabic(std::string_view text) {
  const auto at = text.find_first_not_of(" (\"[");
  if (at == npos) return false;
  const auto lead = static_cast<unsigned char>(text[at]);
  return lead >= 0xD8 && lead <= 0xDB;
}

std::size_t skip_space(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    if (text[at] == ' ' || text[at] == '\t') {
      ++at;
    } else if (text.substr(at).starts_with("\xC2\xA0")) {
      at += 2;
    } else {
      break;
    }
  }
  return at;
}

/// Letters of a label and where its bracket has closed.
struct Letters {
  std::string text;
  std::size_t end = 0;
};

/// "(b)", "(ii)", "b)", "(ب)"; without the first bracket one letter.
std::optional<Letters> letters_at(std::string_view text) {
  const std::size_t begin = text.starts_with('(') ? 1 : 0;
  std::size_t end = begin;
  std::string letters;
  if (const auto other = list_letter_at(text, begin); other.bytes > 0) {
    end += other.bytes;
    letters = other.letter;
  } else {
    while (end < text.size() && is_lower(text[end])) letters += text[end++];
  }
  const bool fits = !letters.empty() && letters.size() <= (begin == 0 ? 1U : 5U);
  if (!fits || end >= text.size() || text[end] != ')') return std::nullopt;
  return Letters{std::move(letters), end + 1};
}

bool is_roman(std::string_view letters) { return letters.find_first_not_of("ivx") == npos; }

ReviewLabel letter_label(std::string_view text) {
  ReviewLabel label;
  const auto letters = letters_at(text);
  if (!letters) return label;
  const auto& letter = letters->text;
  const bool known =
      letter.size() == 1 || is_roman(letter) || (letter.size() == 2 && letter[0] == letter[1]);
  if (!known) return label;
  const auto next = skip_space(text, letters->end);
  if (text.front() != '(' && next == letters->end && next != text.size()) return label;
  label.kind = is_roman(letter) ? ReviewLabel::Kind::roman : ReviewLabel::Kind::letter;
  label.letter = letter;
  label.end = next;
  return label;
}

/// A number label; `closed` tells whether it must be followed by space and text.
ReviewLabel number_label(std::string_view text) {
  ReviewLabel label;
  const auto first = figures_at(text, 0);
  if (!first || first->count > 3) return label;
  std::size_t at = first->end;
  const auto parts = [&](std::size_t i) {
    return i < text.size() && (text[i] == '.' || text[i] == '-');
  };
  const bool spaced = text.substr(at).starts_with(" -");
  if (spaced) ++at;  // "٩٨ - "
  if (!parts(at)) return label;
  bool hyphen = text[at] == '-';
  const auto second = spaced ? std::nullopt : figures_at(text, at + 1);
  if (second && second->count <= 3) {
    at = second->end;
    label.second = second->value;
    if (text.substr(at).starts_with(" -")) ++at;
    if (parts(at)) hyphen = text[at++] == '-' || hyphen;
    label.kind = ReviewLabel::Kind::dotted;
  } else {
    ++at;
    label.kind = ReviewLabel::Kind::plain;
  }
  label.first = first->value;
  const auto next = skip_space(text, at);
  if (at < text.size() && next == at) return {};
  if (hyphen && next < text.size() && !is_arabic(text) && !is_arabic(text.substr(next))) return {};
  label.end = next;
  return label;
}

bool opens_item(std::string_view text, std::size_t at) {
  if (at >= text.size()) return false;
  const auto c = static_cast<unsigned char>(text[at]);
  return (c >= 'A' && c <= 'Z') || c >= 0x80 || c == '(' || c == '"' || c == '[';
}

/// Whether the number of an item stands at `at`, in figures of any script.
std::optional<std::size_t> past_number(std::string_view text, std::size_t at, int first,
                                       int second) {
  const auto number = figures_at(text, at);
  if (!number || number->value != first || number->end >= text.size()) return std::nullopt;
  if (text[number->end] != '.' && text[number->end] != '-') return std::nullopt;
  if (second == 0) return number->end + 1;
  const auto item = figures_at(text, number->end + 1);
  if (!item || item->value != second) return std::nullopt;
  const bool closed = item->end < text.size() && (text[item->end] == '.' || text[item->end] == '-');
  return item->end + (closed ? 1 : 0);
}

bool ends_item(std::string_view text, std::size_t at) {
  const auto before = text.find_last_not_of(" 0123456789*", at - 1);
  return before != npos && (text[before] == ';' || text[before] == ')' || text[before] == '.');
}

std::size_t arabic_item_inside(std::string_view text, int first, int second, std::size_t from) {
  for (auto at = text.find(' ', from); at != npos; at = text.find(' ', at + 1)) {
    const auto end = past_number(text, at + 1, first, second);
    if (!end || !ends_item(text, at + 1)) continue;
    const auto next = skip_space(text, *end);
    if (next != *end && opens_item(text, next)) return at + 1;
  }
  return npos;
}

}  // namespace

std::size_t leftwards_label_length(std::string_view text) {
  const auto label = number_label(text);
  if (label.kind == ReviewLabel::Kind::none) return 0;
  auto end = label.end;
  while (end > 0 && text[end - 1] == ' ') --end;
  const auto head = text.substr(0, end);
  const bool other = head.find('-') != npos || std::any_of(head.begin(), head.end(), [](char c) {
                       return static_cast<unsigned char>(c) >= 0x80;
                     });
  return other ? end : 0;
}

ReviewLabel label_at_start(std::string_view written) {
  const auto shape = shaped(written.substr(0, kLongestLabel));
  const std::string_view text = shape;
  const auto start = skip_space(text, 0);
  const auto rest = text.substr(start);
  ReviewLabel label = number_label(rest);
  if (label.kind == ReviewLabel::Kind::none) label = letter_label(rest);
  for (const std::string_view bullet : {"\xE2\x80\xA2", "\xEF\x82\xB7", "\xE2\x97\x8F"}) {
    if (label.kind != ReviewLabel::Kind::none || !rest.starts_with(bullet)) continue;
    label.kind = ReviewLabel::Kind::bullet;
    label.end = skip_space(rest, bullet.size());
  }
  if (label.kind != ReviewLabel::Kind::none) label.end += start;
  return label;
}

ReviewLabel label_of(std::string_view printed) {
  auto label = label_at_start(printed);
  if (label.kind != ReviewLabel::Kind::none) return label;
  const auto start = skip_space(printed, 0);
  const auto number = figures_at(printed, start);
  if (number && skip_space(printed, number->end) == printed.size()) {
    return {ReviewLabel::Kind::plain, number->value, 0, {}, printed.size()};
  }
  return {};
}

std::size_t item_inside(std::string_view text, int first, int second, std::size_t from) {
  if (is_arabic(text)) return arabic_item_inside(text, first, second, from);
  auto wanted = std::to_string(first) + '.';
  if (second > 0) wanted += std::to_string(second);
  for (auto at = text.find(wanted, from); at != npos; at = text.find(wanted, at + 1)) {
    if (at == 0 || text[at - 1] != ' ') continue;
    if (!ends_item(text, at)) continue;
    auto end = at + wanted.size();
    if (end < text.size() && text[end] == '.') ++end;
    const auto next = skip_space(text, end);
    if (next != end && opens_item(text, next)) return at;
  }
  return npos;
}

std::vector<std::string> paragraphs_named(std::string_view text, const ReviewWords& words,
                                          ReferencePlace place) {
  const auto low = ascii_digits(lowered(text));
  std::vector<std::string> found;
  /// Where the numbers from `at` on end.
  const auto add = [&](std::size_t at) {
    auto list = number_list_at(low, skip_space(low, at), words);
    if (!list) return at;
    for (auto& number : list->numbers) {
      if (std::find(found.begin(), found.end(), number) == found.end()) {
        found.push_back(std::move(number));
      }
    }
    return list->end;
  };
  std::size_t at = 0;
  while (const auto word = words.find(ReviewRule::paragraph_word, low, at)) at = add(word->end);
  if (place == ReferencePlace::after_paragraph_word) return found;
  for (at = 0; at < low.size(); ++at) {
    if (!is_digit(low[at]) || (at > 0 && (is_digit(low[at - 1]) || low[at - 1] == '.'))) continue;
    const auto first = figures_at(low, at);
    if (!first) continue;
    const bool dotted =
        first->end + 1 < low.size() && low[first->end] == '.' && is_digit(low[first->end + 1]);
    at = dotted ? std::max(first->end, add(at)) : first->end;
  }
  return found;
}

}  // namespace comity::grammar
