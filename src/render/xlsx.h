#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace comity::render {

/// A day as ISO 8601 writes it ("2012-05-25"); any other text stays text.
struct XlsxDay {
  std::string_view iso;
};

/// What a cell holds: nothing, a text, a whole number, a day, a moment. A text stays one, whatever
/// it begins with: no cell is ever a formula or a link.
using XlsxCell = std::variant<std::monostate, std::string_view, std::int64_t, XlsxDay, base::Time>;

struct XlsxColumn {
  std::string_view name;
  double width = 12;  ///< in digits
};

/// A workbook written row by row (Office Open XML, ECMA-376), in memory that does not grow with the
/// rows: they wait in files without a name, and the packed workbook is read back in pieces. A table
/// that is longer than a sheet goes on in another of the same name and a number. For one thread.
class Xlsx {
 public:
  static constexpr std::uint32_t kRowsASheet = 1'048'576;
  /// Characters that a cell holds; a longer text is cut there.
  static constexpr std::size_t kLongestText = 32'767;

  /// `folder` is where the files wait. unavailable: it cannot be written to.
  [[nodiscard]] static base::Result<Xlsx> create(const std::filesystem::path& folder,
                                                 std::uint32_t rows_a_sheet = kRowsASheet);
  Xlsx(Xlsx&&) noexcept;
  Xlsx& operator=(Xlsx&&) noexcept;
  ~Xlsx();

  /// Opens a sheet with a row of names, or without one where there are no names. What may not stand
  /// in the name of a sheet is left out of it.
  [[nodiscard]] base::Status begin_sheet(std::string_view name, std::vector<XlsxColumn> columns);
  /// To the sheet that was opened last. unavailable: no space is left.
  [[nodiscard]] base::Status add_row(std::span<const XlsxCell> cells);
  /// How many texts were cut.
  [[nodiscard]] std::uint64_t cut() const;

  /// Packs the workbook; nothing is added afterwards. unavailable: no space is left.
  [[nodiscard]] base::Status finish();
  /// The next piece of the packed workbook; an empty one is its end.
  [[nodiscard]] base::Result<std::string> next();

 private:
  struct Impl;
  explicit Xlsx(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// The rest of the packed workbook at once, for one that is known to be small.
[[nodiscard]] base::Result<std::string> bytes_of(Xlsx& workbook);

}  // namespace comity::render
