#include "store/apply/apply.h"

#include <algorithm>
#include <optional>
#include <string>

#include "model/symbol.h"
#include "store/apply/apply_calls.h"
#include "store/journal/verbs.h"
#include "store/natural_key.h"
#include "store/passages.h"

namespace comity::store {
namespace {

base::Status apply_space(sql::Connection& connection, const FullEntry& full) {
  COMITY_TRY(const auto space, space_from(full.sealed->payload));
  const sql::Value register_file =
      space.register_file ? sql::to_value(*space.register_file) : sql::Null{};
  COMITY_CHECK(
      connection.send("INSERT INTO spaces (space, name, title, specimen, register_file, created) "
                      "VALUES ($1, $2, $3, $4, $5, $6)",
                      space.id.value, space.name, space.title, space.specimen ? 1 : 0,
                      register_file, full.entry.time.microseconds));
  return {};
}

base::Result<std::optional<std::int64_t>> work_named(sql::Connection& connection, SpaceId space,
                                                     std::string_view name) {
  return connection.integer("SELECT work FROM works WHERE space = $1 AND name = $2", space.value,
                            name);
}

/// The work that has a file, and the file's language.
struct Holder {
  NamedWork work;
  model::Language language = model::Language::und;
};

base::Result<std::optional<Holder>> holder_of(sql::Connection& connection, SpaceId space,
                                              const base::Hash& file) {
  COMITY_TRY(const auto rows,
             connection.query("SELECT c.work, w.name, c.language FROM copies c JOIN works w ON "
                              "w.space = c.space AND w.work = c.work WHERE c.space = $1 AND "
                              "c.file = $2",
                              space.value, file));
  COMITY_TRY(const bool found, rows->next());
  if (!found) return std::optional<Holder>{};
  return std::optional<Holder>{
      Holder{{{space, static_cast<WorkId>(rows->integer(0))}, rows->string(1)},
             model::language_from(rows->text(2)).value_or(model::Language::und)}};
}

base::Status add_work(sql::Connection& connection, const WorkKey& key, const std::string& name,
                      base::Time time) {
  const std::string symbol = name.starts_with('~') ? std::string() : name;
  const auto parsed = model::Symbol::parse(symbol);
  const auto amendment = parsed ? parsed->amendment() : std::nullopt;
  const bool replaces = amendment && amendment->how == model::Symbol::Amendment::How::replaces;
  const std::string amends = amendment ? amendment->of.text() : std::string();
  const std::string_view how = !amendment ? "" : replaces ? "replaces" : "corrects";
  const std::string sorted = symbol_key(symbol, name);
  COMITY_CHECK(connection.send(
      "INSERT INTO works (space, work, name, symbol, symbol_key, kind, title, title_key, words, "
      "date, session, agenda_item, language, published, findings, copies, conflicts, changed, "
      "read_time, file, reading, amends, amends_how, amendment) VALUES ($1, $2, $3, $4, $5, '', "
      "'', $6, '', '', '', '', '', 0, 0, 0, 0, 0, $7, $6, $6, $8, $9, $10)",
      key.space.value, key.work, name, symbol, sql::Blob{sorted}, sql::Blob{}, time.microseconds,
      amends, how, amendment ? amendment->number : 0));
  return {};
}

/// Adds the copy behind the others of its work; a later issue than all of them ends what a person
/// chose among those.
base::Status add_copy(sql::Connection& connection, const WorkKey& key, const Copy& copy,
                      const std::vector<Copy>& others, const Readings& readings) {
  COMITY_TRY(const auto conflict, conflict_of(copy, others, readings));
  const bool latest = std::all_of(others.begin(), others.end(), [&](const Copy& other) {
    return other.language != copy.language || other.issue < copy.issue;
  });
  if (latest && !others.empty()) {
    COMITY_CHECK(connection.send(
        "UPDATE copies SET chosen = 0 WHERE space = $1 AND work = $2 AND language = $3",
        key.space.value, key.work, model::code_of(copy.language)));
  }
  COMITY_CHECK(connection.send(
      "INSERT INTO copies (space, file, work, entry, file_name, bytes, media_type, language, "
      "issue, reading, reader, program, origin, time, in_force, conflicts_with) VALUES ($1, $2, "
      "$3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 0, $15)",
      key.space.value, copy.file, key.work, copy.entry, copy.file_name, copy.bytes, copy.media_type,
      model::code_of(copy.language), copy.issue, copy.reading, copy.reader, copy.program,
      copy.origin, copy.time.microseconds, conflict));
  return {};
}

/// What works say of the recommendations of others, after one of them changed: `before` it
/// concerned these reports.
base::Status settle_reports(sql::Connection& connection, const NamedWork& work,
                            std::vector<std::string> before, EntryNumber entry,
                            const Readings& readings) {
  COMITY_TRY(auto reports, reports_concerned(connection, work));
  reports.insert(reports.end(), std::make_move_iterator(before.begin()),
                 std::make_move_iterator(before.end()));
  std::sort(reports.begin(), reports.end());
  reports.erase(std::unique(reports.begin(), reports.end()), reports.end());
  for (const auto& report : reports) {
    COMITY_CHECK(settle_positions(connection, work.key.space, report, entry, readings));
  }
  return {};
}

/// Everything of the work that follows from its copies, after one of them changed; `before` as for
/// settle_reports.
base::Status settle(sql::Connection& connection, const NamedWork& work,
                    std::vector<std::string> before, EntryNumber entry, const Readings& readings) {
  const auto& key = work.key;
  COMITY_CHECK(settle_copies(connection, work, readings));
  COMITY_CHECK(connection.send(
      "UPDATE works SET changed = $3, copies = (SELECT count(*) FROM copies c WHERE "
      "c.space = $1 AND c.work = $2), conflicts = (SELECT count(*) FROM copies c WHERE "
      "c.space = $1 AND c.work = $2 AND c.conflicts_with > 0) WHERE space = $1 AND work = $2",
      key.space.value, key.work, entry));
  COMITY_CHECK(settle_replacements(connection, work));
  return settle_reports(connection, work, std::move(before), entry, readings);
}

base::Status apply_read(sql::Connection& connection, const FullEntry& full,
                        const Readings& readings) {
  COMITY_TRY(const auto act, document_read_from(full.sealed->payload));
  COMITY_TRY(const auto reading, readings(act.reading));
  const auto& entry = full.entry;
  COMITY_TRY(const auto known, work_named(connection, entry.space, act.work));
  const NamedWork work{{entry.space, known ? static_cast<WorkId>(*known) : WorkId{entry.number}},
                       act.work};
  // Each question is a way to the server and back; of a new work they would find nothing.
  std::vector<Copy> others;
  std::vector<std::string> before;
  if (known) {
    COMITY_TRY(others, copies_of(connection, work.key));
    COMITY_TRY(before, reports_concerned(connection, work));
  } else {
    COMITY_CHECK(add_work(connection, work.key, act.work, entry.time));
  }
  const Copy copy{act.file,       act.file_name, act.bytes,
                  act.media_type, act.language,  reading->symbol.reissue(),
                  act.reading,    act.reader,    act.program,
                  act.origin,     entry.number,  entry.time};
  COMITY_CHECK(add_copy(connection, work.key, copy, others, readings));
  return settle(connection, work, std::move(before), entry.number, readings);
}

/// What the copy is in conflict with may be another now, and so may what is in conflict with it.
base::Status settle_conflicts(sql::Connection& connection, const WorkKey& key,
                              const Readings& readings) {
  COMITY_TRY(const auto copies, copies_of(connection, key));
  for (const auto& copy : copies) {
    COMITY_TRY(const auto conflict, conflict_of(copy, copies, readings));
    if (conflict == copy.conflicts_with) continue;
    COMITY_CHECK(
        connection.send("UPDATE copies SET conflicts_with = $3 WHERE space = $1 AND file = $2",
                        key.space.value, copy.file, conflict));
  }
  return {};
}

base::Status apply_reread(sql::Connection& connection, const FullEntry& full,
                          const Readings& readings) {
  COMITY_TRY(const auto act, document_reread_from(full.sealed->payload));
  COMITY_TRY(const auto holder, holder_of(connection, full.entry.space, act.file));
  if (!holder) return {};
  COMITY_TRY(const auto reading, readings(act.reading));
  COMITY_CHECK(connection.send(
      "UPDATE copies SET reading = $3, reader = $4, program = $5, language = $6, issue = $7 "
      "WHERE space = $1 AND file = $2",
      full.entry.space.value, act.file, act.reading, act.reader, act.program,
      model::code_of(act.language), reading->symbol.reissue()));
  COMITY_CHECK(settle_conflicts(connection, holder->work.key, readings));
  COMITY_TRY(auto before, reports_concerned(connection, holder->work));
  return settle(connection, holder->work, std::move(before), full.entry.number, readings);
}

base::Status apply_chosen(sql::Connection& connection, const FullEntry& full,
                          const Readings& readings) {
  COMITY_TRY(const auto act, copy_chosen_from(full.sealed->payload));
  COMITY_TRY(const auto holder, holder_of(connection, full.entry.space, act.file));
  if (!holder) return {};
  const auto& key = holder->work.key;
  COMITY_CHECK(connection.send(
      "UPDATE copies SET chosen = CASE WHEN file = $4 THEN $5 ELSE 0 END WHERE space = $1 AND "
      "work = $2 AND language = $3",
      key.space.value, key.work, model::code_of(holder->language), act.file, full.entry.number));
  COMITY_TRY(auto before, reports_concerned(connection, holder->work));
  return settle(connection, holder->work, std::move(before), full.entry.number, readings);
}

/// What a person decided of a work's recommendations: `decide` puts it into its table.
template <typename Act, typename Decide>
base::Status apply_correction(sql::Connection& connection, const FullEntry& full, const Act& act,
                              const Readings& readings, Decide decide) {
  const auto& entry = full.entry;
  COMITY_TRY(const auto known, work_named(connection, entry.space, act.work));
  if (!known) return {};
  const NamedWork work{{entry.space, static_cast<WorkId>(*known)}, act.work};
  const auto& key = work.key;
  COMITY_TRY(auto before, reports_concerned(connection, work));
  COMITY_CHECK(decide(connection, key, entry.number, act));
  COMITY_CHECK(write_again(connection, key, readings));
  COMITY_CHECK(connection.send("UPDATE works SET changed = $3 WHERE space = $1 AND work = $2",
                               key.space.value, key.work, entry.number));
  return settle_reports(connection, work, std::move(before), entry.number, readings);
}

base::Status apply_corrected(sql::Connection& connection, const FullEntry& full,
                             const Readings& readings) {
  COMITY_TRY(const auto act, recommendation_corrected_from(full.sealed->payload));
  return apply_correction(connection, full, act, readings, add_correction);
}

base::Status apply_correction_withdrawn(sql::Connection& connection, const FullEntry& full,
                                        const Readings& readings) {
  COMITY_TRY(const auto act, correction_withdrawn_from(full.sealed->payload));
  return apply_correction(connection, full, act, readings, end_correction);
}

/// Rows are found again in the reports when it is asked: only what was said of them is kept.
base::Status apply_settled(sql::Connection& connection, const FullEntry& full) {
  const auto& entry = full.entry;
  const bool settles = entry.verb == kRowSettled;
  RowSettled settled;
  RowUnsettled unsettled;
  if (settles) {
    COMITY_TRY(settled, row_settled_from(full.sealed->payload));
  } else {
    COMITY_TRY(unsettled, row_unsettled_from(full.sealed->payload));
  }
  COMITY_TRY(const auto known,
             work_named(connection, entry.space, settles ? settled.work : unsettled.work));
  if (!known) return {};
  const WorkKey key{entry.space, static_cast<WorkId>(*known)};
  if (settles) {
    COMITY_CHECK(put_settlement(connection, key, entry.number, settled));
  } else {
    COMITY_CHECK(drop_settlement(connection, key, unsettled));
  }
  COMITY_CHECK(connection.send("UPDATE works SET changed = $3 WHERE space = $1 AND work = $2",
                               key.space.value, key.work, entry.number));
  return {};
}

/// The recommendations stay what they are: what was said of their tags is kept beside them.
base::Status apply_tagged(sql::Connection& connection, const FullEntry& full) {
  const auto& entry = full.entry;
  COMITY_TRY(const auto act, recommendation_tagged_from(full.sealed->payload));
  COMITY_TRY(const auto known, work_named(connection, entry.space, act.work));
  if (!known) return {};
  const WorkKey key{entry.space, static_cast<WorkId>(*known)};
  COMITY_CHECK(put_tags(connection, key, entry.number, act));
  COMITY_CHECK(connection.send("UPDATE works SET changed = $3 WHERE space = $1 AND work = $2",
                               key.space.value, key.work, entry.number));
  return {};
}

base::Status apply_mapped(sql::Connection& connection, const FullEntry& full) {
  COMITY_TRY(const auto act, columns_mapped_from(full.sealed->payload));
  const auto space = full.entry.space.value;
  const auto header = act.header.hex();
  if (act.mapping == model::ColumnMapping()) {
    COMITY_CHECK(connection.execute("DELETE FROM column_mappings WHERE space = $1 AND header = $2",
                                    space, header));
    return {};
  }
  const auto mapping = base::to_text(model::to_json(act.mapping));
  COMITY_CHECK(connection.execute(
      "INSERT INTO column_mappings (space, header, name, mapping, changed) VALUES ($1, $2, $3, $4, "
      "$5) ON CONFLICT (space, header) DO UPDATE SET name = excluded.name, "
      "mapping = excluded.mapping, changed = excluded.changed",
      space, header, act.name, mapping, full.entry.number));
  return {};
}

base::Status apply_role(sql::Connection& connection, const FullEntry& full) {
  COMITY_TRY(const auto act, role_changed_from(full.sealed->payload));
  const auto space = full.entry.space.value;
  if (act.role.empty()) {
    COMITY_CHECK(connection.send("DELETE FROM roles WHERE space = $1 AND person = $2", space,
                                 act.person.value));
    return {};
  }
  COMITY_CHECK(connection.send(
      "INSERT INTO roles (space, person, role, changed) VALUES ($1, $2, $3, $4) "
      "ON CONFLICT (space, person) DO UPDATE SET role = excluded.role, changed = excluded.changed",
      space, act.person.value, act.role, full.entry.number));
  return {};
}

/// `published`: the entry that published the work, or 0.
base::Status apply_published(sql::Connection& connection, const FullEntry& full,
                             EntryNumber published, const Readings& readings) {
  COMITY_TRY(const auto work, work_from(full.sealed->payload));
  COMITY_CHECK(connection.send(
      "UPDATE works SET published = $3, changed = $4 WHERE space = $1 AND name = $2",
      full.entry.space.value, work, published, full.entry.number));
  COMITY_TRY(const auto known, work_named(connection, full.entry.space, work));
  if (!known) return {};
  const NamedWork named{{full.entry.space, static_cast<WorkId>(*known)}, work};
  COMITY_CHECK(settle_replacements(connection, named));
  return settle_reports(connection, named, {}, full.entry.number, readings);
}

}  // namespace

base::Result<Applied> apply(sql::Connection& connection, const FullEntry& full,
                            const Readings& readings) {
  const auto& [entry, sealed] = full;
  if (entry.version < 1 || entry.version > newest_version(entry.verb)) return Applied::newer;
  if (!sealed) return Applied::done;
  const auto done = [&]() -> base::Status {
    if (entry.verb == kSpaceCreated) return apply_space(connection, full);
    if (entry.verb == kDocumentRead) return apply_read(connection, full, readings);
    if (entry.verb == kDocumentReread) return apply_reread(connection, full, readings);
    if (entry.verb == kCopyChosen) return apply_chosen(connection, full, readings);
    if (entry.verb == kRecommendationCorrected) return apply_corrected(connection, full, readings);
    if (entry.verb == kCorrectionWithdrawn) {
      return apply_correction_withdrawn(connection, full, readings);
    }
    if (entry.verb == kRowSettled || entry.verb == kRowUnsettled) {
      return apply_settled(connection, full);
    }
    if (entry.verb == kRecommendationTagged) return apply_tagged(connection, full);
    if (entry.verb == kColumnsMapped) return apply_mapped(connection, full);
    if (entry.verb == kRoleChanged) return apply_role(connection, full);
    if (entry.verb == kCallWritten) return apply_call(connection, full);
    if (entry.verb == kReplyReceived) return apply_reply(connection, full);
    if (entry.verb == kReplyWithdrawn) return apply_reply_withdrawn(connection, full);
    if (entry.verb == kCallKey) return apply_call_keyed(connection, full);
    if (is_of_coding(entry.verb)) return apply_coding(connection, full);
    if (entry.verb == kLinkGiven) return {};  // that it happened is all there is to it
    return apply_published(connection, full, entry.verb == kDocumentPublished ? entry.number : 0,
                           readings);
  }();
  COMITY_CHECK(done);
  return Applied::done;
}

}  // namespace comity::store
