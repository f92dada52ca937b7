#include "store/apply.h"

#include <string>

#include "base/text.h"
#include "store/natural_key.h"
#include "store/same_text.h"
#include "store/verbs.h"

namespace comity::store {
namespace {

using base::ErrorKind;
using model::Reading;

base::Status apply_space(sql::Connection& connection, const FullEntry& full) {
  COMITY_TRY(const auto space, space_from(full.sealed->payload));
  const sql::Value register_file =
      space.register_file ? sql::to_value(*space.register_file) : sql::Null{};
  COMITY_CHECK(connection.execute(
      "INSERT INTO spaces (space, name, title, specimen, register_file, created) "
      "VALUES ($1, $2, $3, $4, $5, $6)",
      space.id.value, space.name, space.title, space.specimen ? 1 : 0, register_file,
      full.entry.time.microseconds));
  return {};
}

base::Result<std::optional<std::int64_t>> work_named(sql::Connection& connection, SpaceId space,
                                                     std::string_view name) {
  return connection.integer("SELECT work FROM works WHERE space = $1 AND name = $2", space.value,
                            name);
}

/// The row of a work with the facts of its leading copy.
struct Facts {
  const FullEntry& full;
  const DocumentRead& act;
  const Reading& reading;
};

base::Status add_work(sql::Connection& connection, const WorkKey& key, const Facts& facts) {
  COMITY_CHECK(connection.execute(
      "INSERT INTO works (space, work, name, symbol, symbol_key, kind, title, title_key, words, "
      "date, session, agenda_item, language, published, findings, copies, conflicts, changed, "
      "read_time, file, reading) VALUES ($1, $2, $3, $4, $5, '', '', $6, '', '', '', '', '', 0, 0, "
      "0, 0, 0, $7, $6, $6)",
      key.space.value, key.work, facts.act.work,
      facts.act.work.starts_with('~') ? std::string_view() : std::string_view(facts.act.work),
      sql::Blob{symbol_key(facts.act.work.starts_with('~') ? "" : facts.act.work, facts.act.work)},
      sql::Blob{}, facts.full.entry.time.microseconds));
  return {};
}

/// Makes the copy the leading one: the work's facts and content become what its reading says. No
/// content of another may be there.
base::Status lead(sql::Connection& connection, const WorkKey& key, const Facts& facts) {
  const Reading& reading = facts.reading;
  const auto language = model::code_of(facts.act.language);
  const std::string title_key = base::sort_key(reading.title, language);
  const std::string words = base::unaccented(reading.title + " " + facts.act.work);
  COMITY_CHECK(connection.execute(
      "UPDATE works SET kind = $3, title = $4, title_key = $5, words = $6, date = $7, "
      "session = $8, agenda_item = $9, language = $10, findings = $11, file = $12, reading = $13 "
      "WHERE space = $1 AND work = $2",
      key.space.value, key.work, model::name_of(reading.kind), reading.title, sql::Blob{title_key},
      words, reading.masthead.date, reading.masthead.session, reading.masthead.agenda_item,
      language, reading.findings.size(), facts.act.file, facts.act.reading));
  return write_content(connection, key, reading);
}

/// A copy that the work has already.
struct OtherCopy {
  std::uint64_t entry = 0;
  std::string media_type;
  base::Hash reading;
  int issue = 0;
  bool in_force = false;
};

base::Result<std::vector<OtherCopy>> copies_in(sql::Connection& connection, const WorkKey& key,
                                               model::Language language) {
  COMITY_TRY(const auto rows,
             connection.query("SELECT entry, media_type, reading, issue, in_force FROM copies "
                              "WHERE space = $1 AND work = $2 AND language = $3 ORDER BY entry",
                              key.space.value, key.work, model::code_of(language)));
  std::vector<OtherCopy> copies;
  while (true) {
    COMITY_TRY(const bool more, rows->next());
    if (!more) return copies;
    OtherCopy copy{static_cast<std::uint64_t>(rows->integer(0)),
                   rows->string(1),
                   {},
                   static_cast<int>(rows->integer(3)),
                   rows->integer(4) != 0};
    COMITY_TRY(copy.reading, rows->hash(2));
    copies.push_back(std::move(copy));
  }
}

/// The entry of the first copy with another text under the same language and issue; 0 for none.
base::Result<std::uint64_t> conflict_with(const std::vector<OtherCopy>& copies, const Facts& facts,
                                          const Readings& readings) {
  for (const auto& copy : copies) {
    if (copy.issue != facts.reading.symbol.reissue() || copy.reading == facts.act.reading) continue;
    COMITY_TRY(const auto other, readings(copy.reading));
    const auto sameness =
        copy.media_type == facts.act.media_type ? Sameness::exact : Sameness::close;
    if (!same_text(*other, facts.reading, sameness)) return copy.entry;
  }
  return std::uint64_t{0};
}

/// Adds the copy; of its language the later issue is in force, then the first read. Gives whether
/// that is this one.
base::Result<bool> add_copy(sql::Connection& connection, const WorkKey& key, const Facts& facts,
                            const Readings& readings) {
  COMITY_TRY(const auto others, copies_in(connection, key, facts.act.language));
  COMITY_TRY(const auto conflict, conflict_with(others, facts, readings));
  const int issue = facts.reading.symbol.reissue();
  bool in_force = true;
  for (const auto& copy : others) in_force = in_force && !(copy.in_force && copy.issue >= issue);
  if (in_force && !others.empty()) {
    COMITY_CHECK(connection.execute(
        "UPDATE copies SET in_force = 0 WHERE space = $1 AND work = $2 AND language = $3",
        key.space.value, key.work, model::code_of(facts.act.language)));
  }
  const DocumentRead& act = facts.act;
  COMITY_CHECK(connection.execute(
      "INSERT INTO copies (space, file, work, entry, file_name, bytes, media_type, language, "
      "issue, "
      "reading, reader, program, origin, time, in_force, conflicts_with) VALUES ($1, $2, $3, $4, "
      "$5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
      key.space.value, act.file, key.work, facts.full.entry.number, act.file_name, act.bytes,
      act.media_type, model::code_of(act.language), issue, act.reading, act.reader, act.program,
      act.origin, facts.full.entry.time.microseconds, in_force ? 1 : 0, conflict));
  COMITY_CHECK(connection.execute(
      "UPDATE works SET copies = copies + 1, conflicts = conflicts + $3, changed = $4 "
      "WHERE space = $1 AND work = $2",
      key.space.value, key.work, conflict == 0 ? 0 : 1, facts.full.entry.number));
  return in_force;
}

/// Whether the new copy in force of its language leads the work: English does, else the language
/// that came first.
base::Result<bool> leads(sql::Connection& connection, const WorkKey& key,
                         model::Language language) {
  if (language == model::Language::en) return true;
  COMITY_TRY(const auto rows,
             connection.query("SELECT language FROM works WHERE space = $1 AND work = $2",
                              key.space.value, key.work));
  COMITY_TRY(const bool found, rows->next());
  return found && (rows->text(0).empty() || rows->text(0) == model::code_of(language));
}

base::Status apply_read(sql::Connection& connection, const FullEntry& full,
                        const Readings& readings) {
  COMITY_TRY(const auto act, document_read_from(full.sealed->payload));
  COMITY_TRY(const auto reading, readings(act.reading));
  const Facts facts{full, act, *reading};
  COMITY_TRY(const auto known, work_named(connection, full.entry.space, act.work));
  const WorkKey key{full.entry.space,
                    known ? static_cast<WorkId>(*known) : WorkId{full.entry.number}};
  if (!known) COMITY_CHECK(add_work(connection, key, facts));
  COMITY_TRY(const bool in_force, add_copy(connection, key, facts, readings));
  if (!in_force) return {};
  COMITY_TRY(const bool leading, leads(connection, key, act.language));
  if (!leading) return {};
  // Each statement is a way to the server and back; a new work has no content yet.
  if (known) COMITY_CHECK(erase_content(connection, key));
  return lead(connection, key, facts);
}

/// `published`: the entry that published the work, or 0.
base::Status apply_published(sql::Connection& connection, const FullEntry& full,
                             EntryNumber published) {
  COMITY_TRY(const auto work, work_from(full.sealed->payload));
  COMITY_CHECK(connection.execute(
      "UPDATE works SET published = $3, changed = $4 WHERE space = $1 AND name = $2",
      full.entry.space.value, work, published, full.entry.number));
  return {};
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
    return apply_published(connection, full, entry.verb == kDocumentPublished ? entry.number : 0);
  }();
  COMITY_CHECK(done);
  return Applied::done;
}

}  // namespace comity::store
