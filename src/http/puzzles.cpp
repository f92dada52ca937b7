#include "http/puzzles.h"

#include <fmt/format.h>
#include <sodium.h>

#include <bit>
#include <charconv>

#include "base/hash.h"
#include "http/server_parts.h"

namespace comity::http {
namespace {

constexpr std::size_t kMostSpent = 100'000;
constexpr std::size_t kMostDigits = 16;
constexpr std::int64_t kMicroseconds = 1'000'000;

int zero_bits(const base::Hash& hash) {
  int bits = 0;
  for (const auto byte : hash.bytes) {
    bits += std::countl_zero(byte);
    if (byte != 0) break;
  }
  return bits;
}

bool is_solved(const PuzzleAnswer& answer, int bits) {
  const auto& digits = answer.solution;
  if (digits.empty() || digits.size() > kMostDigits ||
      digits.find_first_not_of("0123456789") != std::string::npos) {
    return false;
  }
  return zero_bits(base::sha256({answer.challenge, ".", digits})) >= bits;
}

std::int64_t seconds_of(const base::Clock& clock) {
  return clock.now().microseconds / kMicroseconds;
}

}  // namespace

Puzzles::Puzzles(const base::Clock& clock, int bits)
    : clock_(clock), bits_(bits), key_(base::random_bytes(crypto_auth_KEYBYTES)) {}

std::string Puzzles::signature_of(std::string_view text, std::string_view subject) const {
  const auto told = fmt::format("{}|{}", text, subject);
  base::Hash hash;
  static_assert(crypto_auth_BYTES == sizeof hash.bytes);
  crypto_auth(hash.bytes.data(), reinterpret_cast<const unsigned char*>(told.data()), told.size(),
              reinterpret_cast<const unsigned char*>(key_.data()));
  return hash.hex();
}

Puzzle Puzzles::make(std::string_view subject) const {
  const auto nonce = base::sha256(base::random_bytes(16)).hex().substr(0, 32);
  const auto text = fmt::format("{}.{}", seconds_of(clock_) + kSeconds, nonce);
  return {text + "." + signature_of(text, subject), bits_};
}

bool Puzzles::spend(const PuzzleAnswer& answer, std::string_view subject) {
  const std::string_view challenge = answer.challenge;
  const auto dot = challenge.rfind('.');
  if (dot == std::string_view::npos || challenge.size() > 200) return false;
  const auto signature = signature_of(challenge.substr(0, dot), subject);
  const auto given = challenge.substr(dot + 1);
  if (given.size() != signature.size() ||
      sodium_memcmp(given.data(), signature.data(), signature.size()) != 0) {
    return false;
  }
  std::int64_t ends = 0;
  std::from_chars(challenge.data(), challenge.data() + challenge.size(), ends);
  const auto now = seconds_of(clock_);
  if (ends <= now || !is_solved(answer, bits_)) return false;
  const std::lock_guard lock(mutex_);
  if (spent_.size() >= kMostSpent) {
    std::erase_if(spent_, [now](const auto& each) { return each.second <= now; });
    if (spent_.size() >= kMostSpent) return false;
  }
  return spent_.emplace(challenge, ends).second;
}

PublicForms::PublicForms(const base::Clock& clock, const PublicRates& rates, int bits)
    : rates_(rates),
      puzzles_(clock, bits),
      solved_(clock, rates.solved),
      unsolved_(clock, rates.unsolved) {}

base::Json PublicForms::told() const {
  return base::JsonObject{{"puzzle_bits", puzzles_.bits()},
                          {"solved_a_minute", rates_.solved},
                          {"unsolved_a_minute", rates_.unsolved}};
}

std::optional<Problem> PublicForms::refusal_of(std::string_view network, const PuzzleAnswer& answer,
                                               std::string_view subject) {
  if (is_this_machine(network)) return std::nullopt;
  auto& lane = puzzles_.spend(answer, subject) ? solved_ : unsolved_;
  const auto wait = lane.wait_of(network);
  if (wait == 0) return std::nullopt;
  auto problem = problem_of_status(429, "too many replies from this network",
                                   fmt::format("Wait {} seconds, then send it again.", wait));
  problem.retry_after = wait;
  return problem;
}

}  // namespace comity::http
