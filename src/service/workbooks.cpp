#include "service/workbooks.h"

#include <array>
#include <filesystem>
#include <system_error>

namespace comity::service {
namespace {

constexpr std::string_view kAbout = "About";

}  // namespace

base::Result<render::Xlsx> new_workbook() {
  std::error_code error;
  const auto folder = std::filesystem::temp_directory_path(error);
  if (error) {
    return base::fail(base::ErrorKind::unavailable, "there is no folder for temporary files", {},
                      "set TMPDIR to a folder that can be written to");
  }
  return render::Xlsx::create(folder);
}

base::Status finish_workbook(render::Xlsx& workbook, const store::Read& read,
                             const AboutWorkbook& about) {
  using render::XlsxCell;
  COMITY_CHECK(workbook.begin_sheet(kAbout, {{"", 20}, {"", 80}}));
  const auto add = [&](XlsxCell name, XlsxCell value) {
    const std::array<XlsxCell, 2> cells = {name, value};
    return workbook.add_row(cells);
  };
  const auto at = base::to_text(at_json(read, about.asker));
  const auto number = [](std::uint64_t value) { return static_cast<std::int64_t>(value); };
  COMITY_CHECK(add("Source", std::string_view(about.source)));
  COMITY_CHECK(add("Query", std::string_view(about.query)));
  COMITY_CHECK(add("Time (UTC)", about.time));
  COMITY_CHECK(add("Rows", number(about.rows)));
  COMITY_CHECK(add("Entries of the journal", std::string_view(at)));
  if (workbook.cut() > 0) {
    COMITY_CHECK(
        add("Texts cut to what a cell holds; the CSV has them whole", number(workbook.cut())));
  }
  for (const auto& column : about.columns) {
    COMITY_CHECK(add(column.name, column.holds));
  }
  return workbook.finish();
}

}  // namespace comity::service
