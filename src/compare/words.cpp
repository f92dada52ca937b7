#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/text.h"
#include "compare/common_words.h"
#include "compare/compare.h"

namespace comity::compare {
namespace {

constexpr bool is_ascii_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '\'';
}

/// Marks as a keyboard has them, for code points that are no letters.
char plain_mark(char32_t c) {
  constexpr std::array<char32_t, 4> kApostrophes = {0x2018, 0x2019, 0x02BC, 0x00B4};
  if (std::find(kApostrophes.begin(), kApostrophes.end(), c) != kApostrophes.end()) return '\'';
  const bool punctuation = (c >= 0x2000 && c <= 0x206F) || (c >= 0x3000 && c <= 0x303F) ||
                           (c >= 0xFF00 && c <= 0xFF0F) || c == 0x00A0 || c == 0x00AB ||
                           c == 0x00BB || c == 0x060C || c == 0x061B || c == 0xFFFD;
  return punctuation ? ' ' : '\0';
}

bool is_ideograph(char32_t c) { return c >= 0x3400 && c <= 0x9FFF; }

/// What is not ASCII made plain, with spaces around characters that are words by themselves.
std::string plain(std::string_view text) {
  std::string marks;
  for (std::size_t at = 0; at < text.size();) {
    const auto code = base::next_code_point(text, at);
    if (const char mark = plain_mark(code)) {
      marks += mark;
    } else if (is_ideograph(code)) {
      marks += ' ';
      base::append_code_point(marks, code);
      marks += ' ';
    } else {
      base::append_code_point(marks, code);
    }
  }
  return base::unaccented(marks);
}

}  // namespace

std::vector<std::string> words_of(std::string_view text) {
  std::string other;
  if (!base::is_ascii(text)) {
    other = plain(text);
    text = other;
  }
  std::vector<std::string> words;
  for (std::size_t at = 0; at < text.size();) {
    const auto in_word = [&](char c) {
      return is_ascii_letter(c) || static_cast<unsigned char>(c) >= 0x80;
    };
    while (at < text.size() && !in_word(text[at])) ++at;
    const auto from = at;
    while (at < text.size() && in_word(text[at])) ++at;
    // Quotation marks around a word are no part of it.
    auto word = text.substr(from, at - from);
    while (word.starts_with('\'')) word.remove_prefix(1);
    while (word.ends_with('\'')) word.remove_suffix(1);
    if (!word.empty()) words.push_back(base::lower_ascii(word));
  }
  return words;
}

double likeness(std::string_view a, std::string_view b) {
  Vocabulary vocabulary;
  const auto left = vocabulary.words(a);
  const auto right = vocabulary.words(b);
  return likeness_of(left.size(), right.size(), Pattern(left).common(right));
}

}  // namespace comity::compare
