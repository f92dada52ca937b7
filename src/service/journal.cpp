#include "service/journal.h"

#include <algorithm>

namespace comity::service {
namespace {

using base::JsonArray;
using base::JsonObject;

constexpr std::size_t kRecentEntries = 50;
/// Of so many those are shown that may be: replies come by hundreds on the last day.
constexpr std::size_t kEntriesLookedAt = 1000;

/// Entries of replies, and of those who read them, would count those that are not named.
bool is_shown(const store::Entry& entry, const store::Visibility& asker) {
  const bool of_replies =
      std::any_of(std::begin(kVerbsOfReplies), std::end(kVerbsOfReplies),
                  [&](std::string_view prefix) { return entry.verb.starts_with(prefix); });
  return !of_replies || reads_inside(entry.space, asker);
}

/// What the public may know of an entry's subject: nothing of works that are internal.
base::Result<std::string> visible_subject(const store::Read& read, const store::Entry& entry,
                                          const Actor& actor, const store::Visibility& asker) {
  if (entry.verb.starts_with("role.") || entry.verb.starts_with("link.")) {
    const auto* space = read.space(entry.space);
    const bool theirs = space != nullptr && may(actor, Action::manage_people, space->name);
    return theirs ? entry.subject : std::string();
  }
  if (entry.verb.starts_with("space.")) return entry.subject;
  if (entry.verb.starts_with("call.")) {
    const auto id = base::from_crockford(entry.subject);
    if (!id) return std::string();
    COMITY_TRY(const auto call, read.call({*id}, asker));
    return call ? entry.subject : std::string();
  }
  // What a body calls its tables is its own affair, and so is which replies it has.
  if (entry.verb.starts_with("columns.") || entry.verb.starts_with("reply.")) {
    return reads_inside(entry.space, asker) ? entry.subject : std::string();
  }
  COMITY_TRY(const auto work, read.work(entry.space, entry.subject, asker));
  return work ? entry.subject : std::string();
}

JsonObject entry_json(const store::Entry& entry, const store::Read& read, std::string subject,
                      const store::Visibility& asker) {
  const auto* space = read.space(entry.space);
  JsonObject json{{"space", space == nullptr ? std::string() : space->name},
                  {"time", base::to_rfc3339(entry.time)},
                  {"verb", entry.verb},
                  {"subject", std::move(subject)},
                  {"commitment", entry.commitment.hex()}};
  // What the numbers leave out would count the entries that are not shown.
  if (reads_inside(entry.space, asker)) json["number"] = entry.number;
  return json;
}

}  // namespace

base::Result<Answer> journal(Installation& installation, const Ask& ask) {
  COMITY_TRY(const auto read, installation.store().read());
  const auto asker = visibility_of(ask.actor, read);
  JsonArray spaces;
  bool to_yesterday = false;
  for (const auto& head : read.heads()) {
    const auto* space = read.space(head.space);
    if (space == nullptr) continue;
    COMITY_TRY(const auto told, told_head(installation, read, head, asker));
    to_yesterday = to_yesterday || !reads_inside(head.space, asker);
    spaces.push_back(JsonObject{{"space", space->name},
                                {"title", space->title},
                                {"specimen", space->specimen},
                                {"entries", told.entries},
                                {"root", told.root.hex()}});
  }
  COMITY_TRY(const auto entries, read.recent_entries(kEntriesLookedAt));
  JsonArray recent;
  for (const auto& entry : entries) {
    if (recent.size() == kRecentEntries) break;
    if (!is_shown(entry, asker)) continue;
    COMITY_TRY(auto subject, visible_subject(read, entry, ask.actor, asker));
    recent.push_back(entry_json(entry, read, std::move(subject), asker));
  }
  return Answer{{{"spaces", std::move(spaces)},
                 {"to_yesterday", to_yesterday},
                 {"recent", std::move(recent)},
                 {"at", at_json(read, asker)}},
                {}};
}

JsonObject to_json(const store::Verification& verification, const store::Read& read) {
  JsonArray heads;
  for (const auto& head : verification.heads) {
    const auto* space = read.space(head.space);
    heads.push_back(JsonObject{{"space", space == nullptr ? std::string() : space->name},
                               {"entries", head.size},
                               {"root", head.root.hex()}});
  }
  JsonObject json{{"entries", verification.entries},
                  {"spaces", verification.spaces},
                  {"withheld", verification.withheld},
                  {"valid", verification.valid},
                  {"heads", std::move(heads)}};
  if (!verification.valid) {
    json["fault"] = verification.fault;
    json["place"] = verification.place;
  }
  return json;
}

JsonObject to_json(const store::RebuildCheck& check) {
  JsonObject json{{"equal", check.equal}, {"entries", check.entries}, {"rows", check.rows}};
  if (!check.equal) {
    json["difference"] = check.difference;
    json["place"] = check.place;
  }
  return json;
}

}  // namespace comity::service
