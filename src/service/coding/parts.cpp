#include "service/coding/parts.h"

#include <algorithm>

#include "service/accounts/tokens.h"
#include "service/coding/report_words.h"
#include "service/consultation/parts.h"

namespace comity::service::coding {
namespace {

using base::JsonArray;
using base::JsonObject;
using base::Result;

std::string_view may_what(Action action) {
  return action == Action::code_replies ? "only readers of submissions code replies"
                                        : "only an editor of the space writes the synthesis";
}

}  // namespace

Result<Looked> look(Installation& installation, const Ask& ask, std::string_view call,
                    Action action) {
  COMITY_TRY(auto looked, look_at_published(installation, ask, call));
  COMITY_CHECK(must_be_allowed(ask.actor, action, looked.state->call.space_name,
                               std::string(may_what(action)),
                               calling::call_address(looked.state->call.id)));
  return looked;
}

Result<Looked> look_at_published(Installation& installation, const Ask& ask,
                                 std::string_view call) {
  COMITY_TRY(auto read, installation.store().read());
  COMITY_TRY(auto state, installation.codings().look(read, ask.actor, call));
  store::ActorId person;
  if (!ask.actor.id.empty()) {
    COMITY_TRY(person, person_of(installation, ask.actor));
  }
  return Looked{std::move(read), std::move(state), person, ask.language};
}

JsonObject short_call_json(const Ask& ask, const CodingState& state) {
  const auto& call = state.call.content;
  return {{"id", base::to_text(state.call.id)},
          {"title", model::text_in(call.title, ask.language)},
          {"address", calling::call_address(state.call.id)},
          {"state", model::name_of(call.state)},
          {"space", state.call.space_name},
          {"specimen", state.call.specimen}};
}

JsonObject reply_head_json(const CodingState& state, const ReplyHead& reply) {
  return reply_head_json(state, reply, reply.language);
}

JsonObject reply_head_json(const CodingState& state, const ReplyHead& reply,
                           model::Language language) {
  return {{"id", reply.name},
          {"address", calling::reply_address(state.call, reply.id)},
          {"name", reply.body},
          {"way", model::name_of(reply.way)},
          {"kind", reply.kind},
          {"language", model::code_of(language)},
          {"direction", calling::direction_of(language)},
          {"version", reply.version},
          {"published", reply.published}};
}

std::string title_of_code(const CodingState& state, const std::string& code,
                          model::Language language) {
  const auto found = std::find_if(state.codes.begin(), state.codes.end(),
                                  [&](const auto& each) { return each.code == code; });
  if (found == state.codes.end()) return code;
  return found->group == "heading" ? ReportWords::in(language).text("section." + code)
                                   : found->title;
}

JsonArray codes_json(const CodingState& state, model::Language language) {
  JsonArray codes;
  for (const auto& each : state.codes) {
    codes.push_back(JsonObject{{"code", each.code},
                               {"title", title_of_code(state, each.code, language)},
                               {"group", each.group}});
  }
  return codes;
}

Result<JsonObject> passage_json(ReplyWords& words, const Looked& looked, std::size_t passage) {
  const auto& state = *looked.state;
  const auto& [id, place, codes] = state.passages[passage];
  const auto* reply = state.reply(place.reply);
  COMITY_TRY(const auto marked, words.words(place));
  JsonArray named;
  for (const auto& code : codes) {
    named.push_back(
        JsonObject{{"code", code}, {"title", title_of_code(state, code, looked.language)}});
  }
  const auto* aside = state.set_aside(id);
  return JsonObject{{"id", id},
                    {"reply", reply_head_json(state, *reply, words.language(*reply))},
                    {"part", place.part},
                    {"paragraph", place.paragraph},
                    {"place", ReportWords::in(looked.language).place(place.part, place.paragraph)},
                    {"from", place.begin},
                    {"to", place.end},
                    {"codes", std::move(named)},
                    {"words", marked.value_or("")},
                    {"open", marked.has_value()},
                    {"stale", state.is_stale(passage)},
                    {"use", name_of(state.uses[passage])},
                    {"reason", aside == nullptr ? std::string() : aside->reason},
                    {"aside_seen", aside == nullptr ? 0 : aside->changed},
                    {"seen", state.record_of(passage).changed}};
}

JsonObject pages_json(std::size_t count, std::size_t a_page, int page) {
  const auto last = std::max<std::size_t>(1, (count + a_page - 1) / a_page);
  const auto shown =
      std::clamp<std::size_t>(page < 1 ? 1 : static_cast<std::size_t>(page), 1, last);
  base::Json previous = nullptr;
  base::Json next = nullptr;
  if (shown > 1) previous = shown - 1;
  if (shown < last) next = shown + 1;
  return {{"count", count},       {"page", shown}, {"pages", last},
          {"previous", previous}, {"next", next},  {"from", (shown - 1) * a_page},
          {"several", last > 1}};
}

Result<store::EntryNumber> append_act(Installation& installation, const Looked& looked,
                                      store::CodingAct act, SeenEntry seen) {
  COMITY_TRY(const auto done, installation.store().append({{looked.state->call.space, looked.person,
                                                            std::move(act), seen}}));
  return done.front().number;
}

std::string new_coding_id() { return base::crockford(base::random_id()); }

}  // namespace comity::service::coding
