#pragma once

#include <map>
#include <memory>
#include <mutex>

#include "base/result.h"
#include "names/register.h"
#include "store/store.h"

namespace comity::service {

/// The registers of States that the spaces of an installation carry. Thread-safe.
class Registers {
 public:
  using Shared = std::shared_ptr<const names::Register>;

  explicit Registers(store::Store& store) : store_(store) {}

  /// The one that the program itself holds.
  [[nodiscard]] static Shared builtin();
  /// A space's own, else builtin(). too_large, and what names::Register::load says.
  [[nodiscard]] base::Result<Shared> of(const store::Space& space);

 private:
  store::Store& store_;
  std::mutex mutex_;
  std::map<base::Hash, Shared> loaded_;  ///< by the file they stand in
};

}  // namespace comity::service
