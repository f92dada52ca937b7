#include <algorithm>
#include <map>
#include <set>

#include "store/passages.h"
#include "store/read/read_impl.h"

// What must hold before people's work on replies is written, in the transaction that writes it.
namespace comity::store {
namespace {

using base::ErrorKind;
using Settled = base::Result<std::optional<EntryNumber>>;

constexpr std::optional<EntryNumber> kNotYet;

base::Status as_seen_by(std::optional<EntryNumber> seen, EntryNumber changed,
                        const std::string& what) {
  if (!seen || *seen == changed) return {};
  return base::fail(ErrorKind::conflict, "it has changed since you saw it", what,
                    "load it again and decide anew");
}

struct HeldPassage {
  std::string call;
  ActorId coder;
  EntryNumber changed = 0;
  bool ended = false;
  model::PassagePlace place;
  std::vector<std::string> codes;
};

/// Asks the tables about one act.
class CodingChecks {
 public:
  CodingChecks(sql::Connection& connection, SpaceId space, ActorId actor,
               std::optional<EntryNumber> seen)
      : connection_(connection), space_(space.value), actor_(actor), seen_(seen) {}

  Settled operator()(const PassageMarked& act) const {
    const auto& passage = act.passage;
    COMITY_CHECK(reads_that_version(act.call, passage.place));
    COMITY_TRY(const auto held, passage_held(passage.id));
    if (!held) {
      // Whoever changed a passage that is gone since hears so.
      if (seen_.value_or(0) != 0) return no_passage(passage.id);
      if (act.proposed) COMITY_CHECK(has_marked_nothing(act.call, passage.place));
    } else {
      COMITY_CHECK(is_own(*held, act.call, passage.id));
      COMITY_CHECK(as_seen_by(seen_, held->changed, passage.id));
      COMITY_CHECK(stays_in_its_paragraph(*held, passage));
      COMITY_CHECK(still_coding(act.call, held->place));
      COMITY_CHECK(still_coding(act.call, passage.place));
      COMITY_CHECK(bears_its_line(act.call, *held, passage));
    }
    COMITY_CHECK(has_codes(act.call, passage.codes));
    return kNotYet;
  }

  Settled operator()(const ProposalDismissed& act) const {
    COMITY_CHECK(reads_that_version(act.call, act.place));
    COMITY_CHECK(has_codes(act.call, act.codes));
    COMITY_TRY(const auto rows,
               connection_.query("SELECT code, entry FROM dismissals WHERE space = $1 AND "
                                 "call = $2 AND coder = $3 AND reply = $4 AND reply_version = $5 "
                                 "AND part = $6 AND paragraph = $7 ORDER BY entry",
                                 space_, act.call, actor_.value, act.place.reply, act.place.version,
                                 act.place.part, act.place.paragraph));
    std::map<std::string, EntryNumber, std::less<>> before;
    while (true) {
      COMITY_TRY(const bool more, rows->next());
      if (!more) break;
      before.emplace(rows->string(0), static_cast<EntryNumber>(rows->integer(1)));
    }
    EntryNumber last = 0;
    for (const auto& code : act.codes) {
      const auto found = before.find(code);
      if (found == before.end()) return kNotYet;
      last = std::max(last, found->second);
    }
    return std::optional<EntryNumber>(last);
  }

  Settled operator()(const PassageUnmarked& act) const {
    COMITY_TRY(const auto held, passage_held(act.passage));
    if (!held) return no_passage(act.passage);
    COMITY_CHECK(is_own(*held, act.call, act.passage));
    COMITY_CHECK(as_seen_by(seen_, held->changed, act.passage));
    COMITY_CHECK(bears_no_line(act.call, act.passage));
    return kNotYet;
  }

  Settled operator()(const PassageSetAside& act) const {
    COMITY_TRY(const auto held, passage_held(act.passage));
    if (!held || held->ended || held->call != act.call) return no_passage(act.passage);
    COMITY_TRY(const auto rows, connection_.query("SELECT reason, changed FROM set_asides WHERE "
                                                  "space = $1 AND passage = $2",
                                                  space_, act.passage));
    COMITY_TRY(const bool found, rows->next());
    const auto changed = found ? static_cast<EntryNumber>(rows->integer(1)) : EntryNumber{0};
    if (found ? rows->text(0) == act.reason : act.reason.empty()) {
      return std::optional<EntryNumber>(changed);
    }
    COMITY_CHECK(as_seen_by(seen_, changed, act.passage));
    return kNotYet;
  }

