#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/coding/state.h"
#include "service/installation.h"

// Which readers of a call's replies are where now, by name and reply, without a word of what they
// mark (docs/decisions/0039-who-is-where.md). Answers as in api/openapi.yaml.
namespace comity::service {

/// Whoever says nothing for so long is there no more. A page that runs script says it four times
/// in that time.
inline constexpr std::int64_t kSilentSeconds = 120;

/// The others who are at the call: `{"people": [], "here": []}`, the latter at the reply.
/// forbidden: not for readers of submissions; not_found.
[[nodiscard]] base::Result<Answer> presence(Installation& installation, const Ask& ask,
                                            std::string_view call, const std::string& reply);
/// The actor is at the reply, or, with an empty one, at the list of them. Nothing is written where
/// they said so a moment ago. Errors as above.
[[nodiscard]] base::Status be_present(Installation& installation, const Ask& ask,
                                      std::string_view call, const std::string& reply);

namespace coding {

struct Looked;

/// Another reader who is there.
struct PresentPerson {
  std::string name;
  std::string reply;  ///< empty: at the list
  base::Time since;
  std::int64_t minutes = 0;  ///< since then
};
/// The others at the call, in the order in which they came.
[[nodiscard]] base::Result<std::vector<PresentPerson>> others_present(
    Installation& installation, const Looked& looked,
    const std::map<store::ActorId, std::string>& names);
/// Those at one reply, or all: `{"name", "reply", "reply_name", "since", "minutes"}` each.
[[nodiscard]] base::JsonArray present_json(const Looked& looked,
                                           const std::vector<PresentPerson>& people,
                                           const std::optional<std::string>& reply);
/// How readers know each other.
[[nodiscard]] base::Result<std::map<store::ActorId, std::string>> names_of_people(
    Installation& installation);

}  // namespace coding
}  // namespace comity::service
