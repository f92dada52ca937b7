#include "reading/part_writer.h"

#include <algorithm>
#include <utility>

namespace comity::reading {

void PartWriter::add(std::string_view row, std::size_t cells, bool whole) {
  all_ += cells;
  widest_of_all_ = std::max(widest_of_all_, cells);
  const auto widest = std::max(widest_, cells);
  if (whole && rows_ > 0 && widest * (rows_ + 1 + head_rows_) > most_ / 2) {
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

std::size_t head_rows(const std::vector<std::size_t>& filled) {
  if (filled.empty()) return 0;
  const auto most = *std::max_element(filled.begin(), filled.end());
  const auto named = std::find_if(filled.begin(), filled.end(), [&](std::size_t cells) {
    return cells + 1 >= most && 2 * cells > most;
  });
  return static_cast<std::size_t>(named - filled.begin()) + (named == filled.end() ? 0 : 1);
}

void TablePartWriter::add(std::string row, std::size_t cells, std::size_t filled, bool whole) {
  cells_ += cells;
  if (parts_) return parts_->add(row, cells, whole);
  first_.push_back({std::move(row), cells, whole});
  filled_.push_back(whole ? filled : 0);
  if (first_.size() == kHeadRows) begin();
}

std::vector<Member> TablePartWriter::take() {
  if (!parts_) begin();
  return parts_->take();
}

void TablePartWriter::begin() {
  const auto count = head_rows(filled_);
  for (std::size_t i = 0; i < count; ++i) head_ += first_[i].text;
  parts_.emplace(head_, extension_, most_, before_name_, std::max<std::size_t>(count, 1));
  for (auto i = count; i < first_.size(); ++i) {
    parts_->add(first_[i].text, first_[i].cells, first_[i].whole);
  }
  first_.clear();
}

}  // namespace comity::reading
