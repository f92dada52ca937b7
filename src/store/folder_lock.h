#pragma once

#include <filesystem>

#include "base/result.h"

namespace comity::store {

/// Says that this process has the folder open. Any number may; whoever opens it while nobody else
/// does learns so, and may tidy up what killed processes left.
class FolderLock {
 public:
  [[nodiscard]] static base::Result<FolderLock> open(const std::filesystem::path& folder);
  /// The folder for this process alone, as long as the lock lives. unavailable: another has it.
  [[nodiscard]] static base::Result<FolderLock> open_alone(const std::filesystem::path& folder);
  FolderLock(FolderLock&& other) noexcept;
  FolderLock& operator=(FolderLock&& other) noexcept;
  ~FolderLock();

  /// Whether nobody else had it open; holds until share() is called.
  [[nodiscard]] bool alone() const { return alone_; }
  /// Lets others open it too.
  void share();

 private:
  FolderLock(int descriptor, bool alone) : descriptor_(descriptor), alone_(alone) {}
  int descriptor_ = -1;
  bool alone_ = false;
};

}  // namespace comity::store
