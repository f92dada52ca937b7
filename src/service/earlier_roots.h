#pragma once

#include <map>
#include <mutex>

#include "store/store.h"

namespace comity::service {

/// The roots that logs had at the size last asked for: it changes once a day, and finding one reads
/// the whole log. Thread-safe.
class EarlierRoots {
 public:
  /// As store::Read::root_at.
  [[nodiscard]] base::Result<base::Hash> of(const store::Read& read, store::SpaceId space,
                                            store::EntryNumber size);

 private:
  struct Kept {
    store::EntryNumber size = 0;
    base::Hash root;
  };

  std::mutex mutex_;
  std::map<store::SpaceId, Kept> kept_;
};

}  // namespace comity::service
