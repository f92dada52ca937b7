#include "grammar/review_labels.h"

#include <algorithm>
#include <charconv>

#include "grammar/number_list.h"

namespace comity::grammar {
namespace {

// label      := dotted | plain | letter | bullet
// dotted     := INT "." INT "."?          plain  := INT "." | INT (alone)
// letter     := "("? LETTERS ")"          bullet := "•" | "–" | "-"
//
// Lists of numbers: number_list.h

constexpr auto npos = std::string_view::npos;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_small(char c) { return c >= 'a' && c <= 'z'; }

struct Number {
  int value = 0;
  std::size_t end = 0;
};

std::optional<Number> number_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && is_digit(text[end])) ++end;
  if (end == at || end - at > 4) return std::nullopt;
  Number number{0, end};
  std::from_chars(text.data() + at, text.data() + end, number.value);
  return number;
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

std::optional<std::string> letter_at(std::string_view text, std::size_t at) {
  if (at >= text.size() || text[at] != '(') return std::nullopt;
  std::size_t end = at + 1;
  while (end < text.size() && is_small(text[end])) ++end;
  if (end == at + 1 || end - at > 6 || end >= text.size() || text[end] != ')') return std::nullopt;
  return std::string(text.substr(at + 1, end - at - 1));
}

bool is_roman(std::string_view letters) { return letters.find_first_not_of("ivx") == npos; }

ReviewLabel letter_label(std::string_view text) {
  ReviewLabel label;
  if (const auto letter = letter_at(text, 0)) {
    const bool known = letter->size() == 1 || is_roman(*letter) ||
                       (letter->size() == 2 && letter->front() == letter->back());
    if (!known) return label;
    label.kind = is_roman(*letter) ? ReviewLabel::Kind::roman : ReviewLabel::Kind::letter;
    label.letter = *letter;
    label.end = skip_space(text, letter->size() + 2);
  }
  return label;
}

/// A number label; `closed` tells whether it must be followed by space and text.
ReviewLabel number_label(std::string_view text) {
  ReviewLabel label;
  const auto first = number_at(text, 0);
  if (!first || first->end > 3) return label;
  std::size_t at = first->end;
  if (at >= text.size() || text[at] != '.') return label;
  const auto second = number_at(text, at + 1);
  if (second && second->end - at <= 4) {
    at = second->end;
    label.second = second->value;
    if (at < text.size() && text[at] == '.') ++at;
    label.kind = ReviewLabel::Kind::dotted;
  } else {
    ++at;
    label.kind = ReviewLabel::Kind::plain;
  }
  label.first = first->value;
  if (at < text.size() && skip_space(text, at) == at) return {};
  label.end = skip_space(text, at);
  return label;
}

bool opens_item(std::string_view text, std::size_t at) {
  if (at >= text.size()) return false;
  const auto c = static_cast<unsigned char>(text[at]);
  return (c >= 'A' && c <= 'Z') || c >= 0x80 || c == '(' || c == '"' || c == '[';
}

}  // namespace

ReviewLabel label_at_start(std::string_view text) {
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
  const auto number = number_at(printed, start);
  if (number && skip_space(printed, number->end) == printed.size()) {
    return {ReviewLabel::Kind::plain, number->value, 0, {}, printed.size()};
  }
  return {};
}

std::size_t item_inside(std::string_view text, int first, int second, std::size_t from) {
  auto wanted = std::to_string(first) + '.';
  if (second > 0) wanted += std::to_string(second);
  for (auto at = text.find(wanted, from); at != npos; at = text.find(wanted, at + 1)) {
    if (at == 0 || text[at - 1] != ' ') continue;
    const auto before = text.find_last_not_of(" 0123456789*", at - 1);
    if (before == npos || (text[before] != ';' && text[before] != ')' && text[before] != '.')) {
      continue;
    }
    auto end = at + wanted.size();
    if (end < text.size() && text[end] == '.') ++end;
    const auto next = skip_space(text, end);
    if (next != end && opens_item(text, next)) return at;
  }
  return npos;
}

std::vector<std::string> paragraphs_named(std::string_view text, const ReviewWords& words,
                                          ReferencePlace place) {
  const auto low = lowered(text);
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
    const auto first = number_at(low, at);
    if (!first) continue;
    const bool dotted =
        first->end + 1 < low.size() && low[first->end] == '.' && is_digit(low[first->end + 1]);
    at = dotted ? std::max(first->end, add(at)) : first->end;
  }
  return found;
}

}  // namespace comity::grammar
