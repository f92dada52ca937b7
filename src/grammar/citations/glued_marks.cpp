#include "grammar/citations/glued_marks.h"

#include <algorithm>
#include <cstddef>

#include "grammar/marks.h"
#include "grammar/scan.h"

namespace comity::grammar {
namespace {

/// Whether a small letter, of Latin or Cyrillic, or the end of a Chinese title stands before `at`.
bool ends_word(std::string_view text, std::size_t at) {
  constexpr std::string_view kEndOfTitle = "\u300B";
  std::size_t last = at - 1;
  while (last > 0 && (static_cast<unsigned char>(text[last]) & 0xC0U) == 0x80U) --last;
  return is_small_at(text, last) || text.substr(last).starts_with(kEndOfTitle);
}

}  // namespace

std::string without_glued_marks(std::string_view text) {
  constexpr std::size_t kMostFigures = 3;
  std::string out(text);
  for (std::size_t at = 1; at < out.size(); ++at) {
    if (!is_digit(out[at]) || !ends_word(out, at)) continue;
    auto end = at;
    while (end < out.size() && is_digit(out[end])) ++end;
    const bool marks = end - at <= kMostFigures && is_word_bound(text, end) &&
                       (end == out.size() || (out[end] != '/' && out[end] != '.'));
    if (marks)
      std::fill(out.begin() + static_cast<std::ptrdiff_t>(at),
                out.begin() + static_cast<std::ptrdiff_t>(end), ' ');
    at = end;
  }
  return out;
}

}  // namespace comity::grammar
