#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "store/apply/apply.h"
#include "store/journal/journal.h"
#include "store/sql/connection.h"

// From acts to entries: what is checked inside the transaction that appends them.
namespace comity::store {

/// What every append needs beside the transaction.
struct AppendContext {
  base::Time now;
  const Readings& readings;
};

/// Checks what needs no database: names and texts. invalid_input.
[[nodiscard]] base::Status check(const NewEntry& entry);

/// Appends and applies them all, in order.
[[nodiscard]] base::Result<std::vector<Appended>> append_all(sql::Connection& connection,
                                                             const std::vector<NewEntry>& entries,
                                                             const AppendContext& context);
/// The first entry of a new space's log.
[[nodiscard]] base::Status append_space(sql::Connection& connection, const Space& space,
                                        ActorId actor, const AppendContext& context);
/// Applies what a log holds beyond its tables, as far as this program knows how.
[[nodiscard]] base::Status catch_up(sql::Connection& connection, SpaceId space,
                                    const Readings& readings);

}  // namespace comity::store
