// What a State answered, on the answers: for the public and for those who see internal things.
#include "service/reviews/positions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/documents/documents.h"
#include "service/export.h"
#include "service/finding/search.h"
#include "service/importing/import.h"
#include "service/reviews/reviews.h"
#include "service/test_fixture.h"
#include "store/backend_fixture.h"
#include "support/test_files.h"

namespace comity::service {
namespace {

using store::Backend;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::string_view kReportWithPositions = R"(A/HRC/90/4

**Human Rights Council**

**Report of the Working Group on the Universal Periodic Review**

**Iceland**

## Introduction

1. The Working Group on the Universal Periodic Review held its forty-eighth session from 20 to 31 January 2035. The review of Iceland was held at the 3rd meeting, on 21 January 2035.

## II. Conclusions and/or recommendations

2. The recommendations listed below will be examined by Iceland:

2.1. Keep the rivers clean (Norway); and the lakes (Chad);

2.2. Measure the water (Portugal);

2.3. Close the last mill (Chile).
)";

constexpr std::string_view kAddendum = R"(A/HRC/90/4/Add.1

**Human Rights Council**

**Report of the Working Group on the Universal Periodic Review**

**Iceland**

**Addendum**

## Views on conclusions and/or recommendations presented by the State under review

1. Iceland accepts recommendation 2.1. It does not accept recommendation 2.2.
)";

class PositionsAnswerTest : public testing::TestWithParam<Backend> {
 protected:
  void SetUp() override {
    Installation::Options options;
    options.folder = folder_.path();
    options.database = store::options_of(GetParam(), folder_.path()).database;
    ASSERT_TRUE(installation_ = opened_with(options));
    import("report.md", kReportWithPositions);
    ASSERT_TRUE(set_publication(*installation_, owner_, "A/HRC/90/4", Publication::publish, {}));
  }
  void import(const std::string& name, std::string_view text) {
    bring_in(*installation_, name, text);
  }
  base::JsonObject one(const Ask& ask, std::string_view number) {
    const auto answer = recommendation(*installation_, ask, "A/HRC/90/4", number, 0);
    EXPECT_TRUE(answer);
    return answer ? answer->body : base::JsonObject();
  }
  /// Supported, noted and pending as the review counts them; each count's link finds as many.
  std::vector<std::int64_t> counted(const Ask& ask) {
    const auto answer = review(*installation_, ask, "ISL", 4);
    EXPECT_TRUE(answer);
    std::vector<std::int64_t> counts;
    for (const char* name : {"supported", "noted", "pending"}) {
      const auto& all = base::object_at(answer->body, "counts");
      counts.push_back(base::integer_at(base::object_at(all, name), "value"));
      SearchRequest request;
      request.filters = {{"kind", "recommendation"}, {"position", name}, {"state", "ISL"}};
      const auto found = search(*installation_, ask, request);
      EXPECT_TRUE(found);
      EXPECT_EQ(base::integer_at(found->body, "recommendations"), counts.back()) << name;
    }
    return counts;
  }
  std::string exported(const Ask& ask) {
    const auto rows = found_rows(*installation_, ask, {}, RowKind::recommendations, RowFormat::csv);
    EXPECT_TRUE(rows);
    std::string all;
    while (true) {
      const auto more = (*rows)->next();
      EXPECT_TRUE(more);
      if (!more || more->empty()) return all;
      all += *more;
    }
  }

  const Ask owner_{owner_of_the_folder()};
  test::TestFolder folder_;
  std::unique_ptr<Installation> installation_;
};

TEST_P(PositionsAnswerTest, TheReportsOwnSupportInPartSaysSo) {
  EXPECT_FALSE(base::truth_at(one(owner_, "2.1"), "partial"));
  std::string text(kReportWithPositions);
  const auto replace = [&](std::string_view from, std::string_view to) {
    const auto at = text.find(from);
    ASSERT_NE(at, std::string::npos);
    text.replace(at, from.size(), to);
  };
  replace("A/HRC/90/4", "A/HRC/90/5");
  replace("will be examined by Iceland", "are partially accepted by Iceland");
  import("other.md", text);
  const auto answer = recommendation(*installation_, owner_, "A/HRC/90/5", "2.1", 0);
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_TRUE(base::truth_at(answer->body, "partial"));
  EXPECT_EQ(base::text_at(answer->body, "counts_as"), "supported");
}

