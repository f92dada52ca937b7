#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>

#include "base/result.h"
#include "service/sealing/secret.h"

namespace comity::service {

/// What hashing a password costs.
enum class PasswordCost : std::uint8_t {
  interactive,  ///< libsodium's: 64 MiB and some 0.1 s
  least,        ///< for tests
};

/// Who has a password checked: from a network from which the account's person has signed in before,
/// or from elsewhere.
enum class Comes : std::uint8_t { known, stranger };

/// Hashes passwords by argon2id, a few at a time: however many sign in at once, memory and
/// processors are bounded. Strangers wait for who is known, so that many who guess keep nobody out.
/// Thread-safe.
class Passwords {
 public:
  explicit Passwords(PasswordCost cost) : cost_(cost) {}

  /// As crypto_pwhash_str writes it. unavailable: too many wait already.
  [[nodiscard]] base::Result<std::string> hash(std::string_view password);
  /// Whether the password is the one that was hashed; costs as much whether there is a hash or not
  /// (empty), and is then false. unavailable as above.
  [[nodiscard]] base::Result<bool> is(std::string_view password, const std::string& hash,
                                      Comes comes);
  /// A secret that only the password makes, with this salt (16 bytes), by argon2id at the same
  /// cost. unavailable as above.
  [[nodiscard]] base::Result<Secret> key(std::string_view password, std::string_view salt);

  /// How often anything was hashed so far.
  [[nodiscard]] std::uint64_t hashed() const;

 private:
  class Turn;

  const PasswordCost cost_;
  mutable std::mutex mutex_;
  std::condition_variable free_;
  int running_ = 0;
  int known_waiting_ = 0;
  int strangers_waiting_ = 0;
  std::uint64_t hashed_ = 0;
  std::string nobodys_;  ///< the hash that unknown names are compared with
};

}  // namespace comity::service
