#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "base/file_system.h"

namespace comity::service {

/// What was fetched from where, in a folder that may be deleted at any time: so that the same is
/// not sent twice, and a transfer that was cut goes on.
class FetchCache {
 public:
  FetchCache(base::FileSystem& files, std::filesystem::path folder)
      : files_(&files), folder_(std::move(folder)) {}

  struct Kept {
    std::string etag;           ///< as it was sent
    std::string last_modified;  ///< as it was sent
    bool whole = false;
    std::string body;

    /// What tells this version from another one to the byte; empty: nothing does.
    [[nodiscard]] std::string_view validator() const;
  };

  /// What is damaged is as if it were not there.
  [[nodiscard]] std::optional<Kept> find(std::string_view address) const;
  [[nodiscard]] base::Status keep(std::string_view address, const Kept& kept);
  void forget(std::string_view address);

 private:
  [[nodiscard]] std::filesystem::path path_of(std::string_view address) const;

  base::FileSystem* files_;
  std::filesystem::path folder_;
};

}  // namespace comity::service
