#pragma once

#include <string>
#include <vector>

namespace comity::test_support {

/// A sheet as it stands in a workbook: `rows` is the XML within `sheetData`.
struct XlsxSheet {
  std::string name;
  std::string rows;
  std::string state;  ///< "hidden", "veryHidden", or empty
};

/// What a workbook holds beside its sheets.
struct XlsxParts {
  std::vector<std::string> strings;  ///< shared strings, each the XML within `si`
  std::vector<std::string> formats;  ///< codes of number formats; the cell styles 1, 2, …
  bool from_1904 = false;
  std::string doctype;  ///< put before the root of the workbook
};

/// An XLSX file, as small as one can be.
[[nodiscard]] std::string xlsx_of(const std::vector<XlsxSheet>& sheets,
                                  const XlsxParts& parts = {});

}  // namespace comity::test_support
