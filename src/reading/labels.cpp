#include "reading/labels.h"

#include <unicode/uchar.h>

#include <array>
#include <charconv>
#include <string>

#include "base/ascii.h"
#include "base/text.h"

namespace comity::reading {
namespace {

using base::is_digit;

bool ends_label(std::string_view text, std::size_t at) {
  return at == text.size() || text[at] == ' ' || text[at] == '\t';
}

std::size_t digits_at(std::string_view text, std::size_t at) {
  std::size_t count = 0;
  while (at + count < text.size() && is_digit(text[at + count])) ++count;
  return count;
}

std::size_t latin_ordinal_at(std::string_view text, std::size_t at) {
  constexpr std::array<std::string_view, 4> kWords = {"bis", "ter", "quater", "quinquies"};
  const std::size_t space = at < text.size() && text[at] == ' ' ? 1 : 0;
  for (const auto word : kWords) {
    if (text.substr(at + space).starts_with(word)) return space + word.size();
  }
  return 0;
}

Label number_at(std::string_view text) {
  auto at = digits_at(text, 0);
  if (at == 0 || at > 4) return {};
  std::size_t parts = 1;
  while (at < text.size() && text[at] == '.') {
    const auto more = digits_at(text, at + 1);
    if (more == 0 || more > 3) break;
    at += 1 + more;
    ++parts;
  }
  at += latin_ordinal_at(text, at);
  const auto shape = parts > 1 ? LabelShape::dotted : LabelShape::number;
  if (at < text.size() && (text[at] == '.' || text[at] == ')')) {
    if (ends_label(text, at + 1)) return {shape, at + 1};
  } else if (text.substr(at).starts_with("．")) {
    return {shape, at + std::string_view("．").size()};
  }
  return parts > 1 && ends_label(text, at) ? Label{shape, at} : Label{};
}

/// Bytes of a figure of the Arabic scripts, or 0.
std::size_t arabic_figure_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) return 0;
  auto next = at;
  const auto c = base::next_code_point(text, next);
  return (c >= 0x0660 && c <= 0x0669) || (c >= 0x06F0 && c <= 0x06F9) ? next - at : 0;
}

bool begins_leftwards(std::string_view text) {
  const auto at = text.find_first_not_of(" \t(\"");
  if (at == std::string_view::npos) return false;
  auto next = at;
  const auto c = base::next_code_point(text, next);
  return c >= 0x0600 && c <= 0x06FF;
}

/// "٩٨-١", "٩٨-١-", "١-", "98-2-": numbers before Arabic, which a hyphen parts and ends. Figures of
/// Europe tell it only with the Arabic behind them, or where it is known that they are a label.
Label leftwards_number(std::string_view text, bool known) {
  std::size_t at = 0;
  std::size_t parts = 0;
  bool arabic = false;
  bool closed = false;
  while (at < text.size()) {
    const auto begin = at;
    std::size_t figures = 0;
    while (figures < 5) {
      const auto own = arabic_figure_at(text, at);
      if (own == 0 && digits_at(text, at) == 0) break;
      arabic = arabic || own > 0;
      at += own > 0 ? own : 1;
      ++figures;
    }
    if (at == begin || figures > 4) break;
    ++parts;
    const bool spaced = text.substr(at).starts_with(" -");
    closed = spaced || (at < text.size() && (text[at] == '-' || text[at] == '.'));
    if (!closed) break;
    at += spaced ? 2 : 1;
    if (spaced) break;
  }
  if (parts == 0 || parts > 3 || (parts == 1 && !closed) || !ends_label(text, at)) return {};
  if (!known && !arabic && !begins_leftwards(text.substr(at))) return {};
  return {parts > 1 ? LabelShape::dotted : LabelShape::number, at};
}

Label leftwards_number_at(std::string_view text) { return leftwards_number(text, false); }

bool is_roman(std::string_view word) {
  if (word.empty() || word.size() > 6) return false;
  const bool upper = word[0] >= 'A' && word[0] <= 'Z';
  return word.find_first_not_of(upper ? "IVXLC" : "ivxlc") == std::string_view::npos;
}

