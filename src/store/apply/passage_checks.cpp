#include "store/passages.h"

// What must hold before people's work on replies is written, in the transaction that writes it.
namespace comity::store {
namespace {

using base::ErrorKind;
using Settled = base::Result<std::optional<EntryNumber>>;

constexpr std::optional<EntryNumber> kNotYet;

base::Status as_seen_by(EntryNumber seen, EntryNumber changed, const std::string& what) {
  if (seen == 0 || seen == changed) return {};
  return base::fail(ErrorKind::conflict, "it has changed since you saw it", what,
                    "load it again and decide anew");
}

struct HeldPassage {
  std::string call;
  ActorId coder;
  EntryNumber changed = 0;
  bool ended = false;
};

/// Asks the tables about one act.
class CodingChecks {
 public:
  CodingChecks(sql::Connection& connection, SpaceId space, ActorId actor, EntryNumber seen)
      : connection_(connection), space_(space.value), actor_(actor), seen_(seen) {}

  Settled operator()(const PassageMarked& act) const {
    const auto& passage = act.passage;
    COMITY_CHECK(reads_that_version(act.call, passage.place));
    COMITY_TRY(const auto held, passage_held(passage.id));
    if (!held) {
      // Whoever changed a passage that is gone since hears so.
      if (seen_ != 0) return no_passage(passage.id);
      return kNotYet;
    }
    COMITY_CHECK(is_own(*held, act.call, passage.id));
    COMITY_CHECK(as_seen_by(seen_, held->changed, passage.id));
    COMITY_CHECK(still_coding(act.call, passage.place.reply));
    return kNotYet;
  }

  Settled operator()(const PassageUnmarked& act) const {
    COMITY_TRY(const auto held, passage_held(act.passage));
    if (!held) return no_passage(act.passage);
    COMITY_CHECK(is_own(*held, act.call, act.passage));
    COMITY_CHECK(as_seen_by(seen_, held->changed, act.passage));
    COMITY_TRY(const auto line, line_on(act.call, act.passage));
    if (line.empty()) return kNotYet;
    return base::fail(ErrorKind::conflict, "a line of the synthesis stands on this passage",
                      "line " + line, "take it out of the line first");
  }

  Settled operator()(const PassageSetAside& act) const {
    COMITY_TRY(const auto held, passage_held(act.passage));
    if (!held || held->ended || held->call != act.call) return no_passage(act.passage);
    COMITY_TRY(const auto rows, connection_.query("SELECT reason, changed FROM set_asides WHERE "
                                                  "space = $1 AND passage = $2",
                                                  space_, act.passage));
    COMITY_TRY(const bool found, rows->next());
    const auto changed = found ? static_cast<EntryNumber>(rows->integer(1)) : EntryNumber{0};
    COMITY_CHECK(as_seen_by(seen_, changed, act.passage));
    if (found ? rows->text(0) != act.reason : !act.reason.empty()) return kNotYet;
    return std::optional<EntryNumber>(changed);
  }

  Settled operator()(const CodingFinished& act) const {
    COMITY_TRY(const auto entry,
               connection_.integer("SELECT entry FROM codings WHERE space = $1 AND call = $2 AND "
                                   "coder = $3 AND reply = $4",
                                   space_, act.call, actor_.value, act.reply));
    if (!entry) return kNotYet;
    return std::optional<EntryNumber>(static_cast<EntryNumber>(*entry));
  }

  Settled operator()(const CodesWritten& act) const {
    return last_change("SELECT changed FROM code_tables WHERE space = $1 AND call = $2", act.call);
  }

  Settled operator()(const LineWritten& act) const {
    COMITY_TRY(const auto changed, line_changed(act.call, act.line.id));
    COMITY_CHECK(as_seen_by(seen_, changed.value_or(0), act.line.id));
    for (const auto& passage : act.line.passages) {
      COMITY_TRY(const auto held, passage_held(passage));
      if (!held || held->ended || held->call != act.call) return no_passage(passage);
    }
    return kNotYet;
  }

  Settled operator()(const LineRemoved& act) const {
    COMITY_TRY(const auto changed, line_changed(act.call, act.line));
    if (!changed) {
      return base::fail(ErrorKind::not_found, "there is no such line", act.line,
                        "load the synthesis again");
    }
    COMITY_CHECK(as_seen_by(seen_, *changed, act.line));
    return kNotYet;
  }

