#include "reading/part_writer.h"

#include <algorithm>
#include <utility>

namespace comity::reading {

void PartWriter::add(std::string_view row, std::size_t cells, bool whole) {
  all_ += cells;
  widest_of_all_ = std::max(widest_of_all_, cells);
  const auto widest = std::max(widest_, cells);
  if (whole && rows_ > 0 && widest * (rows_ + 2) > most_ / 2) {
    end_part();
    widest_ = cells;
  } else {
    widest_ = widest;
  }
  part_ += row;
  ++rows_;
}

std::vector<Member> PartWriter::take() {
  end_part();
  return std::move(out_);
}

void PartWriter::end_part() {
  if (rows_ == 0) return;
  const auto first = before_ + 1;
  before_ += rows_;
  out_.push_back(
      {before_name_ + "rows " + std::to_string(first) + "-" + std::to_string(before_) + extension_,
       head_ + std::exchange(part_, {})});
  rows_ = 0;
}

}  // namespace comity::reading
