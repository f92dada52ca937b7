#include <algorithm>
#include <set>

#include "base/hex.h"
#include "service/accounts/tokens.h"
#include "service/sealing/call_ring.h"
#include "service/sealing/person_keys.h"
#include "service/sealing/shares.h"

// Who reads a call: named, seen, and helped by two administrators when nobody has the secret.
namespace comity::service {
namespace {

using base::ErrorKind;
using base::fail;
using base::JsonArray;
using base::JsonObject;
using base::Result;

constexpr std::size_t kMostReaders = 100;

Result<KeyHolder> possible_reader(Installation& installation, const store::Space& space,
                                  std::string_view id) {
  const auto person = base::from_crockford(id);
  if (person) {
    COMITY_TRY(auto known, holder(installation, store::ActorId{*person}, space.name));
    if (known && known->reads) return *std::move(known);
    if (known) {
      return fail(ErrorKind::invalid_input,
                  known->name + " may not read what is internal in the space " + space.name,
                  std::string(id), "ask an administrator to give the role reader");
    }
  }
  return fail(ErrorKind::not_found, "there is no such person", std::string(id),
              "name people by their ids, as the list of candidates has them");
}

/// Those to be named, each once.
Result<std::vector<KeyHolder>> wished_readers(Installation& installation, const CallRing& ring,
                                              const NamingWish& wish) {
  const std::set<std::string> ids(wish.people.begin(), wish.people.end());
  if (ids.size() > kMostReaders) {
    return fail(ErrorKind::invalid_input, "a call has 100 readers at most", "people",
                "name those who do the reading");
  }
  std::vector<KeyHolder> readers;
  for (const auto& id : ids) {
    COMITY_TRY(auto reader, possible_reader(installation, ring.space, id));
    // One id can be written in two ways.
    const bool there = std::any_of(readers.begin(), readers.end(), [&](const KeyHolder& each) {
      return each.person == reader.person;
    });
    if (!there) readers.push_back(std::move(reader));
  }
  const bool opened = std::any_of(readers.begin(), readers.end(),
                                  [](const KeyHolder& each) { return !each.key.empty(); });
  if (opened) return readers;
  return fail(ErrorKind::invalid_input, "none of these people has a key yet", "people",
              "name somebody who has signed in by name and password since they may read");
}

bool may_recover(const CallRing& ring, const std::optional<KeyHolder>& self) {
  if (!ring.record || !self || !self->administers || self->key.empty()) return false;
  const auto& all = ring.record->keys.administrators;
  return std::any_of(all.begin(), all.end(), [&](const store::SealedShare& share) {
    return share.person == self->person && share.key == base::to_hex(self->key);
  });
}

JsonObject person_json(const KeyHolder& holder) {
  return {{"id", base::to_text(holder.person)},
          {"name", holder.name},
          {"fingerprint", fingerprint(holder.key)}};
}

Result<JsonArray> readers_json(Installation& installation, const CallRing& ring,
                               store::ActorId self) {
  JsonArray readers;
  if (!ring.record) return readers;
  const auto& keys = ring.record->keys;
  for (const auto& reader : keys.readers) {
    COMITY_TRY(const auto known, holder(installation, reader.person, ring.space.name));
    auto json = person_json(known.value_or(KeyHolder{reader.person, {}, false, false, {}}));
    json["state"] = name_of(state_of(keys, reader, known));
    json["you"] = reader.person == self;
    readers.push_back(std::move(json));
  }
  return readers;
}

/// Whose shares recover, and for whom the first of two was given.
Result<JsonObject> recovery_json(Installation& installation, const CallRing& ring) {
  JsonArray administrators;
  JsonArray begun;
  std::set<store::ActorId> told;
  std::size_t able = 0;
  if (ring.record) {
    const auto& keys = ring.record->keys;
    for (const auto& share : keys.administrators) {
      COMITY_TRY(const auto known, holder(installation, share.person, ring.space.name));
      if (!known || !known->administers || base::to_hex(known->key) != share.key) continue;
      ++able;
      administrators.push_back(person_json(*known));
    }
    for (const auto& given : keys.given) {
      COMITY_TRY(const auto known, holder(installation, given.to.person, ring.space.name));
      if (!known || base::to_hex(known->key) != given.to.key) continue;
      if (!told.insert(given.to.person).second) continue;
      auto json = person_json(*known);
      json["given"] = given_to(keys, given.to.person, known->key).size();
      begun.push_back(std::move(json));
    }
  }
  return JsonObject{{"administrators", std::move(administrators)},
                    {"possible", able >= 2},
                    {"for", std::move(begun)}};
}

JsonArray candidates_json(const CallRing& ring, const std::vector<KeyHolder>& all) {
  JsonArray candidates;
  for (const auto& each : all) {
    auto json = person_json(each);
    json["key"] = !each.key.empty();
    json["named"] =
        ring.record &&
        std::any_of(ring.record->keys.readers.begin(), ring.record->keys.readers.end(),
                    [&](const store::SealedShare& reader) { return reader.person == each.person; });
    candidates.push_back(std::move(json));
  }
  return candidates;
}

base::Status write_ring(Installation& installation, const CallRing& ring, store::ActorId actor,
                        store::CallKeyed keys) {
  COMITY_CHECK(installation.store().append({{ring.space.id, actor, std::move(keys)}}));
  return {};
}

/// The place of the actor's share among the administrators', and it opened.
Result<PlacedShare> own_share(Installation& installation, const Actor& actor, const CallName& call,
                              const CallRing& ring) {
  COMITY_TRY(const auto person, person_of(installation, actor));
  COMITY_TRY(const auto own, key_in_session(installation, actor));
  if (!own) {
    return fail(ErrorKind::forbidden, "this session does not hold your key", call.id,
                "sign out, then sign in by name and password");
  }
  const auto& all = ring.record->keys.administrators;
  for (std::size_t place = 0; place < all.size(); ++place) {
    if (all[place].person != person || all[place].key != base::to_hex(own->key)) continue;
    COMITY_TRY(auto share, opened_secret(*own, base::from_hex(all[place].sealed).value_or("")));
    return PlacedShare{place, std::move(share)};
  }
  return fail(ErrorKind::forbidden, "no share of this call's secret was sealed to your key",
              call.id, "it is for those who were administrators when the readers were named last");
}

}  // namespace

Result<JsonObject> name_readers(Installation& installation, const Actor& actor,
                                const CallName& call, const NamingWish& wish) {
  COMITY_TRY(const auto ring, ring_of(installation, call));
  std::optional<KeyPair> last;
  if (ring.record) {
    COMITY_TRY(last, last_pair(installation, actor, call, ring));
  } else {
    COMITY_CHECK(must_be_allowed(actor, Action::write_call, ring.space.name,
                                 "an editor names the first readers of a call", call.id));
    if (!actor.in_person()) {
      return fail(ErrorKind::forbidden, "no token names readers", call.id, "sign in");
    }
  }
  if ((ring.record ? ring.record->changed : 0) != wish.seen) {
    return fail(ErrorKind::conflict, "the readers have been changed since you saw them", call.id,
                "load the page again and decide anew");
  }
  COMITY_TRY(const auto readers, wished_readers(installation, ring, wish));
  COMITY_TRY(const auto all, holders(installation, ring.space.name));
  COMITY_TRY(const auto namer, person_of(installation, actor));
  COMITY_CHECK(write_ring(installation, ring, namer, new_ring(call, ring, readers, all, last)));
  return readers_of(installation, actor, call);
}

Result<JsonObject> readers_of(Installation& installation, const Actor& actor,
                              const CallName& call) {
  COMITY_TRY(const auto ring, ring_of(installation, call));
  COMITY_CHECK(must_be_allowed(actor, Action::read_internal, ring.space.name,
                               "who reads a call is told to those who may read what is internal",
                               call.id));
  COMITY_TRY(const auto self, person_of(installation, actor));
  COMITY_TRY(const auto known, holder(installation, self, ring.space.name));
  COMITY_TRY(const auto all, holders(installation, ring.space.name));
  COMITY_TRY(auto readers, readers_json(installation, ring, self));
  COMITY_TRY(auto recovery, recovery_json(installation, ring));
  COMITY_TRY(const auto reception, can_receive_sealed(installation, call));
  const bool names = ring.record
                         ? last_pair(installation, actor, call, ring).has_value()
                         : actor.in_person() && may(actor, Action::write_call, ring.space.name);
  return JsonObject{
      {"readers", std::move(readers)},
      {"recovery", std::move(recovery)},
      {"candidates", candidates_json(ring, all)},
      {"version", ring.record ? ring.record->changed : 0},
      {"reception",
       JsonObject{
           {"possible", reception.possible}, {"why", reception.why}, {"mend", reception.mend}}},
      {"may",
       JsonObject{{"name", names}, {"recover", actor.in_person() && may_recover(ring, known)}}}};
}

Result<JsonObject> recover(Installation& installation, const Actor& actor, const CallName& call,
                           std::string_view person) {
  COMITY_TRY(const auto ring, ring_of(installation, call));
  COMITY_CHECK(must_be_allowed(actor, Action::manage_people, ring.space.name,
                               "administrators recover a call's secret, two together", call.id));
  if (!ring.record) {
    return fail(ErrorKind::not_found, "nobody was named a reader of this call", call.id,
                "name its readers first");
  }
  COMITY_TRY(const auto own, own_share(installation, actor, call, ring));
  COMITY_TRY(const auto reader, possible_reader(installation, ring.space, person));
  if (reader.key.empty()) {
    return fail(ErrorKind::invalid_input, reader.name + " has no key yet", std::string(person),
                "ask them to sign in by name and password");
  }
  auto keys = ring.record->keys;
  const auto before = given_to(keys, reader.person, reader.key);
  if (std::any_of(before.begin(), before.end(),
                  [&](const auto* each) { return each->place == own.place; })) {
    return fail(ErrorKind::conflict, "you have given your share to this person already",
                std::string(person), "another administrator gives theirs");
  }
  keys.replaces = ring.record->changed;
  keys.given.push_back({static_cast<std::uint32_t>(own.place),
                        {reader.person, base::to_hex(reader.key),
                         base::to_hex(sealed_secret(reader.key, own.share))}});
  const bool named = std::any_of(keys.readers.begin(), keys.readers.end(),
                                 [&](const auto& each) { return each.person == reader.person; });
  if (!named && given_to(keys, reader.person, reader.key).size() >= 2) {
    keys.readers.push_back({reader.person, {}, {}});
  }
  COMITY_TRY(const auto giver, person_of(installation, actor));
  COMITY_CHECK(write_ring(installation, ring, giver, std::move(keys)));
  return readers_of(installation, actor, call);
}

}  // namespace comity::service
