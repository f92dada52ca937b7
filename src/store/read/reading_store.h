#pragma once

#include <list>
#include <memory>
#include <mutex>

#include "base/hash.h"
#include "base/result.h"
#include "model/reading.h"
#include "store/file_store.h"

namespace comity::store {

/// Stored readings by the hash of their canonical JSON; the last used are kept in memory.
/// Thread-safe.
class ReadingStore {
 public:
  using Pointer = std::shared_ptr<const model::Reading>;

  explicit ReadingStore(FileStore& files) : files_(files) {}

  [[nodiscard]] base::Result<base::Hash> put(Pointer reading);
  /// not_found; corrupt when it is damaged or no reading.
  [[nodiscard]] base::Result<Pointer> get(const base::Hash& hash);

 private:
  struct Kept {
    base::Hash hash;
    Pointer reading;
    std::size_t bytes = 0;  ///< of its JSON
  };
  /// From memory only; null when it is not there.
  Pointer recent(const base::Hash& hash);
  void keep(Kept one);

  FileStore& files_;
  std::mutex mutex_;
  std::list<Kept> kept_;  ///< the last used first
  std::size_t kept_bytes_ = 0;
};

}  // namespace comity::store
