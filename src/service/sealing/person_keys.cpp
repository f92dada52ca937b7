#include "service/sealing/person_keys.h"

#include <sodium.h>

#include "base/hash.h"

namespace comity::service {
namespace {

using base::Result;

constexpr std::size_t kSaltBytes = crypto_pwhash_SALTBYTES;

/// The lock that a session's token is. The server keeps of the token its SHA-256 alone, from which
/// this cannot be made.
Secret lock_of_session(std::string_view token) {
  return secret_of(token, "comity: the key of a session");
}

Result<std::string> wrapped_by(Installation& installation, std::string_view password,
                               const Secret& open) {
  auto wrapped = base::random_bytes(kSaltBytes);
  COMITY_TRY(const auto lock, installation.passwords().key(password, wrapped));
  return wrapped + locked(lock, open);
}

/// Nothing where the password is another.
Result<std::optional<KeyPair>> unwrapped(Installation& installation, const store::ReaderKey& key,
                                         std::string_view password) {
  if (key.wrapped.size() <= kSaltBytes) return std::optional<KeyPair>{};
  const std::string_view wrapped = key.wrapped;
  COMITY_TRY(const auto lock,
             installation.passwords().key(password, wrapped.substr(0, kSaltBytes)));
  auto open = unlocked(lock, wrapped.substr(kSaltBytes));
  if (!open) return std::optional<KeyPair>{};
  return std::optional(pair_of(*std::move(open)));
}

KeyInHand in_hand(store::ReaderKey key, const Secret& open, std::string_view session) {
  return {std::move(key), locked(lock_of_session(session), open)};
}

}  // namespace

Result<KeyInHand> new_key(Installation& installation, store::ActorId person,
                          std::string_view password, std::string_view session) {
  auto pair = new_key_pair();
  COMITY_TRY(auto wrapped, wrapped_by(installation, password, pair.open));
  return in_hand({person, std::move(pair.key), std::move(wrapped), installation.clock().now()},
                 pair.open, session);
}

Result<std::optional<KeyInHand>> key_by_password(Installation& installation,
                                                 const std::optional<store::ReaderKey>& had,
                                                 std::string_view password,
                                                 std::string_view session) {
  if (!had) return std::optional<KeyInHand>{};
  COMITY_TRY(const auto pair, unwrapped(installation, *had, password));
  if (!pair) return std::optional<KeyInHand>{};
  return std::optional(in_hand(*had, pair->open, session));
}

Result<KeyInHand> key_for_password(Installation& installation, store::ActorId person,
                                   std::string_view old_password, std::string_view password,
                                   std::string_view session) {
  COMITY_TRY(auto had, installation.store().reader_keys().of(person));
  if (had && !old_password.empty()) {
    COMITY_TRY(const auto pair, unwrapped(installation, *had, old_password));
    if (pair) {
      COMITY_TRY(had->wrapped, wrapped_by(installation, password, pair->open));
      return in_hand(*std::move(had), pair->open, session);
    }
  }
  COMITY_TRY(auto kept, key_by_password(installation, had, password, session));
  if (kept) return *std::move(kept);
  return new_key(installation, person, password, session);
}

Result<std::string> held_by_password(Installation& installation, store::ActorId person,
                                     std::string_view password, std::string_view session) {
  auto& keys = installation.store().reader_keys();
  COMITY_TRY(const auto had, keys.of(person));
  if (!had) {
    COMITY_TRY(auto made, new_key(installation, person, password, session));
    COMITY_TRY(const auto holds, keys.put_first(made.key));
    if (holds.key == made.key.key) return std::move(made.held);
    // Somebody who signs in twice at once made it in the other session.
    COMITY_TRY(auto kept, key_by_password(installation, holds, password, session));
    return kept ? std::move(kept->held) : std::string();
  }
  COMITY_TRY(auto kept, key_by_password(installation, had, password, session));
  return kept ? std::move(kept->held) : std::string();
}

Result<std::optional<KeyPair>> key_in_session(Installation& installation, const Actor& actor) {
  if (!actor.in_person() || actor.session.empty()) return std::optional<KeyPair>{};
  COMITY_TRY(const auto held, installation.store().reader_keys().held(base::sha256(actor.session),
                                                                      installation.clock().now()));
  if (held.empty()) return std::optional<KeyPair>{};
  auto open = unlocked(lock_of_session(actor.session), held);
  if (!open) return std::optional<KeyPair>{};
  return std::optional(pair_of(*std::move(open)));
}

std::string fingerprint(std::string_view key) {
  if (key.empty()) return {};
  const auto digits = base::sha256(key).hex();
  std::string text;
  for (std::size_t i = 0; i < 20; i += 4) text += (i == 0 ? "" : " ") + digits.substr(i, 4);
  return text;
}

}  // namespace comity::service
