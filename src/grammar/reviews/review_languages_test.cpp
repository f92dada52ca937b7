// One small report in the six languages: what it says of its review is the same in each.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "grammar/document_sketch.h"
#include "grammar/marks.h"
#include "grammar/parse.h"
#include "grammar/reviews/report_in_languages.h"

namespace comity::grammar {
namespace {

using model::CountsAs;
using model::Language;
using testing::ElementsAre;

class ReviewIn : public testing::TestWithParam<Language> {
 protected:
  static model::Reading reading() {
    return parse(sketch(test_reports::report_in(GetParam())), names::Register::builtin());
  }
};

TEST_P(ReviewIn, TellsItsFacts) {
  const auto read = reading();
  EXPECT_EQ(read.language, GetParam());
  EXPECT_EQ(read.kind, model::WorkKind::working_group_report);
  EXPECT_EQ(read.symbol.text(), "A/HRC/98/7");
  EXPECT_EQ(read.masthead.date, "2014-12-05");
  EXPECT_FALSE(read.masthead.session.empty());
  EXPECT_EQ(ascii_digits(read.masthead.agenda_item), "6");
  ASSERT_TRUE(read.review);
  EXPECT_THAT(read.review->states_under_review, ElementsAre("FJI"));
  EXPECT_EQ(read.review->session, 34);
  EXPECT_EQ(read.review->date, "2014-11-04");
  EXPECT_EQ(read.review->adopted, "2014-11-07");
  EXPECT_THAT(read.review->troika, ElementsAre("DEU", "KWT", "CHL"));
  EXPECT_NE(read.review->head_of_delegation.find(test_reports::minister_in(GetParam())),
            std::string::npos)
      << read.review->head_of_delegation;
}

TEST_P(ReviewIn, GivesEachRecommendationWithItsStates) {
  const auto read = reading();
  ASSERT_TRUE(read.review);
  std::vector<std::string> told;
  for (const auto& made : read.review->recommendations) {
    std::string line = made.number;
    for (const auto& clause : made.clauses) {
      line += " (";
      for (const auto& code : clause.states) line += code + " ";
      for (const auto& name : clause.unknown) line += "? " + name + " ";
      line.back() = ')';
    }
    told.push_back(line + " " + std::string(model::name_of(made.counts_as)));
  }
  EXPECT_THAT(told, ElementsAre("98.1 (FRA) supported", "98.2 (IRN GBR) supported",
                                "98.3 (RUS) (ESP) supported", "99.1 (CHN) pending",
                                "99.2 (ZAF EGY) pending", "100.1 (USA) noted"));
  ASSERT_FALSE(read.review->recommendations.empty());
  EXPECT_EQ(read.review->recommendations[0].clauses[0].text,
            test_reports::first_text_in(GetParam()));
  ASSERT_EQ(read.review->pledges.size(), 1U);
  for (const auto& finding : read.findings) {
    EXPECT_FALSE(finding.rule.starts_with("review.")) << finding.rule << " " << finding.saw;
  }
}

TEST_P(ReviewIn, KeepsTheWordsOfItsPositionsAsPrinted) {
  const auto read = reading();
  ASSERT_EQ(read.positions.size(), 3U);
  for (const auto& statement : read.positions) {
    const auto text = model::text_of(read.paragraphs.at(statement.paragraph).runs);
    EXPECT_EQ(text.substr(statement.begin, statement.end - statement.begin), statement.words);
  }
}

INSTANTIATE_TEST_SUITE_P(Languages, ReviewIn,
                         testing::Values(Language::en, Language::fr, Language::es, Language::ru,
                                         Language::ar, Language::zh),
                         [](const auto& given) {
                           return std::string(model::code_of(given.param));
                         });

}  // namespace
}  // namespace comity::grammar
