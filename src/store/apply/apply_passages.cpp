#include "store/apply/batch.h"
#include "store/passages.h"

// What people do with replies, in its tables.
namespace comity::store {
namespace {

std::string json_of_codes(const std::vector<model::PassageCode>& codes) {
  base::JsonArray array;
  for (const auto& each : codes) {
    array.push_back(
        base::JsonObject{{"code", each.code}, {"title", each.title}, {"group", each.group}});
  }
  return base::to_text(array);
}

/// Puts one act into its table.
class CodingTables {
 public:
  CodingTables(sql::Connection& connection, const Entry& entry)
      : connection_(connection), entry_(entry), space_(entry.space.value) {}

  base::Status operator()(const PassageMarked& act) const {
    const auto& [id, place, codes] = act.passage;
    const auto codes_json = json_list(codes);
    COMITY_CHECK(connection_.send(
        "INSERT INTO passages (space, passage, call, reply, reply_version, part, paragraph, "
        "begin_point, end_point, codes, coder, marked, changed, ended) VALUES ($1, $2, $3, $4, $5, "
        "$6, $7, $8, $9, $10, $11, $12, $12, 0) ON CONFLICT (space, passage) DO UPDATE SET "
        "reply = excluded.reply, reply_version = excluded.reply_version, part = excluded.part, "
        "paragraph = excluded.paragraph, begin_point = excluded.begin_point, "
        "end_point = excluded.end_point, codes = excluded.codes, changed = excluded.changed",
        space_, id, act.call, place.reply, place.version, place.part, place.paragraph, place.begin,
        place.end, codes_json, entry_.actor.value, entry_.number));
    return {};
  }

  base::Status operator()(const ProposalDismissed& act) const {
    for (const auto& code : act.codes) {
      COMITY_CHECK(connection_.send(
          "INSERT INTO dismissals (space, call, coder, reply, reply_version, part, paragraph, "
          "code, entry) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (space, call, "
          "coder, reply, reply_version, part, paragraph, code) DO NOTHING",
          space_, act.call, entry_.actor.value, act.place.reply, act.place.version, act.place.part,
          act.place.paragraph, code, entry_.number));
    }
    return {};
  }

  base::Status operator()(const PassageUnmarked& act) const {
    COMITY_CHECK(connection_.send(
        "UPDATE passages SET ended = $3, changed = $3 WHERE space = $1 AND passage = $2", space_,
        act.passage, entry_.number));
    COMITY_CHECK(connection_.send("DELETE FROM set_asides WHERE space = $1 AND passage = $2",
                                  space_, act.passage));
    return {};
  }

  base::Status operator()(const PassageSetAside& act) const {
    if (act.reason.empty()) {
      COMITY_CHECK(connection_.send("DELETE FROM set_asides WHERE space = $1 AND passage = $2",
                                    space_, act.passage));
      return {};
    }
    COMITY_CHECK(connection_.send(
        "INSERT INTO set_asides (space, passage, call, reason, writer, changed) VALUES ($1, $2, "
        "$3, $4, $5, $6) ON CONFLICT (space, passage) DO UPDATE SET reason = excluded.reason, "
        "writer = excluded.writer, changed = excluded.changed",
        space_, act.passage, act.call, act.reason, entry_.actor.value, entry_.number));
    return {};
  }

  base::Status operator()(const CodingFinished& act) const {
    COMITY_CHECK(connection_.send(
        "INSERT INTO codings (space, call, coder, reply, paragraphs, reply_version, entry) VALUES "
        "($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (space, call, coder, reply, reply_version) DO "
        "NOTHING",
        space_, act.call, entry_.actor.value, act.reply, act.paragraphs, act.version,
        entry_.number));
    return {};
  }

  base::Status operator()(const CodesWritten& act) const {
    const auto codes = json_of_codes(act.codes);
    COMITY_CHECK(connection_.send(
        "INSERT INTO code_tables (space, call, codes, changed) VALUES ($1, $2, $3, $4) "
        "ON CONFLICT (space, call) DO UPDATE SET codes = excluded.codes, "
        "changed = excluded.changed",
        space_, act.call, codes, entry_.number));
    return {};
  }

  base::Status operator()(const LineWritten& act) const {
    const auto& line = act.line;
    const auto passages = json_list(line.passages);
    COMITY_CHECK(connection_.send(
        "INSERT INTO synthesis_lines (space, line, call, section, place, wording, passages, "
        "writer, changed) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (space, line) "
        "DO UPDATE SET section = excluded.section, place = excluded.place, "
        "wording = excluded.wording, passages = excluded.passages, writer = excluded.writer, "
        "changed = excluded.changed",
        space_, line.id, act.call, line.section, line.order, line.text, passages,
        entry_.actor.value, entry_.number));
    return {};
  }

  base::Status operator()(const LineRemoved& act) const {
    COMITY_CHECK(connection_.send("DELETE FROM synthesis_lines WHERE space = $1 AND line = $2",
                                  space_, act.line));
    return {};
  }

  base::Status operator()(const SynthesisPublished& act) const {
    const auto first = act.published ? entry_.number : EntryNumber{0};
    COMITY_CHECK(connection_.send(
        "INSERT INTO syntheses (space, call, published, annex, first_published, changed) VALUES "
        "($1, $2, $3, $4, $5, $6) ON CONFLICT (space, call) DO UPDATE SET "
        "published = excluded.published, annex = excluded.annex, "
        "first_published = CASE WHEN syntheses.first_published = 0 THEN excluded.first_published "
        "ELSE syntheses.first_published END, changed = excluded.changed",
        space_, act.call, act.published ? 1 : 0, act.annex ? 1 : 0, first, entry_.number));
    return {};
  }

 private:
  sql::Connection& connection_;
  const Entry& entry_;
  std::uint64_t space_;
};

}  // namespace

base::Status apply_coding(sql::Connection& connection, const FullEntry& full) {
  COMITY_TRY(const auto act, coding_act_from(full.entry.verb, full.sealed->payload));
  return std::visit(CodingTables(connection, full.entry), act);
}

base::Status drop_coding_of(sql::Connection& connection, SpaceId space, std::string_view reply) {
  COMITY_CHECK(connection.send(
      "DELETE FROM set_asides WHERE space = $1 AND passage IN (SELECT p.passage FROM passages p "
      "WHERE p.space = $1 AND p.reply = $2)",
      space.value, reply));
  COMITY_CHECK(
      connection.send("DELETE FROM passages WHERE space = $1 AND reply = $2", space.value, reply));
  COMITY_CHECK(connection.send("DELETE FROM dismissals WHERE space = $1 AND reply = $2",
                               space.value, reply));
  COMITY_CHECK(
      connection.send("DELETE FROM codings WHERE space = $1 AND reply = $2", space.value, reply));
  return {};
}

}  // namespace comity::store
