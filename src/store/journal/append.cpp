#include "store/journal/append.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "store/apply/apply_calls.h"
#include "store/journal/log.h"
#include "store/journal/verbs.h"
#include "store/passages.h"

namespace comity::store {
namespace {

using base::ErrorKind;

/// What an act comes to before it is written.
struct Draft {
  std::string_view verb;
  std::string subject;
  std::string payload;
};

/// A work as an append sees it.
struct WorkState {
  EntryNumber published = 0;
  EntryNumber changed = 0;
};

base::Result<WorkState> state_of(sql::Connection& connection, SpaceId space,
                                 const std::string& work) {
  COMITY_TRY(const auto rows,
             connection.query("SELECT published, changed FROM works WHERE space = $1 AND name = $2",
                              space.value, work));
  COMITY_TRY(const bool found, rows->next());
  if (!found) {
    return base::fail(ErrorKind::not_found, "the space holds no such work", work,
                      "import the document first");
  }
  return WorkState{static_cast<EntryNumber>(rows->integer(0)),
                   static_cast<EntryNumber>(rows->integer(1))};
}

/// The work that has the file already, as an unchanged outcome.
base::Result<std::optional<Appended>> already_read(sql::Connection& connection, SpaceId space,
                                                   const base::Hash& file) {
  COMITY_TRY(const auto rows,
             connection.query("SELECT c.entry, w.name FROM copies c JOIN works w ON "
                              "w.space = c.space AND w.work = c.work WHERE c.space = $1 AND "
                              "c.file = $2",
                              space.value, file));
  COMITY_TRY(const bool found, rows->next());
  if (!found) return std::optional<Appended>{};
  return std::optional<Appended>{Appended{Outcome::unchanged, space,
                                          static_cast<EntryNumber>(rows->integer(0)),
                                          rows->string(1), std::nullopt}};
}

/// A copy as an append sees it.
struct CopyState {
  EntryNumber entry = 0;
  EntryNumber chosen = 0;
  base::Hash reading;
};

base::Result<CopyState> copy_in(sql::Connection& connection, SpaceId space, const std::string& work,
                                const base::Hash& file) {
  COMITY_TRY(const auto rows,
             connection.query("SELECT c.entry, c.chosen, c.reading FROM copies c JOIN works w ON "
                              "w.space = c.space AND w.work = c.work WHERE c.space = $1 AND "
                              "c.file = $2 AND w.name = $3",
                              space.value, file, work));
  COMITY_TRY(const bool found, rows->next());
  if (!found) {
    return base::fail(ErrorKind::not_found, "the work has no such copy", work + " " + file.hex(),
                      "import the file first");
  }
  CopyState copy{
      static_cast<EntryNumber>(rows->integer(0)), static_cast<EntryNumber>(rows->integer(1)), {}};
  COMITY_TRY(copy.reading, rows->hash(2));
  return copy;
}

base::Result<std::optional<CopyConflict>> conflict_of(sql::Connection& connection, SpaceId space,
                                                      const base::Hash& file) {
  COMITY_TRY(
      const auto rows,
      connection.query("SELECT o.file, o.file_name, o.entry FROM copies c JOIN copies o ON "
                       "o.space = c.space AND o.work = c.work AND o.entry = c.conflicts_with "
                       "WHERE c.space = $1 AND c.file = $2",
                       space.value, file));
  COMITY_TRY(const bool found, rows->next());
  if (!found) return std::optional<CopyConflict>{};
  CopyConflict conflict{{}, rows->string(1), static_cast<EntryNumber>(rows->integer(2))};
  COMITY_TRY(conflict.file, rows->hash(0));
  return std::optional<CopyConflict>{std::move(conflict)};
}

/// Whether a change still rests on the state of the work that its person saw.
base::Status as_seen(const NewEntry& entry, EntryNumber changed, const std::string& work) {
  if (!entry.seen || *entry.seen == changed) return {};
  return base::fail(ErrorKind::conflict, "the document has changed since you saw it", work,
                    "load it again and decide anew");
}

/// Writes one entry at the end of the log and applies it.
class Appender {
 public:
  Appender(sql::Connection& connection, const AppendContext& context)
      : connection_(connection), context_(context) {}

