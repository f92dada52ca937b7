#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace comity::service::fetching {

/// What a server's robots.txt (RFC 9309) lets a program fetch.
class Robots {
 public:
  /// Everything is allowed: a server without the file.
  Robots() = default;
  /// The rules for the program of this name ("comity"), else those for all. Never fails: lines
  /// that are not understood are passed over. Of the text, half a megabyte counts.
  [[nodiscard]] static Robots parse(std::string_view text, std::string_view agent);

  /// `path` with its query: "/api/symbol/access?s=A/HRC/21/11". The longest rule that fits decides,
  /// an allowance before a refusal of the same length.
  [[nodiscard]] bool allows(std::string_view path) const;
  /// Crawl-delay, which no standard has and many servers write; an hour at most.
  [[nodiscard]] std::optional<std::chrono::milliseconds> delay() const { return delay_; }

 private:
  friend class RobotsReader;
  struct Rule {
    std::string pattern;  ///< normalised; may hold * and end with $
    bool allow = false;
  };
  std::vector<Rule> rules_;
  std::optional<std::chrono::milliseconds> delay_;
};

}  // namespace comity::service::fetching
