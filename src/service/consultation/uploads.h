#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "service/consultation/consultations.h"

// Files sent ahead of a reply, in parts that go on where a line broke
// (docs/decisions/0037-files-ahead-of-a-reply.md). Whoever begins an upload is given its secret;
// parts are sealed to it as they arrive, and it is kept nowhere. A reply names whole uploads by
// their secrets (ReplyWish::uploads) and takes them along. Answers as in api/openapi.yaml.
namespace comity::service {

/// What uploads may take.
struct UploadLimits {
  std::uint64_t part_bytes = std::uint64_t{1} << 20;
  std::uint64_t count = 2'000;                     ///< on their way at once
  std::uint64_t bytes = std::uint64_t{2} << 30;    ///< of these together, as told
  std::uint64_t reserve = std::uint64_t{1} << 29;  ///< free on the disk, for replies themselves
};

struct UploadWish {
  std::string name;
  std::uint64_t bytes = 0;
  std::string digest;  ///< SHA-256 of the whole in hex, or empty; then it is held against it
};

/// One upload, by whoever has its secret.
struct UploadKey {
  std::string call;
  std::string id;
  std::string secret;
};

/// `{"most_bytes", "most_files", "most_together", "part_bytes"}`. not_found; conflict: the call
/// takes no replies.
[[nodiscard]] base::Result<base::JsonObject> upload_terms(Installation& installation,
                                                          const Ask& ask, std::string_view call,
                                                          const UploadLimits& limits = {});
/// `{"id", "address", "secret", "name", "bytes", "digest", "offset", "complete", "expires"}`; the
/// secret this once. not_found, conflict (late), invalid_input, too_large, unavailable (no room).
[[nodiscard]] base::Result<base::JsonObject> begin_upload(Installation& installation,
                                                          const Ask& ask, std::string_view call,
                                                          const UploadWish& wish,
                                                          const UploadLimits& limits = {});
/// The same without the secret. not_found: unknown, expired, gone with a reply, or another secret.
[[nodiscard]] base::Result<base::JsonObject> upload_state(Installation& installation,
                                                          const Ask& ask, const UploadKey& key);
/// Adds a part at the end of what has arrived; durable when it returns. conflict: it begins
/// elsewhere, or the call takes no more replies; too_large; invalid_input: more than was told;
/// unavailable: the disk is almost full.
[[nodiscard]] base::Result<base::JsonObject> append_upload(Installation& installation,
                                                           const Ask& ask, const UploadKey& key,
                                                           std::uint64_t offset,
                                                           std::string_view bytes,
                                                           const UploadLimits& limits = {});
/// Erases what has arrived.
[[nodiscard]] base::Status discard_upload(Installation& installation, const Ask& ask,
                                          const UploadKey& key);
/// Erases what has expired, and what is on its way to a call whose deadline is over.
[[nodiscard]] base::Status sweep_uploads(Installation& installation);

/// The id that a secret belongs to; empty where it is none.
[[nodiscard]] std::string upload_of(std::string_view secret);

}  // namespace comity::service
