#include "store/passages.h"
#include "store/read/read_impl.h"

// What holds of people's work on replies.
namespace comity::store {
namespace {

EntryNumber entry_at(const sql::Rows& rows, int column) {
  return static_cast<EntryNumber>(rows.integer(column));
}

ActorId coder_at(const sql::Rows& rows, int column) {
  return {static_cast<std::uint64_t>(rows.integer(column))};
}

base::Result<PassageRecord> passage_from(const sql::Rows& rows) {
  return PassageRecord{{rows.string(0),
                        {rows.string(1), rows.integer(2), rows.string(3), rows.integer(4),
                         rows.integer(5), rows.integer(6)},
                        list_from(rows.text(7))},
                       coder_at(rows, 8),
                       entry_at(rows, 9),
                       entry_at(rows, 10),
                       entry_at(rows, 11)};
}

base::Result<FinishedRecord> finished_from(const sql::Rows& rows) {
  return FinishedRecord{coder_at(rows, 0), rows.string(1), rows.integer(2), rows.integer(3),
                        entry_at(rows, 4)};
}

base::Result<DismissedRecord> dismissed_of_row(const sql::Rows& rows) {
  return DismissedRecord{coder_at(rows, 0),
                         {rows.string(1), rows.integer(2), rows.string(3), rows.integer(4)},
                         rows.string(5),
                         entry_at(rows, 6)};
}

base::Result<LineRecord> line_of_row(const sql::Rows& rows) {
  return LineRecord{
      {rows.string(0), rows.string(1), rows.integer(2), rows.string(3), list_from(rows.text(4))},
      coder_at(rows, 5),
      entry_at(rows, 6)};
}

base::Result<SetAsideRecord> set_aside_from(const sql::Rows& rows) {
  return SetAsideRecord{rows.string(0), rows.string(1), coder_at(rows, 2), entry_at(rows, 3)};
}

base::Status read_codes(const sql::Rows& rows, CodingRecord& record) {
  COMITY_TRY(const auto json, base::parse_json(rows.text(0)));
  if (!json.is_array()) return base::fail(base::ErrorKind::corrupt, "not a list: code_tables");
  for (const auto& each : json.get_array()) {
    if (!each.is_object()) continue;
    const auto& code = each.get_object();
    record.codes.push_back({std::string(base::text_at(code, "code")),
                            std::string(base::text_at(code, "title")),
                            std::string(base::text_at(code, "group"))});
  }
  record.codes_changed = entry_at(rows, 1);
  return {};
}

}  // namespace

base::Result<CodingRecord> Read::coding(SpaceId space, std::string_view call) const {
  auto& connection = impl_->connection();
  const std::vector<sql::Value> of{sql::to_value(space.value), sql::to_value(call)};
  CodingRecord record;
  COMITY_TRY(record.passages,
             all_rows(connection,
                      "SELECT passage, reply, reply_version, part, paragraph, begin_point, "
                      "end_point, codes, coder, marked, changed, ended FROM passages WHERE "
                      "space = $1 AND call = $2 ORDER BY marked, passage",
                      of, passage_from));
  COMITY_TRY(record.finished,
             all_rows(connection,
                      "SELECT coder, reply, paragraphs, reply_version, entry FROM codings WHERE "
                      "space = $1 AND call = $2 ORDER BY entry",
                      of, finished_from));
  COMITY_TRY(record.dismissed,
             all_rows(connection,
                      "SELECT coder, reply, reply_version, part, paragraph, code, entry FROM "
                      "dismissals WHERE space = $1 AND call = $2 ORDER BY entry, code",
                      of, dismissed_of_row));
  COMITY_TRY(
      record.lines,
      all_rows(connection,
               "SELECT line, section, place, wording, passages, writer, changed FROM "
               "synthesis_lines WHERE space = $1 AND call = $2 ORDER BY section, place, line",
               of, line_of_row));
  COMITY_TRY(record.set_aside, all_rows(connection,
                                        "SELECT passage, reason, writer, changed FROM set_asides "
                                        "WHERE space = $1 AND call = $2 ORDER BY passage",
                                        of, set_aside_from));
  COMITY_TRY(const auto codes, connection.run("SELECT codes, changed FROM code_tables WHERE "
                                              "space = $1 AND call = $2",
                                              of));
  COMITY_TRY(const bool own_codes, codes->next());
  if (own_codes) COMITY_CHECK(read_codes(*codes, record));
  COMITY_TRY(const auto published, connection.run("SELECT published, annex, changed, "
                                                  "first_published FROM syntheses "
                                                  "WHERE space = $1 AND call = $2",
                                                  of));
  COMITY_TRY(const bool decided, published->next());
  if (decided) {
    record.published = published->integer(0) != 0;
    record.annex = published->integer(1) != 0;
    record.published_changed = entry_at(*published, 2);
    record.first_published = entry_at(*published, 3);
  }
  return record;
}

base::Result<bool> Read::is_reported(SpaceId space, std::string_view call) const {
  COMITY_TRY(const auto published,
             impl_->connection().integer("SELECT published FROM syntheses WHERE space = $1 AND "
                                         "call = $2",
                                         space.value, call));
  return published.value_or(0) != 0;
}

}  // namespace comity::store
