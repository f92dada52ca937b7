// What people decide, beside what is read before and after: on every database behind the store.
#include "store/corrections.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/backend_fixture.h"
#include "store/journal/verbs.h"
#include "store/test_fixture.h"

namespace comity::store {
namespace {

using model::Clause;
using model::CountsAs;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* kRead = "Ratify the convention on lakes and on rivers";
constexpr const char* kWanted = "Ratify the Convention on Lakes and on rivers";

model::Review review_with(std::vector<Clause> clauses) {
  model::Review review;
  model::Recommendation item;
  item.number = "10.1";
  item.clauses = std::move(clauses);
  review.recommendations.push_back(std::move(item));
  return review;
}

HeldCorrection of_clause(Clause before, Clause wanted, std::uint32_t clause = 1) {
  HeldCorrection held;
  held.entry = 7;
  held.language = model::Language::en;
  held.place = {Corrects::clause, "10.1", clause, 1};
  held.replaces.clauses = {std::move(before)};
  held.becomes.clauses = {std::move(wanted)};
  return held;
}

CorrectionOutcome outcome(std::vector<Clause> read, const HeldCorrection& correction,
                          model::Language language = model::Language::en) {
  return corrected(review_with(std::move(read)), language, std::vector{correction})
      .outcomes.front();
}

constexpr CorrectionOutcome kKept{};
constexpr CorrectionOutcome kSatisfied{CorrectionStanding::satisfied, AskedBecause::nothing, false};
CorrectionOutcome asked(AskedBecause because, bool applied) {
  return {CorrectionStanding::asked, because, applied};
}

TEST(Corrected, AClauseIsKeptSatisfiedOrAsked) {
  const auto text = of_clause({kRead, {"XAA"}, {}}, {kWanted, {"XAA"}, {}});
  EXPECT_EQ(outcome({{kRead, {"XBB"}, {}}}, text), kKept);
  EXPECT_EQ(outcome({{kWanted, {"XBB"}, {}}}, text), kSatisfied);
  EXPECT_EQ(outcome({{"Ratify the convention on lakes and rivers", {"XAA"}, {}}}, text),
            asked(AskedBecause::changed, true));
  EXPECT_EQ(outcome({{"Abolish fees at schools", {"XAA"}, {}}}, text),
            asked(AskedBecause::another, false));
  EXPECT_EQ(outcome({{kRead, {"XAA"}, {}}}, text, model::Language::fr),
            asked(AskedBecause::language, false));
}

TEST(Corrected, StatesAreOfTheClauseThatHasTheText) {
  const auto states = of_clause({kRead, {"XAA"}, {"Bee"}}, {kRead, {"XAA", "XBB"}, {}});
  EXPECT_EQ(outcome({{kRead, {"XAA"}, {"Bee"}}}, states), kKept);
  EXPECT_EQ(outcome({{kWanted, {"XAA"}, {"Bee"}}}, states), kKept);
  EXPECT_EQ(outcome({{kRead, {"XAA", "XBB"}, {}}}, states), kSatisfied);
  EXPECT_EQ(outcome({{kRead, {"XCC"}, {}}}, states), asked(AskedBecause::changed, true));
  // The same States, but another clause: it is not moved there.
  EXPECT_EQ(outcome({{"Abolish fees at schools", {"XAA"}, {"Bee"}}}, states),
            asked(AskedBecause::another, false));
}

TEST(Corrected, WhatIsReadBetterInPartKeepsTheRest) {
  const auto both = of_clause({kRead, {"XAA"}, {}}, {kWanted, {"XBB"}, {}});
  const auto result =
      corrected(review_with({{kWanted, {"XAA"}, {}}}), model::Language::en, std::vector{both});
  EXPECT_EQ(result.outcomes.front(), kKept);
  EXPECT_THAT(result.review.recommendations.front().clauses.front().states, ElementsAre("XBB"));
}

TEST(Corrected, AClauseAmongOthersThanThereWereIsKnownByItsTextOnly) {
  const auto text = of_clause({kRead, {"XAA"}, {}}, {kWanted, {"XAA"}, {}});
  EXPECT_EQ(outcome({{kRead, {"XAA"}, {}}, {"And more", {}, {}}}, text), kKept);
  EXPECT_EQ(
      outcome({{"Ratify the convention on lakes", {"XAA"}, {}}, {"and on rivers", {}, {}}}, text),
      asked(AskedBecause::other_clauses, false));
  auto second = text;
  second.place.clause = 2;
  EXPECT_EQ(outcome({{kRead, {"XAA"}, {}}}, second), asked(AskedBecause::gone, false));
}

TEST(Corrected, ASplitStandsForAllClausesAndTheirPlace) {
  HeldCorrection split;
  split.language = model::Language::en;
  split.place = {Corrects::clauses, "10.1", 0, 1};
  split.replaces.clauses = {{kRead, {"XAA"}, {}}};
  split.becomes.clauses = {{"Ratify the convention on lakes", {"XAA"}, {}},
                           {"Ratify the one on rivers", {"XBB"}, {}}};
  const auto result = corrected(review_with({{kRead, {"XAA"}, {}, 3, 40}}), model::Language::en,
                                std::vector{split});
  const auto& clauses = result.review.recommendations.front().clauses;
  ASSERT_EQ(clauses.size(), 2U);
  EXPECT_EQ(clauses[1].begin, 3U);
  EXPECT_EQ(clauses[1].end, 40U);
  EXPECT_THAT(result.marks.front(), ElementsAre(kClausesCorrected, kClausesCorrected));
  EXPECT_EQ(outcome(split.becomes.clauses, split), kSatisfied);
  EXPECT_EQ(outcome({{kWanted, {"XAA"}, {}}}, split), asked(AskedBecause::changed, true));
  EXPECT_EQ(outcome({{"Abolish fees at schools", {"XAA"}, {}}}, split),
            asked(AskedBecause::another, false));
}

TEST(SameClause, IsHalfOfTheRunsInCommon) {
  EXPECT_TRUE(is_same_clause(kRead, kWanted));
  EXPECT_TRUE(is_same_clause("", ""));
  EXPECT_FALSE(is_same_clause("", "Ratify"));
  EXPECT_FALSE(is_same_clause("Ratify the convention on lakes", "Abolish fees at schools"));
  EXPECT_TRUE(is_same_clause("批准关于湖泊和河流的公约", "批准关于湖泊与河流的公约"));
}

class CorrectionsTest : public testing::TestWithParam<Backend> {
 protected:
  void SetUp() override {
    auto store = Store::open(options_of(GetParam(), folder_.path()));
    ASSERT_TRUE(store) << store.error().message;
    store_ = std::make_unique<Store>(*std::move(store));
    space_ = store_->create_space({"home", "Home", false, {}}, kOwner)->id;
    const auto act = stored(*store_, "A/TEST/1", "bytes", report_of("XCC", 10));
    ASSERT_TRUE(act);
    file_ = act->file;
    reading_ = act->reading;
    append(*act);
  }

