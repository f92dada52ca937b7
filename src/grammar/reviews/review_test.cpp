// Recommendations, their clauses, States and positions, from small reports.
#include "grammar/reviews/review.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "grammar/document_sketch.h"
#include "grammar/findings.h"
#include "grammar/parse.h"
#include "grammar/reviews/review_fixture.h"

namespace comity::grammar {
namespace {

using review_fixture::kList;
using review_fixture::kReviewHead;
using review_fixture::reading_of_lists;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

/// The clauses of one item as "text (CODES)".
std::vector<std::string> clauses_of(const std::string& item) {
  const auto reading = reading_of_lists(std::string(kList) + "{98.1.} " + item + "\n");
  std::vector<std::string> clauses;
  for (const auto& recommendation : reading.review->recommendations) {
    for (const auto& clause : recommendation.clauses) {
      std::string states;
      for (const auto& state : clause.states) states += (states.empty() ? "" : " ") + state;
      clauses.push_back(clause.text + " (" + states + ")");
    }
  }
  return clauses;
}

TEST(Review, ATitleMayBePartedIntoLines) {
  const auto reading = parse(
      sketch("A/HRC/98/7\n# Report of the Working Group on the Universal Periodic\n# Review\n"
             "# Fiji\n{1.} The Working Group on the Universal Periodic Review, established in "
             "accordance with resolution 5/1, held its thirteenth session from 1 to 9 May "
             "2012.\n# II. Conclusions and/or recommendations\n" +
             std::string(kList) + "{98.1.} Ratify the Convention (Norway);\n"),
      names::Register::builtin());
  ASSERT_TRUE(reading.review);
  EXPECT_THAT(reading.review->states_under_review, ElementsAre("FJI"));
  EXPECT_EQ(reading.review->recommendations.size(), 1U);
}

std::string rules_of_report(std::string_view text) {
  std::string rules;
  for (const auto& finding : parse(sketch(text), names::Register::builtin()).findings) {
    rules += finding.rule + ' ';
  }
  return rules;
}

TEST(Review, AReportWithoutRecommendationsSaysSo) {
  const std::string rule = "review.no-recommendations";
  const std::string title = "# Report of the Working Group on the Universal Periodic\n# Review\n";
  const std::string text = "# Fiji\n{1.} Fiji was glad of the review and of its recommendations.\n";
  EXPECT_THAT(rules_of_report("A/HRC/98/7\n" + title + text), HasSubstr(rule));
  EXPECT_THAT(rules_of_report("A/HRC/WG.6/13/L.7\n" + title + text), HasSubstr(rule));
  EXPECT_THAT(rules_of_report(std::string(kReviewHead) + "{98.} Fiji said nothing.\n"),
              HasSubstr(rule));
  EXPECT_THAT(rules_of_report(std::string(kReviewHead) + std::string(kList) +
                              "{98.1.} Ratify the Convention (Norway);\n"),
              Not(HasSubstr(rule)));
  EXPECT_THAT(rules_of_report("A/HRC/98/7\n# Report of the Secretary-General\n" + text),
              Not(HasSubstr(rule)));
  EXPECT_THAT(rules_of_report("A/HRC/98/7/Add.1\n" + title + text), Not(HasSubstr(rule)));
  EXPECT_NE(mend_of({rule, "", {}, "", ""}, model::Language::en), "");
}

TEST(Review, AClauseHasItsStates) {
  EXPECT_THAT(clauses_of("Ratify the Convention (Norway, Iran (Islamic Republic of) and Chad);"),
              ElementsAre("Ratify the Convention (NOR IRN TCD)"));
  EXPECT_THAT(clauses_of("Ratify the Convention (Norway); Abolish the penalty (Chile);"),
              ElementsAre("Ratify the Convention (NOR)", "Abolish the penalty (CHL)"));
}

TEST(Review, AConjunctionJoinsTheParenthesesOfOneClause) {
  EXPECT_THAT(clauses_of("Do thing six for people (Norway), (Sweden) and (Denmark);"),
              ElementsAre("Do thing six for people (NOR SWE DNK)"));
  EXPECT_THAT(clauses_of("Build the schools (Norway), as well as (Chile);"),
              ElementsAre("Build the schools (NOR CHL)"));
  EXPECT_THAT(
      clauses_of("Continue (a) to train police (Norway), and (b) to build schools (Chile);").size(),
      2U);
}

TEST(Review, ASlashBeginsAnotherClause) {
  EXPECT_THAT(clauses_of("Ratify the Convention (Norway) / Accede to the Protocol (Chile);"),
              ElementsAre("Ratify the Convention (NOR)", "Accede to the Protocol (CHL)"));
  EXPECT_THAT(clauses_of("Strengthen the courts (Norway) / Further strengthen the police (Chile);"),
              ElementsAre("Strengthen the courts (NOR)", "Further strengthen the police (CHL)"));
}

TEST(Review, ASlashBeforeASentenceOfItsOwnParts) {
  EXPECT_THAT(clauses_of("End poverty (Norway)/With the help of others, dig wells (Chile);"),
              ElementsAre("End poverty (NOR)", "With the help of others, dig wells (CHL)"));
}

TEST(Review, AVerbTakesTheObjectOfItsNeighbour) {
  EXPECT_THAT(
      clauses_of(
          "Ratify the Charter (Norway)/ Accede (Chile)/ Consider ratifying (Chad)/ Ratify and "
          "implement the Charter without delay (Peru);"),
      ElementsAre("Ratify the Charter (NOR)", "Accede to the Charter (CHL)",
                  "Consider ratifying the Charter (TCD)",
                  "Ratify and implement the Charter without delay (PER)"));
  EXPECT_THAT(
      clauses_of("Go on with measures carried out in order to (Norway)/ Ratify the Charter "
                 "(Chile) as soon as possible (Chad);"),
      ElementsAre("Go on with measures carried out in order to ratify the Charter (NOR)",
                  "Ratify the Charter (CHL)", "Ratify the Charter as soon as possible (TCD)"));
  EXPECT_THAT(
      clauses_of("Examine joining (Norway)/ratify (Chile)/consider the ratification (Chad) of "
                 "the Charter;"),
      ElementsAre("Examine joining the Charter (NOR)", "ratify the Charter (CHL)",
                  "consider the ratification of the Charter (TCD)"));
  EXPECT_THAT(clauses_of("Adhere (Norway)/Ratify the Statute (Chile) of the Court (Norway);"),
              ElementsAre("Adhere to the Statute of the Court (NOR)", "Ratify the Statute (CHL)"));
}

TEST(Review, AVerbTakesAGerundForItsObject) {
  EXPECT_THAT(
      clauses_of("Consider (Norway, Chile), with priority, (Chad) ratifying the Charter, and "
                 "ensuring that it is applied (Norway);"),
      ElementsAre("Consider ratifying the Charter, and ensuring that it is applied (NOR)",
                  "Consider ratifying the Charter (CHL)",
                  "Consider, with priority, ratifying the Charter (TCD)"));
  EXPECT_THAT(clauses_of("Continue promoting (Norway) / applying (Chile) a shared plan (Norway) in "
                         "its schools (Chile);"),
              ElementsAre("Continue promoting a shared plan (NOR)",
                          "Continue applying a shared plan in its schools (CHL)"));
}

TEST(Review, ANounGoesOnWithTheSentenceBefore) {
  EXPECT_THAT(
      clauses_of("Offer and widen courses on rights for the courts (Norway); judges and their "
                 "staff (Chile);"),
      ElementsAre("Offer and widen courses on rights for the courts (NOR)",
                  "judges and their staff (CHL)"));
  EXPECT_THAT(
      clauses_of("Offer and widen courses on rights for the courts (Norway); judges and court "
                 "staff (Chile), wardens and lawyers (Norway); improve the prisons (Chad);"),
      ElementsAre("Offer and widen courses on rights for the courts, wardens and lawyers (NOR)",
                  "Offer and widen courses on rights for the judges and court staff (CHL)",
                  "improve the prisons (TCD)"));
  EXPECT_THAT(
      clauses_of("Ratify the Charter on the Rights of the Child (Norway); improve access "
                 "to the wells (Chile), ponds (Chad);"),
      ElementsAre("Ratify the Charter on the Rights of the Child (NOR)",
                  "improve access to the wells (CHL)", "improve access to the ponds (TCD)"));
  EXPECT_THAT(
      clauses_of("Go on to end violence against women (Chile), child abuse (Chad);"),
      ElementsAre("Go on to end violence against women (CHL)", "Go on to end child abuse (TCD)"));
}

TEST(Review, PartsOfASharedObjectFindEachOther) {
  EXPECT_THAT(clauses_of("Continue promoting (Norway) / to support (Chile) initiatives in defence "
                         "(Norway)/ to promote (Chile) clean rivers (Norway, Chile);"),
              ElementsAre("Continue promoting initiatives in defence of clean rivers (NOR)",
                          "Continue to support initiatives to promote clean rivers (CHL)"));
}

TEST(Review, AFragmentGoesOnWithTheSentenceBefore) {
  EXPECT_THAT(clauses_of("Strengthen the commission (Norway), including its staff (Chile);"),
              ElementsAre("Strengthen the commission (NOR)",
                          "Strengthen the commission, including its staff (CHL)"));
  EXPECT_THAT(clauses_of("End impunity for attacks, particularly against women (Norway) and "
                         "journalists (Chile);"),
              ElementsAre("End impunity for attacks, particularly against women (NOR)",
                          "End impunity for attacks, particularly against journalists (CHL)"));
  EXPECT_THAT(
      clauses_of("Prevent torture (Norway); in particular in prisons (Chile); in order to "
                 "end it, train guards (Chad);"),
      ElementsAre("Prevent torture (NOR)", "Prevent torture, in particular in prisons (CHL)",
                  "in order to end it, train guards (TCD)"));
  EXPECT_THAT(clauses_of("Continue its efforts: for the rights of women (Norway); in the reform of "
                         "the courts (Chile);"),
              ElementsAre("Continue its efforts: for the rights of women (NOR)",
                          "Continue its efforts in the reform of the courts (CHL)"));
}

TEST(Review, AGerundGoesOnWithTheListBefore) {
  EXPECT_THAT(
      clauses_of("Protect women (Norway), including by joining the Charter (Chile) and "
                 "adopting a plan (Chad);"),
      ElementsAre("Protect women (NOR)", "Protect women, including by joining the Charter (CHL)",
                  "Protect women, including by adopting a plan (TCD)"));
  EXPECT_THAT(
      clauses_of("Increase funding for health (Norway), education (Chile) and housing "
                 "(Chad);"),
      ElementsAre("Increase funding for health (NOR)", "Increase funding for education (CHL)",
                  "Increase funding for housing (TCD)"));
}

TEST(Review, AnObjectWithoutStatesIsThatOfTheVerbsBeforeIt) {
  EXPECT_THAT(clauses_of("Criminalize slavery (Norway), and investigate (Chile) and prosecute "
                         "(Chad) all cases of it;"),
              ElementsAre("Criminalize slavery (NOR)", "investigate all cases of it (CHL)",
                          "prosecute all cases of it (TCD)"));
  EXPECT_THAT(
      clauses_of("Take steps to (Norway)/Immediately (Chile) abolish the tax;"),
      ElementsAre("Take steps to abolish the tax (NOR)", "Immediately abolish the tax (CHL)"));
  EXPECT_THAT(clauses_of("Abolish the tax (Norway) or at least reduce the rate (Chile);"),
              ElementsAre("Abolish the tax (NOR)", "at least reduce the rate (CHL)"));
}

TEST(Review, AStemHoldsForAllThatFollows) {
  EXPECT_THAT(
      clauses_of("Ratify the following: the Charter (Norway); the Pact (Chile); the Code "
                 "(Chad);"),
      ElementsAre("Ratify the following: the Charter (NOR)", "Ratify the following the Pact (CHL)",
                  "Ratify the following the Code (TCD)"));
}

TEST(Review, WhatLeansBackTakesTheSentenceBefore) {
  EXPECT_THAT(
      clauses_of("End torture (Norway) and train guards in this regard (Chile);"),
      ElementsAre("End torture (NOR)", "End torture and train guards in this regard (CHL)"));
}

TEST(Review, ATreatyThatOnlyOthersNamedIsNamedOut) {
  EXPECT_THAT(clauses_of("Ratify the Sea Convention (Norway) and its two Protocols (Chile);"),
              ElementsAre("Ratify the Sea Convention (NOR)",
                          "Ratify the two Protocols to the Sea Convention (CHL)"));
  EXPECT_THAT(clauses_of("Accede to the Charter (Norway) and its Protocol to end tolls (Chile);"),
              ElementsAre("Accede to the Charter (NOR)",
                          "Accede to the Protocol to the Charter to end tolls (CHL)"));
  EXPECT_THAT(clauses_of("Lift its reservations to the Charter (Norway) and ratify the Optional "
                         "Protocol thereto (Chile);"),
              ElementsAre("Lift its reservations to the Charter (NOR)",
                          "ratify the Optional Protocol to the Charter (CHL)"));
  EXPECT_THAT(
      clauses_of("Accede to the Charter (Norway); consider its ratification (Chile);"),
      ElementsAre("Accede to the Charter (NOR)", "consider the ratification of the Charter (CHL)"));
  // The State's own words name it, or say of what the part is one.
  EXPECT_THAT(clauses_of("Ratify the Charter (Norway, Chile) and its Protocol (Chile);"),
              ElementsAre("Ratify the Charter (NOR)", "Ratify the Charter and its Protocol (CHL)"));
  EXPECT_THAT(clauses_of("Sign the Charter (Norway); pursue its ratification of the Pact (Chile);"),
              ElementsAre("Sign the Charter (NOR)", "pursue its ratification of the Pact (CHL)"));
}

TEST(Review, AnAdverbOrAClauseWithoutVerbTakesTheNextVerb) {
  EXPECT_THAT(clauses_of("To favourably (Norway)/positively (Chile) consider joining (Norway) the "
                         "Charter (Norway, Chile);"),
              ElementsAre("To favourably consider joining the Charter (NOR)",
                          "positively consider joining the Charter (CHL)"));
  EXPECT_THAT(
      clauses_of("As recommended by experts (Norway) build wells (Chile) in the north "
                 "(Norway);"),
      ElementsAre("As recommended by experts build wells in the north (NOR)", "build wells (CHL)"));
}

TEST(Review, AnObjectWithoutItsNounTakesTheNext) {
  EXPECT_THAT(clauses_of("Proceed with haste with the publication of (Norway)/Finalise at an early "
                         "date and then swiftly implement its plan (Chile);"),
              ElementsAre("Proceed with haste with the publication of its plan (NOR)",
                          "Finalise at an early date and then swiftly implement its plan (CHL)"));
  EXPECT_THAT(clauses_of("Ratify the main (Norway)/ other treaties that it signed (Chile);"),
              ElementsAre("Ratify the main treaties that it signed (NOR)",
                          "Ratify other treaties that it signed (CHL)"));
}

TEST(Review, AnInfinitiveIsSharedAcrossASlash) {
  EXPECT_THAT(clauses_of("Continue to take measures (Norway)/ to end (Chile) poverty (Norway, "
                         "Chile);"),
              ElementsAre("Continue to take measures to end poverty (NOR)",
                          "Continue to end poverty (CHL)"));
  EXPECT_THAT(clauses_of("Promote efforts (Norway)/ abolish the tax (Chile);"),
              ElementsAre("Promote efforts to abolish the tax (NOR)", "abolish the tax (CHL)"));
}

TEST(Review, AStateNamedBehindTheEndGoesOnWithItsOwn) {
  EXPECT_THAT(
      clauses_of("Improve the quality of care (Chile); and train midwives (Norway), with "
                 "particular attention to the poor (Norway, Chile);"),
      ElementsAre("Improve the quality of care, with particular attention to the poor (CHL)",
                  "train midwives, with particular attention to the poor (NOR)"));
  EXPECT_THAT(clauses_of("Dig wells (Chile, Chad); train midwives (Norway), in particular in the "
                         "north (Norway, Chile);"),
              ElementsAre("Dig wells (TCD)", "Dig wells, in particular in the north (CHL)",
                          "train midwives, in particular in the north (NOR)"));
}

TEST(Review, ASemicolonBeforeTheObjectIsNoBound) {
  EXPECT_THAT(
      clauses_of("Consider signing (Norway)/consider (Chile); joining (Chile, Chad) the "
                 "Charter;"),
      ElementsAre("Consider signing the Charter (NOR)", "consider joining the Charter (CHL TCD)"));
}

TEST(Review, ARemarkAfterTheStatesIsNoRecommendation) {
  EXPECT_THAT(clauses_of("Reform the courts (Norway): The courts are independent;"),
              ElementsAre("Reform the courts (NOR)"));
  EXPECT_THAT(clauses_of("Reform the courts (Norway); and"),
              ElementsAre("Reform the courts (NOR)"));
}

/// The clauses of recommendations that a list names by paragraphs of the dialogue.
std::vector<std::string> clauses_by_reference(const std::string& dialogue,
                                              const std::string& references) {
  const std::string head(kReviewHead.substr(0, kReviewHead.find("# II.")));
  const auto reading =
      parse(sketch(head + dialogue + "# II. Conclusions and/or recommendations\n" + kList.data() +
                   "{98.1.} One (Norway);\n{99.} The recommendations noted in paragraphs " +
                   references + " above did not enjoy the support of Fiji.\n"),
            names::Register::builtin());
  std::vector<std::string> clauses;
  for (const auto& made : reading.review->recommendations) {
    if (made.refers_to.empty()) continue;
    for (const auto& clause : made.clauses) {
      clauses.push_back(made.number + ": " + clause.text + " (" +
                        (clause.states.empty() ? "" : clause.states.front()) + ")");
    }
  }
  return clauses;
}

TEST(Review, AReferenceLeadsIntoTheDialogue) {
  const std::string dialogue =
      "{20.} Chile asked about prisons. It recommended that Fiji (a) amend article 2 (a) of its "
      "code, e.g., for Mr. Smith, and (b) issue an invitation; Chile also recommended that c)the "
      "press be free.\n"
      "{21.} Norway requested more information. It recommended that Fiji should ratify the "
      "Charter (CH). It welcomed the courts.\n";
  EXPECT_THAT(clauses_by_reference(dialogue, "20 (a), (b), (c) and 21"),
              ElementsAre("20 (a): amend article 2 (a) of its code, e.g., for Mr. Smith (CHL)",
                          "20 (b): issue an invitation (CHL)", "20 (c): the press be free (CHL)",
                          "21: ratify the Charter (CH) (NOR)"));
}

TEST(Review, ALetterMayStandAfterWordsOfItsDemand) {
  const std::string dialogue =
      "{20.} Chile recommended to Fiji that it consider (a) joining the Charter and (b) the Pact. "
      "It "
      "recommended (c) to sign the Code and to adhere to the (d) Statute and (e) the Treaty. It "
      "said "
      "that the plan should be public and (f) build wells, also asking who would pay.\n"
      "{21.} Norway recommended to Fiji to build roads.\n";
  EXPECT_THAT(
      clauses_by_reference(dialogue, "20 (a), (b), (c), (d), (e), (f) and 21"),
      ElementsAre("20 (a): consider joining the Charter (CHL)",
                  "20 (b): consider joining the Pact (CHL)", "20 (c): to sign the Code (CHL)",
                  "20 (d): to adhere to the Statute (CHL)", "20 (e): to adhere to the Treaty (CHL)",
                  "20 (f): build wells (CHL)", "21: to build roads (NOR)"));
}

TEST(Review, AListMaySayWhatItMeansOfAParagraph) {
  EXPECT_THAT(clauses_by_reference("{20.} Chile recommended that Fiji ratify the Charter. It also "
                                   "recommended the inspection of prisons.\n",
                                   "20 (the ratification of the Charter of the Sea)"),
              ElementsAre("20: ratify the Charter (CHL)"));
}

TEST(Review, LettersWithAVerbEachAreClauses) {
  EXPECT_THAT(
      clauses_of("(a) Adopt a plan under article 2 (b) of its law; (b) train guards and (c) "
                 "build wells (Norway, Chile);"),
      ElementsAre("Adopt a plan under article 2 (b) of its law (NOR CHL)", "train guards (NOR CHL)",
                  "build wells (NOR CHL)"));
  // Under a stem, or where one is no demand of its own, they are one.
  EXPECT_THAT(clauses_of("Take measures to (a) train guards; (b) build wells (Norway);"),
              ElementsAre("Take measures to (a) train guards; (b) build wells (NOR)"));
  EXPECT_THAT(clauses_of("(a) Ratify the Charter; (b) the Pact (Norway);"),
              ElementsAre("(a) Ratify the Charter; (b) the Pact (NOR)"));
}

TEST(Review, AListPutToTwoStatesAsksBoth) {
  const auto reading = reading_of_lists(
      "{98.} Recommendations put forward to Fiji and Samoa or to the parties of the accord:\n"
      "{98.1.} Keep the peace (Norway);\n{99.} Recommendations put forward to Samoa:\n"
      "{99.1.} Dig wells (Chile);\n");
  std::vector<std::string> asked;
  for (const auto& each : reading.review->recommendations) {
    asked.push_back(each.number + ' ' + each.state_under_review + ' ' + each.clauses[0].text);
  }
  EXPECT_THAT(asked, ElementsAre("98.1 FJI Keep the peace", "98.1-2 WSM Keep the peace",
                                 "99.1 WSM Dig wells"));
  EXPECT_THAT(reading.review->recommendations[1].refers_to, ElementsAre("98.1"));
  EXPECT_THAT(reading.review->states_under_review, ElementsAre("FJI", "WSM"));
}

TEST(Review, SubItemsBelongToOneRecommendation) {
  const auto reading =
      reading_of_lists(std::string(kList) + "{98.1.} Do\n{(a)} this\n{(b)} and that (Norway);\n");
  ASSERT_EQ(reading.review->recommendations.size(), 1U);
  EXPECT_THAT(reading.review->recommendations[0].clauses[0].states, ElementsAre("NOR"));
}

TEST(Review, AnItemMayHaveNoNumber) {
  const auto reading = reading_of_lists(
      std::string(kList) +
      "{98.1.} One (Norway);\n{99.} The following recommendations did not enjoy the support of "
      "Fiji:\nBuild wells in the north (Norway).\nBuild roads (Chile).\nFiji offered these "
      "comments:\nThe north is wet.\n");
  std::vector<std::string> items;
  for (const auto& each : reading.review->recommendations) {
    items.push_back(each.number + ' ' + each.clauses[0].text);
  }
  EXPECT_THAT(items, ElementsAre("98.1 One", "99.1 Build wells in the north", "99.2 Build roads"));
  EXPECT_EQ(reading.review->recommendations[1].counts_as, model::CountsAs::noted);
}

TEST(Review, ListsMayHaveHeadsOfTheirOwnWithin) {
  const auto reading = reading_of_lists(std::string(kList) +
                                        "# A. Lamps\n{98.1.} One (Norway);\n# B. Wells\n"
                                        "{98.2.} Two (Chile);\n");
  ASSERT_EQ(reading.review->recommendations.size(), 2U);
  EXPECT_EQ(reading.review->recommendations[0].theme, "Lamps");
  EXPECT_EQ(reading.review->recommendations[1].theme, "Wells");
}

TEST(Review, ANumberThatComesTwiceIsToldApart) {
  const auto reading =
      reading_of_lists(std::string(kList) + "{98.1.} One (Norway);\n{98.1.} Two (Chile);\n");
  ASSERT_EQ(reading.review->recommendations.size(), 2U);
  EXPECT_EQ(reading.review->recommendations[1].number, "98.1-2");
  EXPECT_EQ(reading.review->recommendations[1].printed, "98.1.");
  EXPECT_FALSE(reading.findings.empty());
}

}  // namespace
}  // namespace comity::grammar
