#include "service/fetch/cache.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>

#include "base/hash.h"
#include "base/json.h"

namespace comity::service::fetching {
namespace {

using base::Result;
using base::Status;

constexpr std::uint64_t kMostNoteBytes = std::uint64_t{64} * 1024;
constexpr std::uint64_t kMostBodyBytes = std::uint64_t{256} << 20;
constexpr std::size_t kPartBytes = std::size_t{256} * 1024;
constexpr const char* kBody = "body";
constexpr const char* kAnswer = "answer.json";
constexpr const char* kParts = "parts.json";

base::JsonObject validators_json(const Validators& validators) {
  return {{"address", validators.address},
          {"etag", validators.etag},
          {"last_modified", validators.last_modified}};
}

Validators validators_from(const base::JsonObject& object) {
  return {std::string(base::text_at(object, "address")), std::string(base::text_at(object, "etag")),
          std::string(base::text_at(object, "last_modified"))};
}

/// Nothing where it cannot be read: what lies in a cache may be thrown away.
std::optional<base::JsonObject> note(base::FileSystem& files, const std::filesystem::path& path) {
  const auto text = files.read(path, kMostNoteBytes);
  if (!text) return std::nullopt;
  auto json = base::parse_json(*text);
  if (!json || !json->is_object()) return std::nullopt;
  return std::move(json->as_object());
}

Status write_note(base::FileSystem& files, const std::filesystem::path& path,
                  const base::JsonObject& object) {
  COMITY_CHECK(base::make_lasting_folders(files, path.parent_path()));
  return base::write_atomically(files, path, base::to_pretty_text(object));
}

struct Range {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
};

/// "12-40" behind the prefix.
std::optional<Range> range_in(std::string_view name, std::string_view prefix) {
  if (!name.starts_with(prefix)) return std::nullopt;
  name.remove_prefix(prefix.size());
  const auto* const last = name.data() + name.size();
  Range range;
  const auto first = std::from_chars(name.data(), last, range.begin);
  if (first.ec != std::errc{} || first.ptr == last || *first.ptr != '-') return std::nullopt;
  const auto second = std::from_chars(first.ptr + 1, last, range.end);
  if (second.ec != std::errc{} || second.ptr != last || range.end <= range.begin) {
    return std::nullopt;
  }
  return range;
}

}  // namespace

std::string Validators::strong() const {
  if (!etag.empty() && !etag.starts_with("W/")) return etag;
  return etag.empty() ? last_modified : std::string();
}

std::optional<Kept> CachePlace::kept() {
  const auto object = note(files_, folder_ / kAnswer);
  if (!object) return std::nullopt;
  Kept kept{validators_from(*object), base::Time{base::integer_at(*object, "asked")},
            static_cast<std::uint64_t>(base::integer_at(*object, "bytes")),
            std::string(base::text_at(*object, "sha256"))};
  const auto bytes = body();
  if (!bytes || base::sha256(*bytes).hex() != kept.hash) return std::nullopt;
  return kept;
}

Result<std::string> CachePlace::body() { return files_.read(folder_ / kBody, kMostBodyBytes); }

Status CachePlace::keep(std::string_view body, const Validators& validators, base::Time now) {
  COMITY_CHECK(base::make_lasting_folders(files_, folder_));
  // A new body beside the note of an old one has another hash, and counts as no answer.
  COMITY_CHECK(base::write_atomically(files_, folder_ / kBody, body));
  return write({validators, now, body.size(), base::sha256(body).hex()});
}

Status CachePlace::confirm(Kept kept, base::Time now) {
  kept.asked = now;
  return write(kept);
}

Status CachePlace::write(const Kept& kept) {
  auto object = validators_json(kept.validators);
  object["asked"] = kept.asked.microseconds;
  object["bytes"] = kept.bytes;
  object["sha256"] = kept.hash;
  return write_note(files_, folder_ / kAnswer, object);
}

Result<Parts> Parts::open(base::FileSystem& files, std::filesystem::path folder) {
  Parts parts(files, std::move(folder));
  COMITY_CHECK(parts.take_up());
  return parts;
}

Status Parts::take_up() {
  const auto object = note(*files_, folder_ / kParts);
  if (!object) return {};
  validators_ = validators_from(*object);
  COMITY_TRY(const auto names, files_->list(folder_));
  std::map<std::uint64_t, std::uint64_t> ends;
  for (const auto& name : names) {
    if (const auto range = range_in(name, prefix())) ends[range->begin] = range->end;
  }
  for (auto next = ends.find(0); next != ends.end(); next = ends.find(size_)) size_ = next->second;
  if (whole()) return {};
  return clear();
}

/// Parts of two answers never meet, whichever process writes them.
std::string Parts::prefix() const {
  const auto hash = base::sha256({validators_.address, "\n", validators_.strong()});
  return fmt::format("part-{}-", hash.hex().substr(0, 12));
}

Status Parts::begin(const Validators& validators) {
  COMITY_CHECK(clear());
  validators_ = validators;
  return {};
}

Status Parts::add(std::string_view piece) {
  waiting_ += piece;
  return waiting_.size() < kPartBytes ? Status() : flush();
}

Status Parts::flush() {
  if (waiting_.empty()) return {};
  if (size_ == 0) COMITY_CHECK(write_note(*files_, folder_ / kParts, validators_json(validators_)));
  const auto end = size_ + waiting_.size();
  COMITY_CHECK(base::write_atomically(
      *files_, folder_ / fmt::format("{}{}-{}", prefix(), size_, end), waiting_));
  size_ = end;
  waiting_.clear();
  return {};
}

Result<std::string> Parts::whole() const {
  std::string bytes;
  if (size_ == 0) return bytes + waiting_;
  COMITY_TRY(const auto names, files_->list(folder_));
  std::map<std::uint64_t, std::string> parts;
  for (const auto& name : names) {
    if (const auto range = range_in(name, prefix())) parts[range->begin] = name;
  }
  const auto damaged = [&] {
    return base::fail(base::ErrorKind::corrupt, "a part of a fetched document is missing",
                      folder_.string(), "remove the folder and fetch again");
  };
  while (bytes.size() < size_) {
    const auto found = parts.find(bytes.size());
    if (found == parts.end()) return damaged();
    COMITY_TRY(const auto part, files_->read(folder_ / found->second, kMostBodyBytes));
    const auto range = range_in(found->second, prefix());
    if (part.size() != range->end - range->begin) return damaged();
    bytes += part;
  }
  if (bytes.size() != size_) return damaged();
  return bytes + waiting_;
}

Status Parts::clear() {
  waiting_.clear();
  size_ = 0;
  validators_ = {};
  if (!files_->exists(folder_)) return {};
  COMITY_TRY(const auto names, files_->list(folder_));
  for (const auto& name : names) {
    if (!name.starts_with("part-") && name != kParts) continue;
    // Another process may have been quicker.
    const auto removed = files_->remove(folder_ / name);
    if (!removed && removed.error().kind != base::ErrorKind::not_found) return removed;
  }
  return {};
}

}  // namespace comity::service::fetching
