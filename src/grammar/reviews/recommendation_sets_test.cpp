// Sets of recommendations that are named by their topic: which they are a text does not tell.
#include "grammar/reviews/recommendation_sets.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "grammar/number_list.h"
#include "grammar/test_fixture.h"

namespace comity::grammar {
namespace {

using model::Language;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

constexpr std::string_view kViews =
    "A/HRC/14/15/Add.1\nHuman Rights Council\nAgenda item 6\n"
    "# Report of the Working Group on the Universal Periodic Review\n# Fiji\n# Addendum\n"
    "# Views on conclusions and/or recommendations presented by the State under review\n";

/// "98.3: noted", "98.4: remark".
std::vector<std::string> positions_in(const model::Reading& reading) {
  std::vector<std::string> out;
  for (const auto& statement : reading.positions) {
    out.push_back(number_list_text(statement.numbers) + ": " +
                  (statement.counts_as ? std::string(model::name_of(*statement.counts_as))
                                       : std::string("remark")));
  }
  return out;
}

bool is_told(const model::Reading& reading) {
  return std::any_of(
      reading.findings.begin(), reading.findings.end(),
      [](const model::Finding& each) { return each.rule == "positions.set-by-topic"; });
}

model::Reading views(const std::string& text) { return reading_of(std::string(kViews) + text); }

TEST(RecommendationSets, ByTopicAreKnownInSixLanguages) {
  const std::pair<Language, std::string_view> cases[] = {
      {Language::en, "fiji accepts all recommendations on torture."},
      {Language::en, "fiji accepts all recommendations relating to torture."},
      {Language::en, "fiji notes all other recommendations concerning women."},
      {Language::fr, "les fidji acceptent toutes les recommandations relatives à la torture."},
      {Language::fr, "les fidji acceptent toutes les recommandations concernant la torture."},
      {Language::es, "fiji acepta todas las recomendaciones sobre la tortura."},
      {Language::es, "fiji acepta todas las recomendaciones relativas a la tortura."},
      {Language::ru, "фиджи принимает все рекомендации, касающиеся пыток."},
      {Language::ru, "фиджи принимает все рекомендации по предотвращению пыток."},
      {Language::ar, "تقبل فيجي جميع التوصيات المتعلقة بالتعذيب."},
      {Language::zh, "斐济接受关于酷刑的所有建议。"},
  };
  for (const auto& [language, text] : cases) {
    const auto set = recommendation_set_in(text, 0, ReviewWords::of(language));
    ASSERT_TRUE(set) << text;
    EXPECT_TRUE(set->by_topic) << text;
  }
}

TEST(RecommendationSets, OfAllStaySo) {
  const std::pair<Language, std::string_view> cases[] = {
      {Language::en, "fiji accepts all recommendations."},
      {Language::en, "fiji accepts all recommendations on the basis of its constitution."},
      {Language::en, "fiji accepts all recommendations, with the exception of 119.3."},
      {Language::en, "fiji accepted all recommendations on 12 may 2012."},
      {Language::fr, "les fidji acceptent toutes les recommandations sur la base de la loi."},
      {Language::ru, "фиджи принимает все рекомендации по итогам обзора."},
      {Language::zh, "斐济接受所有建议。"},
      {Language::zh, "关于审议中提出的所有建议，斐济表示接受。"},
  };
  for (const auto& [language, text] : cases) {
    const auto set = recommendation_set_in(text, 0, ReviewWords::of(language));
    ASSERT_TRUE(set) << text;
    EXPECT_FALSE(set->by_topic) << text;
  }
}

TEST(RecommendationSets, ByTopicLeaveTheirRecommendationsOpenAndAreTold) {
  const auto one = views("{1.} Fiji accepts all recommendations on torture.\n");
  EXPECT_THAT(positions_in(one), IsEmpty());
  EXPECT_TRUE(is_told(one));
  const auto behind = views("{1.} All recommendations concerning women are accepted.\n");
  EXPECT_THAT(positions_in(behind), IsEmpty());
  EXPECT_TRUE(is_told(behind));
  const auto beside =
      views("{1.} Fiji accepts all recommendations on torture and notes recommendation 98.3.\n");
  EXPECT_THAT(positions_in(beside), ElementsAre("98.3: noted"));
  EXPECT_TRUE(is_told(beside));
  const auto courtesy = views(
      "{1.} Fiji thanks States for all recommendations on wells and accepts recommendation "
      "98.1.\n");
  EXPECT_THAT(positions_in(courtesy), ElementsAre("98.1: supported"));
  EXPECT_FALSE(is_told(courtesy));
}

TEST(RecommendationSets, ByTopicNameWhatStandsUnderThem) {
  const auto listed = views(
      "{1.} Fiji accepts all recommendations on torture:\n98.1. Ratify the Convention (France);\n"
      "98.2. Train the police (Chile);\n");
  EXPECT_THAT(positions_in(listed), ElementsAre("98.1: supported", "98.2: supported"));
  EXPECT_FALSE(is_told(listed));
}

TEST(RecommendationSets, ByTopicLeaveThoseOfAReportPending) {
  const auto reading = reading_of(
      "A/HRC/98/7\n# Report of the Working Group on the Universal Periodic Review\n# Fiji\n"
      "{1.} The Working Group on the Universal Periodic Review, established in accordance with "
      "resolution 5/1, held its thirteenth session from 1 to 9 May 2012. The review of Fiji was "
      "held at the 3rd meeting on 2 May 2012.\n# II. Conclusions and/or recommendations\n"
      "{98.} The following recommendations will be examined by Fiji:\n"
      "{98.1.} Ratify the Convention (France);\n{98.2.} Build wells (Chile).\n"
      "{99.} All recommendations on torture enjoy the support of Fiji.\n");
  ASSERT_TRUE(reading.review);
  ASSERT_EQ(reading.review->recommendations.size(), 2U);
  for (const auto& made : reading.review->recommendations) {
    EXPECT_EQ(made.counts_as, model::CountsAs::pending) << made.number;
  }
  EXPECT_TRUE(is_told(reading));
}

/// The numbers of each statement, "all !98.3", whatever their order.
std::vector<std::string> sets_in(const std::string& sentence) {
  std::vector<std::string> out;
  const auto reading = views("{1.} Fiji thanks for recommendation 98.1.\n{2.} " + sentence + "\n");
  for (const auto& statement : reading.positions) {
    std::string numbers;
    for (const auto& number : statement.numbers) numbers += number + ' ';
    out.push_back(numbers + (statement.counts_as ? std::string(model::name_of(*statement.counts_as))
                                                 : std::string("remark")));
  }
  return out;
}

TEST(RecommendationSets, LeaveOutAListBehindAColon) {
  for (const std::string_view excepted : {
           "with the exception of the following recommendations: 98.3 and 98.4.",
           "with the exception of 98.3 and 98.4.",
           "except for the following two: 98.3 and 98.4.",
           "except two: 98.3, 98.4.",
       }) {
    EXPECT_THAT(sets_in("Fiji accepts all recommendations " + std::string(excepted)),
                ElementsAre("all !98.3 !98.4 supported"))
        << excepted;
  }
  EXPECT_THAT(sets_in("Fiji accepts recommendations 98.1 to 98.4 with the exception of the "
                      "following: 98.3."),
              UnorderedElementsAre("98.3 remark", "98.1 98.2 98.4 supported"));
}

TEST(RecommendationSets, MayTellTheirNumber) {
  const std::pair<Language, std::string_view> cases[] = {
      {Language::en, "fiji accepts all 20 recommendations."},
      {Language::en, "fiji accepts all of the 20 recommendations, except 119.3."},
      {Language::fr, "les fidji acceptent toutes les 20 recommandations."},
      {Language::es, "fiji acepta todas las 20 recomendaciones."},
      {Language::ru, "фиджи принимает все 20 рекомендаций."},
      {Language::ar, "تقبل فيجي جميع التوصيات الـ 20."},
      {Language::zh, "斐济接受所有20项建议。"},
  };
  for (const auto& [language, text] : cases) {
    const auto set = recommendation_set_in(text, 0, ReviewWords::of(language));
    ASSERT_TRUE(set) << text;
    EXPECT_FALSE(set->others) << text;
  }
  EXPECT_FALSE(recommendation_set_in("fiji accepts all 20 recommendations listed in section a.", 0,
                                     ReviewWords::of(Language::en)));
  EXPECT_THAT(sets_in("Fiji accepts all 20 recommendations."), ElementsAre("all supported"));
  EXPECT_THAT(sets_in("Fiji rejects recommendation 98.3 and accepts all others."),
              UnorderedElementsAre("98.3 noted", "other supported"));
  EXPECT_THAT(sets_in("Fiji supports all others."), IsEmpty());
  EXPECT_THAT(sets_in("Fiji does not accept all 20 recommendations."),
              testing::Not(testing::Contains("all noted")));
}

}  // namespace
}  // namespace comity::grammar
