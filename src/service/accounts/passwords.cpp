#include "service/accounts/passwords.h"

#include <sodium.h>

#include <array>

#include "base/hash.h"

namespace comity::service {
namespace {

using base::Result;

/// At a time; one known and one stranger may wait. A pool of four that answers requests is thus
/// full of passwords for the tenth of a second of one hash, and only where both kinds come.
constexpr int kHashesAtOnce = 2;
constexpr int kHashesWaiting = 1;

struct HashLimits {
  unsigned long long operations = 0;
  std::size_t memory = 0;
};

HashLimits limits_of(PasswordCost cost) {
  if (cost == PasswordCost::least) {
    return {crypto_pwhash_OPSLIMIT_MIN, crypto_pwhash_MEMLIMIT_MIN};
  }
  return {crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE};
}

tl::unexpected<base::Error> no_memory() {
  return base::fail(base::ErrorKind::unavailable, "there is no memory to check a password", {},
                    "try again in a moment");
}

Result<std::string> hashed_text(std::string_view password, PasswordCost cost) {
  std::array<char, crypto_pwhash_STRBYTES> text{};
  const auto limits = limits_of(cost);
  if (crypto_pwhash_str(text.data(), password.data(), password.size(), limits.operations,
                        limits.memory) != 0) {
    return no_memory();
  }
  return std::string(text.data());
}

}  // namespace

/// One's turn to hash, from when it is there to the end.
class Passwords::Turn {
 public:
  Turn(Passwords& passwords, Comes comes) : passwords_(passwords) {
    const bool known = comes == Comes::known;
    const auto free = [&] {
      return passwords_.running_ < kHashesAtOnce && (known || passwords_.known_waiting_ == 0);
    };
    std::unique_lock lock(passwords_.mutex_);
    if (!free()) {
      auto& waiting = known ? passwords_.known_waiting_ : passwords_.strangers_waiting_;
      if (waiting >= kHashesWaiting) return;
      ++waiting;
      passwords_.free_.wait(lock, free);
      --waiting;
    }
    ++passwords_.running_;
    ++passwords_.hashed_;
    came_ = true;
  }
  ~Turn() {
    if (!came_) return;
    const std::lock_guard lock(passwords_.mutex_);
    --passwords_.running_;
    passwords_.free_.notify_all();
  }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

  [[nodiscard]] base::Status came() const {
    if (came_) return {};
    return base::fail(base::ErrorKind::unavailable, "too many are signing in at this moment", {},
                      "try again in a moment");
  }

 private:
  Passwords& passwords_;
  bool came_ = false;
};

Result<std::string> Passwords::hash(std::string_view password) {
  const Turn turn(*this, Comes::known);
  COMITY_CHECK(turn.came());
  return hashed_text(password, cost_);
}

Result<bool> Passwords::is(std::string_view password, const std::string& hash, Comes comes) {
  const Turn turn(*this, comes);
  COMITY_CHECK(turn.came());
  std::string compared;
  {
    // Made whoever asks first, so that the time tells nothing.
    const std::lock_guard lock(mutex_);
    if (nobodys_.empty()) {
      COMITY_TRY(nobodys_, hashed_text(base::random_bytes(32), cost_));
    }
    compared = hash.empty() ? nobodys_ : hash;
  }
  const bool same =
      crypto_pwhash_str_verify(compared.c_str(), password.data(), password.size()) == 0;
  return same && !hash.empty();
}

Result<Secret> Passwords::key(std::string_view password, std::string_view salt) {
  COMITY_ASSERT(salt.size() >= crypto_pwhash_SALTBYTES);
  const Turn turn(*this, Comes::known);
  COMITY_CHECK(turn.came());
  const auto limits = limits_of(cost_);
  Secret secret;
  if (crypto_pwhash(secret.data(), Secret::kBytes, password.data(), password.size(),
                    reinterpret_cast<const unsigned char*>(salt.data()), limits.operations,
                    limits.memory, crypto_pwhash_ALG_ARGON2ID13) != 0) {
    return no_memory();
  }
  return secret;
}

std::uint64_t Passwords::hashed() const {
  const std::lock_guard lock(mutex_);
  return hashed_;
}

}  // namespace comity::service
