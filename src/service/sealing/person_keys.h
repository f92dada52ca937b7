#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "service/installation.h"
#include "service/sealing/boxes.h"

// The key pairs of people: made when they set a password, wrapped by it, and held by the sessions
// that they begin with it (docs/decisions/0027-sealed-replies.md).
namespace comity::service {

/// A pair as the store keeps it, and its secret as one session holds it.
struct KeyInHand {
  store::ReaderKey key;
  std::string held;
};

/// A new pair.
[[nodiscard]] base::Result<KeyInHand> new_key(Installation& installation, store::ActorId person,
                                              std::string_view password, std::string_view session);
/// The pair that a person had, where the password opens it; unavailable: too many sign in.
[[nodiscard]] base::Result<std::optional<KeyInHand>> key_by_password(
    Installation& installation, const std::optional<store::ReaderKey>& had,
    std::string_view password, std::string_view session);
/// For a password that is new: the pair that it or the old one opens, else a new pair; wrapped by
/// the new one.
[[nodiscard]] base::Result<KeyInHand> key_for_password(Installation& installation,
                                                       store::ActorId person,
                                                       std::string_view old_password,
                                                       std::string_view password,
                                                       std::string_view session);
/// For a session that begins by password: the person's pair, made where there is none yet.
[[nodiscard]] base::Result<std::string> held_by_password(Installation& installation,
                                                         store::ActorId person,
                                                         std::string_view password,
                                                         std::string_view session);

/// The pair that the actor's session holds; nothing where it began without a password.
[[nodiscard]] base::Result<std::optional<KeyPair>> key_in_session(Installation& installation,
                                                                  const Actor& actor);

/// A public key as people compare it: five groups of four digits.
[[nodiscard]] std::string fingerprint(std::string_view key);

}  // namespace comity::service
