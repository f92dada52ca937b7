#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "reading/office/xlsx.h"
#include "reading/office/xlsx_values.h"

// What the small parts of a workbook say of its sheets and cells.
namespace comity::reading {

struct SheetPart {
  std::string name;
  std::string part;  ///< its name in the archive
  bool hidden = false;
};

struct WorkbookFacts {
  std::vector<SheetPart> sheets;    ///< in their order, charts left out
  std::string strings_part;         ///< empty: the workbook shares no strings
  std::vector<NumberShape> shapes;  ///< of cell styles
  bool from_1904 = false;
};

/// Errors as of read_xlsx().
[[nodiscard]] base::Result<WorkbookFacts> workbook_facts(const PartReader& part);

/// Texts, one after the other in one piece of memory.
class StringTable {
 public:
  void add(std::string_view text) {
    all_ += text;
    ends_.push_back(all_.size());
  }
  [[nodiscard]] std::size_t size() const { return ends_.size(); }
  [[nodiscard]] std::size_t bytes() const { return all_.size(); }
  [[nodiscard]] std::string_view at(std::size_t index) const {
    const auto begin = index == 0 ? 0 : ends_[index - 1];
    return std::string_view(all_).substr(begin, ends_[index] - begin);
  }

 private:
  std::string all_;
  std::vector<std::size_t> ends_;
};

/// A cell as its element has it.
struct CellSeen {
  std::string reference;  ///< "C12", or empty
  std::string type;
  std::string style;
  std::string value;
  bool has_formula = false;
  std::string formula;
  std::string own;  ///< an inline string
};

/// What a cell says.
[[nodiscard]] std::string cell_text(const CellSeen& cell, const WorkbookFacts& facts,
                                    const StringTable& strings);

}  // namespace comity::reading
