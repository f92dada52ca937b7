#include "service/consultation/uploads.h"

#include <filesystem>
#include <set>

#include "base/hash.h"
#include "base/hex.h"
#include "base/text.h"
#include "service/consultation/parts.h"
#include "service/sealing/sealing.h"
#include "service/written.h"

// Files on their way: begun, added to, and opened once a reply names them.
namespace comity::service {
namespace calling {
namespace {

using base::ErrorKind;
using base::JsonObject;
using base::Result;

constexpr const char* kUploadMend = "take the file out of the form and choose it again";
constexpr std::size_t kSecretBytes = 20;
constexpr std::size_t kDigestLetters = 64;
constexpr std::size_t kLongestUploadName = 1000;
constexpr std::int64_t kDay = std::int64_t{24} * 60 * 60 * 1'000'000;
/// After the day on which its last part came.
constexpr std::int64_t kDaysKept = 3;

std::string upload_address(const store::CallRecord& call, store::UploadId id) {
  return call_address(call.id) + "/uploads/" + base::to_text(id);
}

/// Days, not hours: nothing says when somebody was at it. Nor is it the call's deadline, which may
/// be extended: what is on its way goes when the call closes.
base::Time expiry_of(const Installation& installation) {
  const auto today = base::start_of_day(installation.clock().now()).microseconds;
  return {today + (kDaysKept + 1) * kDay};
}

tl::unexpected<base::Error> no_upload(const store::CallRecord& call) {
  return base::fail(ErrorKind::not_found,
                    "no file is on its way there: it has ended, has gone with a reply, or its "
                    "secret is another",
                    call_address(call.id) + "/uploads", "send the file anew, from its beginning");
}

tl::unexpected<base::Error> begins_elsewhere(const store::CallRecord& call,
                                             const store::Upload& upload) {
  return base::fail(ErrorKind::conflict,
                    "the part does not begin where what has arrived ends, at byte " +
                        std::to_string(upload.arrived),
                    upload_address(call, upload.id), "go on from there");
}

/// What opens an upload.
struct OpenUpload {
  store::Upload upload;
  std::string name;
  std::string digest;
};

/// An upload of the call to which this is the secret, or nothing.
Result<std::optional<store::Upload>> upload_with(Installation& installation,
                                                 const store::CallRecord& call,
                                                 std::string_view secret) {
  const auto id = base::from_crockford(upload_of(secret));
  if (!id) return std::optional<store::Upload>{};
  COMITY_TRY(auto upload, installation.store().uploads().of({*id}, installation.clock().now()));
  const bool its = upload && upload->call == call.id && upload->space == call.space &&
                   upload->proof == base::sha256(secret);
  if (!its) upload.reset();
  return upload;
}

Result<OpenUpload> opened_upload(store::Upload upload, std::string_view secret) {
  COMITY_TRY(const auto told, open_by_code(secret, {upload.told}));
  COMITY_TRY(const auto json, base::parse_json(told));
  if (!json.is_object()) return base::fail(ErrorKind::corrupt, "what was told of a file is lost");
  const auto& object = json.get_object();
  return OpenUpload{std::move(upload), std::string(base::text_at(object, "name")),
                    std::string(base::text_at(object, "digest"))};
}

/// An upload that is still on its way, for whoever has its key.
Result<OpenUpload> held_upload(Installation& installation, const store::CallRecord& call,
                               const UploadKey& key) {
  if (upload_of(key.secret) != key.id) return no_upload(call);
  COMITY_TRY(auto upload, upload_with(installation, call, key.secret));
  if (!upload || upload->taken) return no_upload(call);
  return opened_upload(*std::move(upload), key.secret);
}

JsonObject upload_json(const store::CallRecord& call, const OpenUpload& open) {
  const auto& upload = open.upload;
  return {{"id", base::to_text(upload.id)},
          {"address", upload_address(call, upload.id)},
          {"name", open.name},
          {"bytes", upload.bytes},
          {"digest", open.digest},
          {"offset", upload.arrived},
          {"complete", upload.arrived == upload.bytes},
          {"expires", base::to_rfc3339(upload.expires)}};
}

base::Status check_upload(const UploadWish& wish) {
  const auto name = base::trimmed(std::string_view(wish.name));
  if (name.empty() || name.size() > kLongestUploadName || !base::is_utf8(name)) {
    return refuse("this is no name of a file", "name", "give it in UTF-8, at most 1000 bytes");
  }
  if (wish.bytes == 0) return refuse("the file is empty", "bytes", "choose another, or none");
  if (wish.bytes > kMostReplyFileBytes) {
    return base::fail(ErrorKind::too_large, "the file is larger than 8 MB", "bytes",
                      "send its text alone, or parts of it");
  }
  const bool hex = wish.digest.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (!wish.digest.empty() && (wish.digest.size() != kDigestLetters || !hex)) {
    return refuse("this is no SHA-256", "digest", "give its 64 hexadecimal digits, or none");
  }
  return {};
}

/// A full disk would refuse replies themselves.
base::Status leave_reserve(const Installation& installation, std::uint64_t bytes,
                           const UploadLimits& limits) {
  if (has_room(installation, limits.reserve + bytes)) return {};
  return base::fail(ErrorKind::unavailable, "the server's disk has no room for files in parts", {},
                    "send the file with the form, or come again in an hour");
}

std::string part_head(std::uint64_t begins) { return std::to_string(begins) + "\n"; }

/// The bytes of a whole upload. corrupt: a part is missing, or another's.
Result<std::string> bytes_of(Installation& installation, const store::Upload& upload,
                             std::string_view secret) {
  COMITY_TRY(const auto parts, installation.store().uploads().parts(upload.id));
  std::string bytes;
  bytes.reserve(upload.bytes);
  for (const auto& part : parts) {
    COMITY_TRY(const auto opened, open_by_code(secret, {part.sealed}));
    const auto head = part_head(part.begins);
    const bool follows = part.begins == bytes.size() && opened.starts_with(head);
    if (!follows) return base::fail(ErrorKind::corrupt, "the parts of a file do not fit together");
    bytes.append(opened, head.size());
  }
  if (bytes.size() == upload.bytes) return bytes;
  return base::fail(ErrorKind::corrupt, "a part of a file is missing");
}

/// A file that a reply names, whole and as it was told of.
Result<NewReplyFile> file_of(Installation& installation, const SentAhead& ahead,
                             const OpenUpload& open, const std::string& place) {
  COMITY_TRY(auto bytes, bytes_of(installation, open.upload, ahead.secret));
  if (!open.digest.empty() && base::sha256(bytes).hex() != open.digest) {
    return refuse("what has arrived of the file is not what was told of it", place, kUploadMend);
  }
  return NewReplyFile{ahead.question, open.name, std::move(bytes)};
}

/// Whether one of these has gone with a reply since it was opened.
Result<bool> has_gone(Installation& installation, const std::vector<store::TakenUpload>& opened) {
  for (const auto& each : opened) {
    COMITY_TRY(const auto now,
               installation.store().uploads().of(each.upload, installation.clock().now()));
    if (!now || now->taken) return true;
  }
  return false;
}

}  // namespace

bool has_room(const Installation& installation, std::uint64_t bytes) {
  std::error_code error;
  const auto space = std::filesystem::space(installation.folder(), error);
  return error || space.available >= bytes;
}

Result<Brought> brought_by(Installation& installation, const store::CallRecord& call,
                           std::string_view code, const ReplyWish& wish) {
  Brought brought;
  std::set<store::UploadId> named;
  // The mark of one that has gone outlives the call: whoever sends a form again may be late.
  const base::Time until{base::start_of_day(installation.clock().now()).microseconds + 2 * kDay};
  std::uint64_t together = 0;
  for (const auto& file : wish.files) together += file.bytes.size();
  for (std::size_t i = 0; i < wish.uploads.size(); ++i) {
    const auto& ahead = wish.uploads[i];
    const auto place = "upload " + std::to_string(i + 1);
    COMITY_TRY(auto upload, upload_with(installation, call, ahead.secret));
    // Whoever knows both secrets, and nobody else, sees that the two belong together.
    const auto mark = base::sha256({ahead.secret, "\n", code});
    if (upload && upload->taken == mark) {
      brought.before.push_back(i);
      continue;
    }
    if (!upload || upload->taken) {
      return refuse("a file that was sent ahead is no longer there", place, kUploadMend);
    }
    if (!named.insert(upload->id).second) {
      return refuse("a file that was sent ahead is named twice", place, "name it once");
    }
    if (upload->arrived < upload->bytes) {
      return base::fail(ErrorKind::conflict, "a file that is sent ahead has not arrived whole",
                        place, "send the rest of it first, or take it out of the form");
    }
    together += upload->bytes;
    if (together > kMostReplyFilesBytes || named.size() > kMostReplyFiles) {
      return base::fail(ErrorKind::too_large, "a reply has 10 files at most, of 24 MB together",
                        "files", "send what they hold in fewer or smaller ones");
    }
    COMITY_TRY(const auto open, opened_upload(*std::move(upload), ahead.secret));
    auto file = file_of(installation, ahead, open, place);
    if (!file) {
      // Of a form that is sent twice at once the first may have taken it at this moment.
      COMITY_TRY(const auto now, upload_with(installation, call, ahead.secret));
      if (!now || now->taken != mark) return tl::unexpected<base::Error>(file.error());
      brought.before.push_back(i);
      continue;
    }
    brought.files.push_back(*std::move(file));
    brought.uploads.push_back({open.upload.id, mark, until});
  }
  if (brought.before.empty() || brought.uploads.empty()) return brought;
  // All of a form go at once: seen half before and half after, they are looked at again.
  COMITY_TRY(const bool gone, has_gone(installation, brought.uploads));
  return gone ? brought_by(installation, call, code, wish) : Result<Brought>(std::move(brought));
}

}  // namespace calling

using calling::call_named;

base::Result<base::JsonObject> upload_terms(Installation& installation, const Ask& ask,
                                            std::string_view call, const UploadLimits& limits) {
  COMITY_TRY(const auto read, installation.store().read());
  COMITY_TRY(const auto record, call_named(read, ask, call));
  COMITY_CHECK(calling::must_take(installation, record));
  return base::JsonObject{{"most_bytes", kMostReplyFileBytes},
                          {"most_files", kMostReplyFiles},
                          {"most_together", kMostReplyFilesBytes},
                          {"part_bytes", limits.part_bytes}};
}

base::Result<base::JsonObject> begin_upload(Installation& installation, const Ask& ask,
                                            std::string_view call, const UploadWish& wish,
                                            const UploadLimits& limits) {
  COMITY_TRY(const auto read, installation.store().read());
  COMITY_TRY(const auto record, call_named(read, ask, call));
  COMITY_CHECK(calling::must_take(installation, record));
  COMITY_CHECK(calling::check_upload(wish));
  COMITY_CHECK(calling::leave_reserve(installation, wish.bytes, limits));
  const std::string name(base::trimmed(std::string_view(wish.name)));
  calling::OpenUpload open{{}, name, wish.digest};
  auto& upload = open.upload;
  upload.id = {base::random_id()};
  const auto secret =
      base::to_text(upload.id) + "." + base::to_hex(base::random_bytes(calling::kSecretBytes));
  upload.space = record.space;
  upload.call = record.id;
  upload.proof = base::sha256(secret);
  upload.bytes = wish.bytes;
  upload.expires = calling::expiry_of(installation);
  const auto told = base::to_text(base::JsonObject{{"name", name}, {"digest", wish.digest}});
  upload.told = seal_to_code(secret, told).bytes;
  COMITY_CHECK(installation.store().uploads().begin(upload, {limits.count, limits.bytes},
                                                    installation.clock().now()));
  auto json = calling::upload_json(record, open);
  json["secret"] = secret;
  return json;
}

base::Result<base::JsonObject> upload_state(Installation& installation, const Ask& ask,
                                            const UploadKey& key) {
  COMITY_TRY(const auto read, installation.store().read());
  COMITY_TRY(const auto record, call_named(read, ask, key.call));
  COMITY_TRY(const auto open, calling::held_upload(installation, record, key));
  return calling::upload_json(record, open);
}

base::Result<base::JsonObject> append_upload(Installation& installation, const Ask& ask,
                                             const UploadKey& key, std::uint64_t offset,
                                             std::string_view bytes, const UploadLimits& limits) {
  COMITY_TRY(const auto read, installation.store().read());
  COMITY_TRY(const auto record, call_named(read, ask, key.call));
  COMITY_TRY(auto open, calling::held_upload(installation, record, key));
  COMITY_CHECK(calling::must_take(installation, record));
  auto& upload = open.upload;
  const auto place = calling::upload_address(record, upload.id);
  if (bytes.size() > limits.part_bytes) {
    return base::fail(base::ErrorKind::too_large, "a part is 1 MB at most", place,
                      "send it in smaller parts");
  }
  if (offset != upload.arrived) return calling::begins_elsewhere(record, upload);
  if (bytes.empty()) return calling::upload_json(record, open);
  if (bytes.size() > upload.bytes - upload.arrived) {
    return refuse("this is more of the file than was told", place,
                  "send what is left of it, or begin anew");
  }
  COMITY_CHECK(calling::leave_reserve(installation, bytes.size(), limits));
  const auto sealed = seal_to_code(key.secret, calling::part_head(offset) + std::string(bytes));
  upload.expires = calling::expiry_of(installation);
  COMITY_TRY(const bool added,
             installation.store().uploads().append(upload.id, {offset, bytes.size(), sealed.bytes},
                                                   upload.expires));
  // Another part was added, or a reply took the file, at the same moment.
  if (!added) {
    COMITY_TRY(const auto now, calling::held_upload(installation, record, key));
    return calling::begins_elsewhere(record, now.upload);
  }
  upload.arrived += bytes.size();
  return calling::upload_json(record, open);
}

base::Status discard_upload(Installation& installation, const Ask& ask, const UploadKey& key) {
  COMITY_TRY(const auto read, installation.store().read());
  COMITY_TRY(const auto record, call_named(read, ask, key.call));
  COMITY_TRY(const auto open, calling::held_upload(installation, record, key));
  return installation.store().uploads().discard(open.upload.id);
}

base::Status sweep_uploads(Installation& installation) {
  const auto now = installation.clock().now();
  auto& uploads = installation.store().uploads();
  COMITY_CHECK(uploads.sweep(now));
  COMITY_TRY(const auto read, installation.store().read());
  COMITY_TRY(const auto calls, read.calls(store::Visibility::everything()));
  for (const auto& call : calls) {
    // Nobody has met it since its deadline, and so nobody has closed it.
    const bool over = call.content.state == model::CallState::open && now >= call.content.closes;
    if (over) COMITY_CHECK(uploads.discard_of(call.space, call.id));
  }
  return {};
}

std::string upload_of(std::string_view secret) {
  constexpr std::size_t kIdLetters = 13;
  const bool fits =
      secret.size() == kIdLetters + 1 + 2 * calling::kSecretBytes && secret[kIdLetters] == '.';
  return fits ? std::string(secret.substr(0, kIdLetters)) : std::string();
}

}  // namespace comity::service
