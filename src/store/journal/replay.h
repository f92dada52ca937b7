#pragma once

#include <cstdint>
#include <vector>

#include "base/hash.h"
#include "base/result.h"
#include "store/apply/apply.h"
#include "store/file_store.h"
#include "store/journal/journal.h"
#include "store/sql/connection.h"

// From the journal to the tables again, and what the tables are compared by.
namespace comity::store {

/// Empties what applying made of a space's log and applies the log again.
[[nodiscard]] base::Status reapply(sql::Connection& connection, SpaceId space,
                                   const Readings& readings);
/// The same for all spaces, also for rows that belong to none.
[[nodiscard]] base::Status reapply_all(sql::Connection& connection, const Readings& readings);

/// Copies the logs of `from` to the end of the empty `to` and applies them, taking entries of
/// different spaces in an order made from the seed.
[[nodiscard]] base::Status replay(sql::Connection& from, sql::Connection& to,
                                  const Readings& readings, std::uint64_t seed);

/// Copies people and settings, which no journal holds.
[[nodiscard]] base::Status copy_people(sql::Connection& from, sql::Connection& to);

/// The files and readings that a log's payloads name.
[[nodiscard]] base::Result<std::vector<FileKey>> files_of_log(sql::Connection& connection,
                                                              SpaceId space);

/// Hash over every row that applying made, table by table in order of the keys.
[[nodiscard]] base::Result<base::Hash> dump_of(sql::Connection& connection);
/// The first row in which two records differ, and how many were compared.
[[nodiscard]] base::Result<RebuildCheck> compare_tables(sql::Connection& a, sql::Connection& b);

}  // namespace comity::store
