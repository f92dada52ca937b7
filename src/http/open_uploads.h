#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace comity::http {

/// How many uploads one network has on their way: in memory alone, so that no address is kept with
/// what was sent. Thread-safe; its memory is bounded.
class OpenUploads {
 public:
  static constexpr std::size_t kMost = 40;

  explicit OpenUploads(const base::Clock& clock) : clock_(clock) {}
  /// Whether the network may begin another.
  [[nodiscard]] bool may_begin(std::string_view network);
  /// It has begun one.
  void add(std::string_view network, std::string_view upload);
  /// It has ended: gone with a reply, or given up.
  void remove(std::string_view upload);

 private:
  struct Begun {
    std::string network;
    std::int64_t until = 0;  ///< when it is no longer counted
  };
  void forget_the_old();

  const base::Clock& clock_;
  std::mutex mutex_;
  std::map<std::string, Begun, std::less<>> begun_;  ///< by upload
};

}  // namespace comity::http
