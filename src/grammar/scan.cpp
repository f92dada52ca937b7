#include "grammar/scan.h"

#include <algorithm>
#include <array>

namespace comity::grammar {
namespace {

constexpr std::array<std::string_view, 4> kOpening = {"\u201C", "\u2018", "\"", "\u00AB"};

bool is_word_byte(std::string_view text, std::size_t at) {
  const char c = text[at];
  if (is_upper(c) || is_lower(c) || is_digit(c)) return true;
  if (static_cast<unsigned char>(c) < 0x80) return false;
  // U+2000..U+206F, dashes and quotation marks, are E2 80 xx and E2 81 xx; U+00A0..U+00BF are C2.
  std::size_t lead = at;
  while (lead > 0 && at - lead < 3 && (static_cast<unsigned char>(text[lead]) & 0xC0U) == 0x80)
    --lead;
  const auto first = static_cast<unsigned char>(text[lead]);
  if (first == 0xC2) return false;
  if (first != 0xE2 || lead + 1 >= text.size()) return true;
  const auto second = static_cast<unsigned char>(text[lead + 1]);
  return second != 0x80 && second != 0x81;
}

}  // namespace

std::string small_letters(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (is_upper(c)) c = static_cast<char>(c + ('a' - 'A'));
  }
  return out;
}

bool is_word_bound(std::string_view text, std::size_t at) {
  if (at == 0 || at >= text.size()) return true;
  return !is_word_byte(text, at - 1) || !is_word_byte(text, at);
}

std::size_t past_space(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    if (text[at] == ' ' || text[at] == '\n' || text[at] == '\t') {
      ++at;
    } else if (text.substr(at).starts_with("\u00A0")) {
      at += 2;
    } else {
      break;
    }
  }
  return at;
}

std::optional<NumberAt> number_at(std::string_view text, std::size_t at, std::size_t digits) {
  NumberAt number;
  number.end = at;
  while (number.end < text.size() && is_digit(text[number.end])) {
    if (number.end - at == digits) return std::nullopt;
    number.value = number.value * 10 + (text[number.end] - '0');
    ++number.end;
  }
  if (number.end == at) return std::nullopt;
  return number;
}

int roman_value(std::string_view text) {
  const auto value = [](char c) {
    switch (c | 0x20) {
      case 'i':
        return 1;
      case 'v':
        return 5;
      case 'x':
        return 10;
      case 'l':
        return 50;
      case 'c':
        return 100;
      default:
        return 0;
    }
  };
  if (text.empty() || text.size() > 8) return 0;
  int sum = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int here = value(text[i]);
    if (here == 0 || is_upper(text[i]) != is_upper(text[0])) return 0;
    sum += i + 1 < text.size() && value(text[i + 1]) > here ? -here : here;
  }
  return sum;
}

std::size_t opening_quotes(std::string_view text) {
  std::size_t at = 0;
  for (bool more = true; more && at < text.size();) {
    more = false;
    for (const std::string_view quote : kOpening) {
      if (text.substr(at).starts_with(quote)) {
        at += quote.size();
        more = true;
      }
    }
  }
  return at;
}

bool begins_small(std::string_view text) {
  std::size_t at = opening_quotes(text);
  if (at < text.size() && text[at] == '(') ++at;
  return at < text.size() && is_lower(text[at]);
}

char last_mark(std::string_view text) {
  while (!text.empty()) {
    const char c = text.back();
    if (text.ends_with("\u201D") || text.ends_with("\u2019")) {
      text.remove_suffix(3);
    } else if (text.ends_with("\u00A0") || text.ends_with("\u00BB")) {
      text.remove_suffix(2);
    } else if (c == ' ' || c == '"' || c == ')' || c == ']' || c == '*') {
      text.remove_suffix(1);
    } else {
      return c;
    }
  }
  return '\0';
}

}  // namespace comity::grammar
