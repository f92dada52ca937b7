#include "store/calls.h"

#include "store/journal/verbs_internal.h"

// The payloads of consultations.
namespace comity::store {
namespace {

using base::JsonObject;

template <typename Tag>
base::Result<base::Id<Tag>> id_at(const JsonObject& object, std::string_view key) {
  const auto value = base::from_crockford(base::text_at(object, key));
  if (!value || *value == 0) return broken_payload(key);
  return base::Id<Tag>{*value};
}

base::Result<std::uint64_t> version_at(const JsonObject& object) {
  const auto version = base::integer_at(object, "version");
  if (version < 1) return broken_payload("version");
  return static_cast<std::uint64_t>(version);
}

base::Result<model::Way> way_at(const JsonObject& object) {
  const auto way = model::way_from(base::text_at(object, "way"));
  if (!way) return broken_payload("way");
  return *way;
}

}  // namespace

std::string payload_of(const CallWritten& act) {
  JsonObject object{{"call", base::to_text(act.call)}, {"version", act.version}};
  for (auto& [key, value] : model::to_json(act.content)) object[key] = std::move(value);
  return base::to_text(object);
}

std::string payload_of(const ReplyReceived& act) {
  JsonObject object{{"call", base::to_text(act.call)},
                    {"reply", base::to_text(act.reply)},
                    {"version", act.version},
                    {"way", model::name_of(act.way)},
                    {"language", model::code_of(act.language)},
                    {"received", act.received.microseconds},
                    {"receipt", act.receipt.hex()},
                    {"digest", act.digest.hex()}};
  if (act.content) object["content"] = model::to_json(*act.content);
  if (act.sealed) object["sealed"] = act.sealed->hex();
  return base::to_text(object);
}

std::string payload_of(const ReplyWithdrawn& act) {
  return base::to_text(JsonObject{{"call", base::to_text(act.call)},
                                  {"reply", base::to_text(act.reply)},
                                  {"version", act.version},
                                  {"way", model::name_of(act.way)},
                                  {"first", act.first},
                                  {"receipt", act.receipt.hex()}});
}

base::Result<CallWritten> call_written_from(std::string_view payload) {
  COMITY_TRY(const auto object, payload_object(payload));
  CallWritten act;
  COMITY_TRY(act.call, id_at<CallTag>(object, "call"));
  COMITY_TRY(act.version, version_at(object));
  COMITY_TRY(act.content, model::call_from_json(object));
  return act;
}

base::Result<ReplyReceived> reply_received_from(std::string_view payload) {
  COMITY_TRY(const auto object, payload_object(payload));
  ReplyReceived act;
  COMITY_TRY(act.call, id_at<CallTag>(object, "call"));
  COMITY_TRY(act.reply, id_at<ReplyTag>(object, "reply"));
  COMITY_TRY(act.version, version_at(object));
  COMITY_TRY(act.way, way_at(object));
  const auto language = model::language_from(base::text_at(object, "language"));
  if (!language) return broken_payload("language");
  act.language = *language;
  act.received.microseconds = base::integer_at(object, "received");
  COMITY_TRY(act.receipt, hash_at(object, "receipt"));
  COMITY_TRY(act.digest, hash_at(object, "digest"));
  if (object.contains("content")) {
    COMITY_TRY(act.content, model::reply_content_from_json(base::object_at(object, "content")));
  }
  if (object.contains("sealed")) {
    COMITY_TRY(act.sealed, hash_at(object, "sealed"));
  }
  if (act.content.has_value() == act.sealed.has_value()) return broken_payload("content");
  return act;
}

base::Result<ReplyWithdrawn> reply_withdrawn_from(std::string_view payload) {
  COMITY_TRY(const auto object, payload_object(payload));
  ReplyWithdrawn act;
  COMITY_TRY(act.call, id_at<CallTag>(object, "call"));
  COMITY_TRY(act.reply, id_at<ReplyTag>(object, "reply"));
  COMITY_TRY(act.version, version_at(object));
  COMITY_TRY(act.way, way_at(object));
  const auto first = base::integer_at(object, "first");
  if (first < 1) return broken_payload("first");
  act.first = static_cast<std::uint64_t>(first);
  COMITY_TRY(act.receipt, hash_at(object, "receipt"));
  return act;
}

}  // namespace comity::store