  base::Result<EntryNumber> write(LogEnd& end, ActorId actor, const Draft& draft) {
    const Sealed sealed{base::random_bytes(kSaltBytes), draft.payload};
    Entry entry;
    entry.space = end.head.space;
    entry.number = end.head.size + 1;
    entry.time = actor ? context_.now : base::start_of_day(context_.now);
    entry.actor = actor;
    entry.verb = draft.verb;
    entry.version = newest_version(draft.verb);
    entry.subject = draft.subject;
    entry.commitment = commitment_of(sealed);
    const FullEntry full{std::move(entry), sealed};
    COMITY_CHECK(add_entry(connection_, end, full.entry, full.sealed));
    COMITY_TRY(const auto applied, apply(connection_, full, context_.readings));
    COMITY_ASSERT(applied == Applied::done);
    COMITY_CHECK(set_applied(connection_, end, full.entry.number));
    return full.entry.number;
  }

  base::Result<Appended> append(const NewEntry& entry) {
    COMITY_TRY(auto end, log_end(connection_, entry.space));
    if (end.head.applied < end.head.size) {
      return base::fail(ErrorKind::unsupported,
                        "the space holds entries of a newer comity, so that this one only reads it",
                        "entry " + std::to_string(end.head.applied + 1),
                        "use that newer comity to change it");
    }
    if (const auto* act = std::get_if<DocumentRead>(&entry.act)) {
      return append_read(end, entry.actor, *act);
    }
    if (const auto* act = std::get_if<DocumentReread>(&entry.act)) {
      return append_reread(end, entry.actor, *act);
    }
    if (const auto* act = std::get_if<CopyChosen>(&entry.act)) {
      return append_chosen(end, entry, *act);
    }
    if (const auto* act = std::get_if<RecommendationCorrected>(&entry.act)) {
      return append_decision(end, entry, *act, kRecommendationCorrected);
    }
    if (const auto* act = std::get_if<CorrectionWithdrawn>(&entry.act)) {
      COMITY_CHECK(still_held(end.head.space, *act));
      return append_decision(end, entry, *act, kCorrectionWithdrawn);
    }
    if (const auto* act = std::get_if<RowSettled>(&entry.act)) {
      return append_decision(end, entry, *act, kRowSettled);
    }
    if (const auto* act = std::get_if<RowUnsettled>(&entry.act)) {
      return append_decision(end, entry, *act, kRowUnsettled);
    }
    if (const auto* act = std::get_if<RecommendationTagged>(&entry.act)) {
      return append_decision(end, entry, *act, kRecommendationTagged);
    }
    if (const auto* act = std::get_if<ColumnsMapped>(&entry.act)) {
      return append_mapped(end, entry.actor, *act);
    }
    if (const auto* act = std::get_if<RoleChanged>(&entry.act)) {
      return append_role(end, entry.actor, *act);
    }
    if (const auto* act = std::get_if<LinkGiven>(&entry.act)) {
      COMITY_TRY(
          const auto number,
          write(end, entry.actor, {kLinkGiven, base::to_text(act->person), payload_of(*act)}));
      return Appended{Outcome::appended, end.head.space, number, {}, std::nullopt};
    }
    if (const auto* act = std::get_if<CallWritten>(&entry.act)) {
      COMITY_TRY(const auto already, before_call(connection_, entry.space, *act));
      return append_unless(already, end, entry.actor,
                           {kCallWritten, base::to_text(act->call), payload_of(*act)});
    }
    if (const auto* act = std::get_if<ReplyReceived>(&entry.act)) {
      COMITY_TRY(const auto already, before_reply(connection_, entry.space, *act, context_.now));
      return append_unless(already, end, entry.actor,
                           {kReplyReceived, base::to_text(act->reply), payload_of(*act)});
    }
    if (const auto* act = std::get_if<ReplyWithdrawn>(&entry.act)) {
      COMITY_TRY(const auto already,
                 before_withdrawal(connection_, entry.space, *act, context_.now));
      if (!already) COMITY_CHECK(erase_versions(connection_, entry.space, *act));
      return append_unless(already, end, entry.actor,
                           {kReplyWithdrawn, base::to_text(act->reply), payload_of(*act)});
    }
    if (const auto* act = std::get_if<CodingAct>(&entry.act)) {
      COMITY_TRY(const auto already,
                 settled_already(connection_, entry.space, entry.actor, *act, entry.seen));
      return append_unless(already, end, entry.actor,
                           {verb_of(*act), call_of(*act), payload_of(*act)});
    }
    if (const auto* act = std::get_if<CallKeyed>(&entry.act)) {
      return append_keyed(end, entry.actor, *act);
    }
    if (const auto* act = std::get_if<DocumentPublished>(&entry.act)) {
      return append_published(end, entry, act->work, Shown::to_all);
    }
    return append_published(end, entry, std::get<DocumentWithdrawn>(entry.act).work, Shown::inside);
  }