  Settled operator()(const CodingFinished& act) const {
    COMITY_TRY(const auto entry,
               connection_.integer("SELECT entry FROM codings WHERE space = $1 AND call = $2 AND "
                                   "coder = $3 AND reply = $4 AND reply_version IN (0, $5)",
                                   space_, act.call, actor_.value, act.reply, act.version));
    if (!entry) return kNotYet;
    return std::optional<EntryNumber>(static_cast<EntryNumber>(*entry));
  }

  Settled operator()(const CodesWritten& act) const {
    COMITY_TRY(const auto table, code_table(act.call));
    COMITY_CHECK(as_seen_by(seen_, table.changed, act.call));
    for (const auto& code : table.codes) {
      const bool stays = std::any_of(act.codes.begin(), act.codes.end(),
                                     [&](const auto& each) { return each.code == code; });
      if (!stays) COMITY_CHECK(is_of_no_passage(act.call, code));
    }
    return kNotYet;
  }

  Settled operator()(const LineWritten& act) const {
    COMITY_TRY(const auto changed, line_changed(act.call, act.line.id));
    COMITY_CHECK(as_seen_by(seen_, changed.value_or(0), act.line.id));
    for (const auto& passage : act.line.passages) {
      COMITY_TRY(const auto held, passage_held(passage));
      if (!held || held->ended || held->call != act.call) return no_passage(passage);
      COMITY_CHECK(reads_that_version(act.call, held->place));
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
    COMITY_TRY(const auto rows, connection_.query("SELECT published, annex, changed FROM syntheses "
                                                  "WHERE space = $1 AND call = $2",
                                                  space_, act.call));
    COMITY_TRY(const bool found, rows->next());
    const auto changed = found ? static_cast<EntryNumber>(rows->integer(2)) : EntryNumber{0};
    const bool same =
        found && (rows->integer(0) != 0) == act.published && (rows->integer(1) != 0) == act.annex;
    if (same) return std::optional<EntryNumber>(changed);
    COMITY_CHECK(as_seen_by(seen_, changed, act.call));
    if (act.published) COMITY_CHECK(stands_whole(act.call));
    return kNotYet;
  }

 private:
  static tl::unexpected<base::Error> no_passage(const std::string& passage) {
    return base::fail(ErrorKind::not_found, "there is no such passage", passage,
                      "load the page again: it was taken back, or its reply was withdrawn");
  }

  base::Status reads_that_version(const std::string& call, const model::PassagePlace& place) const {
    return reads_that_version(call, place.in());
  }

  base::Status reads_that_version(const std::string& call,
                                  const model::ParagraphPlace& place) const {
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

  /// A proposal is for a paragraph that its coder has not coded; two who accept it at once are one
  /// who did twice.
  base::Status has_marked_nothing(const std::string& call, const model::PassagePlace& place) const {
    COMITY_TRY(const auto count,
               connection_.integer("SELECT count(*) FROM passages WHERE space = $1 AND call = $2 "
                                   "AND coder = $3 AND reply = $4 AND reply_version = $5 AND "
                                   "part = $6 AND paragraph = $7 AND ended = 0",
                                   space_, call, actor_.value, place.reply, place.version,
                                   place.part, place.paragraph));
    if (count.value_or(0) == 0) return {};
    return base::fail(ErrorKind::conflict, "you have coded this paragraph already", place.part,
                      "load the page again: what you marked stands there");
  }

  /// What was marked when its coder finished is what their agreement is measured by. They finish
  /// with a version; an older entry says none (0), and is of any.
  base::Status still_coding(const std::string& call, const model::PassagePlace& place) const {
    COMITY_TRY(const auto entry,
               connection_.integer("SELECT entry FROM codings WHERE space = $1 AND call = $2 AND "
                                   "coder = $3 AND (reply = '' OR (reply = $4 AND reply_version "
                                   "IN (0, $5)))",
                                   space_, call, actor_.value, place.reply, place.version));
    if (!entry) return {};
    return base::fail(ErrorKind::conflict, "you have finished with this reply", place.reply,
                      "take the mark back and mark anew: agreement is of what stood when you "
                      "finished");
  }

  base::Result<std::optional<HeldPassage>> passage_held(const std::string& passage) const {
    COMITY_TRY(const auto rows,
               connection_.query("SELECT call, coder, changed, ended, reply, reply_version, part, "
                                 "paragraph, begin_point, end_point, codes FROM passages WHERE "
                                 "space = $1 AND passage = $2",
                                 space_, passage));
    COMITY_TRY(const bool found, rows->next());
    if (!found) return std::optional<HeldPassage>();
    return std::optional<HeldPassage>(
        HeldPassage{rows->string(0),
                    {static_cast<std::uint64_t>(rows->integer(1))},
                    static_cast<EntryNumber>(rows->integer(2)),
                    rows->integer(3) != 0,
                    {rows->string(4), rows->integer(5), rows->string(6), rows->integer(7),
                     rows->integer(8), rows->integer(9)},
                    list_from(rows->text(10))});
  }

  /// Whoever stands on the passage, or has finished with its reply, read it there.
  static base::Status stays_in_its_paragraph(const HeldPassage& held,
                                             const model::Passage& wished) {
    const auto& place = wished.place;
    const bool stays = held.place.reply == place.reply && held.place.part == place.part &&
                       held.place.paragraph == place.paragraph;
    if (stays) return {};
    return base::fail(ErrorKind::conflict, "a passage stays in its paragraph", wished.id,
                      "take the mark back and mark anew");
  }

  /// Whoever reads codes changes no line, nor what a published report says of one.
  base::Status bears_its_line(const std::string& call, const HeldPassage& held,
                              const model::Passage& wished) const {
    if (held.place == wished.place) {
      if (held.codes == wished.codes) return {};
      COMITY_TRY(const bool published, is_published(call));
      if (!published) return {};
    }
    return bears_no_line(call, wished.id);
  }

  base::Status bears_no_line(const std::string& call, const std::string& passage) const {
    COMITY_TRY(const auto line, line_on(call, passage));
    if (line.empty()) return {};
    return base::fail(ErrorKind::conflict, "a line of the synthesis stands on this passage",
                      "line " + line, "take it out of the line first");
  }

  base::Result<bool> is_published(const std::string& call) const {
    COMITY_TRY(const auto published,
               connection_.integer("SELECT published FROM syntheses WHERE space = $1 AND call = $2",
                                   space_, call));
    return published.value_or(0) != 0;
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

  /// The first column of every row, a list each.
  base::Result<std::vector<std::vector<std::string>>> lists(
      std::string_view statement, const std::vector<sql::Value>& values) const {
    return all_rows(connection_, statement, values,
                    [](const sql::Rows& rows) -> base::Result<std::vector<std::string>> {
                      return list_from(rows.text(0));
                    });
  }

  struct CodeTable {
    std::set<std::string, std::less<>> codes;
    EntryNumber changed = 0;
  };

  /// The call's own codes.
  base::Result<CodeTable> code_table(const std::string& call) const {
    CodeTable table;
    COMITY_TRY(const auto rows, connection_.query("SELECT codes, changed FROM code_tables WHERE "
                                                  "space = $1 AND call = $2",
                                                  space_, call));
    COMITY_TRY(const bool found, rows->next());
    if (!found) return table;
    COMITY_TRY(const auto codes, base::parse_json(rows->text(0)));
    if (!codes.is_array()) return base::fail(ErrorKind::corrupt, "not a list: code_tables", call);
    for (const auto& each : codes.get_array()) {
      if (each.is_object()) table.codes.emplace(base::text_at(each.get_object(), "code"));
    }
    table.changed = static_cast<EntryNumber>(rows->integer(1));
    return table;
  }

  base::Status has_codes(const std::string& call, const std::vector<std::string>& codes) const {
    const auto of_every_call = [](const std::string& code) {
      return std::find(std::begin(model::kHeadingCodes), std::end(model::kHeadingCodes), code) !=
             std::end(model::kHeadingCodes);
    };
    if (std::all_of(codes.begin(), codes.end(), of_every_call)) return {};
    COMITY_TRY(const auto table, code_table(call));
    for (const auto& code : codes) {
      if (of_every_call(code) || table.codes.contains(code)) continue;
      return base::fail(ErrorKind::invalid_input, "the call has no code " + code, "codes",
                        "choose one of its list, or add it");
    }
    return {};
  }

  base::Status is_of_no_passage(const std::string& call, const std::string& code) const {
    const auto quoted = "%\"" + code + "\"%";
    COMITY_TRY(const auto passages,
               lists("SELECT codes FROM passages WHERE space = $1 AND call = $2 AND ended = 0 AND "
                     "codes LIKE $3",
                     {sql::to_value(space_), sql::to_value(call), sql::to_value(quoted)}));
    // "_" of a code stands for any letter in LIKE.
    const bool has = std::any_of(passages.begin(), passages.end(), [&](const auto& codes) {
      return std::find(codes.begin(), codes.end(), code) != codes.end();
    });
    if (!has) return {};
    return base::fail(ErrorKind::conflict, "passages have this code", code,
                      "take it from them first");
  }

  /// The replies to a call, each as "reply version".
  base::Result<std::set<std::string>> versions_of(const std::string& call) const {
    const auto of = base::from_crockford(call);
    COMITY_TRY(const auto versions,
               all_rows(connection_,
                        "SELECT reply, version FROM replies WHERE space = $1 AND call = $2 AND "
                        "withdrawn = 0",
                        {sql::to_value(space_), sql::to_value(of ? *of : 0)},
                        [](const sql::Rows& rows) -> base::Result<std::string> {
                          return version_named(
                              base::crockford(static_cast<std::uint64_t>(rows.integer(0))),
                              rows.integer(1));
                        }));
    return std::set<std::string>(versions.begin(), versions.end());
  }

  static std::string version_named(std::string_view reply, std::int64_t version) {
    return std::string(reply) + " " + std::to_string(version);
  }

  /// Passages that stand in what their replies say now.
  base::Result<std::set<std::string>> passages_there(const std::string& call) const {
    COMITY_TRY(const auto versions, versions_of(call));
    std::set<std::string> there;
    COMITY_TRY(const auto rows,
               connection_.query("SELECT passage, reply, reply_version FROM passages WHERE "
                                 "space = $1 AND call = $2 AND ended = 0",
                                 space_, call));
    while (true) {
      COMITY_TRY(const bool more, rows->next());
      if (!more) return there;
      if (versions.contains(version_named(rows->text(1), rows->integer(2)))) {
        there.insert(rows->string(0));
      }
    }
  }

  /// Whether every line of the synthesis has all the passages on which it was written, in the words
  /// that their bodies stand by.
  base::Status stands_whole(const std::string& call) const {
    COMITY_TRY(const auto there, passages_there(call));
    const std::vector<sql::Value> of{sql::to_value(space_), sql::to_value(call)};
    COMITY_TRY(const auto lines,
               lists("SELECT passages FROM synthesis_lines WHERE space = $1 AND call = $2", of));
    const auto broken = std::count_if(lines.begin(), lines.end(), [&](const auto& on) {
      return std::any_of(on.begin(), on.end(), [&](const auto& id) { return !there.contains(id); });
    });
    if (broken == 0) return {};
    return base::fail(
        ErrorKind::conflict,
        std::to_string(broken) + (broken == 1 ? " line has" : " lines have") +
            " lost passages on which they stood: a reply was withdrawn or corrected, or a "
            "mark taken back",
        "synthesis", "write them anew from what is left, or remove them");
  }

  sql::Connection& connection_;
  std::uint64_t space_;
  ActorId actor_;
  std::optional<EntryNumber> seen_;
};

}  // namespace

base::Result<std::optional<EntryNumber>> settled_already(sql::Connection& connection, SpaceId space,
                                                         ActorId actor, const CodingAct& act,
                                                         std::optional<EntryNumber> seen) {
  return std::visit(CodingChecks(connection, space, actor, seen), act);
}

}  // namespace comity::store
