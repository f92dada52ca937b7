#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "store/people/accounts.h"

namespace comity::store {

/// Where a person is among the replies to a call.
struct Presence {
  std::string call;
  ActorId person;
  std::string reply;  ///< empty: at the list of them
  base::Time since;
  base::Time seen;
};

/// Who is where now: one place a person and call, until they are silent. Not journalled, in no
/// backup, and nothing is kept of where somebody was
/// (docs/decisions/0039-who-is-where.md). Thread-safe.
class Presences {
 public:
  explicit Presences(Accounts::Impl& impl) : impl_(&impl) {}

  /// Those of a call who were seen after `silent`, in the order in which they came.
  [[nodiscard]] base::Result<std::vector<Presence>> at(std::string_view call,
                                                       base::Time silent) const;
  /// The person is there, since before where they were there after `silent`; whoever was seen at
  /// no later time, at whatever call, is forgotten.
  [[nodiscard]] base::Status put(const Presence& presence, base::Time silent);
  /// The person has left the call.
  [[nodiscard]] base::Status remove(std::string_view call, ActorId person);

 private:
  Accounts::Impl* impl_;
};

}  // namespace comity::store
