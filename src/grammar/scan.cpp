#include "grammar/scan.h"

#include <algorithm>
#include <array>

#include "grammar/marks.h"
#include "grammar/number_list.h"

namespace comity::grammar {
namespace {

constexpr std::array<std::string_view, 4> kOpening = {"\u201C", "\u2018", "\"", "\u00AB"};

/// The marks among the full-width forms of ASCII: neither figures nor letters.
bool is_wide_mark(std::string_view text) {
  if (text.size() < 3 || !text.starts_with("\xEF\xBC")) return false;
  const auto last = static_cast<unsigned char>(text[2]);
  return last <= 0x8F || (last >= 0x9A && last <= 0xA0) || last >= 0xBB;
}

/// The comma, semicolon and question mark of Arabic.
bool is_arabic_mark(std::string_view text) {
  return text.starts_with("\u060C") || text.starts_with("\u061B") || text.starts_with("\u061F");
}

bool is_in_word(std::string_view text, std::size_t at) {
  const char c = text[at];
  if (is_upper(c) || is_lower(c) || is_digit(c)) return true;
  if (static_cast<unsigned char>(c) < 0x80) return false;
  // U+2000..U+206F, dashes and quotation marks, are E2 80 xx and E2 81 xx; U+00A0..U+00BF are C2.
  std::size_t lead = at;
  while (lead > 0 && at - lead < 3 && (static_cast<unsigned char>(text[lead]) & 0xC0U) == 0x80)
    --lead;
  const auto first = static_cast<unsigned char>(text[lead]);
  if (first == 0xC2 || (first >= 0xE3 && first <= 0xE9)) return false;  // Chinese has no spaces
  if (first == 0xEF) return !is_wide_mark(text.substr(lead));
  if (first == 0xD8) return !is_arabic_mark(text.substr(lead));
  if (first != 0xE2 || lead + 1 >= text.size()) return true;
  const auto second = static_cast<unsigned char>(text[lead + 1]);
  return second != 0x80 && second != 0x81;
}

/// Makes a capital of two bytes small: À to Þ, А to Я, Ѐ to Џ, each in as many bytes.
void small_pair(std::string& text, std::size_t at) {
  if (at + 1 >= text.size()) return;
  const auto second = static_cast<unsigned char>(text[at + 1]);
  const auto put = [&](unsigned first, unsigned last) {
    text[at] = static_cast<char>(first);
    text[at + 1] = static_cast<char>(last);
  };
  if (text[at] == '\xC3') {
    if (second >= 0x80 && second <= 0x9E && second != 0x97) put(0xC3U, second + 0x20U);
  } else if (second >= 0x80 && second <= 0x8F) {
    put(0xD1U, second + 0x10U);
  } else if (second >= 0x90 && second <= 0x9F) {
    put(0xD0U, second + 0x20U);
  } else if (second >= 0xA0 && second <= 0xAF) {
    put(0xD1U, second - 0x20U);
  }
}

}  // namespace

std::string small_letters(std::string_view text) {
  std::string out(text);
  for (std::size_t at = 0; at < out.size(); ++at) {
    const char c = out[at];
    if (is_upper(c)) {
      out[at] = static_cast<char>(c + ('a' - 'A'));
    } else if (c == '\xC3' || c == '\xD0') {
      small_pair(out, at);
    }
  }
  return out;
}

bool is_word_bound(std::string_view text, std::size_t at) {
  if (at == 0 || at >= text.size()) return true;
  return !is_in_word(text, at - 1) || !is_in_word(text, at);
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
  for (std::size_t count = 0; const auto digit = digit_at(text, number.end); ++count) {
    if (count == digits) return std::nullopt;
    number.value = number.value * 10 + digit->value;
    number.end += digit->bytes;
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
  return is_small_at(text, at);
}

namespace {

/// The mark of another script that ends a text, as ASCII; else the text's last byte.
char foreign_mark(std::string_view text) {
  auto begin = text.size() - 1;
  while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xC0U) == 0x80U) --begin;
  const auto mark = shaped(text.substr(begin));
  const auto at = mark.find_first_not_of(' ');
  const bool known = at != std::string::npos && static_cast<unsigned char>(mark[at]) < 0x80;
  return known ? mark[at] : text.back();
}

}  // namespace

char last_mark(std::string_view text) {
  while (!text.empty()) {
    const char c = text.back();
    if (text.ends_with("\u201D") || text.ends_with("\u2019")) {
      text.remove_suffix(3);
    } else if (text.ends_with("\u00A0") || text.ends_with("\u00BB")) {
      text.remove_suffix(2);
    } else if (c == ' ' || c == '"' || c == ')' || c == ']' || c == '*') {
      text.remove_suffix(1);
    } else if (static_cast<unsigned char>(c) >= 0x80) {
      return foreign_mark(text);
    } else {
      return c;
    }
  }
  return '\0';
}

}  // namespace comity::grammar
