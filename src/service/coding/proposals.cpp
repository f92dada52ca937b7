#include "service/coding/proposals.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "service/coding/learning.h"
#include "service/coding/parts.h"
#include "service/coding/report_words.h"
#include "service/written.h"

namespace comity::service {
namespace coding {
namespace {

using base::ErrorKind;
using base::JsonArray;
using base::JsonObject;
using base::Result;

// Two places: more would say more than the paragraphs can.
double in_hundredths(double value) { return std::round(value * 100) / 100; }

/// What the coder has decided on in a reply, so that nothing more is proposed.
struct Decided {
  std::set<model::ParagraphPlace> coded;
  std::set<std::pair<model::ParagraphPlace, std::string>> dismissed;
};

Decided decided_by(const CodingState& state, store::ActorId person, const ReplyHead& reply) {
  Decided decided;
  if (const auto found = state.passages_of.find(reply.name); found != state.passages_of.end()) {
    for (const auto at : found->second) {
      if (state.record_of(at).coder == person) {
        decided.coded.insert(state.passages[at].place.in());
      }
    }
  }
  for (const auto& each : state.record.dismissed) {
    if (each.coder == person && each.place.reply == reply.name) {
      decided.dismissed.emplace(each.place, each.code);
    }
  }
  return decided;
}

JsonObject guess_json(const Looked& looked, const tagging::CodeGuess& guess) {
  const auto& code = looked.state->codes[guess.code].code;
  JsonArray words;
  for (const auto& word : guess.words) words.emplace_back(word);
  return {{"code", code},
          {"title", title_of_code(*looked.state, code, looked.language)},
          {"confidence", in_hundredths(guess.confidence)},
          {"words", std::move(words)}};
}

JsonArray proposals_json(const Looked& looked, const Learnt& learnt, const ReplyHead& reply,
                         const std::vector<ReplyParagraph>& paragraphs) {
  const auto decided = decided_by(*looked.state, looked.person, reply);
  JsonArray all;
  for (const auto& each : paragraphs) {
    const model::ParagraphPlace place{reply.name, reply.version, each.part, each.number};
    if (decided.coded.contains(place)) continue;
    JsonArray codes;
    for (const auto& guess : learnt.model.guesses(each.text)) {
      const auto& code = looked.state->codes[guess.code].code;
      if (!decided.dismissed.contains({place, code})) codes.push_back(guess_json(looked, guess));
    }
    if (codes.empty()) continue;
    all.push_back(
        JsonObject{{"part", each.part},
                   {"paragraph", each.number},
                   {"place", ReportWords::in(looked.language).place(each.part, each.number)},
                   {"anchor", reply.name + "-" + anchor_of(each)},
                   {"text", each.text},
                   {"codes", std::move(codes)}});
  }
  return all;
}

/// Of each code: from how much it was learnt or how much is lacking, and how good it is.
JsonArray learnt_json(const Looked& looked, const Learnt& learnt) {
  JsonArray all;
  constexpr auto kLeast = tagging::kLeastCoded;
  const auto lacking = [](std::uint32_t there, std::uint32_t least) {
    return there < least ? least - there : 0;
  };
  for (std::size_t at = 0; at < looked.state->codes.size(); ++at) {
    const auto& code = looked.state->codes[at];
    const auto& known = learnt.model.known()[at];
    const auto without = static_cast<std::uint32_t>(learnt.paragraphs) - known.texts;
    base::Json held = nullptr;
    if (known.learnt) {
      held = JsonObject{{"right", known.right},
                        {"wrong", known.wrong},
                        {"missed", known.missed},
                        {"precision", in_hundredths(known.precision())},
                        {"recall", in_hundredths(known.recall())},
                        {"f1", in_hundredths(known.f1())}};
    }
    all.push_back(JsonObject{{"code", code.code},
                             {"title", title_of_code(*looked.state, code.code, looked.language)},
                             {"group", code.group},
                             {"paragraphs", known.texts},
                             {"replies", known.sources},
                             {"more_paragraphs", lacking(known.texts, kLeast.texts)},
                             {"more_replies", lacking(known.sources, kLeast.sources)},
                             {"more_without", lacking(without, kLeast.texts)},
                             {"learnt", known.learnt},
                             {"proposed", known.proposed()},
                             {"held_out", std::move(held)}});
  }
  return all;
}

/// Whether the reply is there, and the actor still codes it.
Result<const ReplyHead*> reply_to_code(const Looked& looked, const std::string& id) {
  const auto* reply = looked.state->reply(id);
  if (reply == nullptr) {
    return base::fail(ErrorKind::not_found, "there is no such reply", id,
                      "choose one from the list: it may have been withdrawn");
  }
  return reply;
}

Result<std::vector<std::string>> codes_decided(const ProposalWish& wish) {
  auto codes = wish.codes;
  std::sort(codes.begin(), codes.end());
  codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
  std::erase(codes, std::string());
  if (codes.empty()) {
    return refuse("no code is chosen", "code", "choose one of those proposed, at least");
  }
  return codes;
}

/// Whether a machine can have proposed that: the coder has given each code as often as is needed.
/// What it proposes may have changed since it was shown; what was accepted was shown.
base::Status can_be_proposed(const Looked& looked, const std::string& reply,
                             const std::vector<std::string>& codes) {
  const auto& state = *looked.state;
  if (state.has_finished(looked.person, reply)) {
    return base::fail(ErrorKind::conflict, "you have finished with this reply", reply,
                      "mark the paragraph yourself");
  }
  const auto own = own_codings(state, looked.person);
  for (const auto& code : codes) {
    const auto found = std::find_if(state.codes.begin(), state.codes.end(),
                                    [&](const auto& each) { return each.code == code; });
    const auto at = static_cast<std::size_t>(found - state.codes.begin());
    const bool enough = found != state.codes.end() &&
                        own[at].paragraphs >= tagging::kLeastCoded.texts &&
                        own[at].replies >= tagging::kLeastCoded.sources;
    if (enough) continue;
    return base::fail(ErrorKind::conflict, "nothing proposes this code to you yet", code,
                      "mark the paragraph yourself");
  }
  return {};
}

Answer without_proposals(const Ask& ask, const Looked& looked, const std::string& reply) {
  constexpr auto kLeast = tagging::kLeastCoded;
  JsonObject body{{"call", short_call_json(ask, *looked.state)},
                  {"asked", JsonObject{{"reply", reply}}},
                  {"reply", nullptr},
                  {"open", false},
                  {"finished", looked.state->has_finished(looked.person, reply)},
                  {"least", JsonObject{{"paragraphs", kLeast.texts}, {"replies", kLeast.sources}}},
                  {"proposals", JsonArray()},
                  {"at", at_json(looked.read, ask.actor)}};
  return Answer{std::move(body), {}};
}

}  // namespace
}  // namespace coding

base::Result<Answer> proposals(Installation& installation, const Ask& ask, std::string_view call,
                               const std::string& reply) {
  using namespace coding;
  COMITY_TRY(const auto looked, look(installation, ask, call, Action::code_replies));
  const auto& state = *looked.state;
  ReplyWords words(installation, looked.read, ask.actor, state);
  COMITY_TRY(const auto learnt,
             installation.code_models().learnt(state, {looked.person, ask.actor.session}, words,
                                               installation.clock().now()));
  auto answer = without_proposals(ask, looked, reply);
  answer.body["codes"] = learnt_json(looked, *learnt);
  answer.body["learnt_from"] = base::JsonObject{{"paragraphs", learnt->paragraphs},
                                                {"replies", learnt->replies},
                                                {"left_out", learnt->left_out}};
  if (reply.empty()) return answer;
  COMITY_TRY(const auto* head, reply_to_code(looked, reply));
  COMITY_TRY(const auto* paragraphs, words.paragraphs(*head));
  answer.body["reply"] = reply_head_json(state, *head, words.language(*head));
  answer.body["open"] = !paragraphs->empty();
  // Who has finished has judged every paragraph; what is proposed then would be asked again.
  if (!state.has_finished(looked.person, reply)) {
    answer.body["proposals"] = proposals_json(looked, *learnt, *head, *paragraphs);
  }
  return answer;
}

base::Result<base::JsonObject> accept_proposal(Installation& installation, const Ask& ask,
                                               std::string_view call, const ProposalWish& wish) {
  using namespace coding;
  COMITY_TRY(const auto looked, look(installation, ask, call, Action::code_replies));
  COMITY_TRY(auto codes, codes_decided(wish));
  COMITY_CHECK(reply_to_code(looked, wish.reply));
  COMITY_CHECK(can_be_proposed(looked, wish.reply, codes));
  MarkWish mark;
  mark.reply = wish.reply;
  mark.version = wish.version;
  mark.part = wish.part;
  mark.paragraph = wish.paragraph;
  mark.codes = std::move(codes);
  mark.proposed = true;
  return mark_passage(installation, ask, call, mark);
}

base::Status dismiss_proposal(Installation& installation, const Ask& ask, std::string_view call,
                              const ProposalWish& wish) {
  using namespace coding;
  COMITY_TRY(const auto looked, look(installation, ask, call, Action::code_replies));
  COMITY_TRY(auto codes, codes_decided(wish));
  COMITY_TRY(const auto* reply, reply_to_code(looked, wish.reply));
  COMITY_CHECK(can_be_proposed(looked, wish.reply, codes));
  const model::ParagraphPlace place{wish.reply, wish.version == 0 ? reply->version : wish.version,
                                    wish.part, wish.paragraph};
  ReplyWords words(installation, looked.read, ask.actor, *looked.state);
  COMITY_TRY(const auto* paragraphs, words.paragraphs(*reply));
  const bool there =
      std::any_of(paragraphs->begin(), paragraphs->end(), [&](const ReplyParagraph& each) {
        return each.part == place.part && each.number == place.paragraph;
      });
  if (!there) {
    return refuse("the reply has no such paragraph that you may read", "paragraph",
                  "name a part and a paragraph of it, as the page numbers them");
  }
  COMITY_CHECK(append_act(
      installation, looked,
      store::ProposalDismissed{base::to_text(looked.state->call.id), place, std::move(codes)}, {}));
  return {};
}

}  // namespace comity::service
