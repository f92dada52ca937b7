#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "reading/reader.h"

namespace comity::reading {

/// Puts the rows of a long table into parts of about half as many cells as one document holds,
/// named by their rows ("rows 1-3333.csv"). The cells of a part are counted as the widest of its
/// rows in each.
class PartWriter {
 public:
  /// `head` begins each part; `before` stands before its name; `most`: cells.
  PartWriter(std::string head, std::string_view extension, std::size_t most,
             std::string_view before = {})
      : head_(std::move(head)), extension_(extension), before_name_(before), most_(most) {}

  /// `whole`: the reader takes it for a row; what it takes as it stands begins no part, since a
  /// part of nothing else would be no table.
  void add(std::string_view row, std::size_t cells, bool whole = true);

  /// Cells of all rows.
  [[nodiscard]] std::size_t cells() const { return all_; }
  /// The same as many columns wide as the widest row, as tables of objects are.
  [[nodiscard]] std::size_t square() const { return (before_ + rows_ + 1) * widest_of_all_; }

  [[nodiscard]] std::vector<Member> take();

 private:
  void end_part();

  std::string head_;
  std::string extension_;
  std::string before_name_;
  std::size_t most_;
  std::size_t all_ = 0;
  std::size_t before_ = 0;  ///< rows in the parts that ended
  std::size_t rows_ = 0;    ///< in this one
  std::size_t widest_ = 0;
  std::size_t widest_of_all_ = 0;
  std::string part_;
  std::vector<Member> out_;
};

}  // namespace comity::reading