 private:
  enum class Shown : std::uint8_t { to_all, inside };

  base::Result<Appended> append_read(LogEnd& end, ActorId actor, const DocumentRead& act) {
    const SpaceId space = end.head.space;
    COMITY_TRY(auto unchanged, already_read(connection_, space, act.file));
    if (unchanged) {
      last_read_ = unchanged->work;
      return *std::move(unchanged);
    }
    COMITY_TRY(const auto number, write(end, actor, {kDocumentRead, act.work, payload_of(act)}));
    last_read_ = act.work;
    COMITY_TRY(auto conflict, conflict_of(connection_, space, act.file));
    return Appended{Outcome::appended, space, number, act.work, std::move(conflict)};
  }

  base::Result<Appended> append_reread(LogEnd& end, ActorId actor, const DocumentReread& act) {
    const SpaceId space = end.head.space;
    COMITY_TRY(const auto copy, copy_in(connection_, space, act.work, act.file));
    if (copy.reading == act.reading) {
      return Appended{Outcome::unchanged, space, copy.entry, act.work, std::nullopt};
    }
    if (copy.reading != act.replaces) {
      return base::fail(ErrorKind::conflict, "the copy was read again meanwhile", act.work,
                        "read it once more");
    }
    COMITY_TRY(const auto number, write(end, actor, {kDocumentReread, act.work, payload_of(act)}));
    COMITY_TRY(auto conflict, conflict_of(connection_, space, act.file));
    return Appended{Outcome::appended, space, number, act.work, std::move(conflict)};
  }

  base::Result<Appended> append_chosen(LogEnd& end, const NewEntry& entry, const CopyChosen& act) {
    const SpaceId space = end.head.space;
    COMITY_TRY(const auto state, state_of(connection_, space, act.work));
    COMITY_CHECK(as_seen(entry, state.changed, act.work));
    COMITY_TRY(const auto copy, copy_in(connection_, space, act.work, act.file));
    if (copy.chosen != 0) {
      return Appended{Outcome::unchanged, space, copy.chosen, act.work, std::nullopt};
    }
    COMITY_TRY(const auto number,
               write(end, entry.actor, {kCopyChosen, act.work, payload_of(act)}));
    return Appended{Outcome::appended, space, number, act.work, std::nullopt};
  }

  /// Of two who take one correction back, the second is told.
  base::Status still_held(SpaceId space, const CorrectionWithdrawn& act) {
    COMITY_TRY(const auto held,
               connection_.integer("SELECT c.entry FROM corrections c JOIN works w ON "
                                   "w.space = c.space AND w.work = c.work WHERE c.space = $1 AND "
                                   "w.name = $2 AND c.entry = $3 AND c.ended = 0",
                                   space.value, act.work, act.correction));
    if (held) return {};
    return base::fail(ErrorKind::not_found, "no such correction holds",
                      act.work + ", entry " + std::to_string(act.correction),
                      "look at the recommendation's page");
  }

