#include "service/row_streams.h"

#include <utility>

#include "base/hash.h"
#include "service/workbooks.h"

namespace comity::service {
namespace {

using base::Result;

/// CSV or NDJSON, made while it is taken.
class TextStream final : public RowStream {
 public:
  TextStream(std::unique_ptr<RowSource> rows, RowFormat format)
      : rows_(std::move(rows)), format_(format) {}

  Result<std::string> next() override {
    std::string out;
    if (!std::exchange(begun_, true) && format_ == RowFormat::csv) {
      out = render::csv_header(rows_->columns());
    }
    bool more = true;
    while (out.empty() && more) {
      COMITY_TRY(more, rows_->next([&](std::span<const render::Field> row) {
        ++count_;
        if (format_ == RowFormat::csv) {
          render::append_csv(out, row);
        } else {
          render::append_json(out, rows_->columns(), row);
        }
        return base::Status();
      }));
    }
    hasher_.add(out);
    if (out.empty() && format_ == RowFormat::ndjson && !std::exchange(ended_, true)) {
      const auto whole = trailer();
      return base::to_text(base::JsonObject{
                 {"trailer", base::JsonObject{{"count", whole.count}, {"sha256", whole.sha256}}}}) +
             "\n";
    }
    return out;
  }

  [[nodiscard]] Trailer trailer() const override { return {count_, hasher_.value().hex()}; }

 private:
  std::unique_ptr<RowSource> rows_;
  RowFormat format_;
  base::Hasher hasher_;
  std::uint64_t count_ = 0;
  bool begun_ = false;
  bool ended_ = false;
};

/// A workbook, whose table of contents stands at its end and names sizes at its beginning: it is
/// whole before its first byte is taken.
class WorkbookStream final : public RowStream {
 public:
  WorkbookStream(std::unique_ptr<RowSource> rows, std::string_view sheet, render::Xlsx workbook,
                 AboutWorkbook about)
      : rows_(std::move(rows)),
        sheet_(sheet),
        workbook_(std::move(workbook)),
        about_(std::move(about)) {}

  Result<std::string> next() override {
    if (!std::exchange(begun_, true)) COMITY_CHECK(write());
    COMITY_TRY(auto piece, workbook_.next());
    hasher_.add(piece);
    return piece;
  }

  [[nodiscard]] Trailer trailer() const override { return {count_, hasher_.value().hex()}; }

 private:
  base::Status write() {
    COMITY_CHECK(render::begin_table(workbook_, sheet_, rows_->columns()));
    bool more = true;
    while (more) {
      COMITY_TRY(more, rows_->next([&](std::span<const render::Field> row) {
        ++count_;
        return render::add_row(workbook_, row);
      }));
    }
    about_.columns = rows_->columns();
    about_.rows = count_;
    return finish_workbook(workbook_, rows_->read(), about_);
  }

  std::unique_ptr<RowSource> rows_;
  std::string_view sheet_;
  render::Xlsx workbook_;
  AboutWorkbook about_;
  base::Hasher hasher_;
  std::uint64_t count_ = 0;
  bool begun_ = false;
};

}  // namespace

Result<std::unique_ptr<RowStream>> stream_of(Installation& installation, const Ask& ask,
                                             std::unique_ptr<RowSource> rows,
                                             const AboutRows& about, RowFormat format) {
  if (format != RowFormat::xlsx) {
    return std::unique_ptr<RowStream>(std::make_unique<TextStream>(std::move(rows), format));
  }
  COMITY_TRY(auto workbook, new_workbook());
  AboutWorkbook of_all{
      "Comity: the record of this installation", about.query, installation.clock().now(), {}};
  of_all.asker = visibility_of(ask.actor, rows->read());
  return std::unique_ptr<RowStream>(std::make_unique<WorkbookStream>(
      std::move(rows), about.sheet, std::move(workbook), std::move(of_all)));
}

}  // namespace comity::service
