#include <array>
#include <utility>

#include "base/csv.h"
#include "base/hash.h"
#include "service/address.h"
#include "service/answer_parts.h"
#include "service/mandates.h"
#include "service/workbooks.h"

namespace comity::service {
namespace {

using base::Result;

constexpr std::array<render::Column, 16> kColumns = {
    {{"symbol", "the text that asks or promises", 20},
     {"number", "its paragraph", 10},
     {"body", "that adopted it: GA, HRC, …", 8},
     {"session", "at which it adopted it", 8},
     {"date", "of the text", 12},
     {"title", "of the text", 40},
     {"kind", "request, or promise of the body itself", 10},
     {"verb", "with which it asks, in its plain form", 12},
     {"addressees", "who is asked, as codes; state:FRA for a State", 24},
     {"addressed", "who is asked, as printed", 30},
     {"action", "what is asked or promised", 60},
     {"occasions", "by when: s76 a session, a year or day, annual", 14},
     {"state", "due, kept, not_seen: as far as the record shows", 10},
     {"reason", "why the state is so", 18},
     {"kept_by", "the text of the record that keeps it", 20},
     {"text", "the whole paragraph", 80}}};

/// The cells of a row, in the order of the columns.
std::vector<std::string> cells_of(const MandateRow& row) {
  std::vector<std::string> due;
  due.reserve(row.mandate.occasions.size());
  for (const auto& each : row.mandate.occasions) due.push_back(grammar::code_of(each));
  const auto& text = row.text;
  const auto& mandate = row.mandate;
  return {text.work,
          mandate.number,
          text.body,
          text.session > 0 ? std::to_string(text.session) : "",
          text.date,
          text.title,
          std::string(grammar::name_of(mandate.kind)),
          mandate.verb,
          joined_values(mandate.addressees),
          mandate.addressed,
          mandate.action,
          joined_values(due),
          std::string(name_of(row.verdict.state)),
          std::string(row.verdict.reason),
          row.verdict.by ? row.verdict.by->work : "",
          row.paragraph};
}

/// Rows written while they are taken, some at a time.
class MandateStream final : public RowStream {
 public:
  MandateStream(std::vector<MandateRow> rows, const StateNames& states, RowFormat format)
      : rows_(std::move(rows)), states_(states), format_(format) {}

  Result<std::string> next() override {
    std::string out;
    if (format_ == RowFormat::csv && at_ == 0 && !std::exchange(begun_, true))
      out = render::csv_header(kColumns);
    constexpr std::size_t kPiece = 500;
    for (std::size_t i = 0; i < kPiece && at_ < rows_.size(); ++i) append(out, rows_[at_++]);
    hasher_.add(out);
    if (out.empty() && format_ == RowFormat::ndjson && !std::exchange(ended_, true)) {
      const auto whole = trailer();
      return base::to_text(base::JsonObject{
                 {"trailer", base::JsonObject{{"count", whole.count}, {"sha256", whole.sha256}}}}) +
             "\n";
    }
    return out;
  }
  [[nodiscard]] Trailer trailer() const override { return {at_, hasher_.value().hex()}; }

 private:
  void append(std::string& out, const MandateRow& row) const {
    if (format_ == RowFormat::ndjson) {
      out += base::to_text(to_json(row, states_, model::Language::en)) + "\n";
      return;
    }
    auto cells = cells_of(row);
    for (auto& cell : cells) cell = base::defused(cell);
    base::append_csv_row(out, cells);
  }

  std::vector<MandateRow> rows_;
  StateNames states_;
  RowFormat format_;
  base::Hasher hasher_;
  std::size_t at_ = 0;
  bool begun_ = false;
  bool ended_ = false;
};

/// A workbook is whole before its first byte is taken (export.h).
class MandateWorkbook final : public RowStream {
 public:
  MandateWorkbook(render::Xlsx workbook, std::uint64_t rows)
      : workbook_(std::move(workbook)), rows_(rows) {}
  Result<std::string> next() override {
    COMITY_TRY(auto piece, workbook_.next());
    hasher_.add(piece);
    return piece;
  }
  [[nodiscard]] Trailer trailer() const override { return {rows_, hasher_.value().hex()}; }

 private:
  render::Xlsx workbook_;
  std::uint64_t rows_;
  base::Hasher hasher_;
};

Result<render::Xlsx> workbook_of(Installation& installation, const store::Read& read,
                                 const std::vector<MandateRow>& rows, const std::string& query) {
  COMITY_TRY(auto workbook, new_workbook());
  COMITY_CHECK(render::begin_table(workbook, "mandates", kColumns));
  for (const auto& row : rows) {
    const auto cells = cells_of(row);
    std::vector<render::XlsxCell> values;
    values.reserve(cells.size());
    for (const auto& cell : cells) values.emplace_back(std::string_view(cell));
    values[3] = static_cast<std::int64_t>(row.text.session);
    values[4] = render::XlsxDay{row.text.date};
    COMITY_CHECK(workbook.add_row(values));
  }
  COMITY_CHECK(finish_workbook(workbook, read,
                               {"Comity: the record of this installation", query,
                                installation.clock().now(), kColumns, rows.size()}));
  return workbook;
}

}  // namespace

Result<std::unique_ptr<RowStream>> mandate_rows(Installation& installation, const Ask& ask,
                                                const MandatesRequest& request, RowFormat format) {
  COMITY_TRY(const auto read, installation.store().read());
  const auto asker = visibility_of(ask.actor, read);
  COMITY_TRY(auto judge, MandateJudge::look(read, asker));
  COMITY_TRY(auto rows, find_mandates(installation, ask, read, request, judge));
  if (format == RowFormat::xlsx) {
    Parameters parameters = {{"q", request.words}, {"view", request.view}};
    parameters.insert(parameters.end(), request.filters.begin(), request.filters.end());
    COMITY_TRY(auto workbook,
               workbook_of(installation, read, rows, address_with("/mandates", parameters)));
    return std::unique_ptr<RowStream>(
        std::make_unique<MandateWorkbook>(std::move(workbook), rows.size()));
  }
  COMITY_TRY(const auto states, installation.states(read));
  return std::unique_ptr<RowStream>(
      std::make_unique<MandateStream>(std::move(rows), states, format));
}

}  // namespace comity::service
