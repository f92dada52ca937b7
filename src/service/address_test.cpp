#include "service/address.h"

#include <gtest/gtest.h>

#include "service/reviews/recommendation_name.h"

namespace comity::service {
namespace {

TEST(Address, KeepsTheSlashesOfASymbolAndEncodesTheRest) {
  EXPECT_EQ(document_address("A/HRC/21/11"), "/documents/A/HRC/21/11");
  EXPECT_EQ(document_address("A/CONF.157/24 (Part I)"), "/documents/A/CONF.157/24%20(Part%20I)");
  EXPECT_EQ(document_address("~0123456789ABC"), "/documents/~0123456789ABC");
  EXPECT_EQ(document_address("A/HRC/21/11", "119.1"), "/documents/A/HRC/21/11#119.1");
  EXPECT_EQ(document_address("A/RES/75/1", "6 (b)"), "/documents/A/RES/75/1#6%20(b)");
}

TEST(Address, NamesAClauseOnlyWhenThereIsOne) {
  EXPECT_EQ(recommendation_address("A/HRC/21/11", "92.6", 0), "/recommendations/A/HRC/21/11/92.6");
  EXPECT_EQ(recommendation_address("A/HRC/21/11", "92.6", 2),
            "/recommendations/A/HRC/21/11/92.6~2");
}

TEST(Address, OfARecommendationIsReadBack) {
  const auto whole = recommendation_named("A/HRC/21/11/92.6");
  ASSERT_TRUE(whole);
  EXPECT_EQ(whole->work, "A/HRC/21/11");
  EXPECT_EQ(whole->number, "92.6");
  EXPECT_EQ(whole->clause, 0);
  const auto clause = recommendation_named("~0123456789ABC/92.6~2");
  ASSERT_TRUE(clause);
  EXPECT_EQ(clause->work, "~0123456789ABC");
  EXPECT_EQ(clause->clause, 2);
  for (const auto* wrong : {"", "92.6", "A/1/92.6~", "A/1/92.6~0", "A/1/92.6~2x"}) {
    EXPECT_FALSE(recommendation_named(wrong)) << wrong;
  }
}

TEST(Address, LeavesOutEmptyParameters) {
  EXPECT_EQ(search_address({{"q", ""}, {"state", "BRA"}, {"by", ""}}), "/search?state=BRA");
  EXPECT_EQ(search_address({}), "/search");
  EXPECT_EQ(search_address({{"q", "a&b=c d"}}), "/search?q=a%26b%3Dc%20d");
}

}  // namespace
}  // namespace comity::service
