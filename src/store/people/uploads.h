#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/hash.h"
#include "base/result.h"
#include "store/calls.h"
#include "store/people/accounts.h"

namespace comity::store {

/// A file on its way, in parts, ahead of the reply that it will go with. The store opens nothing of
/// it: what was told of it and its parts come sealed, and what opens them is kept nowhere.
struct Upload {
  UploadId id;
  SpaceId space;
  CallId call;
  base::Hash proof;           ///< of the secret, so that whoever has it is known
  std::uint64_t bytes = 0;    ///< of the whole file
  std::uint64_t arrived = 0;  ///< of them
  base::Time expires;
  std::string told;                      ///< its name and the like, sealed
  std::optional<base::Hash> taken = {};  ///< TakenUpload::mark of the reply that it went with
};

struct UploadPart {
  std::uint64_t begins = 0;  ///< which byte of the file is its first
  std::uint64_t bytes = 0;   ///< of the file, not of `sealed`
  std::string sealed;
};

/// How many may be on their way at once, of all that have not expired.
struct UploadBounds {
  std::uint64_t count = 0;
  std::uint64_t bytes = 0;  ///< of the whole files
};

/// Not journalled, and left out of every backup. Thread-safe, in any number of processes; each
/// write is durable when it returns.
class Uploads {
 public:
  explicit Uploads(Accounts::Impl& impl) : impl_(&impl) {}

  /// Lets go what has expired, then adds it. unavailable: there is no room for it within the
  /// bounds.
  [[nodiscard]] base::Status begin(const Upload& upload, const UploadBounds& bounds,
                                   base::Time now);
  /// Whatever it has come to; nothing once it has expired.
  [[nodiscard]] base::Result<std::optional<Upload>> of(UploadId id, base::Time now) const;
  /// Adds a part at the end of what has arrived; whether it did: of several that begin at one place
  /// one does, and none that begins elsewhere.
  [[nodiscard]] base::Result<bool> append(UploadId id, const UploadPart& part, base::Time expires);
  /// Its parts in their order.
  [[nodiscard]] base::Result<std::vector<UploadPart>> parts(UploadId id) const;
  [[nodiscard]] base::Status discard(UploadId id);
  /// Those of a call that takes no more replies; the marks of those taken stay until they expire.
  [[nodiscard]] base::Status discard_of(SpaceId space, CallId call);
  /// Erases what has expired.
  [[nodiscard]] base::Status sweep(base::Time now);

 private:
  Accounts::Impl* impl_;
};

/// Within a transaction of the caller's: erases its parts and what was told of it.
[[nodiscard]] base::Status take_upload(sql::Connection& connection, const TakenUpload& upload);

}  // namespace comity::store
