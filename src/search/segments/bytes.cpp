#include "search/segments/bytes.h"

namespace comity::search {
namespace {

constexpr std::uint64_t kPrime1 = 0x9E3779B185EBCA87;
constexpr std::uint64_t kPrime2 = 0xC2B2AE3D27D4EB4F;
constexpr std::uint64_t kPrime3 = 0x165667B19E3779F9;
constexpr std::uint64_t kPrime4 = 0x85EBCA77C2B2AE63;
constexpr std::uint64_t kPrime5 = 0x27D4EB2F165667C5;
constexpr std::size_t kStripe = 32;

template <typename T>
T load(const char* from) {
  T value;
  std::memcpy(&value, from, sizeof(T));
  return value;
}

std::uint64_t round(std::uint64_t lane, std::uint64_t input) {
  return std::rotl(lane + input * kPrime2, 31) * kPrime1;
}

std::uint64_t merge(std::uint64_t hash, std::uint64_t lane) {
  return (hash ^ round(0, lane)) * kPrime1 + kPrime4;
}

std::uint64_t finish(std::uint64_t hash, std::string_view rest) {
  for (; rest.size() >= 8; rest.remove_prefix(8)) {
    hash = std::rotl(hash ^ round(0, load<std::uint64_t>(rest.data())), 27) * kPrime1 + kPrime4;
  }
  if (rest.size() >= 4) {
    hash = std::rotl(hash ^ load<std::uint32_t>(rest.data()) * kPrime1, 23) * kPrime2 + kPrime3;
    rest.remove_prefix(4);
  }
  for (const char c : rest) {
    hash = std::rotl(hash ^ static_cast<unsigned char>(c) * kPrime5, 11) * kPrime1;
  }
  hash = (hash ^ (hash >> 33)) * kPrime2;
  hash = (hash ^ (hash >> 29)) * kPrime3;
  return hash ^ (hash >> 32);
}

}  // namespace

RunningChecksum::RunningChecksum()
    : lanes_{kPrime1 + kPrime2, kPrime2, 0, std::uint64_t{0} - kPrime1} {}

void RunningChecksum::stripe(const char* bytes) {
  for (std::size_t i = 0; i < 4; ++i) {
    lanes_[i] = round(lanes_[i], load<std::uint64_t>(bytes + i * 8));
  }
}

void RunningChecksum::add(std::string_view bytes) {
  length_ += bytes.size();
  if (!pending_.empty()) {
    const auto wanted = std::min(kStripe - pending_.size(), bytes.size());
    pending_ += bytes.substr(0, wanted);
    bytes.remove_prefix(wanted);
    if (pending_.size() < kStripe) return;
    stripe(pending_.data());
    pending_.clear();
  }
  for (; bytes.size() >= kStripe; bytes.remove_prefix(kStripe)) stripe(bytes.data());
  pending_ = bytes;
}

std::uint64_t RunningChecksum::value() const {
  std::uint64_t hash = kPrime5;
  if (length_ >= kStripe) {
    hash = std::rotl(lanes_[0], 1) + std::rotl(lanes_[1], 7) + std::rotl(lanes_[2], 12) +
           std::rotl(lanes_[3], 18);
    for (const auto lane : lanes_) hash = merge(hash, lane);
  }
  return finish(hash + length_, pending_);
}

std::uint64_t checksum(std::string_view bytes) {
  RunningChecksum sum;
  sum.add(bytes);
  return sum.value();
}

}  // namespace comity::search
