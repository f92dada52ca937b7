#include "store/apply/apply_calls.h"

#include "store/journal/verbs.h"
#include "store/passages.h"

namespace comity::store {
namespace {

using base::ErrorKind;
using Already = std::optional<EntryNumber>;

std::string_view kind_of(const FileKey& key) {
  return key.kind == FileKind::reading ? "reading" : "original";
}

base::Status add_reply_file(sql::Connection& connection, const FullEntry& full, ReplyId reply,
                            const FileKey& key, std::uint64_t ordinal) {
  return connection.send(
      "INSERT INTO reply_files (space, reply, entry, ordinal, kind, file) VALUES ($1, $2, $3, $4, "
      "$5, $6)",
      full.entry.space.value, reply.value, full.entry.number, ordinal, kind_of(key), key.hash);
}

base::Status add_reply_files(sql::Connection& connection, const FullEntry& full,
                             const ReplyReceived& act) {
  std::uint64_t ordinal = 0;
  for (const auto& key : files_of(act)) {
    COMITY_CHECK(add_reply_file(connection, full, act.reply, key, ordinal++));
    // Whoever is about to erase it waits for this, or has done so before: then the writer finds it
    // missing, and the reply is not taken.
    COMITY_CHECK(connection.send("DELETE FROM released_files WHERE kind = $1 AND file = $2",
                                 kind_of(key), key.hash));
  }
  return {};
}

/// A call as an append sees it.
struct CallStanding {
  std::uint64_t version = 0;
  EntryNumber changed = 0;
  model::CallState state = model::CallState::draft;
  base::Time opens, closes;
  std::string content;
};

base::Result<std::optional<CallStanding>> standing_of(sql::Connection& connection, SpaceId space,
                                                      CallId call) {
  COMITY_TRY(const auto rows,
             connection.query("SELECT version, changed, state, opens, closes, content FROM calls "
                              "WHERE space = $1 AND call = $2",
                              space.value, call.value));
  COMITY_TRY(const bool found, rows->next());
  if (!found) return std::optional<CallStanding>{};
  return std::optional(
      CallStanding{static_cast<std::uint64_t>(rows->integer(0)),
                   static_cast<EntryNumber>(rows->integer(1)),
                   model::call_state_from(rows->text(2)).value_or(model::CallState::draft),
                   {rows->integer(3)},
                   {rows->integer(4)},
                   rows->string(5)});
}

/// A reply is its contributor's to take back for as long as no report says what it said.
base::Status is_not_reported(sql::Connection& connection, SpaceId space, CallId call) {
  const auto place = base::to_text(call);
  COMITY_TRY(const auto published,
             connection.integer("SELECT published FROM syntheses WHERE space = $1 AND call = $2",
                                space.value, place));
  if (published.value_or(0) == 0) return {};
  return base::fail(ErrorKind::conflict, "the report on the call is published", place,
                    "write to the body that made the call");
}

/// Whether the call takes replies, and corrections of them, at this moment.
base::Status takes_replies(sql::Connection& connection, SpaceId space, CallId call,
                           base::Time now) {
  const auto place = base::to_text(call);
  COMITY_TRY(const auto known, standing_of(connection, space, call));
  if (!known) return base::fail(ErrorKind::not_found, "there is no such call", place);
  if (known->state == model::CallState::draft) {
    return base::fail(ErrorKind::conflict, "the call is a draft", place, "open it first");
  }
  const bool over = now >= known->closes;
  if (known->state == model::CallState::closed || over) {
    return base::fail(ErrorKind::conflict,
                      over ? "the call is closed: its deadline is over" : "the call is closed",
                      place, "write to the body that made the call; it can extend the deadline");
  }
  if (now < known->opens) {
    return base::fail(ErrorKind::conflict, "the call does not take replies yet", place,
                      "come back when it has opened");
  }
  return {};
}

/// A reply as an append sees it.
struct ReplyStanding {
  ReplyId reply;
  std::uint64_t version = 0;
  EntryNumber changed = 0;
  bool withdrawn = false;
  base::Hash receipt;
  base::Hash digest;  ///< zero of a withdrawn one
};

/// The one that came under the same receipt first: a form is held against its own reply, whichever
/// other says the same.
base::Result<std::vector<ReplyStanding>> replies_like(sql::Connection& connection, SpaceId space,
                                                      const ReplyReceived& act) {
  COMITY_TRY(const auto rows,
             connection.query("SELECT reply, version, changed, withdrawn, receipt, digest FROM "
                              "replies WHERE space = $1 AND (reply = $2 OR receipt = $3 OR "
                              "digest = $4) ORDER BY CASE WHEN receipt = $3 THEN 0 ELSE 1 END",
                              space.value, act.reply.value, act.receipt, act.digest));
  std::vector<ReplyStanding> found;
  while (true) {
    COMITY_TRY(const bool more, rows->next());
    if (!more) return found;
    ReplyStanding one{{static_cast<std::uint64_t>(rows->integer(0))},
                      static_cast<std::uint64_t>(rows->integer(1)),
                      static_cast<EntryNumber>(rows->integer(2)),
                      rows->integer(3) != 0,
                      {},
                      {}};
    COMITY_TRY(one.receipt, rows->hash(4));
    if (!one.withdrawn) {
      COMITY_TRY(one.digest, rows->hash(5));
    }
    found.push_back(one);
  }
}

tl::unexpected<base::Error> changed_meanwhile(const std::string& place) {
  return base::fail(ErrorKind::conflict, "the reply has been changed or withdrawn meanwhile", place,
                    "look at it again with the receipt code and decide anew");
}

}  // namespace

std::vector<FileKey> files_of(const ReplyReceived& act) {
  std::vector<FileKey> keys;
  if (act.sealed) keys.push_back({FileKind::original, *act.sealed});
  if (!act.content) return keys;
  for (const auto& file : act.content->files) {
    keys.push_back({FileKind::original, file.file});
    if (file.reading) keys.push_back({FileKind::reading, *file.reading});
  }
  return keys;
}

base::Status apply_call(sql::Connection& connection, const FullEntry& full) {
  COMITY_TRY(const auto act, call_written_from(full.sealed->payload));
  const auto content = base::to_text(model::to_json(act.content));
  return connection.send(
      "INSERT INTO calls (space, call, version, state, opens, closes, content, changed) VALUES "
      "($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (space, call) DO UPDATE SET "
      "version = excluded.version, state = excluded.state, opens = excluded.opens, "
      "closes = excluded.closes, content = excluded.content, changed = excluded.changed",
      full.entry.space.value, act.call.value, act.version, model::name_of(act.content.state),
      act.content.opens.microseconds, act.content.closes.microseconds, content, full.entry.number);
}

base::Status apply_reply(sql::Connection& connection, const FullEntry& full) {
  COMITY_TRY(const auto act, reply_received_from(full.sealed->payload));
  const auto content = act.content ? base::to_text(model::to_json(*act.content)) : std::string();
  const sql::Value sealed = act.sealed ? sql::to_value(*act.sealed) : sql::Null{};
  COMITY_CHECK(connection.send(
      "INSERT INTO replies (space, reply, call, version, way, language, content, sealed, receipt, "
      "digest, received, first_entry, changed, withdrawn) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, "
      "$9, $10, $11, $12, $12, 0) ON CONFLICT (space, reply) DO UPDATE SET "
      "version = excluded.version, way = excluded.way, language = excluded.language, "
      "content = excluded.content, sealed = excluded.sealed, receipt = excluded.receipt, "
      "digest = excluded.digest, received = excluded.received, changed = excluded.changed, "
      "withdrawn = 0",
      full.entry.space.value, act.reply.value, act.call.value, act.version, model::name_of(act.way),
      model::code_of(act.language), content, sealed, act.receipt, act.digest,
      act.received.microseconds, full.entry.number));
  return add_reply_files(connection, full, act);
}

base::Status apply_reply_withdrawn(sql::Connection& connection, const FullEntry& full) {
  COMITY_TRY(const auto act, reply_withdrawn_from(full.sealed->payload));
  const auto space = full.entry.space.value;
  for (const std::string_view table : {"replies", "reply_files"}) {
    COMITY_CHECK(
        connection.send("DELETE FROM " + std::string(table) + " WHERE space = $1 AND reply = $2",
                        space, act.reply.value));
  }
  COMITY_CHECK(drop_coding_of(connection, full.entry.space, base::to_text(act.reply)));
  COMITY_TRY(const auto came, connection.integer("SELECT time FROM entries WHERE space = $1 AND "
                                                 "number = $2",
                                                 space, act.first));
  const base::Time entered{came.value_or(0)};
  const auto received = act.way == model::Way::anonymous ? base::start_of_day(entered) : entered;
  return connection.send(
      "INSERT INTO replies (space, reply, call, version, way, language, content, sealed, receipt, "
      "digest, received, first_entry, changed, withdrawn) VALUES ($1, $2, $3, $4, $5, '', '', "
      "$6, $7, $8, $9, $10, $11, 1)",
      space, act.reply.value, act.call.value, act.version, model::name_of(act.way), sql::Null{},
      act.receipt, sql::Blob{}, received.microseconds, act.first, full.entry.number);
}

base::Result<Already> before_call(sql::Connection& connection, SpaceId space,
                                  const CallWritten& act) {
  COMITY_TRY(const auto known, standing_of(connection, space, act.call));
  const auto seen = known ? known->version : 0;
  if (known && known->content == base::to_text(model::to_json(act.content))) {
    return Already(known->changed);
  }
  if (act.version == seen + 1) return Already{};
  return base::fail(ErrorKind::conflict, "the call has been changed since you saw it",
                    base::to_text(act.call), "load it again and decide anew");
}

base::Result<Already> before_reply(sql::Connection& connection, SpaceId space,
                                   const ReplyReceived& act, base::Time now) {
  COMITY_TRY(const auto alike, replies_like(connection, space, act));
  std::uint64_t seen = 0;
  for (const auto& each : alike) {
    const bool own = each.reply == act.reply;
    if (own && each.withdrawn) return changed_meanwhile(base::to_text(act.reply));
    // The same content: under this receipt, or as the first that came of another reply.
    if (each.digest == act.digest && (own || act.version == 1)) return Already(each.changed);
    if (own) seen = each.version;
    if (each.receipt == act.receipt && !own) {
      return base::fail(ErrorKind::conflict, "this form has been sent before, with another text",
                        base::to_text(act.call),
                        "correct that reply with its receipt code, or open the form anew for "
                        "another reply");
    }
  }
  if (act.version != seen + 1) return changed_meanwhile(base::to_text(act.reply));
  COMITY_CHECK(takes_replies(connection, space, act.call, now));
  return Already{};
}

base::Result<Already> before_withdrawal(sql::Connection& connection, SpaceId space,
                                        const ReplyWithdrawn& act, base::Time now) {
  COMITY_TRY(const auto rows,
             connection.query("SELECT version, changed, withdrawn FROM replies WHERE space = $1 "
                              "AND reply = $2",
                              space.value, act.reply.value));
  COMITY_TRY(const bool found, rows->next());
  const auto place = base::to_text(act.reply);
  if (!found) return base::fail(ErrorKind::not_found, "there is no such reply", place);
  if (rows->integer(2) != 0) return Already(static_cast<EntryNumber>(rows->integer(1)));
  if (static_cast<std::uint64_t>(rows->integer(0)) != act.version) return changed_meanwhile(place);
  // A closed call does not lock in whoever answered it.
  const auto open = takes_replies(connection, space, act.call, now);
  if (!open) COMITY_CHECK(is_not_reported(connection, space, act.call));
  return Already{};
}

base::Status erase_versions(sql::Connection& connection, SpaceId space, const ReplyWithdrawn& act) {
  const auto subject = base::to_text(act.reply);
  COMITY_CHECK(connection.send(
      "INSERT INTO released_files (kind, file) SELECT DISTINCT kind, file FROM reply_files WHERE "
      "space = $1 AND reply = $2 ON CONFLICT (kind, file) DO NOTHING",
      space.value, act.reply.value));
  return connection.send(
      "DELETE FROM payloads WHERE space = $1 AND number IN (SELECT number FROM entries WHERE "
      "space = $1 AND number >= $2 AND verb = $3 AND subject = $4)",
      space.value, act.first, kReplyReceived, subject);
}

base::Status release_files(sql::Connection& connection, const std::vector<FileKey>& keys) {
  for (const auto& key : keys) {
    COMITY_CHECK(connection.send(
        "INSERT INTO released_files (kind, file) VALUES ($1, $2) ON CONFLICT (kind, file) DO "
        "NOTHING",
        kind_of(key), key.hash));
  }
  return {};
}

base::Result<std::vector<FileKey>> take_released(sql::Connection& connection) {
  COMITY_TRY(const auto rows,
             connection.query(
                 "DELETE FROM released_files WHERE NOT EXISTS (SELECT f.space FROM reply_files f "
                 "WHERE f.file = released_files.file) AND NOT EXISTS (SELECT c.space FROM copies c "
                 "WHERE c.file = released_files.file OR c.reading = released_files.file) AND NOT "
                 "EXISTS (SELECT s.space FROM spaces s WHERE s.register_file = "
                 "released_files.file) RETURNING kind, file"));
  std::vector<FileKey> keys;
  while (true) {
    COMITY_TRY(const bool more, rows->next());
    if (!more) return keys;
    const auto kind = rows->text(0) == "reading" ? FileKind::reading : FileKind::original;
    COMITY_TRY(const auto hash, rows->hash(1));
    keys.push_back({kind, hash});
  }
}

}  // namespace comity::store
