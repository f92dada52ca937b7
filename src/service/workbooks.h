#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "render/table_rows.h"
#include "render/xlsx.h"
#include "service/installation.h"

// What the workbooks and tables of rows have in common.
namespace comity::service {

/// A new workbook, whose rows wait in the system's folder for temporary files (TMPDIR).
[[nodiscard]] base::Result<render::Xlsx> new_workbook();

/// What the last sheet says of a workbook.
struct AboutWorkbook {
  std::string source;
  std::string query;  ///< the address of the page that shows the same
  base::Time time;
  std::span<const render::Column> columns;  ///< of its tables
  std::uint64_t rows = 0;
  store::Visibility asker = store::Visibility::published();  ///< who may have it
};
/// Writes that sheet, with what each column holds, and packs the workbook.
[[nodiscard]] base::Status finish_workbook(render::Xlsx& workbook, const store::Read& read,
                                           const AboutWorkbook& about);

}  // namespace comity::service
