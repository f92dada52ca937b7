#include "store/journal/verbs.h"

#include <algorithm>
#include <utility>

#include "store/journal/verbs_internal.h"
#include "store/passages.h"

namespace comity::store {
namespace {

using base::ErrorKind;
using base::JsonObject;

base::Result<std::string> work_at(const JsonObject& object) {
  std::string work(base::text_at(object, "work"));
  if (work.empty()) return broken_payload("work");
  return work;
}

base::Result<model::Language> language_at(const JsonObject& object) {
  const auto language = model::language_from(base::text_at(object, "language"));
  if (!language) return broken_payload("language");
  return *language;
}

std::string work_payload(const std::string& work) {
  return base::to_text(JsonObject{{"work", work}});
}

}  // namespace

tl::unexpected<base::Error> broken_payload(std::string_view what) {
  return base::fail(ErrorKind::corrupt,
                    "a journal payload lacks or misstates: " + std::string(what));
}

base::Result<base::Hash> hash_at(const JsonObject& object, std::string_view key) {
  auto hash = base::Hash::from_hex(base::text_at(object, key));
  if (!hash) return broken_payload(key);
  return *hash;
}

base::Result<JsonObject> payload_object(std::string_view payload) {
  auto json = base::parse_json(payload);
  if (!json || !json->is_object()) return broken_payload("the JSON object");
  return std::move(json->get_object());
}

int newest_version(std::string_view verb) {
  // Version 2 of a correction may be of numbers, of a coding that is finished it names the version
  // of the reply; what version 1 says, it says the same way.
  static constexpr std::pair<std::string_view, int> kKnown[] = {{kSpaceCreated, 1},
                                                                {kDocumentRead, 1},
                                                                {kDocumentPublished, 1},
                                                                {kDocumentWithdrawn, 1},
                                                                {kDocumentReread, 1},
                                                                {kCopyChosen, 1},
                                                                {kRecommendationCorrected, 2},
                                                                {kCorrectionWithdrawn, 1},
                                                                {kRowSettled, 1},
                                                                {kRowUnsettled, 1},
                                                                {kColumnsMapped, 1},
                                                                {kRecommendationTagged, 1},
                                                                {kRoleChanged, 1},
                                                                {kLinkGiven, 1},
                                                                {kCallWritten, 1},
                                                                {kReplyReceived, 1},
                                                                {kReplyWithdrawn, 1},
                                                                {kCallKey, 1},
                                                                {kCodingFinished, 2}};
  const auto* const found = std::find_if(std::begin(kKnown), std::end(kKnown),
                                         [&](const auto& each) { return each.first == verb; });
  if (found == std::end(kKnown)) return is_of_coding(verb) ? 1 : 0;
  return found->second;
}

std::string payload_of(const Space& space) {
  return base::to_text(JsonObject{
      {"space", base::to_text(space.id)},
      {"name", space.name},
      {"title", space.title},
      {"specimen", space.specimen},
      {"register", space.register_file ? space.register_file->hex() : std::string()},
  });
}

std::string payload_of(const DocumentRead& act) {
  return base::to_text(JsonObject{
      {"work", act.work},
      {"file", act.file.hex()},
      {"file_name", act.file_name},
      {"bytes", act.bytes},
      {"media_type", act.media_type},
      {"language", std::string(model::code_of(act.language))},
      {"reading", act.reading.hex()},
      {"reader", act.reader},
      {"program", act.program},
      {"origin", act.origin},
  });
}

std::string payload_of(const DocumentPublished& act) { return work_payload(act.work); }
std::string payload_of(const DocumentWithdrawn& act) { return work_payload(act.work); }

std::string payload_of(const DocumentReread& act) {
  return base::to_text(JsonObject{
      {"work", act.work},
      {"file", act.file.hex()},
      {"language", std::string(model::code_of(act.language))},
      {"reading", act.reading.hex()},
      {"replaces", act.replaces.hex()},
      {"reader", act.reader},
      {"program", act.program},
  });
}

std::string payload_of(const CopyChosen& act) {
  return base::to_text(JsonObject{{"work", act.work}, {"file", act.file.hex()}});
}

std::string payload_of(const ColumnsMapped& act) {
  auto object = model::to_json(act.mapping);
  object["name"] = act.name;
  object["header"] = act.header.hex();
  return base::to_text(object);
}

std::string payload_of(const RoleChanged& act) {
  return base::to_text(JsonObject{{"person", base::to_text(act.person)}, {"role", act.role}});
}

std::string payload_of(const LinkGiven& act) {
  return base::to_text(JsonObject{{"person", base::to_text(act.person)}});
}

base::Result<Space> space_from(std::string_view payload) {
  COMITY_TRY(const auto object, payload_object(payload));
  Space space;
  const auto id = base::from_crockford(base::text_at(object, "space"));
  if (!id) return broken_payload("space");
  space.id.value = *id;
  space.name = base::text_at(object, "name");
  if (!is_space_name(space.name)) return broken_payload("name");
  space.title = base::text_at(object, "title");
  space.specimen = base::truth_at(object, "specimen");
  if (!base::text_at(object, "register").empty()) {
    COMITY_TRY(space.register_file, hash_at(object, "register"));
  }
  return space;
}

base::Result<DocumentRead> document_read_from(std::string_view payload) {
  COMITY_TRY(const auto object, payload_object(payload));
  DocumentRead act;
  COMITY_TRY(act.work, work_at(object));
  COMITY_TRY(act.file, hash_at(object, "file"));
  act.file_name = base::text_at(object, "file_name");
  act.bytes = static_cast<std::uint64_t>(base::integer_at(object, "bytes"));
  act.media_type = base::text_at(object, "media_type");
  COMITY_TRY(act.language, language_at(object));
  COMITY_TRY(act.reading, hash_at(object, "reading"));
  act.reader = base::text_at(object, "reader");
  act.program = base::text_at(object, "program");
  act.origin = base::text_at(object, "origin");
  return act;
}

base::Result<DocumentReread> document_reread_from(std::string_view payload) {
  COMITY_TRY(const auto object, payload_object(payload));
  DocumentReread act;
  COMITY_TRY(act.work, work_at(object));
  COMITY_TRY(act.file, hash_at(object, "file"));
  COMITY_TRY(act.language, language_at(object));
  COMITY_TRY(act.reading, hash_at(object, "reading"));
  COMITY_TRY(act.replaces, hash_at(object, "replaces"));
  act.reader = base::text_at(object, "reader");
  act.program = base::text_at(object, "program");
  return act;
}

base::Result<CopyChosen> copy_chosen_from(std::string_view payload) {
  COMITY_TRY(const auto object, payload_object(payload));
  CopyChosen act;
  COMITY_TRY(act.work, work_at(object));
  COMITY_TRY(act.file, hash_at(object, "file"));
  return act;
}

base::Result<ColumnsMapped> columns_mapped_from(std::string_view payload) {
  COMITY_TRY(const auto object, payload_object(payload));
  ColumnsMapped act;
  act.name = base::text_at(object, "name");
  COMITY_TRY(act.header, hash_at(object, "header"));
  COMITY_TRY(act.mapping, model::column_mapping_from(object));
  return act;
}

base::Result<RoleChanged> role_changed_from(std::string_view payload) {
  COMITY_TRY(const auto object, payload_object(payload));
  const auto person = base::from_crockford(base::text_at(object, "person"));
  if (!person) return broken_payload("person");
  return RoleChanged{{*person}, std::string(base::text_at(object, "role"))};
}

base::Result<std::string> work_from(std::string_view payload) {
  COMITY_TRY(const auto object, payload_object(payload));
  return work_at(object);
}

bool is_space_name(std::string_view name) {
  constexpr std::size_t kLongest = 40;
  const auto letter = [](char c) { return c >= 'a' && c <= 'z'; };
  return !name.empty() && name.size() <= kLongest && letter(name.front()) &&
         std::all_of(name.begin(), name.end(),
                     [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '-'; });
}

std::string new_work_id() { return "~" + base::crockford(base::random_id()); }

}  // namespace comity::store