  template <typename Decision>
  base::Result<Appended> append_decision(LogEnd& end, const NewEntry& entry, const Decision& act,
                                         std::string_view verb) {
    COMITY_TRY(const auto state, state_of(connection_, end.head.space, act.work));
    COMITY_CHECK(as_seen(entry, state.changed, act.work));
    COMITY_TRY(const auto number, write(end, entry.actor, {verb, act.work, payload_of(act)}));
    return Appended{Outcome::appended, end.head.space, number, act.work, std::nullopt};
  }

  base::Result<Appended> append_mapped(LogEnd& end, ActorId actor, const ColumnsMapped& act) {
    const SpaceId space = end.head.space;
    const auto header = act.header.hex();
    COMITY_TRY(const auto rows,
               connection_.query("SELECT name, mapping, changed FROM column_mappings WHERE "
                                 "space = $1 AND header = $2",
                                 space.value, header));
    COMITY_TRY(const bool found, rows->next());
    const auto mapping = base::to_text(model::to_json(act.mapping));
    const bool none = !found && act.mapping == model::ColumnMapping();
    if (none || (found && rows->text(0) == act.name && rows->text(1) == mapping)) {
      const auto changed = found ? static_cast<EntryNumber>(rows->integer(2)) : EntryNumber{0};
      return Appended{Outcome::unchanged, space, changed, {}, std::nullopt};
    }
    COMITY_TRY(const auto number, write(end, actor, {kColumnsMapped, act.name, payload_of(act)}));
    return Appended{Outcome::appended, space, number, {}, std::nullopt};
  }

  base::Result<Appended> append_role(LogEnd& end, ActorId actor, const RoleChanged& act) {
    const SpaceId space = end.head.space;
    COMITY_TRY(const auto rows,
               connection_.query("SELECT role, changed FROM roles WHERE space = $1 AND person = $2",
                                 space.value, act.person.value));
    COMITY_TRY(const bool found, rows->next());
    if (act.was && (found ? rows->string(0) : std::string()) != *act.was) {
      return base::fail(ErrorKind::conflict, "the role has been changed since you saw it",
                        base::to_text(act.person), "load the page again and decide anew");
    }
    if (found ? rows->text(0) == act.role : act.role.empty()) {
      const auto changed = found ? static_cast<EntryNumber>(rows->integer(1)) : EntryNumber{0};
      return Appended{Outcome::unchanged, space, changed, {}, std::nullopt};
    }
    COMITY_TRY(const auto number,
               write(end, actor, {kRoleChanged, base::to_text(act.person), payload_of(act)}));
    return Appended{Outcome::appended, space, number, {}, std::nullopt};
  }

  /// Of two who change the keys at once, the second would take the first one's readers away.
  base::Result<Appended> append_keyed(LogEnd& end, ActorId actor, const CallKeyed& act) {
    const SpaceId space = end.head.space;
    COMITY_TRY(const auto now, connection_.integer("SELECT changed FROM call_keys WHERE "
                                                   "space = $1 AND call = $2",
                                                   space.value, act.call));
    if (static_cast<EntryNumber>(now.value_or(0)) != act.replaces) {
      return base::fail(ErrorKind::conflict, "the readers have been changed since you saw them",
                        act.call, "load the page again and decide anew");
    }
    COMITY_TRY(const auto number, write(end, actor, {kCallKey, act.call, payload_of(act)}));
    return Appended{Outcome::appended, space, number, {}, std::nullopt};
  }

  /// Writes it, unless an entry says the same already.
  base::Result<Appended> append_unless(const std::optional<EntryNumber>& already, LogEnd& end,
                                       ActorId actor, const Draft& draft) {
    const SpaceId space = end.head.space;
    if (already) return Appended{Outcome::unchanged, space, *already, {}, std::nullopt};
    COMITY_TRY(const auto number, write(end, actor, draft));
    return Appended{Outcome::appended, space, number, {}, std::nullopt};
  }

