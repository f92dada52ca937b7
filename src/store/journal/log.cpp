#include "store/journal/log.h"

#include <cstring>

namespace comity::store {
namespace {

using base::ErrorKind;

constexpr int kBatch = 256;

SpaceId space_id(std::int64_t value) { return {static_cast<std::uint64_t>(value)}; }

}  // namespace

std::string canonical_bytes(const Entry& entry) {
  return base::to_text(base::JsonObject{
      {"space", base::to_text(entry.space)},
      {"number", entry.number},
      {"time", entry.time.microseconds},
      {"actor", base::to_text(entry.actor)},
      {"verb", entry.verb},
      {"version", entry.version},
      {"subject", entry.subject},
      {"commitment", entry.commitment.hex()},
  });
}

base::Hash commitment_of(const Sealed& sealed) {
  return base::sha256({sealed.salt, sealed.payload});
}

base::Result<Head> head_from(const sql::Rows& rows) {
  Head head{space_id(rows.integer(0)),
            static_cast<EntryNumber>(rows.integer(1)),
            static_cast<EntryNumber>(rows.integer(2)),
            {}};
  COMITY_TRY(head.root, rows.hash(3));
  return head;
}

base::Result<Entry> entry_from(const sql::Rows& rows) {
  Entry entry;
  entry.space = space_id(rows.integer(0));
  entry.number = static_cast<EntryNumber>(rows.integer(1));
  entry.time.microseconds = rows.integer(2);
  entry.actor.value = static_cast<std::uint64_t>(rows.integer(3));
  entry.verb = rows.string(4);
  entry.version = static_cast<int>(rows.integer(5));
  entry.subject = rows.string(6);
  COMITY_TRY(entry.commitment, rows.hash(7));
  return entry;
}

base::Result<LogEnd> log_end(sql::Connection& connection, SpaceId space, EndFor use) {
  static constexpr std::string_view kSelect =
      "SELECT h.space, h.size, h.applied, h.root, h.frontier FROM heads h WHERE h.space = $1";
  std::string statement(kSelect);
  if (use == EndFor::appending) statement += connection.dialect().row_lock;
  COMITY_TRY(const auto rows, connection.query(statement, space.value));
  COMITY_TRY(const bool found, rows->next());
  if (!found) return base::fail(ErrorKind::not_found, "there is no such space", to_text(space));
  COMITY_TRY(const Head head, head_from(*rows));
  COMITY_TRY(auto tree, MerkleTree::from_frontier(head.size, rows->blob(4)));
  return LogEnd{head, std::move(tree)};
}

base::Status add_entry(sql::Connection& connection, LogEnd& end, const Entry& entry,
                       const std::optional<Sealed>& sealed) {
  if (entry.number != end.head.size + 1) {
    return base::fail(ErrorKind::conflict, "the entry does not follow the log's last",
                      "entry " + std::to_string(entry.number));
  }
  COMITY_CHECK(connection.send(
      "INSERT INTO entries (space, number, time, actor, verb, version, subject, commitment) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
      entry.space.value, entry.number, entry.time.microseconds, entry.actor.value, entry.verb,
      entry.version, entry.subject, entry.commitment));
  if (sealed) {
    COMITY_CHECK(connection.send(
        "INSERT INTO payloads (space, number, salt, payload) VALUES ($1, $2, $3, $4)",
        entry.space.value, entry.number, sql::Blob{sealed->salt}, sql::Blob{sealed->payload}));
  }
  end.tree.append(leaf_hash(canonical_bytes(entry)));
  end.head.size = entry.number;
  end.head.root = end.tree.root();
  const std::string frontier = end.tree.frontier();
  COMITY_CHECK(connection.send(
      "INSERT INTO heads (space, size, applied, root, frontier) VALUES ($1, $2, $3, $4, $5) "
      "ON CONFLICT (space) DO UPDATE SET size = excluded.size, root = excluded.root, "
      "frontier = excluded.frontier",
      entry.space.value, end.head.size, end.head.applied, end.head.root, sql::Blob{frontier}));
  return {};
}

base::Status set_applied(sql::Connection& connection, LogEnd& end, EntryNumber number) {
  COMITY_CHECK(connection.send("UPDATE heads SET applied = $2 WHERE space = $1",
                               end.head.space.value, number));
  end.head.applied = number;
  return {};
}

base::Result<std::optional<FullEntry>> LogReader::next() {
  if (at_ == batch_.size()) {
    COMITY_CHECK(fill());
    if (batch_.empty()) return std::optional<FullEntry>{};
  }
  last_ = batch_[at_].entry.number;
  return std::optional<FullEntry>{std::move(batch_[at_++])};
}

base::Status LogReader::fill() {
  batch_.clear();
  at_ = 0;
  COMITY_TRY(
      const auto rows,
      connection_.query("SELECT e.space, e.number, e.time, e.actor, e.verb, e.version, "
                        "e.subject, e.commitment, p.salt, p.payload FROM entries e LEFT JOIN "
                        "payloads p ON p.space = e.space AND p.number = e.number "
                        "WHERE e.space = $1 AND e.number > $2 ORDER BY e.number LIMIT $3",
                        space_.value, last_, kBatch));
  while (true) {
    COMITY_TRY(const bool more, rows->next());
    if (!more) return {};
    FullEntry full;
    COMITY_TRY(full.entry, entry_from(*rows));
    if (!rows->is_null(8)) {
      full.sealed = Sealed{std::string(rows->blob(8)), std::string(rows->blob(9))};
    }
    batch_.push_back(std::move(full));
  }
}

}  // namespace comity::store
