#include "app/row_streams.h"

#include <utility>

#include "app/requests.h"
#include "service/export.h"
#include "service/finding/plots.h"
#include "service/reviews/review_files.h"
#include "service/reviews/similar.h"
#include "service/texts/citation_graph.h"
#include "service/texts/mandates.h"

namespace comity::app {
namespace {

using base::Result;

/// A stream of service as http takes it.
class Bytes final : public http::ByteStream {
 public:
  explicit Bytes(std::unique_ptr<service::RowStream> rows) : rows_(std::move(rows)) {}
  Result<std::string> next() override { return rows_->next(); }
  [[nodiscard]] std::optional<http::Trailer> trailer() const override {
    auto whole = rows_->trailer();
    return http::Trailer{whole.count, std::move(whole.sha256)};
  }

 private:
  std::unique_ptr<service::RowStream> rows_;
};

/// Rows and what their file is called.
struct NamedRows {
  std::string name;
  std::unique_ptr<service::RowStream> rows;
};

Result<NamedRows> table_of(service::Installation& installation, const service::Ask& ask,
                           const http::Question& question, service::RowFormat format) {
  if (question.view == http::View::mandates) {
    COMITY_TRY(auto rows, service::mandate_rows(installation, ask, mandates_of(question), format));
    return NamedRows{"mandates", std::move(rows)};
  }
  if (question.view == http::View::citation_graph) {
    COMITY_TRY(const auto request, citation_graph_of(question));
    COMITY_TRY(auto rows, service::citation_rows(installation, ask, request, format));
    return NamedRows{"citations", std::move(rows)};
  }
  if (question.view == http::View::plots) {
    COMITY_TRY(const auto request, plot_of(question));
    COMITY_TRY(auto rows, service::plot_rows(installation, ask, request, format));
    return NamedRows{"counts", std::move(rows)};
  }
  const bool review = question.view == http::View::review;
  COMITY_TRY(const auto request,
             review ? service::search_of_review(installation, ask, question.state, question.cycle)
                    : request_of(question));
  const auto kind = service::rows_of(request);
  COMITY_TRY(auto rows, service::found_rows(installation, ask, request, kind, format));
  return NamedRows{review ? question.state + "_" + std::to_string(question.cycle)
                          : std::string(service::name_of(kind)),
                   std::move(rows)};
}

/// A workbook is written whole before its first piece, which takes a worker as long as it has
/// rows: one at a time, the others wait without one.
class WorkbookBytes final : public http::ByteStream {
 public:
  WorkbookBytes(std::unique_ptr<http::ByteStream> bytes, std::shared_ptr<std::atomic_flag> busy)
      : bytes_(std::move(bytes)), busy_(std::move(busy)) {}
  WorkbookBytes(const WorkbookBytes&) = delete;
  WorkbookBytes& operator=(const WorkbookBytes&) = delete;
  ~WorkbookBytes() override { leave(); }

  Result<std::string> next() override {
    auto piece = bytes_->next();
    written_ = true;
    leave();
    return piece;
  }
  [[nodiscard]] std::chrono::milliseconds pause() override {
    constexpr std::chrono::milliseconds kLookAgain{100};
    if (!written_ && !has_turn_) has_turn_ = !busy_->test_and_set();
    return std::chrono::milliseconds(written_ || has_turn_ ? 0 : kLookAgain.count());
  }
  [[nodiscard]] std::optional<http::Trailer> trailer() const override { return bytes_->trailer(); }

 private:
  void leave() {
    if (std::exchange(has_turn_, false)) busy_->clear();
  }

  std::unique_ptr<http::ByteStream> bytes_;
  std::shared_ptr<std::atomic_flag> busy_;
  bool has_turn_ = false;
  bool written_ = false;
};

Result<http::Stream> similar_stream(service::Installation& installation, const service::Ask& ask,
                                    const service::SimilarRequest& request,
                                    http::RowFormat format) {
  const bool csv = format == http::RowFormat::csv;
  COMITY_TRY(auto rows,
             service::similar_rows(installation, ask, request,
                                   csv ? service::RowFormat::csv : service::RowFormat::ndjson));
  return http::Stream{csv ? "text/csv; charset=utf-8" : "application/x-ndjson",
                      csv ? "similar.csv" : "similar.ndjson",
                      std::make_unique<Bytes>(std::move(rows))};
}

}  // namespace

base::Result<http::Stream> stream_of_rows(service::Installation& installation,
                                          const service::Ask& ask, const http::Question& question,
                                          http::RowFormat format,
                                          const std::shared_ptr<std::atomic_flag>& busy) {
  if (question.view == http::View::similar) {
    return similar_stream(installation, ask, similar_of(question), format);
  }
  const auto stream = [&](service::RowFormat rows, std::string_view media_type,
                          std::string_view extension) -> Result<http::Stream> {
    COMITY_TRY(auto table, table_of(installation, ask, question, rows));
    std::unique_ptr<http::ByteStream> bytes = std::make_unique<Bytes>(std::move(table.rows));
    if (rows == service::RowFormat::xlsx) {
      bytes = std::make_unique<WorkbookBytes>(std::move(bytes), busy);
    }
    return http::Stream{std::string(media_type), table.name + std::string(extension),
                        std::move(bytes)};
  };
  switch (format) {
    case http::RowFormat::csv:
      break;
    case http::RowFormat::ndjson:
      return stream(service::RowFormat::ndjson, "application/x-ndjson", ".ndjson");
    case http::RowFormat::xlsx:
      return stream(service::RowFormat::xlsx,
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx");
  }
  return stream(service::RowFormat::csv, "text/csv; charset=utf-8", ".csv");
}

}  // namespace comity::app