  EntryNumber append(Act act) {
    const auto appended = store_->append({{space_, kOwner, std::move(act)}});
    EXPECT_TRUE(appended) << appended.error().message;
    return appended ? appended->front().number : 0;
  }
  void reread(const model::Reading& reading) {
    DocumentReread act{"A/TEST/1", file_, {}, reading_, "2", "", model::Language::en};
    act.reading = *store_->put_reading(reading);
    append(act);
    reading_ = act.reading;
  }
  [[nodiscard]] RecommendationCorrected correction(const std::string& number, Corrects corrects,
                                                   std::uint32_t clause = 0) const {
    RecommendationCorrected act;
    act.work = "A/TEST/1";
    act.file = file_;
    act.language = model::Language::en;
    const auto record = one(number);
    const auto& clauses = record.recommendation.clauses;
    act.place = {corrects, number, clause, static_cast<std::uint32_t>(clauses.size())};
    act.replaces = {clause > 0 ? std::vector{clauses[clause - 1]} : clauses,
                    {},
                    record.position,
                    record.counts_as};
    act.becomes = act.replaces;
    act.reason = "the page says so";
    return act;
  }
  [[nodiscard]] RecommendationRecord one(const std::string& number,
                                         const Visibility& asker = kOwnerSees) const {
    const auto read = store_->read();
    const auto of = read->work("A/TEST/1", asker);
    EXPECT_TRUE(of && *of);
    const auto found = read->recommendation(space_, (*of)->id, number, asker);
    EXPECT_TRUE(found && *found);
    return **found;
  }
  [[nodiscard]] std::vector<CorrectionRecord> all() const {
    return *store_->read()->corrections({}, kOwnerSees);
  }
  [[nodiscard]] Counts counts(const Visibility& asker = kOwnerSees) const {
    return store_->read()->reviews({}, asker)->front().counts;
  }
  /// Corrects the text of 10.1.
  EntryNumber correct_text(const std::string& text) {
    auto act = correction("10.1", Corrects::clause, 1);
    act.becomes.clauses.front().text = text;
    return append(act);
  }
  static model::Reading reading_with(const std::string& text) {
    auto reading = report_of("XCC", 10);
    reading.review->recommendations.front().clauses.front().text = text;
    return reading;
  }

