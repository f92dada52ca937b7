#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/json.h"
#include "http/guard.h"
#include "http/problem.h"

// Forms that anybody may post, without an account: a browser with script pays for each post with a
// little work, one without goes a slower way. No other service is asked, and nobody is looked at.
namespace comity::http {

/// What a page asks its browser to find: a number whose SHA-256, after the challenge and a full
/// stop, begins with so many zero bits. `challenge` is signed text that holds until it ends.
struct Puzzle {
  std::string challenge;
  int bits = 0;
};

/// What a form came with; empty without script.
struct PuzzleAnswer {
  std::string challenge;
  std::string solution;  ///< decimal digits
};

/// Puzzles of this process: signed, so that nothing is kept of those that are given; of those that
/// are solved, until they end, so that each is good once. Thread-safe; its memory is bounded.
class Puzzles {
 public:
  static constexpr int kBits =
      16;  ///< some 65,000 hashes: while one types, a second at most on a weak phone
  static constexpr std::int64_t kSeconds = 12 * 60 * 60;

  explicit Puzzles(const base::Clock& clock, int bits = kBits);
  /// `subject`: what the form is about; solved for one it counts for no other.
  [[nodiscard]] Puzzle make(std::string_view subject) const;
  /// Whether it is solved; it is then spent.
  [[nodiscard]] bool spend(const PuzzleAnswer& answer, std::string_view subject);
  [[nodiscard]] int bits() const { return bits_; }

 private:
  [[nodiscard]] std::string signature_of(std::string_view text, std::string_view subject) const;

  const base::Clock& clock_;
  const int bits_;
  const std::string key_;
  std::mutex mutex_;
  std::map<std::string, std::int64_t, std::less<>> spent_;  ///< until when, in seconds
};

/// How often one network may post to a public form in a minute.
struct PublicRates {
  int solved = 60;
  int unsolved = 6;
};

/// Lets posts to public forms through, each by its lane.
class PublicForms {
 public:
  explicit PublicForms(const base::Clock& clock, const PublicRates& rates = {},
                       int bits = Puzzles::kBits);
  [[nodiscard]] Puzzle puzzle(std::string_view subject) const { return puzzles_.make(subject); }
  /// 429 with the seconds to wait, or nothing where the post may go on (and is counted). `network`
  /// as sender_of() gives it; this machine itself is never slowed.
  [[nodiscard]] std::optional<Problem> refusal_of(std::string_view network,
                                                  const PuzzleAnswer& answer,
                                                  std::string_view subject);
  /// `{"puzzle_bits", "solved_a_minute", "unsolved_a_minute"}`, for the health page.
  [[nodiscard]] base::Json told() const;

 private:
  const PublicRates rates_;
  Puzzles puzzles_;
  Throttle solved_;
  Throttle unsolved_;
};

}  // namespace comity::http
