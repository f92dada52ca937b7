#include "app/uploads.h"

#include <chrono>

#include "app/person.h"
#include "service/consultation/uploads.h"

namespace comity::app {
namespace {

using base::Result;

service::Ask asker(service::Installation& installation, const http::Reader& reader) {
  return {person(installation, reader.actor),
          model::language_from(reader.language).value_or(model::Language::en)};
}

service::UploadKey key_from(const http::UploadKey& key) {
  return {key.call, key.upload, key.secret};
}

Result<base::Json> as_json(Result<base::JsonObject> answer) {
  COMITY_TRY(auto done, std::move(answer));
  return base::Json(std::move(done));
}

}  // namespace

ServiceUploads::ServiceUploads(service::Installation& installation)
    : installation_(installation),
      sweeper_([this](const std::stop_token& ended) { sweep(ended); }) {}

// What fails is tried again a minute later; expired uploads open to nobody meanwhile.
void ServiceUploads::sweep(const std::stop_token& ended) {
  std::unique_lock lock(mutex_);
  while (!ended.stop_requested()) {
    (void)service::sweep_uploads(installation_);
    woken_.wait_for(lock, ended, std::chrono::minutes(1), [] { return false; });
  }
}

Result<base::Json> ServiceUploads::terms(std::string_view call, const http::Reader& reader) {
  return as_json(service::upload_terms(installation_, asker(installation_, reader), call));
}

Result<base::Json> ServiceUploads::begin(std::string_view call, const http::UploadWish& wish,
                                         const http::Reader& reader) {
  return as_json(service::begin_upload(installation_, asker(installation_, reader), call,
                                       {wish.name, wish.bytes, wish.digest}));
}

Result<base::Json> ServiceUploads::state(const http::UploadKey& key, const http::Reader& reader) {
  return as_json(service::upload_state(installation_, asker(installation_, reader), key_from(key)));
}

Result<base::Json> ServiceUploads::append(const http::UploadKey& key, std::uint64_t offset,
                                          std::string_view bytes, const http::Reader& reader) {
  return as_json(service::append_upload(installation_, asker(installation_, reader), key_from(key),
                                        offset, bytes));
}

base::Status ServiceUploads::discard(const http::UploadKey& key, const http::Reader& reader) {
  return service::discard_upload(installation_, asker(installation_, reader), key_from(key));
}

std::string ServiceUploads::upload_of(std::string_view secret) const {
  return service::upload_of(secret);
}

}  // namespace comity::app
