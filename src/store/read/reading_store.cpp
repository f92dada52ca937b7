#include "store/read/reading_store.h"

#include <algorithm>

namespace comity::store {
namespace {

/// Bytes of JSON: some eighty reports, each taking two or three times as much in memory. An import
/// needs what it has read twice more, to store it and for the index.
constexpr std::size_t kMostKept = std::size_t{16} << 20;
constexpr base::JsonLimits kLimits{std::size_t{1} << 30, 64};

}  // namespace

base::Result<base::Hash> ReadingStore::put(Pointer reading) {
  const auto text = base::to_text(model::to_json(*reading));
  COMITY_TRY(const auto key, files_.put(FileKind::reading, text));
  keep({key.hash, std::move(reading), text.size()});
  return key.hash;
}

base::Result<ReadingStore::Pointer> ReadingStore::get(const base::Hash& hash) {
  if (auto reading = recent(hash)) return reading;
  const FileKey key{FileKind::reading, hash};
  COMITY_TRY(const auto text, files_.get(key));
  const auto refuse = [&](const base::Error& error) {
    return base::fail(base::ErrorKind::corrupt, "not a stored reading: " + error.message,
                      files_.path_of(key).string(), "import the document again");
  };
  const auto json = base::parse_json(text, kLimits);
  if (!json) return refuse(json.error());
  auto reading = model::reading_from_json(*json);
  if (!reading) return refuse(reading.error());
  auto shared = std::make_shared<const model::Reading>(*std::move(reading));
  keep({hash, shared, text.size()});
  return shared;
}

ReadingStore::Pointer ReadingStore::recent(const base::Hash& hash) {
  const std::lock_guard lock(mutex_);
  const auto found =
      std::find_if(kept_.begin(), kept_.end(), [&](const Kept& one) { return one.hash == hash; });
  if (found == kept_.end()) return nullptr;
  kept_.splice(kept_.begin(), kept_, found);
  return found->reading;
}

void ReadingStore::keep(Kept one) {
  const std::lock_guard lock(mutex_);
  kept_bytes_ += one.bytes;
  kept_.push_front(std::move(one));
  while (kept_bytes_ > kMostKept && kept_.size() > 1) {
    kept_bytes_ -= kept_.back().bytes;
    kept_.pop_back();
  }
}

}  // namespace comity::store
