// What only a table of sessions says of reviews is told as unverified, until a report is read.
#include "service/reviews/session_tables.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/reviews/calendar.h"
#include "service/reviews/reviews.h"
#include "service/test_fixture.h"
#include "support/test_files.h"

namespace comity::service {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr std::string_view kSessionsTable =
    "Sessions of the review\nstate,cow_code,session\nNorway,NOR,48\nIceland,ICE,48\n"
    "Atlantis,ATL,48\nPeru,PER,4\nChile,CHL,soon\n";

constexpr std::string_view kNorwaysReport = R"(A/HRC/90/8

**Human Rights Council**

**Report of the Working Group on the Universal Periodic Review**

**Norway**

## Introduction

1. The Working Group on the Universal Periodic Review held its forty-eighth session from 20 to 31 January 2035. The review of Norway was held at the 3rd meeting, on 21 January 2035.

## II. Conclusions and/or recommendations

2. The recommendations listed below enjoy the support of Norway:

2.1. Keep the rivers clean (Iceland).
)";

class SessionTablesTest : public testing::Test {
 protected:
  void SetUp() override {
    Installation::Options options;
    options.folder = folder_.path();
    ASSERT_TRUE(installation_ = opened_with(options));
    bring_in(*installation_, "sessions.csv", kSessionsTable);
  }
  /// "ISL 4 48" of each.
  std::vector<std::string> told(const ReviewsQuery& query = {}, const Ask* asked = nullptr) {
    const auto answer = reviews(*installation_, asked == nullptr ? owner_ : *asked, query);
    EXPECT_TRUE(answer) << answer.error().message;
    std::vector<std::string> out;
    for (const auto& value : base::array_at(answer->body, "unverified_reviews")) {
      const auto& each = value.as_object();
      EXPECT_TRUE(base::truth_at(each, "unverified"));
      const auto& state = base::object_at(each, "state");
      const auto code = base::text_at(state, "code");
      out.push_back(std::string(code.empty() ? base::text_at(state, "name") : code) + " " +
                    std::to_string(base::integer_at(each, "cycle")) + " " +
                    std::to_string(base::integer_at(each, "session")));
    }
    return out;
  }
  std::string events(const CalendarQuery& query = {}) {
    const auto file = calendar(*installation_, owner_, query);
    EXPECT_TRUE(file) << file.error().message;
    return file ? *file->bytes : std::string();
  }

  const Ask owner_{owner_of_the_folder()};
  test::TestFolder folder_;
  std::unique_ptr<Installation> installation_;
};

TEST_F(SessionTablesTest, NameReviewsThatNoReportIsOf) {
  EXPECT_THAT(told(), ElementsAre("PER 1 4", "Atlantis 4 48", "ISL 4 48", "NOR 4 48"));
  EXPECT_THAT(told({4, 0}), ElementsAre("Atlantis 4 48", "ISL 4 48", "NOR 4 48"));
  EXPECT_THAT(told({0, 4}), ElementsAre("PER 1 4"));
  const Ask anyone_asks{anyone()};
  EXPECT_THAT(told({}, &anyone_asks), IsEmpty()) << "the table is internal";
  const auto norway = state(*installation_, owner_, "NOR");
  ASSERT_TRUE(norway);
  EXPECT_EQ(base::array_at(norway->body, "unverified_reviews").size(), 1U);
  // Nobody knows the days of the session.
  EXPECT_THAT(events(), Not(HasSubstr("VEVENT")));
}

TEST_F(SessionTablesTest, AReportVerifiesItsReviewAndDatesTheSession) {
  bring_in(*installation_, "report.md", kNorwaysReport);
  EXPECT_THAT(told(), ElementsAre("PER 1 4", "Atlantis 4 48", "ISL 4 48"));
  const auto all = events();
  EXPECT_THAT(all, HasSubstr("UID:NOR-4.universal-periodic-review@comity"));
  const auto iceland = events({"ISL", 0, 0});
  EXPECT_THAT(iceland, HasSubstr("UID:ISL-4.universal-periodic-review@comity"));
  EXPECT_THAT(iceland, HasSubstr("DTSTART;VALUE=DATE:20350121\r\n"));
  EXPECT_THAT(iceland, HasSubstr("STATUS:TENTATIVE\r\nCATEGORIES:unverified\r\n"));
  EXPECT_THAT(iceland, HasSubstr("row 4 of"));
  EXPECT_THAT(events({"NOR", 4, 0}), Not(HasSubstr("unverified")));
  EXPECT_THAT(events({"NOR", 5, 0}), HasSubstr("CATEGORIES:unverified")) << "by the rule alone";
}

TEST_F(SessionTablesTest, ADateOfTheTableIsTaken) {
  bring_in(*installation_, "dated.csv", "State,Session,Date\nGhana,3,2008-12-01\nMali,3,spring\n");
  EXPECT_THAT(events({"GHA", 0, 0}), HasSubstr("DTSTART;VALUE=DATE:20081201\r\n"));
  EXPECT_THAT(events({"MLI", 0, 0}), Not(HasSubstr("VEVENT")));
  EXPECT_THAT(told({1, 3}), ElementsAre("GHA 1 3", "MLI 1 3"));
}

TEST_F(SessionTablesTest, TablesThatSayMoreAreNone) {
  bring_in(*installation_, "notes.csv",
           "State,Session,Recommendation\nGhana,3,Dig wells\nMali,3,Plant trees\n");
  EXPECT_THAT(told({1, 3}), IsEmpty());
}

}  // namespace
}  // namespace comity::service
