#include "base/result.h"

#include <gtest/gtest.h>

#include <set>

namespace comity::base {
namespace {

Result<int> half(int number) {
  if (number % 2 != 0) {
    return fail(ErrorKind::invalid_input, "an odd number", "line 3", "give an even one");
  }
  return number / 2;
}

Result<std::string> quarter(int number) {
  COMITY_TRY(const auto first, half(number));
  COMITY_TRY(const auto second, half(first));
  return std::to_string(second);
}

Status even(int number) {
  COMITY_CHECK(half(number));
  return {};
}

TEST(Result, TryGivesTheValueOrReturnsTheError) {
  EXPECT_EQ(quarter(8).value(), "2");
  const auto error = quarter(6).error();
  EXPECT_EQ(error.kind, ErrorKind::invalid_input);
  EXPECT_EQ(error.message, "an odd number");
  EXPECT_EQ(error.place, "line 3");
  EXPECT_EQ(error.mend, "give an even one");
}

TEST(Result, CheckPassesSuccessAndReturnsTheError) {
  EXPECT_TRUE(even(2).has_value());
  EXPECT_EQ(even(3).error().kind, ErrorKind::invalid_input);
}

TEST(Result, EveryKindHasANameOfItsOwn) {
  std::set<std::string_view> names;
  for (int kind = 0; kind <= static_cast<int>(ErrorKind::internal); ++kind) {
    names.insert(name_of(static_cast<ErrorKind>(kind)));
  }
  EXPECT_EQ(names.size(), 11U);
  EXPECT_EQ(name_of(ErrorKind::too_large), "too_large");
}

TEST(ResultDeathTest, ABrokenPromiseEndsTheProgram) {
  EXPECT_DEATH(COMITY_ASSERT(1 + 1 == 3), "broken promise at .*1 \\+ 1 == 3");
}

}  // namespace
}  // namespace comity::base
