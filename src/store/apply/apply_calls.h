#pragma once

#include <optional>
#include <vector>

#include "base/result.h"
#include "store/file_store.h"
#include "store/journal/journal.h"
#include "store/journal/log.h"
#include "store/sql/connection.h"

// What entries of consultations make of the tables, and what is asked before they are written.
namespace comity::store {

[[nodiscard]] base::Status apply_call(sql::Connection& connection, const FullEntry& full);
[[nodiscard]] base::Status apply_reply(sql::Connection& connection, const FullEntry& full);
[[nodiscard]] base::Status apply_reply_withdrawn(sql::Connection& connection,
                                                 const FullEntry& full);

/// Every file that the reply names, in a fixed order.
[[nodiscard]] std::vector<FileKey> files_of(const ReplyReceived& act);

/// Whether the act may be written now; the entry that has it already, where the same was sent
/// again. not_found, conflict.
[[nodiscard]] base::Result<std::optional<EntryNumber>> before_call(sql::Connection& connection,
                                                                   SpaceId space,
                                                                   const CallWritten& act);
[[nodiscard]] base::Result<std::optional<EntryNumber>> before_reply(sql::Connection& connection,
                                                                    SpaceId space,
                                                                    const ReplyReceived& act,
                                                                    base::Time now);
[[nodiscard]] base::Result<std::optional<EntryNumber>> before_withdrawal(
    sql::Connection& connection, SpaceId space, const ReplyWithdrawn& act, base::Time now);
/// Erases the payloads of every version of a reply that is about to be withdrawn, and notes which
/// files it named (Store::erase_released).
[[nodiscard]] base::Status erase_versions(sql::Connection& connection, SpaceId space,
                                          const ReplyWithdrawn& act);

/// Notes them likewise.
[[nodiscard]] base::Status release_files(sql::Connection& connection,
                                         const std::vector<FileKey>& keys);
/// Takes those that nothing names any longer, in any space, from the files noted by
/// erase_versions(): to be erased before the transaction ends.
[[nodiscard]] base::Result<std::vector<FileKey>> take_released(sql::Connection& connection);

}  // namespace comity::store
