#include <algorithm>
#include <vector>

#include "base/hash.h"
#include "model/source.h"
#include "store/apply/apply.h"
#include "store/apply/batch.h"

// The rows of tables of recommendations that others have drawn up.
namespace comity::store {
namespace {

/// So many go in at once, so that a large table is not in memory a third time.
constexpr std::size_t kRowsAtOnce = 2000;

std::string_view answer_of(const model::SourceRow& row) {
  if (!row.answer || *row.answer == model::SourceAnswer::pledge) return "";
  return model::name_of(*row.answer);
}

std::string json_of(const std::vector<std::pair<std::string, std::string>>& more) {
  base::JsonArray pairs;
  for (const auto& [name, value] : more) pairs.push_back(base::JsonArray{name, value});
  return base::to_text(pairs);
}

std::string json_of(const std::vector<model::SourceTag>& tags) {
  base::JsonArray pairs;
  for (const auto& tag : tags) pairs.push_back(base::JsonArray{tag.scheme, tag.value});
  return base::to_text(pairs);
}

base::Status write_rows(sql::Connection& connection, const WorkKey& key,
                        const std::vector<model::SourceRow>& rows) {
  Batch batch;
  for (const auto& row : rows) {
    const bool pledge = row.answer == model::SourceAnswer::pledge;
    batch.add(key.space.value, key.work, row.row, pledge ? "pledge" : "recommendation", row.state,
              row.cycle, row.session, batch.keep(json_list(row.by)), row.text, row.response,
              answer_of(row), row.number, batch.keep(json_of(row.more)),
              std::max<std::size_t>(1, row.by.size()), row.mechanism, row.body, row.symbol,
              row.date, row.type, batch.keep(json_of(row.tags)), row.mending);
  }
  static constexpr std::string_view kColumns[] = {
      "space",        "work",    "ordinal",  "kind",         "state",  "cycle", "session",
      "recommenders", "wording", "response", "answer",       "number", "more",  "voices",
      "mechanism",    "body",    "symbol",   "published_on", "type",   "tags",  "mending"};
  return insert(connection, "source_rows", kColumns, batch);
}

}  // namespace

base::Status write_source(sql::Connection& connection, const WorkKey& key,
                          const model::Reading& reading) {
  if (!reading.source) return {};
  COMITY_CHECK(connection.send(
      "INSERT INTO sources (space, work, taken, refused, family) VALUES ($1, $2, $3, $4, $5)",
      key.space.value, key.work, model::source_row_count(reading), reading.source->refused.size(),
      base::sha256(model::header_of(reading)).hex()));
  base::Status status;
  std::vector<model::SourceRow> rows;
  const auto write = [&] {
    if (status) status = write_rows(connection, key, rows);
    rows.clear();
  };
  model::each_source_row(reading, [&](model::SourceRow row) {
    rows.push_back(std::move(row));
    if (rows.size() == kRowsAtOnce) write();
  });
  if (!rows.empty()) write();
  return status;
}

}  // namespace comity::store