  test::TestFolder folder_;
  std::unique_ptr<Store> store_;
  SpaceId space_;
  base::Hash file_;
  base::Hash reading_;
};

TEST_P(CorrectionsTest, ChangeWhatTheRecordSaysAndCountsFollow) {
  const auto entry = correct_text("Improve matter one");
  EXPECT_EQ(one("10.1").recommendation.clauses.front().text, "Improve matter one");
  EXPECT_THAT(one("10.1").corrected, ElementsAre(kTextCorrected));
  EXPECT_THAT(one("10.2").corrected, ElementsAre(0));
  auto states = correction("10.2", Corrects::clause, 1);
  states.becomes.clauses.front().states = {"XAA", "XDD"};
  append(states);
  EXPECT_EQ(store_->read()->state("XDD", kOwnerSees)->made.recommendations, 1U);
  EXPECT_EQ(counts().clause_states, 15U);
  ASSERT_EQ(all().size(), 2U);
  EXPECT_EQ(all().front().made.entry, entry);
  EXPECT_EQ(all().front().made.actor, kOwner);
  EXPECT_EQ(all().front().made.reason, "the page says so");
  EXPECT_EQ(all().front().replaces.clauses.front().text, "Improve matter 1");
  EXPECT_TRUE(all().front().applied);
  EXPECT_TRUE(store_->rebuild_check()->equal) << store_->rebuild_check()->difference;
}

TEST_P(CorrectionsTest, TakenBackLeaveWhatWasRead) {
  const auto before = *store_->dump_hash();
  const auto entry = correct_text("Improve matter one");
  append(CorrectionWithdrawn{"A/TEST/1", entry, "it was right"});
  EXPECT_EQ(one("10.1").recommendation.clauses.front().text, "Improve matter 1");
  EXPECT_THAT(one("10.1").corrected, ElementsAre(0));
  ASSERT_EQ(all().size(), 1U);
  EXPECT_FALSE(all().front().held());
  EXPECT_EQ(all().front().ended.reason, "it was right");
  EXPECT_NE(*store_->dump_hash(), before);  // what happened stays told
  const auto again =
      store_->append({{space_, kOwner, CorrectionWithdrawn{"A/TEST/1", entry, "x"}}});
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().kind, base::ErrorKind::not_found);
  EXPECT_TRUE(store_->rebuild_check()->equal);
}

TEST_P(CorrectionsTest, AnotherOfOnePlaceTakesThePlaceOfTheFirst) {
  const auto first = correct_text("Improve matter one");
  auto second = correction("10.1", Corrects::clause, 1);
  second.replaces.clauses.front().text = "Improve matter 1";
  second.becomes.clauses.front().text = "Improve the first matter";
  const auto entry = append(second);
  EXPECT_EQ(one("10.1").recommendation.clauses.front().text, "Improve the first matter");
  EXPECT_EQ(all()[0].made.entry, first);
  EXPECT_EQ(all()[0].ended.entry, entry);
  EXPECT_TRUE(all()[0].replaced);
  EXPECT_TRUE(all()[1].held());
}

TEST_P(CorrectionsTest, SurviveReadingAgain) {
  correct_text("Improve matter one");
  auto reading = report_of("XCC", 10);
  reading.title = "Read again";
  reread(reading);
  EXPECT_EQ(all().front().standing, CorrectionStanding::kept);
  EXPECT_EQ(one("10.1").recommendation.clauses.front().text, "Improve matter one");
  reread(reading_with("Improve matter one"));
  EXPECT_EQ(all().front().standing, CorrectionStanding::satisfied);
  EXPECT_THAT(one("10.1").corrected, ElementsAre(0));
  reread(reading_with("Improve matter 1."));
  EXPECT_EQ(all().front().standing, CorrectionStanding::asked);
  EXPECT_EQ(all().front().because, AskedBecause::changed);
  EXPECT_EQ(one("10.1").recommendation.clauses.front().text, "Improve matter one");
  reread(reading_with("Abolish fees at schools"));
  EXPECT_EQ(all().front().because, AskedBecause::another);
  EXPECT_EQ(one("10.1").recommendation.clauses.front().text, "Abolish fees at schools");
  auto without = report_of("XCC", 10);
  without.review->recommendations.erase(without.review->recommendations.begin());
  reread(without);
  EXPECT_EQ(all().front().because, AskedBecause::gone);
  auto no_review = report_of("XCC", 1);
  no_review.review.reset();
  reread(no_review);
  EXPECT_EQ(all().front().because, AskedBecause::gone);
  EXPECT_TRUE(store_->rebuild_check()->equal) << store_->rebuild_check()->difference;
}

TEST_P(CorrectionsTest, ASplitIsCountedAndAMergeTakesItsPlace) {
  auto split = correction("10.1", Corrects::clauses);
  split.becomes.clauses = {{"Improve matter", {"XAA"}, {}}, {"and the first", {"XDD"}, {}}};
  append(split);
  EXPECT_EQ(counts().clauses, 13U);
  EXPECT_EQ(one("10.1").recommendation.clauses.size(), 2U);
  auto merge = correction("10.5", Corrects::clauses);
  merge.becomes.clauses = {{"Improve matter 5 and another", {"XAA", "XBB"}, {}}};
  append(merge);
  EXPECT_EQ(counts().clauses, 12U);
  EXPECT_TRUE(store_->rebuild_check()->equal) << store_->rebuild_check()->difference;
}

TEST_P(CorrectionsTest, NumbersAreCountedAndLeadToOneAnother) {
  auto join = correction("10.1", Corrects::numbers);
  join.replaces = {{{"Improve matter 1", {"XAA"}, {}}, {"Improve matter 2", {"XAA"}, {}}},
                   {"10.1", "10.2"}};
  join.becomes = {{{"Improve matters 1 and 2", {"XAA"}, {}}}, {"10.1"}};
  const auto first = correct_text("Improve matter one");
  const auto entry = append(join);
  EXPECT_EQ(all()[0].ended.entry, entry);
  EXPECT_EQ(all()[0].made.entry, first);
  EXPECT_EQ(counts().recommendations, 9U);
  EXPECT_EQ(one("10.2").recommendation.number, "10.1");
  EXPECT_THAT(one("10.1").stands_in, ElementsAre("10.1", "10.2"));
  auto part = correction("10.3", Corrects::numbers);
  part.replaces = {part.replaces.clauses, {"10.3"}};
  part.becomes = {{{"Improve", {"XAA"}, {}}, {"matter 3", {"XDD"}, {}}}, {"10.3", "10.31"}};
  append(part);
  EXPECT_EQ(counts().recommendations, 10U);
  EXPECT_EQ(one("10.31").recommendation.clauses.front().text, "matter 3");
  EXPECT_EQ(one("10.31").ordinal, one("10.3").ordinal + 1);
  EXPECT_EQ(store_->read()->corrections({space_, one("10.1").work_id, "10.2"}, kOwnerSees)->size(),
            1U);
  // What corrects a clause under one of the numbers takes the place of the whole.
  auto text = correction("10.2", Corrects::clause, 1);
  text.place.number = "10.2";
  text.replaces.clauses.front().text = "Improve matter 2";
  text.becomes.clauses.front().text = "Improve matter two";
  append(text);
  EXPECT_EQ(one("10.2").recommendation.clauses.front().text, "Improve matter two");
  EXPECT_EQ(counts().recommendations, 11U);
  EXPECT_TRUE(store_->rebuild_check()->equal) << store_->rebuild_check()->difference;
}

TEST_P(CorrectionsTest, AnAnswerByTheNumberThatWentIsOneToTheOther) {
  auto join = correction("10.1", Corrects::numbers);
  join.replaces = {{{"Improve matter 1", {"XAA"}, {}}, {"Improve matter 2", {"XAA"}, {}}},
                   {"10.1", "10.2"}};
  join.becomes = {{{"Improve matters 1 and 2", {"XAA"}, {}}}, {"10.1"}};
  append(join);
  model::Reading addendum;
  addendum.language = model::Language::en;
  addendum.kind = model::WorkKind::addendum;
  addendum.masthead.date = "2021-06-01";
  addendum.paragraphs.push_back({});
  model::PositionStatement says;
  says.report = "A/TEST/1";
  says.numbers = {"10.2"};
  says.words = "turned down";
  says.counts_as = CountsAs::noted;
  addendum.positions.push_back(says);
  append(*stored(*store_, "A/TEST/1/Add.1", "addendum", addendum));
  EXPECT_EQ(one("10.1").position, "turned down");
  EXPECT_TRUE(store_->rebuild_check()->equal) << store_->rebuild_check()->difference;
}

TEST_P(CorrectionsTest, APositionPrevailsOverWhatIsSaidUntilSomethingElseIsSaid) {
  auto act = correction("10.1", Corrects::position);
  act.becomes.position = "noted with thanks";
  act.becomes.counts_as = CountsAs::noted;
  const auto entry = append(act);
  EXPECT_EQ(one("10.1").position, "noted with thanks");
  EXPECT_EQ(one("10.1").position_corrected, entry);
  EXPECT_EQ(one("10.1").recommendation.position, "noted");  // as the report has it
  EXPECT_EQ(counts(), (Counts{10, 12, 14, 6, 4, 0, 1}));
  model::Reading addendum;
  addendum.language = model::Language::en;
  addendum.kind = model::WorkKind::addendum;
  addendum.masthead.date = "2021-06-01";
  addendum.paragraphs.push_back({});
  model::PositionStatement says;
  says.report = "A/TEST/1";
  says.numbers = {"10.1"};
  says.words = "accepted";
  says.counts_as = CountsAs::supported;
  addendum.positions.push_back(says);
  append(*stored(*store_, "A/TEST/1/Add.1", "addendum", addendum));
  EXPECT_EQ(all().front().standing, CorrectionStanding::asked);
  EXPECT_EQ(one("10.1").position, "noted with thanks");
  append(CorrectionWithdrawn{"A/TEST/1", entry, "the addendum is right"});
  EXPECT_EQ(one("10.1").position, "accepted");
  EXPECT_EQ(counts(), (Counts{10, 12, 14, 7, 3, 0, 1}));
  EXPECT_TRUE(store_->rebuild_check()->equal) << store_->rebuild_check()->difference;
}

TEST_P(CorrectionsTest, NothingOfAnInternalSourceComesOutByACorrection) {
  append(DocumentPublished{"A/TEST/1"});
  model::Reading addendum;
  addendum.language = model::Language::en;
  addendum.kind = model::WorkKind::addendum;
  addendum.paragraphs.push_back({});
  model::PositionStatement says;
  says.report = "A/TEST/1";
  says.numbers = {"10.1"};
  says.words = "refused";
  says.counts_as = CountsAs::noted;
  addendum.positions.push_back(says);
  append(*stored(*store_, "A/TEST/1/Add.1", "addendum", addendum));
  auto act = correction("10.1", Corrects::position);
  EXPECT_EQ(act.replaces.position, "refused");
  act.becomes.position = "refused in part";
  append(act);
  EXPECT_EQ(one("10.1").position, "refused in part");
  EXPECT_EQ(one("10.1", kEveryone).position, "noted");
  EXPECT_EQ(one("10.1", kEveryone).position_corrected, 0U);
  EXPECT_EQ(all().size(), 1U);
  EXPECT_THAT(*store_->read()->corrections({}, kEveryone), IsEmpty());
}

TEST_P(CorrectionsTest, RowsOfASourceAreSettledAndUnsettled) {
  const ClauseSeen clause{"A/TEST/1", "10.1", 1, "XAA", "Improve matter 1"};
  append(RowSettled{"A/TEST/1", 3, "XAA", "row", clause, "the same"});
  append(RowSettled{"A/TEST/1", 4, "", "row", {}, "none says it"});
  auto settled = *store_->read()->settlements(kOwnerSees);
  ASSERT_EQ(settled.size(), 2U);
  EXPECT_EQ(settled[0].clause, clause);
  EXPECT_EQ(settled[0].made.reason, "the same");
  EXPECT_FALSE(settled[1].clause);
  EXPECT_THAT(*store_->read()->settlements(kEveryone), IsEmpty());
  append(RowSettled{"A/TEST/1", 3, "XAA", "row", {}, "on second thought"});
  append(RowUnsettled{"A/TEST/1", 4, "", "in doubt again"});
  settled = *store_->read()->settlements(kOwnerSees);
  ASSERT_EQ(settled.size(), 1U);
  EXPECT_FALSE(settled[0].clause);
  EXPECT_TRUE(store_->rebuild_check()->equal);
}

TEST_P(CorrectionsTest, OfATagTheLastWordHolds) {
  const auto said = [&](TagVerdict verdict, std::string code = "Water") {
    append(RecommendationTagged{"A/TEST/1",
                                model::Language::en,
                                {{"10.1", 1, "Improve matter 1", {{"theme", code, verdict}}}},
                                "as read"});
  };
  said(TagVerdict::has);
  said(TagVerdict::has, "Lakes");
  said(TagVerdict::has_not);
  const auto tags = [&](const Visibility& asker) {
    std::vector<std::string> out;
    const auto all = *store_->read()->tags_said({}, asker);
    for (const auto& each : all) {
      out.push_back(each.tag.code + " " + std::string(name_of(each.tag.verdict)));
    }
    return out;
  };
  EXPECT_THAT(tags(kOwnerSees), ElementsAre("Lakes has", "Water has_not"));
  const auto records = *store_->read()->tags_said({}, kOwnerSees);
  EXPECT_EQ(records.front().work, "A/TEST/1");
  EXPECT_EQ(records.front().text, "Improve matter 1");
  EXPECT_EQ(records.front().language, model::Language::en);
  EXPECT_EQ(records.front().made.reason, "as read");
  EXPECT_EQ(records.front().made.actor, kOwner);
  EXPECT_THAT(tags(kEveryone), IsEmpty());
  append(DocumentPublished{"A/TEST/1"});
  EXPECT_EQ(tags(kEveryone).size(), 2U);
  said(TagVerdict::withdrawn);
  EXPECT_THAT(tags(kOwnerSees), ElementsAre("Lakes has"));
  EXPECT_TRUE(store_->rebuild_check()->equal) << store_->rebuild_check()->difference;
}

TEST_P(CorrectionsTest, TagsOfNoWorkAreRefused) {
  const RecommendationTagged act{
      "A/TEST/9", model::Language::en, {{"1", 1, "x", {{"theme", "Water", TagVerdict::has}}}}, ""};
  EXPECT_EQ(store_->append({{space_, kOwner, act}}).error().kind, base::ErrorKind::not_found);
}

INSTANTIATE_TEST_SUITE_P(On, CorrectionsTest, testing::ValuesIn(databases()),
                         testing::PrintToStringParamName());

}  // namespace
}  // namespace comity::store
