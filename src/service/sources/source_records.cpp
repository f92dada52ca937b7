#include "service/sources/source_records.h"

#include <algorithm>
#include <map>

#include "base/text.h"
#include "service/address.h"
#include "service/documents/documents.h"
#include "service/sources/sources.h"

namespace comity::service {
namespace {

using base::ErrorKind;
using base::fail;
using base::JsonArray;
using base::JsonObject;
using base::Result;

JsonArray states_json(const std::vector<std::string>& codes, const StateNames& states,
                      model::Language language) {
  JsonArray out;
  for (const auto& code : codes) out.push_back(states.json(code, language));
  return out;
}

/// Each scheme with its values, in the order of the source.
JsonArray tags_json(const std::vector<model::SourceTag>& tags) {
  JsonArray out;
  for (const auto& tag : tags) {
    if (out.empty() || base::text_at(out.back().as_object(), "scheme") != tag.scheme) {
      out.push_back(JsonObject{{"scheme", tag.scheme}, {"values", JsonArray{}}});
    }
    out.back().as_object()["values"].as_array().push_back(JsonObject{{"value", tag.value}});
  }
  return out;
}

JsonArray words_json(std::string_view words) {
  JsonArray out;
  for (const auto word : base::split(words, ' ')) {
    if (!word.empty()) out.push_back(JsonObject{{"what", word}});
  }
  return out;
}

/// The cell as it stands in the table, where the text was mended; else empty.
std::string text_as_it_stands(const model::Reading& reading, const model::SourceRow& row) {
  if (row.mending.empty() || !reading.source) return {};
  const auto& source = *reading.source;
  const auto column = source.columns.find(model::SourceColumn::text);
  if (column == source.columns.end() || source.paragraph >= reading.paragraphs.size()) return {};
  const auto& rows = reading.paragraphs[source.paragraph].rows;
  if (row.row == 0 || row.row > rows.size()) return {};
  const auto cells = model::cells_of(rows[row.row - 1]);
  return column->second < cells.size() ? cells[column->second] : std::string();
}

std::string search_of(std::string_view state, std::string_view mechanism, std::string_view work) {
  return search_address({{"state", std::string(state)},
                         {"mechanism", std::string(mechanism)},
                         {"kind", "other_recommendation"},
                         {"work", std::string(work)}});
}

JsonArray mechanisms_json(const std::map<std::string, std::uint64_t>& counts,
                          std::string_view state, std::string_view work) {
  JsonArray out;
  for (const auto& [mechanism, count] : counts) {
    out.push_back(JsonObject{{"mechanism", mechanism},
                             {"count", count_json(count, search_of(state, mechanism, work))}});
  }
  return out;
}

}  // namespace

Result<Answer> source_record(Installation& installation, const Ask& ask, std::string_view name,
                             std::uint32_t row) {
  COMITY_TRY(const auto read, installation.store().read());
  COMITY_TRY(const auto states, installation.states(read));
  const auto asker = visibility_of(ask.actor, read);
  COMITY_TRY(const auto work, read.work(name, asker));
  std::optional<store::SourceRowRecord> record;
  if (work) {
    COMITY_TRY(record, read.source_row(work->space, work->id, row));
  }
  if (!record) {
    return fail(ErrorKind::not_found,
                "no row " + std::to_string(row) + " was taken from a source of that name",
                source_row_address(name, row), "look at the rows of the source");
  }
  const auto& said = record->row;
  COMITY_TRY(const auto reading, installation.store().reading(work->reading));
  std::string document;
  if (!said.symbol.empty()) {
    COMITY_TRY(const auto held, read.work(said.symbol, asker));
    if (held) document = document_address(said.symbol);
  }
  COMITY_TRY(auto standings, standings_of_row(installation, read, ask, *work, said, states));
  JsonArray more;
  for (const auto& [column, value] : said.more) {
    more.push_back(JsonObject{{"name", column}, {"value", value}});
  }
  const bool pledge = record->kind == store::SourceRowRecord::Kind::pledge;
  const bool other = said.mechanism != model::kUpr;
  JsonObject body{{"work", work_json(*work)},
                  {"source_address", source_address(work->name)},
                  {"row", said.row},
                  {"kind", other    ? "other_recommendation"
                           : pledge ? "pledge"
                                    : "recommendation"},
                  {"mechanism", said.mechanism},
                  {"body", said.body},
                  {"type", said.type},
                  {"state", states.json(said.state, ask.language)},
                  {"by", states_json(said.by, states, ask.language)},
                  {"symbol", said.symbol},
                  {"document_address", document},
                  {"number", said.number},
                  {"date", said.date.substr(0, 10)},
                  {"cycle", said.cycle},
                  {"session", said.session},
                  {"text", said.text},
                  {"text_in_table", text_as_it_stands(*reading, said)},
                  {"mended", words_json(said.mending)},
                  {"response", said.response},
                  {"counts_as", record->counts_as ? model::name_of(*record->counts_as) : ""},
                  {"tags", tags_json(said.tags)},
                  {"more", std::move(more)},
                  {"standings", std::move(standings)},
                  {"address", source_row_address(work->name, said.row)},
                  {"specimen", work->specimen},
                  {"at", at_json(read, ask.actor)}};
  auto tag = etag_of(*work, body);
  return Answer{std::move(body), std::move(tag)};
}

Result<JsonArray> mechanisms_of_state(const store::Read& read, const store::Visibility& asker,
                                      std::string_view state) {
  COMITY_TRY(const auto shares, read.mechanism_shares(state, asker));
  std::map<std::string, std::uint64_t> counts;
  for (const auto& share : shares) counts[share.mechanism] += share.rows;
  return mechanisms_json(counts, state, {});
}

Result<JsonArray> mechanisms_of_source(const store::Read& read, const store::Visibility& asker,
                                       const store::Work& source) {
  COMITY_TRY(const auto shares, read.mechanism_shares({}, asker));
  std::map<std::string, std::uint64_t> counts;
  for (const auto& share : shares) {
    if (share.space == source.space && share.work_id == source.id) {
      counts[share.mechanism] += share.rows;
    }
  }
  return mechanisms_json(counts, {}, source.name);
}

}  // namespace comity::service
