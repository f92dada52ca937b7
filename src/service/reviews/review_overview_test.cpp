// What a review is about: counts by theme and position, each against the search that its link asks.
#include "service/reviews/review_overview.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/finding/search.h"
#include "service/reviews/reviews.h"
#include "service/test_fixture.h"
#include "support/test_files.h"

namespace comity::service {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* kReviewed = R"(A/HRC/90/4

**Human Rights Council**

**Report of the Working Group on the Universal Periodic Review**

**Iceland**

## Introduction

1. The Working Group on the Universal Periodic Review held its forty-eighth session from 20 to 31 January 2035. The review of Iceland was held at the 3rd meeting, on 21 January 2035.

## II. Conclusions and/or recommendations

2. The recommendations listed below enjoy the support of Iceland:

2.1. Fight corruption in ports (Norway);

2.2. Abolish the death penalty (Portugal);

3. The following recommendations did not enjoy the support of Iceland and would thus be noted:

3.1. Abolish the death penalty in times of war (Brazil);

3.2. Close the last mill (Chile).
)";

class ReviewThemesTest : public testing::Test {
 protected:
  void SetUp() override {
    Installation::Options options;
    options.folder = folder_.path();
    ASSERT_TRUE(installation_ = opened_with(options));
  }
  base::JsonObject reviewed() {
    auto answer = review(*installation_, owner_, "ISL", 4);
    EXPECT_TRUE(answer) << answer.error().message;
    return answer ? std::move(answer->body) : base::JsonObject();
  }
  /// "Death penalty 2 1 1 0"
  static std::vector<std::string> lines_of(const base::JsonObject& body) {
    std::vector<std::string> lines;
    for (const auto& value : base::array_at(body, "themes")) {
      const auto& theme = value.as_object();
      std::string line(base::text_at(theme, "name"));
      for (const char* count : {"clauses", "supported", "noted", "pending"}) {
        line += " " + std::to_string(base::integer_at(base::object_at(theme, count), "value"));
      }
      lines.push_back(line);
    }
    return lines;
  }

  const Ask owner_{owner_of_the_folder()};
  test::TestFolder folder_;
  std::unique_ptr<Installation> installation_;
};

TEST_F(ReviewThemesTest, CountsClausesByThemeAndPosition) {
  bring_in(*installation_, "report.md", kReviewed);
  const auto body = reviewed();
  EXPECT_THAT(lines_of(body), ElementsAre("Death penalty 2 1 1 0", "Corruption 1 1 0 0"));
  EXPECT_EQ(base::text_at(body, "themes_tagged_by"), "gazetteers");
  EXPECT_EQ(base::text_at(body, "themes_address"),
            "/plots?work=A/HRC/90/4&state=ISL&kind=recommendation&plot=themes");
}

TEST_F(ReviewThemesTest, EachCountLeadsToASearchThatFindsAsMany) {
  bring_in(*installation_, "report.md", kReviewed);
  // Another review with the same theme, which is no part of the counts.
  auto other = std::string(kReviewed);
  for (const auto& [from, to] : {std::pair("A/HRC/90/4", "A/HRC/90/5"), {"Iceland", "Norway"}}) {
    for (auto at = other.find(from); at != std::string::npos; at = other.find(from, at + 1)) {
      other.replace(at, std::string(from).size(), to);
    }
  }
  bring_in(*installation_, "other.md", other);
  const auto body = reviewed();
  for (const auto& value : base::array_at(body, "themes")) {
    const auto& theme = value.as_object();
    const std::string name(base::text_at(theme, "value"));
    for (const std::string count : {"clauses", "supported", "noted", "pending"}) {
      SearchRequest request;
      request.filters = {
          {"work", "A/HRC/90/4"}, {"state", "ISL"}, {"kind", "recommendation"}, {"theme", name}};
      if (count != "clauses") request.filters.emplace_back("position", count);
      const auto found = search(*installation_, owner_, request);
      ASSERT_TRUE(found);
      EXPECT_EQ(base::integer_at(base::object_at(theme, count), "value"),
                base::integer_at(base::object_at(found->body, "count"), "value"))
          << name << " " << count;
      const auto address = base::text_at(base::object_at(theme, count), "address");
      EXPECT_EQ(address.empty(), base::integer_at(base::object_at(theme, count), "value") == 0);
    }
  }
}

TEST_F(ReviewThemesTest, OfNoThemeNothingIsCounted) {
  auto plain = std::string(kReviewed);
  for (const std::string word : {"corruption", "death penalty"}) {
    for (auto at = plain.find(word); at != std::string::npos; at = plain.find(word)) {
      plain.replace(at, word.size(), "mud");
    }
  }
  bring_in(*installation_, "report.md", plain);
  EXPECT_THAT(lines_of(reviewed()), IsEmpty());
}

}  // namespace
}  // namespace comity::service
