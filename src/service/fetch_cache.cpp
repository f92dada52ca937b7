#include "service/fetch_cache.h"

#include "base/hash.h"
#include "base/json.h"
#include "service/import.h"

namespace comity::service {

std::string_view FetchCache::Kept::validator() const {
  // A weak tag tells equal meaning, not equal bytes (RFC 9110, 13.1.5).
  if (!etag.empty() && !etag.starts_with("W/")) return etag;
  return last_modified;
}

std::filesystem::path FetchCache::path_of(std::string_view address) const {
  return folder_ / base::sha256(address).hex();
}

// A line of JSON that says what it is, and the bytes.
std::optional<FetchCache::Kept> FetchCache::find(std::string_view address) const {
  auto bytes = files_->read(path_of(address), kMostFileBytes + (std::uint64_t{1} << 16));
  if (!bytes) return std::nullopt;
  const auto line = bytes->find('\n');
  if (line == std::string::npos) return std::nullopt;
  const auto json = base::parse_json(std::string_view(*bytes).substr(0, line));
  const auto* about = json ? json->if_object() : nullptr;
  if (about == nullptr || base::text_at(*about, "address") != address) return std::nullopt;
  Kept kept{std::string(base::text_at(*about, "etag")),
            std::string(base::text_at(*about, "last_modified")), base::truth_at(*about, "whole"),
            bytes->substr(line + 1)};
  if (base::text_at(*about, "sha256") != base::sha256(kept.body).hex()) return std::nullopt;
  return kept;
}

base::Status FetchCache::keep(std::string_view address, const Kept& kept) {
  COMITY_CHECK(base::make_lasting_folders(*files_, folder_));
  const base::JsonObject about{{"address", address},
                               {"etag", kept.etag},
                               {"last_modified", kept.last_modified},
                               {"whole", kept.whole},
                               {"sha256", base::sha256(kept.body).hex()}};
  return base::write_atomically(*files_, path_of(address), base::to_text(about) + "\n" + kept.body);
}

void FetchCache::forget(std::string_view address) {
  static_cast<void>(files_->remove(path_of(address)));  // it may not be there
}

}  // namespace comity::service
