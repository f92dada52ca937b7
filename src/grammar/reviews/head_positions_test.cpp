#include "grammar/reviews/head_positions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "grammar/test_fixture.h"

namespace comity::grammar {
namespace {

using model::Language;
using testing::ElementsAre;

const std::vector<std::string> kItems = {"98.1", "98.2", "98.3", "98.4", "98.5"};

/// "supported; 98.3 98.5 noted": of the list, then of each exception.
std::string head_tells(std::string_view text, Language language) {
  const auto head = head_position(text, kItems, ReviewWords::of(language));
  const auto told = [](const std::optional<Position>& position) {
    return position ? std::string(model::name_of(position->counts_as)) : std::string("open");
  };
  std::string out = told(head.position);
  for (const auto& except : head.exceptions) {
    out += ";";
    for (const auto& number : except.numbers) out += " " + number;
    out += " " + told(except.position);
  }
  return out;
}

struct HeadCase {
  Language language;
  std::string_view text;
};

TEST(HeadPosition, ExceptsItemsThatEnjoyNoSupportInSixLanguages) {
  for (const auto& [language, text] : {
           HeadCase{Language::en,
                    "The following recommendations enjoy the support of Fiji, of which 98.3 and "
                    "98.5 do not:"},
           HeadCase{Language::en,
                    "The following recommendations, of which 98.3 and 98.5 have not been accepted, "
                    "enjoy the support of Fiji:"},
           HeadCase{Language::en,
                    "The recommendations listed below enjoy the support of Fiji; among these, "
                    "recommendations 98.3 and 98.5 are noted:"},
           HeadCase{Language::fr,
                    "Les recommandations ci-après recueillent l’appui des Fidji, dont les "
                    "recommandations 98.3 et 98.5 ne le recueillent pas :"},
           HeadCase{Language::es,
                    "Las recomendaciones siguientes cuentan con el apoyo de Fiji, de las cuales "
                    "98.3 y 98.5 no lo tienen:"},
           HeadCase{Language::ru,
                    "Следующие рекомендации пользуются поддержкой Фиджи, из которых 98.3 и 98.5 "
                    "ею не пользуются:"},
           HeadCase{Language::ar,
                    "تحظى التوصيات التالية بتأييد فيجي، منها 98.3 و98.5 لا تحظى بذلك:"},
           HeadCase{Language::zh, "以下建议得到斐济支持，其中98.3和98.5未获支持："},
       }) {
    EXPECT_EQ(head_tells(text, language), "supported; 98.3 98.5 noted") << text;
  }
}

TEST(HeadPosition, LeavesOpenWhatIsOnlyExceptedInSixLanguages) {
  for (const auto& [language, text] : {
           HeadCase{Language::en,
                    "The following recommendations enjoy the support of Fiji, with the exception "
                    "of 98.3:"},
           HeadCase{Language::fr,
                    "Les recommandations ci-après recueillent l’appui des Fidji, à l’exception de "
                    "la recommandation 98.3 :"},
           HeadCase{Language::es,
                    "Las recomendaciones siguientes cuentan con el apoyo de Fiji, a excepción de "
                    "la recomendación 98.3:"},
           HeadCase{Language::ru,
                    "Следующие рекомендации пользуются поддержкой Фиджи, за исключением "
                    "рекомендации 98.3:"},
           HeadCase{Language::ar, "تحظى التوصيات التالية بتأييد فيجي، باستثناء التوصية 98.3:"},
           HeadCase{Language::zh, "除98.3外，以下建议得到斐济支持："},
       }) {
    EXPECT_EQ(head_tells(text, language), "supported; 98.3 open") << text;
  }
}

TEST(HeadPosition, SaysOfARestWhatStandsThere) {
  EXPECT_EQ(head_tells("The following recommendations are noted by Fiji, of which 98.2 to 98.4 "
                       "enjoy the support of Fiji:",
                       Language::en),
            "noted; 98.2 98.3 98.4 supported");
  // Not noted is no position.
  EXPECT_EQ(head_tells("The following recommendations are noted by Fiji, of which 98.2 is not:",
                       Language::en),
            "noted; 98.2 open");
  EXPECT_EQ(head_tells("The following enjoy the support of Fiji, of which 98.1 will be examined "
                       "by Fiji, and of which 98.2 does not:",
                       Language::en),
            "supported; 98.1 pending; 98.2 noted");
}

TEST(HeadPosition, SaysOfExceptedItemsWhatItsRelativeClauseSays) {
  for (const auto& [text, told] : {
           std::pair{"The following recommendations have been examined by Ghana and are noted, "
                     "except recommendations 98.2 and 98.3, which enjoy its support:",
                     "noted; 98.2 98.3 supported"},
           std::pair{"The following enjoy the support of Ghana, with the exception of 98.2, which "
                     "Ghana notes:",
                     "supported; 98.2 noted"},
           std::pair{"The following enjoy the support of Ghana, with the exception of 98.2 and "
                     "98.3, which do not enjoy its support:",
                     "supported; 98.2 98.3 noted"},
           std::pair{"The following are noted by Ghana, apart from 98.4 which was accepted:",
                     "noted; 98.4 supported"},
           std::pair{"The following, except 98.1, which will be examined, enjoy the support of "
                     "Ghana:",
                     "supported; 98.1 pending"},
           std::pair{"The following are noted, except 98.1, which enjoys support, and 98.2, which "
                     "will be examined by Ghana:",
                     "noted; 98.1 supported; 98.2 pending"},
           std::pair{"The following are noted, except 98.1, which, in its view, enjoys support:",
                     "noted; 98.1 open"},
       }) {
    EXPECT_EQ(head_tells(text, Language::en), told) << text;
  }
  for (const auto& [language, text] : {
           HeadCase{Language::fr,
                    "Les recommandations ci-après ont été notées, à l’exception de la "
                    "recommandation 98.3, qui recueille l’appui des Fidji :"},
           HeadCase{Language::es,
                    "Se ha tomado nota de las recomendaciones siguientes, a excepción de la "
                    "recomendación 98.3, que cuenta con el apoyo de Fiji:"},
           HeadCase{Language::ru,
                    "Следующие рекомендации приняты к сведению, за исключением рекомендации 98.3, "
                    "которая пользуется поддержкой Фиджи:"},
           HeadCase{Language::zh, "除98.3得到斐济支持外，以下建议已被注意到："},
       }) {
    EXPECT_THAT(head_tells(text, language), testing::EndsWith("; 98.3 supported")) << text;
    EXPECT_THAT(head_tells(text, language), testing::Not(testing::StartsWith("supported"))) << text;
  }
}

TEST(HeadPosition, QuotesTheTextAsItStands) {
  const std::string_view text =
      "The following are noted by Ghana, except 98.2, which enjoys its support, as before:";
  const auto head = head_position(text, kItems, ReviewWords::of(Language::en));
  ASSERT_TRUE(head.position);
  EXPECT_EQ(head.position->words, "are noted by Ghana");
  EXPECT_EQ(text.substr(head.position->begin, head.position->end - head.position->begin),
            head.position->words);
}

TEST(HeadPosition, LeavesToASecondSentenceTheItemsThatItNames) {
  EXPECT_EQ(head_tells("The following enjoy the support of Ghana. Recommendation 98.3 is supported "
                       "in part and 98.4 is noted:",
                       Language::en),
            "supported; 98.3 supported; 98.4 noted");
  EXPECT_EQ(head_tells("The following enjoy the support of Ghana. Recommendation 98.3 has been "
                       "carried out:",
                       Language::en),
            "supported");
}

TEST(HeadPosition, WhatNamesNoItemExceptsNothing) {
  EXPECT_EQ(head_tells("The recommendations below, of which paragraph 12 speaks, enjoy the support "
                       "of Fiji:",
                       Language::en),
            "supported");
  EXPECT_EQ(head_tells("The following recommendations, all of which were made on 3 May, enjoy the "
                       "support of Fiji:",
                       Language::en),
            "supported");
}

TEST(HeadPosition, IsGivenToItemsWithThePlaceOfItsWords) {
  const auto reading = reading_of(
      "A/HRC/14/15\n# Report of the Working Group on the Universal Periodic Review\n# Fiji\n"
      "{1.} The Working Group on the Universal Periodic Review, established in accordance with "
      "Human Rights Council resolution 5/1, held its seventh session from 8 to 19 February 2010. "
      "The review of Fiji was held at the 5th meeting, on 11 February 2010.\n"
      "# II. Conclusions and/or recommendations\n"
      "{98.} The following recommendations enjoy the support of Fiji, of which 98.2 does not:\n"
      "{98.1.} One (Norway);\n{98.2.} Two (Chile);\n{98.3.} Three (Chad);\n");
  ASSERT_TRUE(reading.review);
  std::vector<std::string> told;
  for (const auto& each : reading.review->recommendations) {
    told.push_back(each.number + " " + std::string(model::name_of(each.counts_as)));
  }
  EXPECT_THAT(told, ElementsAre("98.1 supported", "98.2 noted", "98.3 supported"));
  std::vector<std::string> words;
  for (const auto& statement : reading.positions) {
    const auto text = model::text_of(reading.paragraphs.at(statement.paragraph).runs);
    words.push_back(text.substr(statement.begin, statement.end - statement.begin));
    EXPECT_EQ(words.back(), statement.words);
  }
  EXPECT_THAT(words, ElementsAre("enjoy the support of Fiji", "of which 98.2 does not"));
  for (const auto& finding : reading.findings) {
    EXPECT_NE(finding.rule, "review.position-contradicted");
  }
}

}  // namespace
}  // namespace comity::grammar
