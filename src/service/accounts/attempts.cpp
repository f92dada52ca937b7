#include "service/accounts/attempts.h"

#include <algorithm>

#include "base/hash.h"

namespace comity::service {
namespace {

constexpr std::int64_t kMicroseconds = 1'000'000;
constexpr std::int64_t kRest = 360 * kMicroseconds;
constexpr std::int64_t kGuessesAtOnce = 10;
constexpr std::size_t kCounts = std::size_t{1} << 16U;
constexpr std::size_t kMostKnown = 20'000;

}  // namespace

Attempts::Attempts(const base::Clock& clock)
    : clock_(clock), secret_(base::random_bytes(32)), rested_(kCounts) {}

std::uint64_t Attempts::key_of(std::string_view account, std::string_view network) const {
  const auto hash = base::sha256({secret_, account, "\n", network});
  std::uint64_t key = 0;
  for (std::size_t i = 0; i < sizeof key; ++i) key = key << 8U | hash.bytes.at(i);
  return key;
}

std::int64_t& Attempts::count_of(std::string_view account, std::string_view network) {
  const auto own = key_of(account, network);
  return rested_[(known_.contains(own) ? own : key_of(account, "")) % kCounts];
}

// The generic cell rate algorithm (ITU-T I.371), as in http/guard.cpp.
std::int64_t Attempts::wait_of(std::string_view account, std::string_view network) {
  const std::int64_t now = clock_.now().microseconds;
  const std::lock_guard lock(mutex_);
  auto& count = count_of(account, network);
  // A clock that was set back lets nobody wait longer than for all that was counted.
  const auto rested = std::clamp(count, now, now + kGuessesAtOnce * kRest);
  const auto wait = rested + kRest - now - kGuessesAtOnce * kRest;
  if (wait > 0) return (wait + kMicroseconds - 1) / kMicroseconds;
  count = rested + kRest;
  return 0;
}

bool Attempts::knows(std::string_view account, std::string_view network) {
  const std::lock_guard lock(mutex_);
  return known_.contains(key_of(account, network));
}

void Attempts::not_tried(std::string_view account, std::string_view network) {
  const std::lock_guard lock(mutex_);
  count_of(account, network) -= kRest;
}

void Attempts::right(std::string_view account, std::string_view network) {
  const std::lock_guard lock(mutex_);
  count_of(account, network) -= kRest;
  if (known_.size() >= kMostKnown) known_.clear();
  known_.insert(key_of(account, network));
}

}  // namespace comity::service
