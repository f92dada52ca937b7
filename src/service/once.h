#pragma once

#include <string>
#include <string_view>

#include "service/installation.h"
#include "store/people/answers.h"

// Requests that may be sent again: each is done once, and its answer given again for a day.
namespace comity::service {

/// A request that its sender named. `fingerprint` is the same each time it is sent.
struct NamedRequest {
  std::string name;
  std::string fingerprint;
};

/// Claims it for this actor. The claim of a process that died lapses after a quarter of an hour.
/// forbidden: the public names no requests.
[[nodiscard]] base::Result<store::Claim> claim(Installation& installation, const Actor& actor,
                                               const NamedRequest& request);
/// Keeps what it came to.
[[nodiscard]] base::Status keep_answer(Installation& installation, const Actor& actor,
                                       const NamedRequest& request, std::string_view answer);
/// Lets it be made anew.
[[nodiscard]] base::Status give_up(Installation& installation, const Actor& actor,
                                   const NamedRequest& request);

}  // namespace comity::service
