#pragma once

#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/hash.h"
#include "base/result.h"
#include "store/people/accounts.h"

namespace comity::store {

/// A request that its sender gave a name, so that sending it again does not do it again.
struct NamedRequest {
  ActorId actor;
  std::string name;    ///< the sender's, unique for this actor
  base::Hash request;  ///< what is the same each time it is sent
};

/// Who may do what a request asks.
struct Claim {
  enum class State : std::uint8_t {
    granted,   ///< the caller, who then keeps the answer or gives the claim up
    answered,  ///< nobody: it was done, and `answer` was what it came to
    running,   ///< nobody: another is at it
    other,     ///< nobody: the name was given to another request
  };
  State state = State::granted;
  std::string answer;
};

/// Answers of requests that may be sent again, kept for as long as they may be. Not journalled.
/// Thread-safe; each write is durable when it returns.
class Answers {
 public:
  explicit Answers(Accounts::Impl& impl) : impl_(&impl) {}

  /// Of any number of callers at once, in any number of processes, one is granted the claim. It
  /// lapses at `until`, so that a process that died in between holds nobody up for ever.
  [[nodiscard]] base::Result<Claim> claim(const NamedRequest& request, base::Time now,
                                          base::Time until);
  /// Keeps what the request came to, which is not empty, until `expires`.
  [[nodiscard]] base::Status keep(const NamedRequest& request, std::string_view answer,
                                  base::Time expires);
  /// Lets the request be made anew.
  [[nodiscard]] base::Status give_up(const NamedRequest& request);

 private:
  Accounts::Impl* impl_;
};

}  // namespace comity::store
