#include "model/document.h"

#include <algorithm>
#include <iterator>

namespace comity::model {

std::uint32_t number_of_row(const std::vector<RowNumber>& numbers, std::uint32_t row) {
  const auto behind =
      std::upper_bound(numbers.begin(), numbers.end(), row,
                       [](std::uint32_t value, const RowNumber& each) { return value < each.row; });
  if (behind == numbers.begin()) return row;
  const auto& from = *std::prev(behind);
  return from.number + (row - from.row);
}

std::string text_of(const std::vector<Run>& runs) {
  std::size_t size = 0;
  for (const Run& run : runs) size += run.text.size();
  std::string text;
  text.reserve(size);
  for (const Run& run : runs) text += run.text;
  return text;
}

}  // namespace comity::model