TEST_P(PositionsAnswerTest, AnInternalAddendumIsHeardInsideOnly) {
  const auto before = exported({anyone()});
  import("addendum.md", kAddendum);
  EXPECT_THAT(counted({anyone()}), ElementsAre(0, 0, 3));
  EXPECT_THAT(counted(owner_), ElementsAre(1, 1, 1));
  EXPECT_EQ(exported({anyone()}), before);
  EXPECT_THAT(exported(owner_), HasSubstr("supported,A/HRC/90/4;A/HRC/90/4/Add.1"));
  EXPECT_EQ(base::array_at(one({anyone()}, "2.1"), "positions").size(), 1U);
  EXPECT_EQ(base::array_at(one(owner_, "2.1"), "positions").size(), 2U);
  ASSERT_TRUE(
      set_publication(*installation_, owner_, "A/HRC/90/4/Add.1", Publication::publish, {}));
  EXPECT_THAT(counted({anyone()}), ElementsAre(1, 1, 1));
  ASSERT_TRUE(
      set_publication(*installation_, owner_, "A/HRC/90/4/Add.1", Publication::withdraw, {}));
  EXPECT_THAT(counted({anyone()}), ElementsAre(0, 0, 3));
}

TEST_P(PositionsAnswerTest, EachIsShownWithItsPlaceAndTheLatestPrevails) {
  import("addendum.md", kAddendum);
  const auto body = one(owner_, "2.2");
  EXPECT_EQ(base::text_at(body, "counts_as"), "noted");
  EXPECT_EQ(base::text_at(base::object_at(body, "position_from"), "work"), "A/HRC/90/4/Add.1");
  const auto& said = base::array_at(body, "positions");
  ASSERT_EQ(said.size(), 2U);
  const auto& first = said[0].as_object();
  EXPECT_EQ(base::text_at(first, "work"), "A/HRC/90/4");
  EXPECT_EQ(base::text_at(first, "address"), "/documents/A/HRC/90/4#2");
  EXPECT_FALSE(base::truth_at(first, "prevails"));
  EXPECT_EQ(base::text_at(base::object_at(first, "quote"), "words"), "will be examined by Iceland");
  const auto& last = said[1].as_object();
  EXPECT_TRUE(base::truth_at(last, "prevails"));
  EXPECT_EQ(base::text_at(last, "address"), "/documents/A/HRC/90/4/Add.1#1");
  EXPECT_EQ(base::text_at(base::object_at(last, "quote"), "before"),
            "Iceland accepts recommendation 2.1. ");
  EXPECT_EQ(base::text_at(base::object_at(last, "quote"), "words"),
            "It does not accept recommendation 2.2.");
  EXPECT_TRUE(one(owner_, "2.3").at("position_from").is_null());
}

TEST_P(PositionsAnswerTest, WhatAnotherStateAnswersIsNobodys) {
  import("other.md",
         "A/HRC/90/5/Add.1\n\n# Report of the Working Group on the Universal Periodic "
         "Review\n\n# Norway\n\n1. Norway accepts recommendation 2.1 and notes "
         "recommendation 2.7.\n");
  std::string other(kReportWithPositions);
  other.replace(other.find("90/4"), 4, "90/5");
  import("other-report.md", other);
  // The addendum is Norway's; the report, by mistake, Iceland's: nobody is answered.
  SearchRequest request;
  request.filters = {{"work", "A/HRC/90/5"}, {"kind", "recommendation"}, {"position", "pending"}};
  EXPECT_EQ(base::integer_at(search(*installation_, owner_, request)->body, "recommendations"), 3);
  const auto shown = document(*installation_, owner_, "A/HRC/90/5/Add.1");
  EXPECT_THAT(base::to_text(shown->body.at("findings")), HasSubstr("positions.unknown-number"));
  import("addendum.md", kAddendum);
  request.filters = {{"work", "A/HRC/90/4"}, {"kind", "recommendation"}, {"position", "supported"}};
  EXPECT_EQ(base::integer_at(search(*installation_, owner_, request)->body, "recommendations"), 1);
}

INSTANTIATE_TEST_SUITE_P(On, PositionsAnswerTest, testing::ValuesIn(store::databases()),
                         testing::PrintToStringParamName());

}  // namespace
}  // namespace comity::service
