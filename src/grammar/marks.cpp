#include "grammar/marks.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "grammar/number_list.h"
#include "grammar/scan.h"

namespace comity::grammar {
namespace {

struct MarkForm {
  std::string_view written;
  char ascii;
};

constexpr std::array<MarkForm, 20> kMarks{{
    {"（", '('}, {"）", ')'}, {"［", '['}, {"］", ']'}, {"；", ';'}, {"：", ':'}, {"，", ','},
    {"、", ','}, {"。", '.'}, {"．", '.'}, {"／", '/'}, {"？", '?'}, {"！", '!'}, {"؛", ';'},
    {"،", ','},  {"؟", '?'},  {"﹔", ';'}, {"﹐", ','}, {"〔", '['}, {"〕", ']'},
}};

/// Only these bytes begin a mark of the table.
bool may_begin_mark(char byte) {
  const auto c = static_cast<unsigned char>(byte);
  return c == 0xD8 || c == 0xE3 || c == 0xEF;
}

constexpr std::u32string_view kArabic = U"أبجدهوزحطيكلمنسعفصقرشتثخذضظغ";
constexpr std::u32string_view kArabicOrder = U"أبتثجحخدذرزسشصضطظعغفقكلمنهوي";
constexpr std::u32string_view kChineseFigures = U"一二三四五六七八九十";
constexpr std::u32string_view kCyrillic = U"абвгдежзиклмнопрстуфхцчшщэюя";

/// "十二" from `at` on, which it goes past; 0 where no figure stands there.
int chinese_figures(std::string_view text, std::size_t& at) {
  constexpr int kTen = 10;
  int value = 0;
  while (at < text.size()) {
    auto next = at;
    const auto rank = kChineseFigures.find(base::next_code_point(text, next));
    if (rank == std::u32string_view::npos) break;
    const int figure = static_cast<int>(rank) + 1;
    value = figure < kTen ? value + figure : std::max(value, 1) * kTen;
    at = next;
  }
  return value;
}

/// "(一)", with brackets of either width.
ItemNumberAt bracketed_figures(std::string_view text) {
  constexpr std::size_t kLongest = 24;  // bytes
  constexpr std::size_t kWide = 3;
  const std::string shape = shaped(text.substr(0, kLongest));
  std::size_t at = shape.find_first_not_of(' ');
  if (at == std::string::npos || shape[at] != '(') return {};
  const int value = chinese_figures(shape, ++at);
  if (value == 0 || at >= shape.size() || shape[at] != ')') return {};
  return {value, at + (text[at] == ')' ? 1 : kWide)};
}

/// "㈠", one sign.
ItemNumberAt figure_sign(std::string_view text) {
  constexpr char32_t kFirst = 0x3220;
  constexpr char32_t kLast = 0x3229;
  std::size_t end = 0;
  const auto sign = text.empty() ? char32_t{0} : base::next_code_point(text, end);
  if (sign < kFirst || sign > kLast) return {};
  return {static_cast<int>(sign - kFirst) + 1, end};
}

std::size_t quote_bytes(std::string_view text, std::size_t at) {
  constexpr std::array<std::string_view, 10> kQuotes = {
      "'", "\"", "`", "\u00B4", "\u2018", "\u2019", "\u201C", "\u201D", "\u00AB", "\u00BB"};
  for (const auto quote : kQuotes) {
    if (text.substr(at).starts_with(quote)) return quote.size();
  }
  return 0;
}

/// "'1'", whichever quotation marks stand for the two.
ItemNumberAt quoted_figures(std::string_view text) {
  const auto opening = quote_bytes(text, 0);
  if (opening == 0) return {};
  const auto number = number_at(text, opening, 2);
  const auto closing = number ? quote_bytes(text, number->end) : 0;
  if (closing == 0 || number->value == 0) return {};
  return {number->value, number->end + closing};
}

}  // namespace

std::string shaped(std::string_view text) {
  std::string out(text);
  for (std::size_t at = 0; at < out.size(); ++at) {
    if (!may_begin_mark(out[at])) continue;
    const auto rest = std::string_view(out).substr(at);
    const auto* const found = std::find_if(kMarks.begin(), kMarks.end(), [&](const MarkForm& mark) {
      return rest.starts_with(mark.written);
    });
    if (found == kMarks.end()) continue;
    const auto size = found->written.size();
    const bool opens = found->ascii == '(' || found->ascii == '[';
    std::fill_n(out.begin() + static_cast<std::ptrdiff_t>(at), size, ' ');
    out[opens ? at + size - 1 : at] = found->ascii;
    at += size - 1;
  }
  return out;
}

std::string ascii_digits(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const auto digit =
        static_cast<unsigned char>(text[at]) < 0x80 ? std::nullopt : digit_at(text, at);
    if (digit) {
      out += static_cast<char>('0' + digit->value);
      at += digit->bytes;
    } else {
      out += text[at++];
    }
  }
  return out;
}

ItemNumberAt item_number_at(std::string_view text) {
  for (const auto read : {figure_sign, bracketed_figures, quoted_figures}) {
    if (const auto number = read(text); number.end > 0) return number;
  }
  return {};
}

int item_number_of(std::string_view printed) {
  const auto number = item_number_at(printed);
  return past_space(printed, number.end) == printed.size() ? number.value : 0;
}

bool runs_together(std::string_view before, std::string_view after) {
  const auto chinese = [](unsigned char lead) {
    return (lead >= 0xE3 && lead <= 0xE9) || lead == 0xEF;
  };
  if (before.empty() || after.empty()) return false;
  auto last = before.size() - 1;
  while (last > 0 && (static_cast<unsigned char>(before[last]) & 0xC0U) == 0x80U) --last;
  return chinese(static_cast<unsigned char>(before[last])) &&
         chinese(static_cast<unsigned char>(after.front()));
}

LetterAt list_letter_at(std::string_view text, std::size_t at) {
  if (at >= text.size() || static_cast<unsigned char>(text[at]) < 0x80) return {};
  auto next = at;
  const auto c = base::next_code_point(text, next);
  // Lists go by the numeral order (أ ب ج د); the alphabet's own has the same first two.
  for (const auto alphabet : {kArabic, kCyrillic, kArabicOrder}) {
    const auto rank = alphabet.find(c);
    if (rank < 26) return {static_cast<char>('a' + rank), next - at};
  }
  return {};
}

bool is_small_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) return false;
  if (text[at] >= 'a' && text[at] <= 'z') return true;
  if (static_cast<unsigned char>(text[at]) < 0x80) return false;
  const auto c = base::next_code_point(text, at);
  return (c >= 0xDF && c <= 0xFF && c != 0xF7) || (c >= 0x0430 && c <= 0x045F) || c == 0x153;
}

bool is_capital_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) return false;
  if (text[at] >= 'A' && text[at] <= 'Z') return true;
  if (static_cast<unsigned char>(text[at]) < 0xC3) return false;
  const auto c = base::next_code_point(text, at);
  return (c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x0400 && c <= 0x042F) || c == 0x152;
}

bool may_open_sentence(std::string_view text, std::size_t at) {
  if (is_capital_at(text, at)) return true;
  if (at >= text.size() || static_cast<unsigned char>(text[at]) < 0xD8) return false;
  const auto c = base::next_code_point(text, at);
  return (c >= 0x0621 && c <= 0x064A) || (c >= 0x4E00 && c <= 0x9FFF) || c == 0x300A;
}

}  // namespace comity::grammar
