#include "store/reading_store.h"

#include <algorithm>

namespace comity::store {
namespace {

/// Readings of long reports take some megabytes each.
constexpr std::size_t kKept = 16;
constexpr base::JsonLimits kLimits{std::size_t{1} << 30, 64};

}  // namespace

base::Result<base::Hash> ReadingStore::put(Pointer reading) {
  COMITY_TRY(const auto key,
             files_.put(FileKind::reading, base::to_text(model::to_json(*reading))));
  keep(key.hash, std::move(reading));
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
  keep(hash, shared);
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

void ReadingStore::keep(const base::Hash& hash, Pointer reading) {
  const std::lock_guard lock(mutex_);
  kept_.push_front({hash, std::move(reading)});
  if (kept_.size() > kKept) kept_.pop_back();
}

}  // namespace comity::store
