#include <algorithm>
#include <cmath>

#include "service/coding/coding.h"
#include "service/coding/merging.h"
#include "service/coding/parts.h"
#include "service/coding/presence.h"
#include "service/coding/report_words.h"
#include "service/consultation/parts.h"

// The page on which replies are read and coded.
namespace comity::service {
namespace coding {
namespace {

using base::JsonArray;
using base::JsonObject;
using base::Result;

constexpr std::size_t kRepliesAPage = 50;

/// Marks of a paragraph that the person may see, merged by place.
struct ShownMarks {
  std::vector<model::Passage> passages;
  std::vector<std::size_t> places;  ///< in the state
};

ShownMarks marks_in(const Looked& looked, const ReplyHead& reply, const ReplyParagraph& paragraph) {
  ShownMarks shown;
  const auto& state = *looked.state;
  const auto found = state.passages_of.find(reply.name);
  if (found == state.passages_of.end()) return shown;
  for (const auto at : found->second) {
    const auto& place = state.passages[at].place;
    const bool here = place.version == reply.version && place.part == paragraph.part &&
                      place.paragraph == paragraph.number && state.shown_to(looked.person, at);
    if (!here) continue;
    shown.passages.push_back(state.passages[at]);
    shown.places.push_back(at);
  }
  return shown;
}

/// The text parted where marks begin and end.
JsonArray pieces_json(std::string_view text, const ShownMarks& marks) {
  const auto length = points_of(text);
  std::vector<std::int64_t> cuts = {0, length};
  for (const auto& each : marks.passages) {
    cuts.push_back(std::clamp<std::int64_t>(each.place.begin, 0, length));
    cuts.push_back(std::clamp<std::int64_t>(each.place.end, 0, length));
  }
  std::sort(cuts.begin(), cuts.end());
  cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
  JsonArray pieces;
  for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
    const auto marked =
        std::any_of(marks.passages.begin(), marks.passages.end(), [&](const model::Passage& each) {
          return each.place.begin <= cuts[i] && each.place.end >= cuts[i + 1];
        });
    pieces.push_back(
        JsonObject{{"text", stretch_of(text, cuts[i], cuts[i + 1])}, {"marked", marked}});
  }
  return pieces;
}

JsonArray marks_json(const Looked& looked, const ShownMarks& marks, std::string_view text,
                     const std::map<store::ActorId, std::string>& names) {
  JsonArray all;
  const auto& state = *looked.state;
  for (const auto& merged : merged_by_place(marks.passages)) {
    for (const auto member : merged.members) {
      const auto& passage = marks.passages[member];
      const auto& record = state.record_of(marks.places[member]);
      const auto name = names.find(record.coder);
      JsonArray codes;
      for (const auto& code : passage.codes) {
        codes.push_back(
            JsonObject{{"code", code}, {"title", title_of_code(state, code, looked.language)}});
      }
      const bool own = record.coder == looked.person;
      all.push_back(
          JsonObject{{"id", passage.id},
                     {"words", stretch_of(text, passage.place.begin, passage.place.end)},
                     {"codes", std::move(codes)},
                     {"coder", name == names.end() ? std::string() : name->second},
                     {"own", own},
                     {"changeable", own && !state.has_finished(looked.person, passage.place.reply)},
                     {"seen", record.changed}});
    }
  }
  return all;
}

/// One reply as it is read: `paragraphs` with their marks.
Result<JsonObject> reading_json(const Looked& looked, ReplyWords& words, const ReplyHead& reply,
                                const std::map<store::ActorId, std::string>& names) {
  COMITY_TRY(const auto* paragraphs, words.paragraphs(reply));
  JsonArray all;
  std::string part;
  for (const auto& each : *paragraphs) {
    const auto marks = marks_in(looked, reply, each);
    all.push_back(JsonObject{{"part", each.part},
                             {"first", each.part != part},
                             {"part_title", ReportWords::in(looked.language).part(each.part)},
                             {"number", each.number},
                             {"anchor", reply.name + "-" + anchor_of(each)},
                             {"text", each.text},
                             {"direction", calling::direction_of(words.language(reply), each)},
                             {"pieces", pieces_json(each.text, marks)},
                             {"marks", marks_json(looked, marks, each.text, names)}});
    part = each.part;
  }
  auto json = reply_head_json(*looked.state, reply, words.language(reply));
  json["open"] = !paragraphs->empty();
  json["finished"] = looked.state->has_finished(looked.person, reply.name);
  json["paragraphs"] = std::move(all);
  return json;
}

/// What the list says of a reply to this person.
JsonObject listed_json(const Looked& looked, const ReplyHead& reply, std::string_view here) {
  const auto& state = *looked.state;
  std::int64_t marks = 0;
  std::int64_t hidden = 0;
  if (const auto found = state.passages_of.find(reply.name); found != state.passages_of.end()) {
    for (const auto at : found->second) ++(state.shown_to(looked.person, at) ? marks : hidden);
  }
  std::int64_t finishers = 0;
  for (const auto& each : state.finished) finishers += each.second == reply.name ? 1 : 0;
  auto json = reply_head_json(state, reply);
  json["marks"] = marks;
  json["finishers"] = finishers;
  json["finished"] = state.has_finished(looked.person, reply.name);
  // That somebody has marked there may be known; how much and what may not.
  json["others"] = hidden > 0;
  json["current"] = reply.name == here;
  return json;
}

bool has_code(const Looked& looked, const ReplyHead& reply, const std::string& code) {
  const auto& state = *looked.state;
  const auto found = state.passages_of.find(reply.name);
  if (found == state.passages_of.end()) return false;
  return std::any_of(found->second.begin(), found->second.end(), [&](std::size_t at) {
    const auto& codes = state.passages[at].codes;
    return state.shown_to(looked.person, at) &&
           std::find(codes.begin(), codes.end(), code) != codes.end();
  });
}

JsonArray agreement_json(const Looked& looked, const std::map<store::ActorId, std::string>& names) {
  const auto& state = *looked.state;
  const auto name_of = [&](store::ActorId id) {
    const auto found = names.find(id);
    return found == names.end() ? std::string() : found->second;
  };
  JsonArray all;
  for (const auto& pair : state.agreement) {
    if (!state.shown_to(looked.person, pair)) continue;
    JsonArray codes;
    for (const auto& each : pair.codes) {
      base::Json kappa = nullptr;
      // Two places: more would say more than the units can.
      if (each.kappa) kappa = std::round(*each.kappa * 100) / 100;
      codes.push_back(JsonObject{{"code", each.code},
                                 {"title", title_of_code(state, each.code, looked.language)},
                                 {"both", each.both},
                                 {"first_only", each.first_only},
                                 {"second_only", each.second_only},
                                 {"neither", each.neither},
                                 {"kappa", std::move(kappa)}});
    }
    all.push_back(JsonObject{{"first", name_of(pair.first)},
                             {"second", name_of(pair.second)},
                             {"replies", pair.replies.size()},
                             {"units", pair.units},
                             {"codes", std::move(codes)}});
  }
  return all;
}

Result<JsonArray> readings_json(const Looked& looked, ReplyWords& words, const PassagesQuery& query,
                                const std::map<store::ActorId, std::string>& names,
                                const std::vector<PresentPerson>& others) {
  JsonArray readings;
  for (const auto& id : {query.reply, query.beside}) {
    if (id.empty()) continue;
    const auto* reply = looked.state->reply(id);
    if (reply == nullptr) {
      return base::fail(base::ErrorKind::not_found, "there is no such reply", id,
                        "choose one from the list: it may have been withdrawn");
    }
    COMITY_TRY(auto reading, reading_json(looked, words, *reply, names));
    reading["present"] = present_json(looked, others, id);
    readings.push_back(std::move(reading));
  }
  return readings;
}

}  // namespace
}  // namespace coding

