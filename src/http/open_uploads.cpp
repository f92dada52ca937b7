#include "http/open_uploads.h"

#include <algorithm>

namespace comity::http {
namespace {

/// Some more than can be on their way at once.
constexpr std::size_t kMostCounted = 10'000;
constexpr std::int64_t kCountedFor = std::int64_t{24} * 60 * 60 * 1'000'000;

}  // namespace

void OpenUploads::forget_the_old() {
  const auto now = clock_.now().microseconds;
  std::erase_if(begun_, [now](const auto& each) { return each.second.until <= now; });
}

bool OpenUploads::may_begin(std::string_view network) {
  const std::lock_guard lock(mutex_);
  forget_the_old();
  const auto count = std::count_if(begun_.begin(), begun_.end(), [&](const auto& each) {
    return each.second.network == network;
  });
  return static_cast<std::size_t>(count) < kMost && begun_.size() < kMostCounted;
}

void OpenUploads::add(std::string_view network, std::string_view upload) {
  const std::lock_guard lock(mutex_);
  begun_[std::string(upload)] = {std::string(network), clock_.now().microseconds + kCountedFor};
}

void OpenUploads::remove(std::string_view upload) {
  const std::lock_guard lock(mutex_);
  if (const auto found = begun_.find(upload); found != begun_.end()) begun_.erase(found);
}

}  // namespace comity::http
