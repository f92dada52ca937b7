#include <algorithm>

#include "store/apply/apply.h"
#include "store/journal/verbs.h"
#include "store/journal/verbs_internal.h"
#include "store/read/read_impl.h"

// The keys of calls: as payloads, as rows, and asked of a snapshot.
namespace comity::store {
namespace {

using base::JsonArray;
using base::JsonObject;
using base::Result;

JsonObject share_json(const SealedShare& share) {
  return {{"person", base::to_text(share.person)}, {"key", share.key}, {"sealed", share.sealed}};
}

JsonArray shares_json(const std::vector<SealedShare>& shares) {
  JsonArray array;
  for (const auto& share : shares) array.push_back(share_json(share));
  return array;
}

bool is_hex(std::string_view text) {
  return text.size() % 2 == 0 && text.find_first_not_of("0123456789abcdef") == text.npos;
}

Result<SealedShare> share_from(const base::Json& json) {
  if (!json.is_object()) return broken_payload("share");
  const auto& object = json.get_object();
  const auto person = base::from_crockford(base::text_at(object, "person"));
  if (!person) return broken_payload("person");
  SealedShare share{{*person},
                    std::string(base::text_at(object, "key")),
                    std::string(base::text_at(object, "sealed"))};
  if (!is_hex(share.key) || !is_hex(share.sealed) || share.key.empty() != share.sealed.empty()) {
    return broken_payload("share");
  }
  return share;
}

Result<std::vector<SealedShare>> shares_at(const JsonObject& object, std::string_view name) {
  std::vector<SealedShare> shares;
  for (const auto& each : base::array_at(object, name)) {
    COMITY_TRY(auto share, share_from(each));
    shares.push_back(std::move(share));
  }
  return shares;
}

Result<CallKey> call_key_from(const base::Json& json) {
  if (!json.is_object()) return broken_payload("keys");
  CallKey key{std::string(base::text_at(json.get_object(), "key")),
              std::string(base::text_at(json.get_object(), "earlier"))};
  if (key.key.empty() || !is_hex(key.key) || !is_hex(key.earlier)) return broken_payload("keys");
  return key;
}

Result<GivenShare> given_share_from(const base::Json& json, std::size_t administrators) {
  COMITY_TRY(auto to, share_from(json));
  const auto place = base::integer_at(json.get_object(), "place");
  if (place < 0 || static_cast<std::size_t>(place) >= administrators)
    return broken_payload("place");
  return GivenShare{static_cast<std::uint32_t>(place), std::move(to)};
}

}  // namespace

std::string payload_of(const CallKeyed& act) {
  JsonArray keys;
  for (const auto& each : act.keys) {
    keys.push_back(JsonObject{{"key", each.key}, {"earlier", each.earlier}});
  }
  JsonArray given;
  for (const auto& each : act.given) {
    auto object = share_json(each.to);
    object["place"] = each.place;
    given.push_back(std::move(object));
  }
  return base::to_text(JsonObject{{"call", act.call},
                                  {"replaces", act.replaces},
                                  {"keys", std::move(keys)},
                                  {"readers", shares_json(act.readers)},
                                  {"administrators", shares_json(act.administrators)},
                                  {"given", std::move(given)}});
}

Result<CallKeyed> call_keyed_from(std::string_view payload) {
  COMITY_TRY(const auto object, payload_object(payload));
  CallKeyed act;
  act.call = base::text_at(object, "call");
  if (act.call.empty()) return broken_payload("call");
  act.replaces = static_cast<EntryNumber>(base::integer_at(object, "replaces"));
  for (const auto& each : base::array_at(object, "keys")) {
    COMITY_TRY(auto key, call_key_from(each));
    act.keys.push_back(std::move(key));
  }
  if (act.keys.empty()) return broken_payload("keys");
  COMITY_TRY(act.readers, shares_at(object, "readers"));
  COMITY_TRY(act.administrators, shares_at(object, "administrators"));
  for (const auto& each : base::array_at(object, "given")) {
    COMITY_TRY(auto given, given_share_from(each, act.administrators.size()));
    act.given.push_back(std::move(given));
  }
  return act;
}

base::Status apply_call_keyed(sql::Connection& connection, const FullEntry& full) {
  COMITY_TRY(const auto act, call_keyed_from(full.sealed->payload));
  return connection.send(
      "INSERT INTO call_keys (space, call, keys, changed) VALUES ($1, $2, $3, $4) "
      "ON CONFLICT (space, call) DO UPDATE SET keys = excluded.keys, changed = excluded.changed",
      full.entry.space.value, act.call, full.sealed->payload, full.entry.number);
}

Result<std::optional<CallKeysRecord>> Read::call_keys(SpaceId space, std::string_view call) const {
  COMITY_TRY(const auto rows,
             impl_->connection().query("SELECT keys, changed FROM call_keys WHERE space = $1 AND "
                                       "call = $2",
                                       space.value, call));
  COMITY_TRY(const bool found, rows->next());
  if (!found) return std::optional<CallKeysRecord>{};
  COMITY_TRY(auto keys, call_keyed_from(rows->text(0)));
  return std::optional(CallKeysRecord{std::move(keys), static_cast<EntryNumber>(rows->integer(1))});
}

}  // namespace comity::store