base::Result<Answer> passages(Installation& installation, const Ask& ask, std::string_view call,
                              const PassagesQuery& query) {
  using namespace coding;
  COMITY_TRY(const auto looked, look(installation, ask, call, Action::code_replies));
  const auto& state = *looked.state;
  COMITY_TRY(const auto names, names_of_people(installation));
  ReplyWords words(installation, looked.read, ask.actor, state);
  COMITY_TRY(const auto others, others_present(installation, looked, names));
  COMITY_TRY(auto readings, readings_json(looked, words, query, names, others));
  std::vector<const ReplyHead*> chosen;
  for (const auto& reply : state.replies) {
    if (query.code.empty() || has_code(looked, reply, query.code)) chosen.push_back(&reply);
  }
  auto pages = pages_json(chosen.size(), kRepliesAPage, query.page);
  const auto from = static_cast<std::size_t>(base::integer_at(pages, "from"));
  base::JsonArray replies;
  for (auto at = from; at < std::min(from + kRepliesAPage, chosen.size()); ++at) {
    auto listed = listed_json(looked, *chosen[at], query.reply);
    listed["present"] = present_json(looked, others, chosen[at]->name);
    replies.push_back(std::move(listed));
  }
  base::JsonObject body{
      {"call", short_call_json(ask, state)},
      {"replies", std::move(replies)},
      {"pages", std::move(pages)},
      {"reading", std::move(readings)},
      {"asked",
       base::JsonObject{{"reply", query.reply}, {"beside", query.beside}, {"code", query.code}}},
      {"codes", codes_json(state, ask.language)},
      {"agreement", agreement_json(looked, names)},
      {"people", present_json(looked, others, std::nullopt)},
      {"finished", state.has_finished(looked.person, std::string())},
      {"may",
       base::JsonObject{{"write", may(ask.actor, Action::write_synthesis, state.call.space_name)}}},
      {"at", at_json(looked.read, ask.actor)}};
  return Answer{std::move(body), {}};
}

}  // namespace comity::service
