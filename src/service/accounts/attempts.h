#pragma once

#include <cstdint>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"

namespace comity::service {

/// Slows down who guesses at one account, wherever they come from, known names and unknown ones
/// alike: ten guesses at once, then one in six minutes. A network from which the account's person
/// has signed in has a count of its own, so that a stranger's guesses keep nobody out of their own
/// account. Kept in memory only, in counts that names share by a secret hash: their number is
/// fixed. Thread-safe.
class Attempts {
 public:
  explicit Attempts(const base::Clock& clock);

  /// Seconds to wait before the next guess, or 0 where this one may go on, and is counted.
  [[nodiscard]] std::int64_t wait_of(std::string_view account, std::string_view network);
  /// Whether the account's person has signed in from the network.
  [[nodiscard]] bool knows(std::string_view account, std::string_view network);
  /// Nothing was looked at after all: it is not counted.
  void not_tried(std::string_view account, std::string_view network);
  /// It was no guess: it is not counted, and the network is known from now on.
  void right(std::string_view account, std::string_view network);

 private:
  [[nodiscard]] std::uint64_t key_of(std::string_view account, std::string_view network) const;
  [[nodiscard]] std::int64_t& count_of(std::string_view account, std::string_view network);

  const base::Clock& clock_;
  const std::string secret_;
  std::mutex mutex_;
  std::vector<std::int64_t> rested_;  ///< when, in microseconds
  std::set<std::uint64_t> known_;     ///< networks of accounts
};

}  // namespace comity::service
