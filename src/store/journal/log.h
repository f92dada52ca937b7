#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/json.h"
#include "base/result.h"
#include "store/journal/journal.h"
#include "store/journal/merkle.h"
#include "store/sql/connection.h"

// The journal's rows: appending an entry to a space's log, and reading it
// (docs/formats/journal.md).
namespace comity::store {

inline constexpr std::size_t kSaltBytes = 32;

/// Salt and payload of an entry, which lie beside it and can be erased together.
struct Sealed {
  std::string salt;
  std::string payload;  ///< canonical JSON
};

/// The canonical bytes of an entry: what the tree's leaf is made of.
[[nodiscard]] std::string canonical_bytes(const Entry& entry);
[[nodiscard]] base::Hash commitment_of(const Sealed& sealed);

/// Where a log stands, with the tree it grows by.
struct LogEnd {
  Head head;
  MerkleTree tree;
};

enum class EndFor : std::uint8_t { reading, appending };

/// The head row of a space; for appending it is locked until the transaction ends where the engine
/// needs that. not_found when there is no such space.
[[nodiscard]] base::Result<LogEnd> log_end(sql::Connection& connection, SpaceId space,
                                           EndFor use = EndFor::appending);
/// Adds the entry as it is (its number must be the next one) with salt and payload, if it has them,
/// and moves the head. `end` is moved along.
[[nodiscard]] base::Status add_entry(sql::Connection& connection, LogEnd& end, const Entry& entry,
                                     const std::optional<Sealed>& sealed);
/// Says that the tables show the log up to there.
[[nodiscard]] base::Status set_applied(sql::Connection& connection, LogEnd& end,
                                       EntryNumber number);

inline constexpr std::string_view kEntryColumns =
    "e.space, e.number, e.time, e.actor, e.verb, e.version, e.subject, e.commitment";
/// From a row that begins with kEntryColumns.
[[nodiscard]] base::Result<Entry> entry_from(const sql::Rows& rows);

inline constexpr std::string_view kHeadColumns = "h.space, h.size, h.applied, h.root";
[[nodiscard]] base::Result<Head> head_from(const sql::Rows& rows);

/// An entry with what lies beside it; nothing there when it was withheld.
struct FullEntry {
  Entry entry;
  std::optional<Sealed> sealed;
};

/// A log read in order, a batch at a time, so that other statements may run between.
class LogReader {
 public:
  LogReader(sql::Connection& connection, SpaceId space, EntryNumber after = 0)
      : connection_(connection), space_(space), last_(after) {}
  /// Nothing at the end. Entries come as they are stored, gaps too.
  [[nodiscard]] base::Result<std::optional<FullEntry>> next();

 private:
  [[nodiscard]] base::Status fill();

  sql::Connection& connection_;
  SpaceId space_;
  EntryNumber last_;
  std::vector<FullEntry> batch_;
  std::size_t at_ = 0;
};

}  // namespace comity::store
