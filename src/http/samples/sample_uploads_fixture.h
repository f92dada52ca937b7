#pragma once

#include <string>
#include <vector>

#include "http/samples/sample_consultations_fixture.h"
#include "http/uploads.h"

// One file that is on its way ahead of a reply, for tests.
namespace comity::http {

class SampleUploads final : public ReplyUploads {
 public:
  static constexpr std::string_view kUpload = "0000000000007";
  static constexpr std::string_view kSecret = "0000000000007.secret";

  base::Result<base::Json> terms(std::string_view call, const Reader&) override {
    if (call != SampleConsultations::kSampleCall) {
      return base::fail(base::ErrorKind::not_found, "there is no such call for input");
    }
    return base::Json(base::JsonObject{{"most_bytes", 8 << 20},
                                       {"most_files", 10},
                                       {"most_together", 24 << 20},
                                       {"part_bytes", 1 << 20}});
  }
  base::Result<base::Json> begin(std::string_view, const UploadWish& wish, const Reader&) override {
    if (wish.bytes > std::uint64_t{8} << 20) {
      return base::fail(base::ErrorKind::too_large, "the file is larger than 8 MB", "bytes");
    }
    name = wish.name;
    bytes = wish.bytes;
    arrived.clear();
    auto json = body();
    json["id"] = kUpload;
    json["secret"] = kSecret;
    return base::Json(std::move(json));
  }
  base::Result<base::Json> state(const UploadKey& key, const Reader&) override {
    COMITY_CHECK(known(key));
    return base::Json(body());
  }
  base::Result<base::Json> append(const UploadKey& key, std::uint64_t offset, std::string_view part,
                                  const Reader&) override {
    COMITY_CHECK(known(key));
    if (offset != arrived.size()) {
      return base::fail(base::ErrorKind::conflict, "the part begins elsewhere");
    }
    arrived += part;
    return base::Json(body());
  }
  base::Status discard(const UploadKey& key, const Reader&) override {
    COMITY_CHECK(known(key));
    bytes = 0;
    return {};
  }
  [[nodiscard]] std::string upload_of(std::string_view secret) const override {
    return std::string(secret.substr(0, secret.find('.')));
  }

  std::string name = "ours.pdf";
  std::uint64_t bytes = 6;
  std::string arrived;

 private:
  [[nodiscard]] base::Status known(const UploadKey& key) const {
    if (key.secret == kSecret && key.upload == kUpload && bytes > 0) return {};
    return base::fail(base::ErrorKind::not_found, "no file is on its way there");
  }
  [[nodiscard]] base::JsonObject body() const {
    return {{"id", kUpload},
            {"address", "/consultations/" + std::string(SampleConsultations::kSampleCall) +
                            "/uploads/" + std::string(kUpload)},
            {"name", name},
            {"bytes", bytes},
            {"digest", ""},
            {"offset", arrived.size()},
            {"complete", arrived.size() == bytes},
            {"expires", "2026-02-04T00:00:00Z"}};
  }
};

}  // namespace comity::http