  Settled operator()(const SynthesisPublished& act) const {
    return last_change("SELECT changed FROM syntheses WHERE space = $1 AND call = $2", act.call);
  }

 private:
  static tl::unexpected<base::Error> no_passage(const std::string& passage) {
    return base::fail(ErrorKind::not_found, "there is no such passage", passage,
                      "load the page again: it was taken back, or its reply was withdrawn");
  }

  base::Status reads_that_version(const std::string& call, const model::PassagePlace& place) const {
    const auto id = base::from_crockford(place.reply);
    const auto of = base::from_crockford(call);
    COMITY_TRY(
        const auto version,
        connection_.integer("SELECT version FROM replies WHERE space = $1 AND reply = $2 AND "
                            "call = $3 AND withdrawn = 0",
                            space_, id ? *id : 0, of ? *of : 0));
    if (!version) {
      return base::fail(ErrorKind::not_found, "there is no such reply", place.reply,
                        "load the list of replies again: it may have been withdrawn");
    }
    if (*version == place.version) return {};
    return base::fail(ErrorKind::conflict, "the reply was changed since you read it", place.reply,
                      "load it again: its contributor sent another version");
  }

  /// What was marked when its coder finished is what their agreement is measured by.
  base::Status still_coding(const std::string& call, const std::string& reply) const {
    COMITY_TRY(const auto entry,
               connection_.integer("SELECT entry FROM codings WHERE space = $1 AND call = $2 AND "
                                   "coder = $3 AND (reply = $4 OR reply = '')",
                                   space_, call, actor_.value, reply));
    if (!entry) return {};
    return base::fail(ErrorKind::conflict, "you have finished with this reply", reply,
                      "take the mark back and mark anew: agreement is of what stood when you "
                      "finished");
  }

  base::Result<std::optional<HeldPassage>> passage_held(const std::string& passage) const {
    COMITY_TRY(const auto rows, connection_.query("SELECT call, coder, changed, ended FROM "
                                                  "passages WHERE space = $1 AND passage = $2",
                                                  space_, passage));
    COMITY_TRY(const bool found, rows->next());
    if (!found) return std::optional<HeldPassage>();
    return std::optional<HeldPassage>(HeldPassage{rows->string(0),
                                                  {static_cast<std::uint64_t>(rows->integer(1))},
                                                  static_cast<EntryNumber>(rows->integer(2)),
                                                  rows->integer(3) != 0});
  }

  base::Status is_own(const HeldPassage& held, const std::string& call,
                      const std::string& passage) const {
    if (held.ended || held.call != call) return no_passage(passage);
    if (held.coder == actor_) return {};
    return base::fail(ErrorKind::forbidden, "the passage was marked by somebody else", passage,
                      "mark it yourself: both marks stand side by side");
  }

  /// A line that stands on the passage, or nothing.
  base::Result<std::string> line_on(const std::string& call, const std::string& passage) const {
    const auto quoted = "%\"" + passage + "\"%";
    COMITY_TRY(const auto rows, connection_.query("SELECT line FROM synthesis_lines WHERE "
                                                  "space = $1 AND call = $2 AND passages LIKE $3",
                                                  space_, call, quoted));
    COMITY_TRY(const bool found, rows->next());
    return found ? rows->string(0) : std::string();
  }

  base::Result<std::optional<EntryNumber>> line_changed(const std::string& call,
                                                        const std::string& line) const {
    COMITY_TRY(const auto changed,
               connection_.integer("SELECT changed FROM synthesis_lines WHERE space = $1 AND "
                                   "call = $2 AND line = $3",
                                   space_, call, line));
    if (!changed) return std::optional<EntryNumber>();
    return std::optional<EntryNumber>(static_cast<EntryNumber>(*changed));
  }

  Settled last_change(std::string_view statement, const std::string& call) const {
    COMITY_TRY(const auto changed, connection_.integer(statement, space_, call));
    COMITY_CHECK(as_seen_by(seen_, static_cast<EntryNumber>(changed.value_or(0)), call));
    return kNotYet;
  }

  sql::Connection& connection_;
  std::uint64_t space_;
  ActorId actor_;
  EntryNumber seen_;
};

}  // namespace

base::Result<std::optional<EntryNumber>> settled_already(sql::Connection& connection, SpaceId space,
                                                         ActorId actor, const CodingAct& act,
                                                         EntryNumber seen) {
  return std::visit(CodingChecks(connection, space, actor, seen), act);
}

}  // namespace comity::store
