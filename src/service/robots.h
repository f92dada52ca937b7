#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace comity::service {

/// What a site allows programs (RFC 9309).
class Robots {
 public:
  /// A site without such a file: everything.
  Robots() = default;
  /// The groups of `agent` ("comity"), or those of all where it has none. Bytes beyond 500 KiB and
  /// lines that say nothing are left out.
  [[nodiscard]] static Robots parse(std::string_view text, std::string_view agent);

  /// Of a path with its query: the longest rule that fits decides, and of two so long the one that
  /// allows.
  [[nodiscard]] bool allows(std::string_view path) const;
  /// How long the site wants one to wait between requests (Crawl-delay, in no standard); 0: it does
  /// not say.
  [[nodiscard]] std::chrono::milliseconds delay() const { return delay_; }

 private:
  struct Rule {
    std::string path;
    bool allow = false;
  };
  std::vector<Rule> rules_;
  std::chrono::milliseconds delay_{0};
};

}  // namespace comity::service
