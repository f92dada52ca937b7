#include <algorithm>
#include <array>

#include "base/json_texts.h"
#include "base/text.h"
#include "store/journal/verbs_internal.h"
#include "store/passages.h"

// The payloads of what people do with replies.
namespace comity::store {
namespace {

using base::ErrorKind;
using base::JsonArray;
using base::JsonObject;

constexpr std::array<std::string_view, std::variant_size_v<CodingAct>> kCodingVerbs = {
    kPassageMarked, kPassageUnmarked, kPassageSetAside,    kCodingFinished,   kCodesWritten,
    kLineWritten,   kLineRemoved,     kSynthesisPublished, kProposalDismissed};

JsonArray names_json(const std::vector<std::string>& names) {
  JsonArray array;
  for (const auto& name : names) array.emplace_back(name);
  return array;
}

JsonObject payload_object_of(const PassageMarked& act) {
  const auto& [id, place, codes] = act.passage;
  JsonObject object{{"call", act.call},          {"passage", id},
                    {"reply", place.reply},      {"reply_version", place.version},
                    {"part", place.part},        {"paragraph", place.paragraph},
                    {"from", place.begin},       {"to", place.end},
                    {"codes", names_json(codes)}};
  if (act.proposed) object["proposed"] = true;
  return object;
}

JsonObject payload_object_of(const ProposalDismissed& act) {
  return {{"call", act.call},
          {"reply", act.place.reply},
          {"reply_version", act.place.version},
          {"part", act.place.part},
          {"paragraph", act.place.paragraph},
          {"codes", names_json(act.codes)}};
}

JsonObject payload_object_of(const PassageUnmarked& act) {
  return {{"call", act.call}, {"passage", act.passage}};
}

JsonObject payload_object_of(const PassageSetAside& act) {
  return {{"call", act.call}, {"passage", act.passage}, {"reason", act.reason}};
}

JsonObject payload_object_of(const CodingFinished& act) {
  return {{"call", act.call},
          {"reply", act.reply},
          {"reply_version", act.version},
          {"paragraphs", act.paragraphs}};
}

JsonObject payload_object_of(const CodesWritten& act) {
  JsonArray codes;
  for (const auto& each : act.codes) {
    codes.push_back(JsonObject{{"code", each.code}, {"title", each.title}, {"group", each.group}});
  }
  return {{"call", act.call}, {"codes", std::move(codes)}};
}

JsonObject payload_object_of(const LineWritten& act) {
  const auto& line = act.line;
  return {{"call", act.call},    {"line", line.id},   {"section", line.section},
          {"order", line.order}, {"text", line.text}, {"passages", names_json(line.passages)}};
}

JsonObject payload_object_of(const LineRemoved& act) {
  return {{"call", act.call}, {"line", act.line}};
}

JsonObject payload_object_of(const SynthesisPublished& act) {
  return {{"call", act.call}, {"published", act.published}, {"annex", act.annex}};
}

PassageMarked marked_from(const JsonObject& object, std::string call) {
  return {std::move(call),
          {std::string(base::text_at(object, "passage")),
           {std::string(base::text_at(object, "reply")), base::integer_at(object, "reply_version"),
            std::string(base::text_at(object, "part")), base::integer_at(object, "paragraph"),
            base::integer_at(object, "from"), base::integer_at(object, "to")},
           base::texts_at(object, "codes")},
          base::truth_at(object, "proposed")};
}

ProposalDismissed dismissed_from(const JsonObject& object, std::string call) {
  return {std::move(call),
          {std::string(base::text_at(object, "reply")), base::integer_at(object, "reply_version"),
           std::string(base::text_at(object, "part")), base::integer_at(object, "paragraph")},
          base::texts_at(object, "codes")};
}

CodesWritten codes_from(const JsonObject& object, std::string call) {
  CodesWritten act{std::move(call), {}};
  for (const auto& each : base::array_at(object, "codes")) {
    if (!each.is_object()) continue;
    const auto& code = each.get_object();
    act.codes.push_back({std::string(base::text_at(code, "code")),
                         std::string(base::text_at(code, "title")),
                         std::string(base::text_at(code, "group"))});
  }
  return act;
}

LineWritten line_from(const JsonObject& object, std::string call) {
  return {std::move(call),
          {std::string(base::text_at(object, "line")),
           std::string(base::text_at(object, "section")), base::integer_at(object, "order"),
           std::string(base::text_at(object, "text")), base::texts_at(object, "passages")}};
}

CodingAct act_from(std::string_view verb, const JsonObject& object) {
  std::string call(base::text_at(object, "call"));
  std::string passage(base::text_at(object, "passage"));
  if (verb == kPassageMarked) return marked_from(object, std::move(call));
  if (verb == kPassageUnmarked) return PassageUnmarked{std::move(call), std::move(passage)};
  if (verb == kPassageSetAside) {
    return PassageSetAside{std::move(call), std::move(passage),
                           std::string(base::text_at(object, "reason"))};
  }
  if (verb == kCodingFinished) {
    return CodingFinished{std::move(call), std::string(base::text_at(object, "reply")),
                          base::integer_at(object, "paragraphs"),
                          base::integer_at(object, "reply_version")};
  }
  if (verb == kCodesWritten) return codes_from(object, std::move(call));
  if (verb == kLineWritten) return line_from(object, std::move(call));
  if (verb == kProposalDismissed) return dismissed_from(object, std::move(call));
  if (verb == kLineRemoved) {
    return LineRemoved{std::move(call), std::string(base::text_at(object, "line"))};
  }
  return SynthesisPublished{std::move(call), base::truth_at(object, "published"),
                            base::truth_at(object, "annex")};
}

bool sorted_once(const std::vector<std::string>& names) {
  return std::adjacent_find(names.begin(), names.end(),
                            [](const auto& a, const auto& b) { return a >= b || a.empty(); }) ==
             names.end() &&
         (names.empty() || !names.front().empty());
}

std::string_view lack_of(const model::ParagraphPlace& place,
                         const std::vector<std::string>& codes) {
  if (place.reply.empty() || place.version < 1) return "reply";
  if (place.part.empty() || place.paragraph < 1) return "paragraph";
  if (codes.empty() || !sorted_once(codes)) return "codes";
  return {};
}

/// What the act lacks, or nothing.
std::string_view lack_of(const CodingAct& act) {
  if (call_of(act).empty()) return "call";
  if (const auto* marked = std::get_if<PassageMarked>(&act)) {
    const auto& [id, place, codes] = marked->passage;
    if (id.empty()) return "passage";
    if (place.begin < 0 || place.end <= place.begin) return "from, to";
    return lack_of(place.in(), codes);
  }
  if (const auto* dismissed = std::get_if<ProposalDismissed>(&act)) {
    return lack_of(dismissed->place, dismissed->codes);
  }
  if (const auto* unmarked = std::get_if<PassageUnmarked>(&act)) {
    if (unmarked->passage.empty()) return "passage";
  }
  if (const auto* aside = std::get_if<PassageSetAside>(&act)) {
    if (aside->passage.empty()) return "passage";
  }
  if (const auto* codes = std::get_if<CodesWritten>(&act)) {
    for (const auto& each : codes->codes) {
      if (each.code.empty() || each.title.empty() || each.group.empty()) return "codes";
    }
  }
  if (const auto* written = std::get_if<LineWritten>(&act)) {
    const auto& line = written->line;
    if (line.id.empty() || line.section.empty() || line.text.empty()) return "line";
    if (line.passages.empty() || !sorted_once(line.passages)) return "passages";
  }
  if (const auto* removed = std::get_if<LineRemoved>(&act)) {
    if (removed->line.empty()) return "line";
  }
  return {};
}

}  // namespace

bool is_of_coding(std::string_view verb) {
  return std::find(kCodingVerbs.begin(), kCodingVerbs.end(), verb) != kCodingVerbs.end();
}

std::string_view verb_of(const CodingAct& act) { return kCodingVerbs[act.index()]; }

const std::string& call_of(const CodingAct& act) {
  return std::visit([](const auto& each) -> const std::string& { return each.call; }, act);
}

std::string payload_of(const CodingAct& act) {
  return base::to_text(std::visit([](const auto& each) { return payload_object_of(each); }, act));
}

base::Result<CodingAct> coding_act_from(std::string_view verb, std::string_view payload) {
  COMITY_TRY(const auto object, payload_object(payload));
  auto act = act_from(verb, object);
  if (const auto lack = lack_of(act); !lack.empty()) return broken_payload(lack);
  return act;
}

base::Status check(const CodingAct& act) {
  if (const auto* written = std::get_if<LineWritten>(&act);
      written != nullptr && written->line.passages.empty()) {
    return base::fail(ErrorKind::invalid_input, "a line stands on a passage, one at least",
                      "passages", "choose the passages that say it");
  }
  const auto lack = lack_of(act);
  if (!lack.empty()) {
    return base::fail(ErrorKind::invalid_input,
                      "what is to be written lacks its " + std::string(lack), std::string(lack));
  }
  if (base::is_utf8(payload_of(act))) return {};
  return base::fail(ErrorKind::invalid_input, "not a text in UTF-8", "text");
}

}  // namespace comity::store
