#include "service/sealing/call_ring.h"

#include <algorithm>

#include "base/hex.h"
#include "base/text.h"
#include "service/accounts/accounts.h"
#include "service/accounts/tokens.h"
#include "service/sealing/person_keys.h"
#include "service/sealing/shares.h"

namespace comity::service {
namespace {

using base::ErrorKind;
using base::fail;
using base::Result;

tl::unexpected<base::Error> closed_to(const CallName& call, std::string why, std::string mend) {
  return fail(ErrorKind::forbidden, std::move(why), call.id, std::move(mend));
}

/// The pair of a secret, where it is that of the call's last key.
Result<KeyPair> checked_pair(const store::CallKeyed& keys, Secret secret) {
  auto pair = pair_of(std::move(secret));
  if (base::to_hex(pair.key) == keys.keys.back().key) return pair;
  return fail(ErrorKind::corrupt, "what was sealed to a reader is not the call's secret", keys.call,
              "restore the record from a backup");
}

Result<PlacedShare> opened_share(const KeyPair& own, const store::GivenShare& given) {
  COMITY_TRY(auto share, opened_secret(own, base::from_hex(given.to.sealed).value_or("")));
  return PlacedShare{given.place, std::move(share)};
}

store::SealedShare share_for(const KeyHolder& holder, const Secret& secret) {
  if (holder.key.empty()) return {holder.person, {}, {}};
  return {holder.person, base::to_hex(holder.key), base::to_hex(sealed_secret(holder.key, secret))};
}

/// Shares for the administrators who have a key; a single share would open nothing.
std::vector<store::SealedShare> shares_for(const std::vector<KeyHolder>& all,
                                           const Secret& secret) {
  std::vector<const KeyHolder*> administrators;
  for (const auto& each : all) {
    if (each.administers && !each.key.empty() && administrators.size() < kMostShares) {
      administrators.push_back(&each);
    }
  }
  std::vector<store::SealedShare> shares;
  if (administrators.size() < 2) return shares;
  const auto parts = shares_of(secret, administrators.size());
  for (std::size_t i = 0; i < parts.size(); ++i) {
    shares.push_back(share_for(*administrators[i], parts[i]));
  }
  return shares;
}

}  // namespace

Result<CallRing> ring_of(Installation& installation, const CallName& call) {
  COMITY_TRY(const auto read, installation.store().read());
  const auto* space = read.space(call.space);
  if (space == nullptr) {
    return fail(ErrorKind::not_found, "there is no such space", call.space,
                "name one that is there");
  }
  COMITY_TRY(auto record, read.call_keys(space->id, call.id));
  return CallRing{*space, std::move(record)};
}

Result<std::optional<KeyHolder>> holder(Installation& installation, store::ActorId person,
                                        std::string_view space) {
  COMITY_TRY(const auto known, installation.store().accounts().person(person));
  if (!known) return std::optional<KeyHolder>{};
  COMITY_TRY(const auto actor, actor_for(installation, person));
  COMITY_TRY(auto key, installation.store().reader_keys().of(person));
  return std::optional(KeyHolder{person, known->name, may(actor, Action::read_internal, space),
                                 may(actor, Action::manage_people, space),
                                 key ? std::move(key->key) : std::string()});
}

Result<std::vector<KeyHolder>> holders(Installation& installation, std::string_view space) {
  COMITY_TRY(const auto people, installation.store().accounts().people());
  std::vector<KeyHolder> all;
  for (const auto& person : people) {
    COMITY_TRY(auto one, holder(installation, person.actor, space));
    if (one && one->reads) all.push_back(*std::move(one));
  }
  std::sort(all.begin(), all.end(), [](const KeyHolder& a, const KeyHolder& b) {
    return std::pair(base::folded(a.name), a.person) < std::pair(base::folded(b.name), b.person);
  });
  return all;
}

std::string_view name_of(ReaderState state) {
  switch (state) {
    case ReaderState::reads:
      return "reads";
    case ReaderState::no_key:
      return "no_key";
    case ReaderState::new_key:
      return "new_key";
    case ReaderState::no_role:
      return "no_role";
  }
  return "";
}

ReaderState state_of(const store::CallKeyed& keys, const store::SealedShare& reader,
                     const std::optional<KeyHolder>& holder) {
  if (!holder || !holder->reads) return ReaderState::no_role;
  if (holder->key.empty()) return ReaderState::no_key;
  const bool given = reader.key == base::to_hex(holder->key) ||
                     given_to(keys, reader.person, holder->key).size() >= 2;
  return given ? ReaderState::reads : ReaderState::new_key;
}

std::vector<const store::GivenShare*> given_to(const store::CallKeyed& keys, store::ActorId person,
                                               std::string_view key) {
  std::vector<const store::GivenShare*> given;
  const auto hex = base::to_hex(key);
  for (const auto& each : keys.given) {
    const bool doubled = std::any_of(given.begin(), given.end(),
                                     [&](const auto* other) { return other->place == each.place; });
    if (!doubled && each.to.person == person && each.to.key == hex) given.push_back(&each);
  }
  return given;
}

Result<KeyPair> last_pair(Installation& installation, const Actor& actor, const CallName& call,
                          const CallRing& ring) {
  if (!actor.in_person()) {
    return closed_to(call, "only a named reader who is signed in opens sealed replies",
                     "sign in by name and password: no token is for it");
  }
  if (!ring.record) {
    return closed_to(call, "nobody was named a reader of this call", "name its readers first");
  }
  COMITY_TRY(const auto person, person_of(installation, actor));
  const auto& keys = ring.record->keys;
  const auto named =
      std::find_if(keys.readers.begin(), keys.readers.end(),
                   [&](const store::SealedShare& reader) { return reader.person == person; });
  if (named == keys.readers.end() || !may(actor, Action::read_internal, ring.space.name)) {
    return closed_to(call, "only the named readers of this call open its sealed replies",
                     "ask one of them to name you too");
  }
  COMITY_TRY(const auto own, key_in_session(installation, actor));
  if (!own) {
    return closed_to(call, "this session does not hold your key",
                     "sign out, then sign in by name and password");
  }
  if (named->key == base::to_hex(own->key)) {
    COMITY_TRY(auto secret, opened_secret(*own, base::from_hex(named->sealed).value_or("")));
    return checked_pair(keys, std::move(secret));
  }
  const auto given = given_to(keys, person, own->key);
  if (given.size() < 2) {
    return closed_to(call, "the call's secret was not given to the key that you have now",
                     "ask another reader to name the same readers again, or two administrators to "
                     "recover it for you");
  }
  COMITY_TRY(const auto a, opened_share(*own, *given[0]));
  COMITY_TRY(const auto b, opened_share(*own, *given[1]));
  return checked_pair(keys, joined(a, b));
}

Result<std::vector<KeyPair>> all_pairs(const store::CallKeyed& keys, KeyPair last) {
  std::vector<KeyPair> pairs;
  pairs.push_back(std::move(last));
  for (std::size_t i = keys.keys.size() - 1; i > 0; --i) {
    COMITY_TRY(auto secret,
               opened_secret(pairs.back(), base::from_hex(keys.keys[i].earlier).value_or("")));
    pairs.push_back(pair_of(std::move(secret)));
  }
  return pairs;
}

store::CallKeyed new_ring(const CallName& call, const CallRing& ring,
                          const std::vector<KeyHolder>& readers, const std::vector<KeyHolder>& all,
                          const std::optional<KeyPair>& last) {
  const auto pair = new_key_pair();
  store::CallKeyed keys;
  keys.call = call.id;
  if (ring.record) {
    keys.replaces = ring.record->changed;
    keys.keys = ring.record->keys.keys;
  }
  keys.keys.push_back({base::to_hex(pair.key),
                       last ? base::to_hex(sealed_secret(pair.key, last->open)) : std::string()});
  for (const auto& reader : readers) keys.readers.push_back(share_for(reader, pair.open));
  keys.administrators = shares_for(all, pair.open);
  return keys;
}

}  // namespace comity::service
