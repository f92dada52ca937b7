#include "reading/counting.h"

#include <array>
#include <string_view>
#include <utility>

namespace comity::reading {

std::string in_roman(long number) {
  constexpr std::array<std::pair<long, std::string_view>, 13> kSigns = {{{1000, "m"},
                                                                         {900, "cm"},
                                                                         {500, "d"},
                                                                         {400, "cd"},
                                                                         {100, "c"},
                                                                         {90, "xc"},
                                                                         {50, "l"},
                                                                         {40, "xl"},
                                                                         {10, "x"},
                                                                         {9, "ix"},
                                                                         {5, "v"},
                                                                         {4, "iv"},
                                                                         {1, "i"}}};
  if (number < 1 || number > 3999) return std::to_string(number);
  std::string out;
  for (const auto& [worth, sign] : kSigns) {
    for (; number >= worth; number -= worth) out += sign;
  }
  return out;
}

std::string in_capitals(std::string text) {
  for (auto& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - ('a' - 'A'));
  }
  return text;
}

}  // namespace comity::reading
