#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/json.h"
#include "base/result.h"
#include "http/consultations.h"

namespace comity::http {

/// A file of which somebody says that it will come ahead of a reply.
struct UploadWish {
  std::string name;
  std::uint64_t bytes = 0;
  std::string digest;  ///< SHA-256 in hex, or empty
};

/// One that is on its way, by whoever has its secret.
struct UploadKey {
  std::string call;
  std::string upload;
  std::string secret;
};

/// The part of a Site that takes files ahead of replies, in parts; api/openapi.yaml has the
/// answers.
class ReplyUploads {
 public:
  virtual ~ReplyUploads() = default;
  /// How much it takes. not_found, conflict.
  [[nodiscard]] virtual base::Result<base::Json> terms(std::string_view call,
                                                       const Reader& reader) = 0;
  /// With the secret, this once. not_found, conflict, invalid_input, too_large, unavailable.
  [[nodiscard]] virtual base::Result<base::Json> begin(std::string_view call,
                                                       const UploadWish& wish,
                                                       const Reader& reader) = 0;
  /// not_found: also with another secret.
  [[nodiscard]] virtual base::Result<base::Json> state(const UploadKey& key,
                                                       const Reader& reader) = 0;
  /// conflict: it begins elsewhere; too_large, invalid_input, unavailable.
  [[nodiscard]] virtual base::Result<base::Json> append(const UploadKey& key, std::uint64_t offset,
                                                        std::string_view bytes,
                                                        const Reader& reader) = 0;
  [[nodiscard]] virtual base::Status discard(const UploadKey& key, const Reader& reader) = 0;
  /// The upload that a secret belongs to; empty where it is none.
  [[nodiscard]] virtual std::string upload_of(std::string_view secret) const = 0;
};

}  // namespace comity::http
