// Who speaks in the paragraphs of the interactive dialogue.
#include "grammar/reviews/interventions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "grammar/document_sketch.h"
#include "grammar/parse.h"
#include "grammar/reviews/report_in_languages.h"

namespace comity::grammar {
namespace {

using testing::ElementsAre;

constexpr std::string_view kHead =
    "A/HRC/98/7\n# Report of the Working Group on the Universal Periodic Review\n# Fiji\n"
    "{1.} The Working Group on the Universal Periodic Review, established in accordance with "
    "resolution 5/1, held its thirteenth session from 1 to 9 May 2012. The review of Fiji was "
    "held at the 3rd meeting on 2 May 2012.\n# I. Summary of the proceedings\n"
    "# A. Presentation by the State under review\n{2.} Norway helped to prepare the paper.\n"
    "# B. Interactive dialogue and responses by the State under review\n";
constexpr std::string_view kEnd =
    "# II. Conclusions and/or recommendations\n"
    "{98.} The recommendations listed below enjoy the support of Fiji:\n"
    "{98.1.} Light the roads (Norway).\n";

/// "3: FRA" for each paragraph with a speaker.
std::vector<std::string> spoken(const model::Reading& reading) {
  std::vector<std::string> out;
  if (!reading.review) return out;
  for (const auto& each : reading.review->dialogue) {
    std::string line = reading.paragraphs.at(each.paragraph).number + ":";
    for (const auto& code : each.states) line += ' ' + code;
    out.push_back(line);
  }
  return out;
}

std::vector<std::string> in_dialogue(const std::string& text) {
  return spoken(
      parse(sketch(std::string(kHead) + text + std::string(kEnd)), names::Register::builtin()));
}

TEST(Interventions, BelongToTheStateAtTheHead) {
  EXPECT_THAT(in_dialogue("{3.} France welcomed the lamps and noted that Chile has none.\n"
                          "{4.} The Russian Federation commended Fiji. It made recommendations.\n"
                          "{5.} Egypt, speaking on behalf of the Group of African States, "
                          "congratulated Fiji.\n"
                          "{6.} The representative of Peru asked about wells.\n"),
              ElementsAre("3: FRA", "4: RUS", "5: EGY", "6: PER"));
}

TEST(Interventions, MayBeOfSeveralStates) {
  EXPECT_THAT(in_dialogue("{3.} Norway, Chile and the United States of America thanked Fiji.\n"),
              ElementsAre("3: NOR CHL USA"));
}

TEST(Interventions, OfTheDelegationAreAnswersAndGoOn) {
  EXPECT_THAT(in_dialogue("{3.} The delegation of Fiji explained the law on lamps.\n"
                          "{4.} With regard to wells, a survey was under way.\n"
                          "{5.} Chad commended the survey.\n"
                          "{6.} Many asked about bridges.\n"
                          "{7.} In response, the head of delegation said that they were safe.\n"),
              ElementsAre("3: FJI", "4: FJI", "5: TCD", "7: FJI"));
}

TEST(Interventions, NameTheirParagraphsThoughNotesStandAmongThem) {
  EXPECT_THAT(in_dialogue("> 1 A note at the foot of the page.\n{3.} France welcomed^1^ lamps.\n"
                          "> 2 Another note.\n{4.} Chad thanked^2^ Fiji.\n"),
              ElementsAre("3: FRA", "4: TCD"));
}

TEST(Interventions, StandInTheDialogueOnly) {
  EXPECT_THAT(in_dialogue("{3.} Statements are listed in the annex.\n"), ElementsAre());
}

class InterventionsIn : public testing::TestWithParam<model::Language> {};

TEST_P(InterventionsIn, BelongToTheStateThatSpeaks) {
  const auto reading =
      parse(sketch(test_reports::report_in(GetParam())), names::Register::builtin());
  EXPECT_THAT(spoken(reading), ElementsAre("3: FRA"));
}

INSTANTIATE_TEST_SUITE_P(Languages, InterventionsIn,
                         testing::Values(model::Language::en, model::Language::fr,
                                         model::Language::es, model::Language::ru,
                                         model::Language::ar, model::Language::zh),
                         [](const auto& given) {
                           return std::string(model::code_of(given.param));
                         });

}  // namespace
}  // namespace comity::grammar
