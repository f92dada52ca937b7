#pragma once

#include <span>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "store/sql/connection.h"

namespace comity::store {

/// Brings the tables to this program's version in one transaction. unsupported when they are of a
/// newer one.
[[nodiscard]] base::Status migrate(sql::Connection& connection, base::Time now);

/// A table that the journal makes, and the columns that order it.
struct JournalledTable {
  std::string_view name;
  std::string_view key;  ///< "space, work": the primary key
};

/// The log itself: spaces' entries, payloads and heads.
[[nodiscard]] std::span<const JournalledTable> log_tables();
/// What applying the log makes.
[[nodiscard]] std::span<const JournalledTable> applied_tables();

}  // namespace comity::store
