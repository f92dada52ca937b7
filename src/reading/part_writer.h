#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "reading/reader.h"

namespace comity::reading {

/// Puts the rows of a long table into parts of about half as many cells as one document holds,
/// named by their rows ("rows 1-3333.csv"). The cells of a part are counted as the widest of its
/// rows in each.
class PartWriter {
 public:
  /// `head` begins each part; `before` stands before its name; `most`: cells; `head_rows`: of the
  /// head.
  PartWriter(std::string head, std::string_view extension, std::size_t most,
             std::string_view before = {}, std::size_t head_rows = 1)
      : head_(std::move(head)),
        extension_(extension),
        before_name_(before),
        most_(most),
        head_rows_(head_rows) {}

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
  std::size_t head_rows_;
  std::size_t all_ = 0;
  std::size_t before_ = 0;  ///< rows in the parts that ended
  std::size_t rows_ = 0;    ///< in this one
  std::size_t widest_ = 0;
  std::size_t widest_of_all_ = 0;
  std::string part_;
  std::vector<Member> out_;
};

/// Among so many rows the names of the columns stand; titles may stand above.
inline constexpr std::size_t kHeadRows = 10;

/// How many of the first rows of a table head it, by how many cells of each hold anything: those
/// down to the first that has all cells of the fullest but one, which may be a column without name.
[[nodiscard]] std::size_t head_rows(const std::vector<std::size_t>& filled);

/// As PartWriter, which it gives the rows that head the table as head of each part.
class TablePartWriter {
 public:
  /// `start` stands before the first row in each part.
  TablePartWriter(std::string start, std::string_view extension, std::size_t most,
                  std::string_view before = {})
      : head_(std::move(start)), extension_(extension), before_name_(before), most_(most) {}

  /// `filled`: cells that hold anything; `whole` as in PartWriter::add().
  void add(std::string row, std::size_t cells, std::size_t filled, bool whole = true);

  /// Cells of all rows.
  [[nodiscard]] std::size_t cells() const { return cells_; }
  /// The rows of the head, once take() has been called.
  [[nodiscard]] const std::string& head() const { return head_; }

  /// None where no rows stand below the head.
  [[nodiscard]] std::vector<Member> take();

 private:
  struct Row {
    std::string text;
    std::size_t cells = 0;
    bool whole = true;
  };

  void begin();

  std::string head_;
  std::string extension_;
  std::string before_name_;
  std::size_t most_;
  std::size_t cells_ = 0;
  std::vector<Row> first_;
  std::vector<std::size_t> filled_;  ///< of the first rows
  std::optional<PartWriter> parts_;
};

}  // namespace comity::reading