// One letter of any script, or a Roman number; bytes taken, or 0.
std::size_t word_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && is_roman(text.substr(at, end - at + 1))) ++end;
  if (end > at) return end - at;
  if (at >= text.size()) return 0;
  std::size_t next = at;
  const auto c = base::next_code_point(text, next);
  if (!u_isalpha(static_cast<UChar32>(c))) return 0;
  const bool doubled = next < text.size() && text.substr(at, 1) == text.substr(next, 1) &&
                       next - at == 1;  // "(aa)", after "(z)"
  return next - at + (doubled ? 1 : 0);
}

Label bracketed_at(std::string_view text) {
  std::size_t open = 0;
  if (text.starts_with("(")) open = 1;
  if (text.starts_with("（")) open = std::string_view("（").size();
  if (open == 0) return {};
  auto inside = digits_at(text, open);
  if (inside > 3) return {};
  if (inside == 0) inside = word_at(text, open);
  if (inside == 0) return {};
  const auto at = open + inside;
  const auto rest = text.substr(at);
  std::size_t close = 0;
  if (rest.starts_with(")")) close = 1;
  if (rest.starts_with("）")) close = std::string_view("）").size();
  if (close == 0 || (close == 1 && !ends_label(text, at + 1))) return {};
  return {LabelShape::bracketed, at + close};
}

Label lettered_at(std::string_view text) {
  const auto length = word_at(text, 0);
  if (length == 0 || length >= text.size()) return {};
  if (text[length] != '.' && text[length] != ')') return {};
  if (!ends_label(text, length + 1)) return {};
  const auto shape = is_roman(text.substr(0, length)) ? LabelShape::roman : LabelShape::letter;
  return {shape, length + 1};
}

Label bullet_at(std::string_view text) {
  constexpr std::array<std::string_view, 12> kBullets = {"•", "●", "○", "▪", "■", "◦",
                                                         "·", "–", "—", "-", "►", "➢"};
  for (const auto bullet : kBullets) {
    if (text.starts_with(bullet) && ends_label(text, bullet.size())) {
      return {LabelShape::bullet, bullet.size()};
    }
  }
  return {};
}

}  // namespace

Label label_at(std::string_view text) {
  for (auto* const rule : {number_at, leftwards_number_at, bracketed_at, lettered_at, bullet_at}) {
    if (const auto label = rule(text); label.shape != LabelShape::none) return label;
  }
  return {};
}

bool is_whole_label(std::string_view text) {
  if (text.empty()) return false;
  return label_at(text).length == text.size() || leftwards_number(text, true).length == text.size();
}

bool follows(std::string_view before, std::string_view label) {
  const auto core = [](std::string_view text) {
    while (!text.empty() && (text.back() == '.' || text.back() == ')')) text.remove_suffix(1);
    if (text.starts_with("(")) text.remove_prefix(1);
    return text;
  };
  const auto a = core(before);
  const auto b = core(label);
  if (a.size() == 1 && b.size() == 1 && !is_digit(a[0])) return a[0] + 1 == b[0];
  const auto tail = [](std::string_view text) {
    std::size_t digits = 0;
    while (digits < text.size() && digits < 9 && is_digit(text[text.size() - 1 - digits])) ++digits;
    return digits;
  };
  const auto a_digits = tail(a);
  const auto b_digits = tail(b);
  if (a_digits == 0 || b_digits == 0) return false;
  if (a.substr(0, a.size() - a_digits) != b.substr(0, b.size() - b_digits)) return false;
  const auto value = [](std::string_view digits) {
    int number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
  };
  return value(a.substr(a.size() - a_digits)) + 1 == value(b.substr(b.size() - b_digits));
}

bool is_mark(std::string_view text) {
  if (text.empty()) return false;
  if (digits_at(text, 0) == text.size()) return text.size() <= 3;
  if (text.size() == 1 && ((text[0] >= 'a' && text[0] <= 'z') || text[0] == '*')) return true;
  for (std::size_t i = 0; i < text.size();) {
    const auto c = base::next_code_point(text, i);
    if (c != U'*' && c != U'†' && c != U'‡' && c != U'§') return false;
  }
  return text.size() <= 12;
}

}  // namespace comity::reading
