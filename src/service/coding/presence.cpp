#include "service/coding/presence.h"

#include <algorithm>

#include "service/coding/parts.h"

namespace comity::service {
namespace coding {
namespace {

using base::JsonArray;
using base::JsonObject;
using base::Result;

constexpr std::int64_t kMicroseconds = 1'000'000;
/// What was said so shortly before is not written again: pages are turned quicker than disks write.
constexpr std::int64_t kSaidSeconds = 20;

base::Time before(base::Time now, std::int64_t seconds) {
  return {now.microseconds - seconds * kMicroseconds};
}

Result<std::vector<store::Presence>> present(Installation& installation, const Looked& looked,
                                             base::Time now) {
  return installation.store().presences().at(base::to_text(looked.state->call.id),
                                             before(now, kSilentSeconds));
}

}  // namespace

Result<std::vector<PresentPerson>> others_present(
    Installation& installation, const Looked& looked,
    const std::map<store::ActorId, std::string>& names) {
  const auto now = installation.clock().now();
  COMITY_TRY(const auto all, present(installation, looked, now));
  std::vector<PresentPerson> others;
  for (const auto& each : all) {
    const auto name = names.find(each.person);
    if (each.person == looked.person || name == names.end()) continue;
    // Of a reply that was withdrawn meanwhile there is nothing to be at.
    if (!each.reply.empty() && looked.state->reply(each.reply) == nullptr) continue;
    constexpr std::int64_t kMinute = 60 * kMicroseconds;
    const auto minutes = (now.microseconds - each.since.microseconds) / kMinute;
    others.push_back({name->second, each.reply, each.since, std::max<std::int64_t>(minutes, 0)});
  }
  return others;
}

JsonArray present_json(const Looked& looked, const std::vector<PresentPerson>& people,
                       const std::optional<std::string>& reply) {
  JsonArray all;
  for (const auto& each : people) {
    if (reply && each.reply != *reply) continue;
    const auto* head = looked.state->reply(each.reply);
    all.push_back(JsonObject{{"name", each.name},
                             {"reply", each.reply},
                             {"reply_name", head == nullptr ? std::string() : head->body},
                             {"since", base::to_rfc3339(each.since)},
                             {"minutes", each.minutes}});
  }
  return all;
}

Result<std::map<store::ActorId, std::string>> names_of_people(Installation& installation) {
  COMITY_TRY(const auto people, installation.store().accounts().people());
  std::map<store::ActorId, std::string> names;
  for (const auto& each : people) names.emplace(each.actor, each.name);
  return names;
}

}  // namespace coding

base::Result<Answer> presence(Installation& installation, const Ask& ask, std::string_view call,
                              const std::string& reply) {
  using namespace coding;
  COMITY_TRY(const auto looked, look(installation, ask, call, Action::code_replies));
  COMITY_TRY(const auto names, names_of_people(installation));
  COMITY_TRY(const auto others, others_present(installation, looked, names));
  return Answer{base::JsonObject{{"call", short_call_json(ask, *looked.state)},
                                 {"asked", base::JsonObject{{"reply", reply}}},
                                 {"people", present_json(looked, others, std::nullopt)},
                                 {"here", present_json(looked, others, reply)},
                                 {"silent_seconds", kSilentSeconds},
                                 {"at", at_json(looked.read, ask.actor)}},
                {}};
}

base::Status be_present(Installation& installation, const Ask& ask, std::string_view call,
                        const std::string& reply) {
  using namespace coding;
  COMITY_TRY(const auto looked, look(installation, ask, call, Action::code_replies));
  if (!reply.empty() && looked.state->reply(reply) == nullptr) {
    return base::fail(base::ErrorKind::not_found, "there is no such reply", reply,
                      "choose one from the list: it may have been withdrawn");
  }
  const auto now = installation.clock().now();
  COMITY_TRY(const auto all, present(installation, looked, now));
  const bool said = std::any_of(all.begin(), all.end(), [&](const store::Presence& each) {
    return each.person == looked.person && each.reply == reply &&
           each.seen.microseconds > before(now, kSaidSeconds).microseconds &&
           each.seen.microseconds <= now.microseconds;
  });
  if (said) return {};
  return installation.store().presences().put(
      {base::to_text(looked.state->call.id), looked.person, reply, now, now},
      before(now, kSilentSeconds));
}

}  // namespace comity::service
