#include "store/journal/replay.h"

#include <memory>
#include <random>
#include <string>

#include "base/text.h"
#include "store/apply/apply_calls.h"
#include "store/journal/append.h"
#include "store/journal/log.h"
#include "store/journal/verbs.h"
#include "store/migrations.h"
#include "store/people/reader_keys.h"

namespace comity::store {
namespace {

base::Result<std::vector<SpaceId>> spaces_in(sql::Connection& connection,
                                             EndFor use = EndFor::reading) {
  std::string statement = "SELECT space FROM heads ORDER BY space";
  if (use == EndFor::appending) statement += connection.dialect().row_lock;
  COMITY_TRY(const auto rows, connection.query(statement));
  std::vector<SpaceId> spaces;
  while (true) {
    COMITY_TRY(const bool more, rows->next());
    if (!more) return spaces;
    spaces.push_back({static_cast<std::uint64_t>(rows->integer(0))});
  }
}

/// A log on its way into another record.
struct Copying {
  SpaceId space;
  std::unique_ptr<LogReader> log;
};

base::Status copy_entry(sql::Connection& to, const FullEntry& full, const Readings& readings) {
  LogEnd end;
  end.head.space = full.entry.space;
  if (full.entry.number > 1) {
    COMITY_TRY(end, log_end(to, full.entry.space));
  }
  COMITY_CHECK(add_entry(to, end, full.entry, full.sealed));
  // Beyond an entry of a newer program nothing is applied.
  if (end.head.applied + 1 != full.entry.number) return {};
  COMITY_TRY(const auto applied, apply(to, full, readings));
  if (applied == Applied::newer) return {};
  return set_applied(to, end, full.entry.number);
}

std::string select_all(const JournalledTable& table) {
  return "SELECT * FROM " + std::string(table.name) + " ORDER BY " + std::string(table.key);
}

/// A row as bytes: each value with its length, so that no two rows have the same.
std::string bytes_of(const sql::Rows& rows) {
  std::string bytes;
  for (int column = 0; column < rows.columns(); ++column) {
    if (rows.is_null(column)) {
      bytes += "-;";
      continue;
    }
    const auto value = rows.blob(column);
    bytes += std::to_string(value.size());
    bytes += ':';
    bytes += value;
  }
  return bytes;
}

/// "space=…, work=3": the row's key, for people.
std::string key_of(const JournalledTable& table, const sql::Rows& rows) {
  std::string text;
  int column = 0;
  for (const auto name : base::split(table.key, ',')) {
    const auto trimmed = name.starts_with(' ') ? name.substr(1) : name;
    text += (text.empty() ? "" : ", ") + std::string(trimmed) + "=";
    if (trimmed == "space") {
      text += base::crockford(static_cast<std::uint64_t>(rows.integer(column)));
    } else if (trimmed == "file") {
      const auto hash = rows.hash(column);
      text += hash ? hash->hex() : "?";
    } else {
      text += rows.text(column);
    }
    ++column;
  }
  return text;
}

/// Goes on until the two tables differ; `check` counts on.
base::Status compare_table(sql::Connection& a, sql::Connection& b, const JournalledTable& table,
                           RebuildCheck& check) {
  const std::string statement = select_all(table);
  COMITY_TRY(const auto rows, a.run(statement, {}));
  COMITY_TRY(const auto others, b.run(statement, {}));
  while (true) {
    COMITY_TRY(const bool more, rows->next());
    COMITY_TRY(const bool others_more, others->next());
    if (!more && !others_more) return {};
    ++check.rows;
    if (more && others_more && bytes_of(*rows) == bytes_of(*others)) continue;
    check.equal = false;
    check.difference = !more          ? "the tables lack a row that the journal makes"
                       : !others_more ? "the tables have a row that the journal does not make"
                                      : "a row is not what the journal makes of it";
    check.place =
        "table " + std::string(table.name) + ", row " + key_of(table, more ? *rows : *others);
    return {};
  }
}

}  // namespace

base::Status reapply(sql::Connection& connection, SpaceId space, const Readings& readings) {
  for (const auto& table : applied_tables()) {
    COMITY_CHECK(connection.send("DELETE FROM " + std::string(table.name) + " WHERE space = $1",
                                 space.value));
  }
  COMITY_CHECK(connection.send("UPDATE heads SET applied = 0 WHERE space = $1", space.value));
  return catch_up(connection, space, readings);
}

base::Status reapply_all(sql::Connection& connection, const Readings& readings) {
  // Whoever appends to one of them waits; of a space that is made meanwhile nothing is touched.
  COMITY_TRY(const auto spaces, spaces_in(connection, EndFor::appending));
  for (const auto space : spaces) COMITY_CHECK(reapply(connection, space, readings));
  for (const auto& table : applied_tables()) {
    COMITY_CHECK(connection.send("DELETE FROM " + std::string(table.name) +
                                 " WHERE space NOT IN (SELECT space FROM heads)"));
  }
  return {};
}

base::Status replay(sql::Connection& from, sql::Connection& to, const Readings& readings,
                    std::uint64_t seed) {
  COMITY_TRY(const auto spaces, spaces_in(from));
  std::vector<Copying> open;
  open.reserve(spaces.size());
  for (const auto space : spaces) {
    open.push_back({space, std::make_unique<LogReader>(from, space)});
  }
  std::mt19937_64 random(seed);
  while (!open.empty()) {
    const std::size_t at = random() % open.size();
    COMITY_TRY(const auto next, open[at].log->next());
    if (next) {
      COMITY_CHECK(copy_entry(to, *next, readings));
    } else {
      open.erase(open.begin() + static_cast<std::ptrdiff_t>(at));
    }
  }
  return {};
}

base::Status copy_people(sql::Connection& from, sql::Connection& to) {
  COMITY_TRY(const auto people, from.query("SELECT actor, name, created FROM people"));
  while (true) {
    COMITY_TRY(const bool more, people->next());
    if (!more) break;
    COMITY_CHECK(to.send("INSERT INTO people (actor, name, created) VALUES ($1, $2, $3)",
                         people->integer(0), people->text(1), people->integer(2)));
  }
  COMITY_CHECK(copy_reader_keys(from, to));
  COMITY_TRY(const auto settings, from.query("SELECT name, value FROM settings"));
  while (true) {
    COMITY_TRY(const bool more, settings->next());
    if (!more) return {};
    COMITY_CHECK(to.send("INSERT INTO settings (name, value) VALUES ($1, $2)", settings->text(0),
                         settings->text(1)));
  }
}

base::Result<std::vector<FileKey>> files_of_log(sql::Connection& connection, SpaceId space) {
  std::vector<FileKey> keys;
  LogReader log(connection, space);
  while (true) {
    COMITY_TRY(const auto next, log.next());
    if (!next) return keys;
    if (!next->sealed) continue;
    if (next->entry.verb == kSpaceCreated) {
      COMITY_TRY(const auto made, space_from(next->sealed->payload));
      if (made.register_file) keys.push_back({FileKind::original, *made.register_file});
    } else if (next->entry.verb == kDocumentRead) {
      COMITY_TRY(const auto act, document_read_from(next->sealed->payload));
      keys.push_back({FileKind::original, act.file});
      keys.push_back({FileKind::reading, act.reading});
    } else if (next->entry.verb == kDocumentReread) {
      COMITY_TRY(const auto act, document_reread_from(next->sealed->payload));
      keys.push_back({FileKind::reading, act.reading});
    } else if (next->entry.verb == kReplyReceived) {
      COMITY_TRY(const auto act, reply_received_from(next->sealed->payload));
      const auto named = files_of(act);
      keys.insert(keys.end(), named.begin(), named.end());
    }
  }
}

base::Result<base::Hash> dump_of(sql::Connection& connection) {
  base::Hash hash;
  for (const auto& table : applied_tables()) {
    hash = base::sha256({hash.view(), table.name});
    COMITY_TRY(const auto rows, connection.run(select_all(table), {}));
    while (true) {
      COMITY_TRY(const bool more, rows->next());
      if (!more) break;
      hash = base::sha256({hash.view(), bytes_of(*rows)});
    }
  }
  return hash;
}

base::Result<RebuildCheck> compare_tables(sql::Connection& a, sql::Connection& b) {
  RebuildCheck check;
  for (const auto& table : applied_tables()) {
    COMITY_CHECK(compare_table(a, b, table, check));
    if (!check.equal) break;
  }
  return check;
}

}  // namespace comity::store
