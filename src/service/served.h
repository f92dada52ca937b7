#pragma once

#include <string>
#include <string_view>

#include "service/installation.h"

namespace comity::service {

/// Says in the data folder, as long as it lives, at which address people see the server that runs
/// over it, for commands that print links. A server that was killed is not taken for one that runs.
class Served {
 public:
  /// unavailable, forbidden.
  [[nodiscard]] static base::Result<Served> at(const Installation& installation,
                                               std::string_view origin);
  Served(Served&& other) noexcept;
  Served& operator=(Served&& other) noexcept;
  ~Served();

 private:
  Served(std::filesystem::path path, int descriptor)
      : path_(std::move(path)), descriptor_(descriptor) {}
  std::filesystem::path path_;
  int descriptor_ = -1;  ///< of the file, locked
};

/// The address of the server that runs over the folder ("http://127.0.0.1:8123"); empty where none
/// does. Of several the one that began last.
[[nodiscard]] std::string served_origin(const Installation& installation);

}  // namespace comity::service
