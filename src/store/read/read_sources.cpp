#include <fmt/format.h>

#include <iterator>

#include "store/read/read_impl.h"

// Tables of recommendations that others have drawn up.
namespace comity::store {
namespace {

std::vector<std::pair<std::string, std::string>> pairs_from(std::string_view json) {
  std::vector<std::pair<std::string, std::string>> pairs;
  const auto value = base::parse_json(json);
  if (!value || !value->is_array()) return pairs;
  for (const auto& each : value->get_array()) {
    if (!each.is_array() || each.get_array().size() != 2) continue;
    const auto& pair = each.get_array();
    if (!pair[0].is_string() || !pair[1].is_string()) continue;
    pairs.emplace_back(pair[0].get_string(), pair[1].get_string());
  }
  return pairs;
}

constexpr std::string_view kRowColumns =
    "r.space, r.work, r.ordinal, r.kind, r.state, r.cycle, r.session, r.recommenders, r.wording, "
    "r.response, r.answer, r.number, r.more, r.mechanism, r.body, r.symbol, r.published_on, "
    "r.type, "
    "r.tags, r.mending";

SourceRowRecord row_from(const sql::Rows& rows) {
  SourceRowRecord record;
  record.space.value = static_cast<std::uint64_t>(rows.integer(0));
  record.work_id = static_cast<WorkId>(rows.integer(1));
  auto& row = record.row;
  row.row = static_cast<std::uint32_t>(rows.integer(2));
  if (rows.text(3) == "pledge") record.kind = SourceRowRecord::Kind::pledge;
  row.state = rows.string(4);
  row.cycle = static_cast<int>(rows.integer(5));
  row.session = static_cast<int>(rows.integer(6));
  row.by = list_from(rows.text(7));
  row.text = rows.string(8);
  row.response = rows.string(9);
  record.counts_as = model::counts_as_from(rows.text(10));
  row.number = rows.string(11);
  row.more = pairs_from(rows.text(12));
  row.mechanism = rows.string(13);
  row.body = rows.string(14);
  row.symbol = rows.string(15);
  row.date = rows.string(16);
  row.type = rows.string(17);
  for (auto& [scheme, value] : pairs_from(rows.text(18))) {
    row.tags.push_back({std::move(scheme), std::move(value)});
  }
  row.mending = rows.string(19);
  return record;
}

base::Result<SourceRowRecord> taken_row(const sql::Rows& rows) { return row_from(rows); }

base::Result<MechanismShare> taken_share(const sql::Rows& rows) {
  return MechanismShare{{static_cast<std::uint64_t>(rows.integer(0))},
                        static_cast<WorkId>(rows.integer(1)),
                        rows.string(2),
                        rows.string(3),
                        static_cast<std::uint64_t>(rows.integer(4))};
}

/// Of the rows of one space after the other (every key begins with it), those that `narrow` leaves
/// and the asker may see; `tail` groups and orders.
template <typename Record, typename Narrow>
base::Result<std::vector<Record>> rows_by_space(const Read& read, sql::Connection& connection,
                                                const Visibility& asker, std::string_view columns,
                                                Narrow narrow, std::string_view tail,
                                                base::Result<Record> (*take)(const sql::Rows&)) {
  std::vector<Record> all;
  for (const auto& space : read.spaces()) {
    Where where;
    where.add("r.space = ?", {sql::to_value(space.id.value)});
    narrow(where);
    where.add_visible(asker);
    const auto statement = fmt::format(
        "SELECT {} FROM source_rows r JOIN works w ON w.space = r.space AND w.work = r.work{} {}",
        columns, where.text(), tail);
    COMITY_TRY(auto some, all_rows(connection, statement, where.values(), take));
    all.insert(all.end(), std::make_move_iterator(some.begin()),
               std::make_move_iterator(some.end()));
  }
  return all;
}

}  // namespace

base::Result<std::vector<SourceRecord>> Read::sources(const Visibility& asker) const {
  Where where;
  where.add_visible(asker);
  const std::string statement = "SELECT " + std::string(kWorkColumns) +
                                ", s.taken, s.refused, s.family FROM sources s JOIN works w ON "
                                "w.space = s.space AND w.work = s.work" +
                                where.text() + " ORDER BY w.title_key, w.space, w.work";
  return all_rows(impl_->connection(), statement, where.values(),
                  [&](const sql::Rows& rows) -> base::Result<SourceRecord> {
                    SourceRecord source;
                    COMITY_TRY(source.work, work_from(*impl_, rows));
                    source.taken = static_cast<std::uint64_t>(rows.integer(kWorkColumnCount));
                    source.refused = static_cast<std::uint64_t>(rows.integer(kWorkColumnCount + 1));
                    source.family = rows.string(kWorkColumnCount + 2);
                    return source;
                  });
}

base::Result<std::vector<SourceShare>> Read::source_shares(const Visibility& asker) const {
  Where where;
  where.add("r.mechanism = ?", {sql::to_value(model::kUpr)});
  where.add_visible(asker);
  const std::string statement =
      "SELECT r.space, r.work, r.state, r.cycle, sum(r.voices) FROM source_rows r JOIN works w ON "
      "w.space = r.space AND w.work = r.work" +
      where.text() +
      " GROUP BY r.space, r.work, r.state, r.cycle ORDER BY r.state, r.cycle, r.space, r.work";
  return all_rows(impl_->connection(), statement, where.values(),
                  [](const sql::Rows& rows) -> base::Result<SourceShare> {
                    return SourceShare{{static_cast<std::uint64_t>(rows.integer(0))},
                                       static_cast<WorkId>(rows.integer(1)),
                                       rows.string(2),
                                       static_cast<int>(rows.integer(3)),
                                       static_cast<std::uint64_t>(rows.integer(4))};
                  });
}

base::Result<std::vector<SourceRowRecord>> Read::source_rows(std::string_view state, int cycle,
                                                             const Visibility& asker) const {
  const auto of_the_review = [&](Where& where) {
    where.add("r.state = ?", {sql::to_value(state)});
    where.add("r.cycle = ?", {sql::to_value(cycle)});
    where.add("r.mechanism = ?", {sql::to_value(model::kUpr)});
  };
  return rows_by_space(*this, impl_->connection(), asker, kRowColumns, of_the_review,
                       "ORDER BY r.work, r.ordinal", taken_row);
}

base::Result<std::optional<SourceRowRecord>> Read::source_row(SpaceId space, WorkId id,
                                                              std::uint32_t row) const {
  Where where;
  where.add("r.space = ?", {sql::to_value(space.value)});
  where.add("r.work = ?", {sql::to_value(id)});
  where.add("r.ordinal = ?", {sql::to_value(row)});
  const std::string statement =
      "SELECT " + std::string(kRowColumns) + " FROM source_rows r" + where.text();
  COMITY_TRY(auto found, all_rows(impl_->connection(), statement, where.values(), taken_row));
  if (found.empty()) return std::optional<SourceRowRecord>{};
  return std::optional<SourceRowRecord>{std::move(found.front())};
}

base::Result<std::vector<MechanismShare>> Read::mechanism_shares(std::string_view state,
                                                                 const Visibility& asker) const {
  const auto of_others = [&](Where& where) {
    if (!state.empty()) where.add("r.state = ?", {sql::to_value(state)});
    where.add("r.mechanism <> ?", {sql::to_value(model::kUpr)});
  };
  return rows_by_space(*this, impl_->connection(), asker,
                       "r.space, r.work, r.state, r.mechanism, count(*)", of_others,
                       "GROUP BY r.space, r.work, r.state, r.mechanism "
                       "ORDER BY r.state, r.mechanism, r.work",
                       taken_share);
}

base::Result<std::vector<SourceRowRecord>> Read::source_pledges(std::string_view state,
                                                                const Visibility& asker) const {
  const auto pledged = [&](Where& where) {
    where.add("r.state = ?", {sql::to_value(state)});
    where.add("r.mechanism = ?", {sql::to_value(model::kUpr)});
    where.add("r.kind = ?", {sql::to_value(std::string_view("pledge"))});
  };
  return rows_by_space(*this, impl_->connection(), asker, kRowColumns, pledged,
                       "ORDER BY r.cycle, r.work, r.ordinal", taken_row);
}

base::Result<std::vector<ColumnMappingRecord>> Read::column_mappings(SpaceId space) const {
  Where where;
  where.add("space = ?", {sql::to_value(space.value)});
  return all_rows(impl_->connection(),
                  "SELECT header, name, mapping, changed FROM column_mappings" + where.text() +
                      " ORDER BY name, header",
                  where.values(), [](const sql::Rows& rows) -> base::Result<ColumnMappingRecord> {
                    ColumnMappingRecord record{rows.string(0), rows.string(1), {}, 0};
                    COMITY_TRY(const auto json, base::parse_json(rows.text(2)));
                    if (json.is_object()) {
                      COMITY_TRY(record.mapping, model::column_mapping_from(json.get_object()));
                    }
                    record.changed = static_cast<EntryNumber>(rows.integer(3));
                    return record;
                  });
}

}  // namespace comity::store