  base::Result<Appended> append_published(LogEnd& end, const NewEntry& entry,
                                          const std::string& named, Shown shown) {
    const std::string work = named.empty() ? last_read_ : named;
    COMITY_TRY(const auto state, state_of(connection_, end.head.space, work));
    COMITY_CHECK(as_seen(entry, state.changed, work));
    if ((state.published != 0) == (shown == Shown::to_all)) {
      return Appended{Outcome::unchanged, end.head.space,
                      state.published != 0 ? state.published : state.changed, work, std::nullopt};
    }
    const Draft draft = shown == Shown::to_all
                            ? Draft{kDocumentPublished, work, payload_of(DocumentPublished{work})}
                            : Draft{kDocumentWithdrawn, work, payload_of(DocumentWithdrawn{work})};
    COMITY_TRY(const auto number, write(end, entry.actor, draft));
    return Appended{Outcome::appended, end.head.space, number, work, std::nullopt};
  }

  sql::Connection& connection_;
  const AppendContext& context_;
  std::string last_read_;
};

}  // namespace

base::Status check(const NewEntry& entry) {
  constexpr std::size_t kLongestName = 200;
  if (const auto* mapped = std::get_if<ColumnsMapped>(&entry.act)) {
    const bool named =
        !mapped->name.empty() && mapped->name.size() <= kLongestName && base::is_utf8(mapped->name);
    if (named) return {};
    return base::fail(ErrorKind::invalid_input, "what columns mean goes by a name", {},
                      "give it a name of at most 200 bytes");
  }
  if (const auto* coding = std::get_if<CodingAct>(&entry.act)) return check(*coding);
  if (const auto* changed = std::get_if<RoleChanged>(&entry.act)) {
    constexpr std::size_t kLongestRole = 40;
    const bool word = changed->role.size() <= kLongestRole &&
                      std::all_of(changed->role.begin(), changed->role.end(),
                                  [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
    if (word && changed->person) return {};
    return base::fail(ErrorKind::invalid_input, "not a role: " + changed->role, "role");
  }
  if (const auto* keyed = std::get_if<CallKeyed>(&entry.act)) {
    const bool named = !keyed->call.empty() && keyed->call.size() <= kLongestName &&
                       base::is_utf8(keyed->call) && !keyed->keys.empty();
    if (named) return {};
    return base::fail(ErrorKind::invalid_input, "keys are of a call, by its id", keyed->call);
  }
  const auto* act = std::get_if<DocumentRead>(&entry.act);
  if (act == nullptr) return {};
  const auto refuse = [&](std::string why) {
    return base::fail(ErrorKind::invalid_input, std::move(why), act->file_name);
  };
  if (act->work.empty() || act->work.size() > kLongestName || !base::is_utf8(act->work)) {
    return refuse("a work is named by its symbol or an id");
  }
  if (act->work.front() == '~' && !base::from_crockford(std::string_view(act->work).substr(1))) {
    return refuse("not the id of a work: " + act->work);
  }
  return {};
}

base::Result<std::vector<Appended>> append_all(sql::Connection& connection,
                                               const std::vector<NewEntry>& entries,
                                               const AppendContext& context) {
  Appender appender(connection, context);
  std::vector<Appended> all;
  for (const auto& entry : entries) {
    COMITY_TRY(auto one, appender.append(entry));
    all.push_back(std::move(one));
  }
  return all;
}

base::Status append_space(sql::Connection& connection, const Space& space, ActorId actor,
                          const AppendContext& context) {
  COMITY_TRY(const auto taken,
             connection.integer("SELECT space FROM spaces WHERE name = $1", space.name));
  if (taken) {
    return base::fail(ErrorKind::conflict, "a space of that name is there already", space.name,
                      "choose another name");
  }
  LogEnd end;
  end.head.space = space.id;
  Appender appender(connection, context);
  COMITY_CHECK(appender.write(end, actor, {kSpaceCreated, space.name, payload_of(space)}));
  return {};
}

base::Status catch_up(sql::Connection& connection, SpaceId space, const Readings& readings) {
  COMITY_TRY(auto end, log_end(connection, space));
  LogReader log(connection, space, end.head.applied);
  while (true) {
    COMITY_TRY(const auto next, log.next());
    if (!next) return {};
    COMITY_TRY(const auto applied, apply(connection, *next, readings));
    if (applied == Applied::newer) return {};
    COMITY_CHECK(set_applied(connection, end, next->entry.number));
  }
}

}  // namespace comity::store
