// Corrections of numbers beside what is read, and as they stand in the journal.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/corrections.h"
#include "store/journal/verbs.h"

namespace comity::store {
namespace {

using model::Clause;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* kBoth = "Ratify the convention on lakes and on rivers";
constexpr CorrectionOutcome kHolds{};
constexpr CorrectionOutcome kReadSo{CorrectionStanding::satisfied, AskedBecause::nothing, false};
CorrectionOutcome a_person_is_asked(AskedBecause because, bool applied) {
  return {CorrectionStanding::asked, because, applied};
}

model::Review review_numbered(
    const std::vector<std::pair<std::string, std::vector<Clause>>>& items) {
  model::Review review;
  for (const auto& [number, clauses] : items) {
    model::Recommendation item;
    item.number = number;
    item.printed = number + ".";
    item.list = "10";
    item.clauses = clauses;
    review.recommendations.push_back(std::move(item));
  }
  return review;
}

std::vector<std::string> numbers_in(const model::Review& review) {
  std::vector<std::string> numbers;
  for (const auto& each : review.recommendations) numbers.push_back(each.number);
  return numbers;
}

HeldCorrection of_numbers(const std::string& number, CorrectionValue before,
                          CorrectionValue wanted) {
  HeldCorrection held;
  held.language = model::Language::en;
  held.place = {Corrects::numbers, number, 0, 1};
  held.replaces = std::move(before);
  held.becomes = std::move(wanted);
  return held;
}

HeldCorrection joined() {
  return of_numbers("10.1",
                    {{{"Ratify the convention on", {}, {}}, {"lakes and on rivers", {"XAA"}, {}}},
                     {"10.1", "10.2"}},
                    {{{kBoth, {"XAA"}, {}}}, {"10.1"}});
}

TEST(Corrected, TwoNumbersAreOne) {
  const auto join = joined();
  const Clause first{"Ratify the convention on", {}, {}, 2, 30};
  const Clause second{"lakes and on rivers", {"XAA"}, {}};
  const Clause other{"Abolish fees at schools", {}, {}};
  const auto of = [&](const model::Review& review) {
    return corrected(review, model::Language::en, std::vector{join});
  };
  const auto result =
      of(review_numbered({{"10.1", {first}}, {"10.2", {second}}, {"10.3", {other}}}));
  EXPECT_EQ(result.outcomes.front(), kHolds);
  EXPECT_THAT(numbers_in(result.review), ElementsAre("10.1", "10.3"));
  EXPECT_EQ(result.review.recommendations.front().clauses.front().text, kBoth);
  EXPECT_EQ(result.review.recommendations.front().clauses.front().end, 30U);
  EXPECT_THAT(result.stands_in.front(), ElementsAre("10.1", "10.2"));
  EXPECT_THAT(result.stands_in.back(), IsEmpty());
  EXPECT_THAT(result.marks, ElementsAre(ElementsAre(kNumbersCorrected), ElementsAre(0)));
  // Read so by now, and other things read there.
  EXPECT_EQ(of(review_numbered({{"10.1", {{kBoth, {"XAA"}, {}}}}})).outcomes.front(), kReadSo);
  const auto less = of(review_numbered({{"10.1", {first}}, {"10.3", {other}}}));
  EXPECT_EQ(less.outcomes.front(), a_person_is_asked(AskedBecause::gone, false));
  EXPECT_THAT(numbers_in(less.review), ElementsAre("10.1", "10.3"));
  const auto longer =
      of(review_numbered({{"10.1", {first}}, {"10.2", {{"lakes and rivers", {"XAA"}, {}}}}}));
  EXPECT_EQ(longer.outcomes.front(), a_person_is_asked(AskedBecause::changed, true));
  EXPECT_THAT(numbers_in(longer.review), ElementsAre("10.1"));
  const auto another = of(review_numbered({{"10.1", {other}}, {"10.2", {other}}}));
  EXPECT_EQ(another.outcomes.front(), a_person_is_asked(AskedBecause::another, false));
  EXPECT_THAT(numbers_in(another.review), ElementsAre("10.1", "10.2"));
}

TEST(Corrected, OneNumberIsTwo) {
  const auto part =
      of_numbers("10.1", {{{kBoth, {"XAA"}, {}}}, {"10.1"}},
                 {{{"Ratify the convention on lakes", {"XAA"}, {}}, {"and on rivers", {}, {}}},
                  {"10.1", "10.2"}});
  const auto of = [&](const model::Review& review) {
    return corrected(review, model::Language::en, std::vector{part});
  };
  const Clause other{"Abolish fees at schools", {}, {}};
  auto review = review_numbered({{"10.1", {{kBoth, {"XAA"}, {}}}}, {"10.3", {other}}});
  review.recommendations.front().position = "will be examined";
  const auto result = of(review);
  EXPECT_EQ(result.outcomes.front(), kHolds);
  EXPECT_THAT(numbers_in(result.review), ElementsAre("10.1", "10.2", "10.3"));
  const auto& made = result.review.recommendations[1];
  EXPECT_EQ(made.list, "10");
  EXPECT_EQ(made.printed, "");
  EXPECT_EQ(made.position, "will be examined");
  EXPECT_THAT(result.stands_in[1], ElementsAre("10.1"));
  EXPECT_THAT(result.stands_in[0], IsEmpty());
  // The number that it makes is read by now, of something else: nothing is hidden.
  review.recommendations[1].number = "10.2";
  const auto taken = of(review);
  EXPECT_EQ(taken.outcomes.front(), a_person_is_asked(AskedBecause::other_clauses, false));
  EXPECT_THAT(numbers_in(taken.review), ElementsAre("10.1", "10.2"));
  EXPECT_EQ(taken.review.recommendations[1].clauses.front().text, other.text);
}

TEST(Corrected, APositionMayBeOfANumberThatWasMade) {
  const auto part = of_numbers(
      "10.1", {{{kBoth, {}, {}}}, {"10.1"}},
      {{{"Ratify the convention on lakes", {}, {}}, {"and on rivers", {}, {}}}, {"10.1", "10.2"}});
  HeldCorrection position;
  position.language = model::Language::en;
  position.place = {Corrects::position, "10.2", 0, 1};
  position.replaces.clauses = {{"and on rivers", {}, {}}};
  position.becomes = position.replaces;
  // Whichever of the two was made later.
  const auto result = corrected(review_numbered({{"10.1", {{kBoth, {}, {}}}}}), model::Language::en,
                                std::vector{position, part});
  EXPECT_EQ(result.outcomes[0].standing, CorrectionStanding::kept);
  const auto alone = corrected(review_numbered({{"10.1", {{kBoth, {}, {}}}}}), model::Language::en,
                               std::vector{position});
  EXPECT_EQ(alone.outcomes.front().because, AskedBecause::gone);
}

TEST(NumbersPayload, ComesBack) {
  RecommendationCorrected act;
  act.work = "A/TEST/1";
  act.file = base::sha256("x");
  act.language = model::Language::en;
  const auto join = joined();
  act.place = join.place;
  act.replaces = join.replaces;
  act.becomes = join.becomes;
  const auto numbers = recommendation_corrected_from(payload_of(act));
  ASSERT_TRUE(numbers);
  EXPECT_EQ(numbers->replaces, join.replaces);
  EXPECT_EQ(numbers->becomes, join.becomes);
  act.becomes.numbers.clear();
  EXPECT_FALSE(recommendation_corrected_from(payload_of(act)));
}

TEST(NumbersPayload, OfVersion1IsRead) {
  const auto act = recommendation_corrected_from(
      R"({"work":"A/TEST/1","file":")" + base::sha256("x").hex() +
      R"(","language":"en","corrects":"clauses","number":"10.1","clause":0,"of":1,"replaces":)"
      R"({"clauses":[{"text":"a b","states":["XAA"],"unknown":[]}],"position":"","counts_as":)"
      R"("pending"},"becomes":{"clauses":[{"text":"a","states":["XAA"],"unknown":[]},{"text":"b",)"
      R"("states":[],"unknown":["Bee"]}],"position":"","counts_as":"pending"},"reason":"why"})");
  ASSERT_TRUE(act) << act.error().message;
  EXPECT_EQ(act->place, (CorrectionPlace{Corrects::clauses, "10.1", 0, 1}));
  EXPECT_EQ(act->becomes.clauses.size(), 2U);
  EXPECT_THAT(act->becomes.numbers, IsEmpty());
}

}  // namespace
}  // namespace comity::store
