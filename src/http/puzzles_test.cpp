// Puzzles: solved once, for one form, before they end; and the slower way without them.
#include "http/puzzles.h"

#include <gtest/gtest.h>

#include "base/hash.h"

namespace comity::http {
namespace {

constexpr int kFew = 6;
constexpr const char* kStrange = "203.0.113.0/24";

base::ManualClock clock_of_now() { return base::ManualClock(base::Time{1'700'000'000'000'000}); }

PuzzleAnswer solved(const Puzzle& puzzle) {
  for (int i = 0;; ++i) {
    const auto hash = base::sha256(puzzle.challenge + "." + std::to_string(i));
    if (hash.bytes[0] >> (8 - puzzle.bits) == 0) return {puzzle.challenge, std::to_string(i)};
  }
}

PuzzleAnswer unsolved(const Puzzle& puzzle) {
  for (int i = 0;; ++i) {
    const auto hash = base::sha256(puzzle.challenge + "." + std::to_string(i));
    if (hash.bytes[0] >> (8 - puzzle.bits) != 0) return {puzzle.challenge, std::to_string(i)};
  }
}

TEST(PuzzlesTest, AreGoodOnceForTheirOwnFormUntilTheyEnd) {
  auto clock = clock_of_now();
  Puzzles puzzles(clock, kFew);
  const auto answer = solved(puzzles.make("call"));
  EXPECT_FALSE(puzzles.spend(answer, "another"));
  EXPECT_TRUE(puzzles.spend(answer, "call"));
  EXPECT_FALSE(puzzles.spend(answer, "call"));
  EXPECT_FALSE(puzzles.spend(unsolved(puzzles.make("call")), "call"));
  const auto late = solved(puzzles.make("call"));
  clock.set(base::Time{clock.now().microseconds + Puzzles::kSeconds * 1'000'000});
  EXPECT_FALSE(puzzles.spend(late, "call"));
}

TEST(PuzzlesTest, CannotBeMadeUp) {
  auto clock = clock_of_now();
  Puzzles puzzles(clock, kFew);
  auto puzzle = puzzles.make("call");
  auto later = puzzle;
  later.challenge[0] = '9';
  EXPECT_FALSE(puzzles.spend(solved(later), "call"));
  EXPECT_FALSE(puzzles.spend(solved(Puzzles(clock, kFew).make("call")), "call")) << "another key";
  auto padded = solved(puzzle);
  padded.solution = "+" + padded.solution;
  EXPECT_FALSE(puzzles.spend(padded, "call"));
  for (const char* text : {"", ".", "1.2.3", "99999999999.a.b"}) {
    EXPECT_FALSE(puzzles.spend({text, "1"}, "call")) << text;
  }
}

TEST(PuzzlesTest, WhoSolvesIsSlowedLessThanWhoDoesNot) {
  auto clock = clock_of_now();
  PublicForms forms(clock, {60, 6}, kFew);
  for (int i = 0; i < 6; ++i) EXPECT_FALSE(forms.refusal_of(kStrange, {}, "call"));
  const auto refused = forms.refusal_of(kStrange, {}, "call");
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->status, 429);
  EXPECT_EQ(refused->retry_after, 10);
  EXPECT_FALSE(forms.refusal_of("198.51.100.0/24", {}, "call")) << "another network";
  for (int i = 0; i < 60; ++i) {
    EXPECT_FALSE(forms.refusal_of(kStrange, solved(forms.puzzle("call")), "call")) << i;
  }
  EXPECT_TRUE(forms.refusal_of(kStrange, solved(forms.puzzle("call")), "call"));
  clock.set(base::Time{clock.now().microseconds + 10'000'000});
  EXPECT_FALSE(forms.refusal_of(kStrange, {}, "call")) << "after the wait";
}

TEST(PuzzlesTest, ThisMachineIsNeverSlowed) {
  auto clock = clock_of_now();
  PublicForms forms(clock, {1, 1}, kFew);
  for (int i = 0; i < 20; ++i) EXPECT_FALSE(forms.refusal_of("127.0.0.1", {}, "call"));
}

}  // namespace
}  // namespace comity::http
