#include <algorithm>
#include <map>
#include <string>

#include "base/text.h"
#include "store/apply/apply.h"
#include "store/apply/copy_order.h"
#include "store/same_text.h"

// The copies of a work: which is in force, and what the work says by the one that leads.
namespace comity::store {
namespace {

using model::Reading;

base::Result<Copy> copy_from(const sql::Rows& rows) {
  Copy copy;
  COMITY_TRY(copy.file, rows.hash(0));
  copy.file_name = rows.string(1);
  copy.bytes = static_cast<std::uint64_t>(rows.integer(2));
  copy.media_type = rows.string(3);
  copy.language = model::language_from(rows.text(4)).value_or(model::Language::und);
  copy.issue = static_cast<int>(rows.integer(5));
  COMITY_TRY(copy.reading, rows.hash(6));
  copy.reader = rows.string(7);
  copy.program = rows.string(8);
  copy.origin = rows.string(9);
  copy.entry = static_cast<EntryNumber>(rows.integer(10));
  copy.time.microseconds = rows.integer(11);
  copy.in_force = rows.integer(12) != 0;
  copy.conflicts_with = static_cast<EntryNumber>(rows.integer(13));
  copy.chosen = static_cast<EntryNumber>(rows.integer(14));
  return copy;
}

/// Makes the work's facts and content what the reading of its leading copy says. No content of
/// another may be there.
base::Status lead(sql::Connection& connection, const WorkKey& key, std::string_view name,
                  const Copy& copy, const Reading& reading,
                  std::span<const HeldCorrection> corrections) {
  const auto language = model::code_of(copy.language);
  const std::string title_key = base::sort_key(reading.title, language);
  const std::string words = base::unaccented(reading.title + " " + std::string(name));
  COMITY_CHECK(connection.send(
      "UPDATE works SET kind = $3, title = $4, title_key = $5, words = $6, date = $7, "
      "session = $8, agenda_item = $9, language = $10, findings = $11, file = $12, reading = $13 "
      "WHERE space = $1 AND work = $2",
      key.space.value, key.work, model::name_of(reading.kind), reading.title, sql::Blob{title_key},
      words, reading.masthead.date, reading.masthead.session, reading.masthead.agenda_item,
      language, reading.findings.size(), copy.file, copy.reading));
  return write_content(connection, key, reading, corrections);
}

/// What the work says now; of a new one nothing.
struct Leading {
  std::string file;  ///< bytes of the hashes
  std::string reading;
};

base::Result<Leading> leading_of(sql::Connection& connection, const WorkKey& key) {
  COMITY_TRY(const auto rows,
             connection.query("SELECT file, reading FROM works WHERE space = $1 AND work = $2",
                              key.space.value, key.work));
  COMITY_TRY(const bool found, rows->next());
  if (!found) return Leading{};
  return Leading{std::string(rows->blob(0)), std::string(rows->blob(1))};
}

/// The first copy of each language.
std::map<model::Language, const Copy*> first_of(const std::vector<Copy>& copies) {
  std::map<model::Language, const Copy*> first;
  for (const auto& copy : copies) {
    auto& best = first[copy.language];
    if (best == nullptr || precedes(copy, *best)) best = &copy;
  }
  return first;
}

}  // namespace

base::Result<std::vector<Copy>> copies_of(sql::Connection& connection, const WorkKey& key) {
  COMITY_TRY(
      const auto rows,
      connection.query("SELECT file, file_name, bytes, media_type, language, issue, reading, "
                       "reader, program, origin, entry, time, in_force, conflicts_with, "
                       "chosen FROM copies WHERE space = $1 AND work = $2 ORDER BY entry",
                       key.space.value, key.work));
  std::vector<Copy> copies;
  while (true) {
    COMITY_TRY(const bool more, rows->next());
    if (!more) return copies;
    COMITY_TRY(auto copy, copy_from(*rows));
    copies.push_back(std::move(copy));
  }
}

base::Status settle_copies(sql::Connection& connection, const NamedWork& work,
                           const Readings& readings) {
  const auto& key = work.key;
  COMITY_TRY(const auto copies, copies_of(connection, key));
  if (copies.empty()) return {};
  const auto first = first_of(copies);
  for (const auto& copy : copies) {
    const bool in_force = first.at(copy.language) == &copy;
    if (in_force == copy.in_force) continue;
    COMITY_CHECK(connection.send("UPDATE copies SET in_force = $3 WHERE space = $1 AND file = $2",
                                 key.space.value, copy.file, in_force ? 1 : 0));
  }
  // English leads, else the language that came first.
  const bool english = first.contains(model::Language::en);
  const Copy& leading = *first.at(english ? model::Language::en : copies.front().language);
  COMITY_TRY(const auto now, leading_of(connection, key));
  if (now.file == leading.file.view() && now.reading == leading.reading.view()) return {};
  COMITY_TRY(const auto reading, readings(leading.reading));
  // Each statement is a way to the server and back; of a new work there is nothing yet.
  std::vector<HeldCorrection> corrections;
  if (!now.file.empty()) {
    COMITY_CHECK(erase_content(connection, key));
    COMITY_TRY(corrections, held_corrections(connection, key));
  }
  return lead(connection, key, work.name, leading, *reading, corrections);
}

base::Status write_again(sql::Connection& connection, const WorkKey& key,
                         const Readings& readings) {
  COMITY_TRY(const auto now, leading_of(connection, key));
  COMITY_TRY(const auto copies, copies_of(connection, key));
  const auto leading = std::find_if(copies.begin(), copies.end(),
                                    [&](const Copy& copy) { return copy.file.view() == now.file; });
  if (leading == copies.end()) return {};
  COMITY_TRY(const auto reading, readings(leading->reading));
  COMITY_TRY(const auto corrections, held_corrections(connection, key));
  COMITY_CHECK(erase_content(connection, key));
  return write_content(connection, key, *reading, corrections);
}

base::Result<EntryNumber> conflict_of(const Copy& copy, const std::vector<Copy>& copies,
                                      const Readings& readings) {
  for (const auto& other : copies) {
    if (other.entry >= copy.entry || other.language != copy.language || other.issue != copy.issue ||
        other.reading == copy.reading) {
      continue;
    }
    // The same text of one document, read better.
    if (!cut_from(copy.origin).empty() && other.origin == copy.origin) continue;
    COMITY_TRY(const auto theirs, readings(other.reading));
    COMITY_TRY(const auto ours, readings(copy.reading));
    const auto sameness = other.media_type == copy.media_type ? Sameness::exact : Sameness::close;
    if (!same_text(*theirs, *ours, sameness)) return other.entry;
  }
  return EntryNumber{0};
}

}  // namespace comity::store
