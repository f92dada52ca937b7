#include "base/id.h"

#include <gtest/gtest.h>

#include <limits>
#include <set>

namespace comity::base {
namespace {

constexpr auto kLargest = std::numeric_limits<std::uint64_t>::max();

TEST(Id, IsPrintedInThirteenCharacters) {
  EXPECT_EQ(crockford(0), "0000000000000");
  EXPECT_EQ(crockford(1), "0000000000001");
  EXPECT_EQ(crockford(31), "000000000000Z");
  EXPECT_EQ(crockford(32), "0000000000010");
  EXPECT_EQ(crockford(kLargest), "FZZZZZZZZZZZZ");
}

TEST(Id, ComesBackFromItsText) {
  for (int bit = 0; bit < 64; ++bit) {
    const auto value = std::uint64_t{1} << bit;
    for (const auto each : {value, value - 1, kLargest - value}) {
      EXPECT_EQ(from_crockford(crockford(each)).value(), each);
    }
  }
  for (int i = 0; i < 1000; ++i) {
    const auto value = random_id();
    EXPECT_EQ(from_crockford(crockford(value)).value(), value);
  }
}

TEST(Id, LookAlikesAndLowerCaseAreRead) {
  const auto value = from_crockford("0123456789ABC").value();
  EXPECT_EQ(from_crockford("O123456789abc").value(), value);
  EXPECT_EQ(from_crockford("oI23456789AbC").value(), value);
  EXPECT_EQ(from_crockford("0l23456789aBc").value(), value);
}

TEST(Id, OtherTextIsRefused) {
  for (const auto* text : {"", "0", "00000000000000", "000000000000U", "000000000000-",
                           "000000000000 ", "00000000000\xC3\xA9"}) {
    EXPECT_EQ(from_crockford(text).error().kind, ErrorKind::invalid_input) << text;
  }
}

TEST(Id, TextOfMoreThanSixtyFourBitsIsRefused) {
  EXPECT_TRUE(from_crockford("FZZZZZZZZZZZZ").has_value());
  EXPECT_FALSE(from_crockford("G000000000000").has_value());
}

TEST(Id, RandomOnesFitASignedIntegerAndDiffer) {
  std::set<std::uint64_t> seen;
  for (int i = 0; i < 1000; ++i) {
    const auto value = random_id();
    EXPECT_NE(value, 0U);
    EXPECT_LE(value, kLargest >> 1);
    EXPECT_TRUE(seen.insert(value).second);
  }
}

TEST(Id, IsTrueWhenMade) {
  struct WorkTag {};
  EXPECT_FALSE(Id<WorkTag>{});
  EXPECT_TRUE(Id<WorkTag>{1});
  EXPECT_EQ(to_text(Id<WorkTag>{32}), "0000000000010");
}

}  // namespace
}  // namespace comity::base
