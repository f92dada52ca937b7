#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "render/table_rows.h"
#include "service/export.h"

// A table of rows in every format, whatever its rows come from.
namespace comity::service {

/// Rows, some at a time.
class RowSource {
 public:
  using Take = std::function<base::Status(std::span<const render::Field>)>;

  RowSource() = default;
  RowSource(const RowSource&) = delete;
  RowSource& operator=(const RowSource&) = delete;
  virtual ~RowSource() = default;

  [[nodiscard]] virtual std::span<const render::Column> columns() const = 0;
  /// Calls `take` for each of the next rows; false after the last.
  [[nodiscard]] virtual base::Result<bool> next(const Take& take) = 0;
  /// The snapshot that they come from.
  [[nodiscard]] virtual const store::Read& read() const = 0;
};

/// What a workbook says of its rows.
struct AboutRows {
  std::string_view sheet;  ///< a name that the program holds
  std::string query;       ///< the address of the page that shows the same
};

/// The rows written while they are taken (export.h).
[[nodiscard]] base::Result<std::unique_ptr<RowStream>> stream_of(Installation& installation,
                                                                 const Ask& ask,
                                                                 std::unique_ptr<RowSource> rows,
                                                                 const AboutRows& about,
                                                                 RowFormat format);

}  // namespace comity::service
