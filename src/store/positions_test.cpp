// Positions from whichever work states them, in whichever order the works arrive: on every database
// behind the store.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "store/backend_fixture.h"
#include "store/positions.h"
#include "store/test_fixture.h"

namespace comity::store {
namespace {

using model::CountsAs;
using testing::ElementsAre;
using testing::IsEmpty;

model::PositionStatement says(std::vector<std::string> numbers, std::optional<CountsAs> counts_as,
                              const std::string& words, const std::string& list = {}) {
  model::PositionStatement statement;
  statement.report = "A/TEST/1";
  statement.list = list;
  statement.numbers = std::move(numbers);
  statement.words = words;
  statement.counts_as = counts_as;
  return statement;
}

StatedPosition stated(WorkId work, model::PositionStatement statement) {
  StatedPosition out;
  out.work = work;
  out.statement = std::move(statement);
  return out;
}

// What numbers mean.

constexpr NumberedRecommendation kOneList[] = {
    {"10.1", "10", "XCC"}, {"10.2", "10", "XCC"}, {"10.3", "10", "XCC"}};
constexpr NumberedRecommendation kTwoLists[] = {{"10.1", "10", "XCC"},
                                                {"10.2", "10", "XCC"},
                                                {"11.1", "11", "XCC"},
                                                {"11.2", "11", "XCC"},
                                                {"11.3", "11", "XCC"}};

TEST(MeantNumbers, AreTheRecommendationsOwnOrWholeLists) {
  const std::vector<StatedPosition> statements = {stated(1, says({"10.2", "11", "12"}, {}, ""))};
  const auto meant = meant_numbers(kTwoLists, statements);
  EXPECT_THAT(meant[0].ordinals, ElementsAre(1, 2, 3, 4));
  EXPECT_THAT(meant[0].unknown, ElementsAre("12"));
}

TEST(MeantNumbers, ArePlainWhereTheyCountTheOnlyList) {
  const std::vector<StatedPosition> statements = {stated(1, says({"1", "3"}, {}, "")),
                                                  stated(2, says({"10"}, {}, ""))};
  const auto meant = meant_numbers(kOneList, statements);
  EXPECT_THAT(meant[0].ordinals, ElementsAre(0, 2));
  EXPECT_THAT(meant[1].ordinals, ElementsAre(0, 1, 2));  // another work, which means the list
}

TEST(MeantNumbers, OfASetAreThoseThatTheReportLeavesOpen) {
  constexpr NumberedRecommendation kSomeOpen[] = {{"10.1", "10", "XCC", false},
                                                  {"11.1", "11", "XCC", true},
                                                  {"11.2", "11", "XCC", true},
                                                  {"11.3", "11", "XCC", true}};
  const std::vector<StatedPosition> statements = {
      stated(1, says({"11.1"}, CountsAs::noted, "not accepted")),
      stated(1, says({"11.2"}, {}, "work is under way")),
      stated(1, says({"other", "!11.3"}, CountsAs::supported, "all others")),
      stated(2, says({"all"}, CountsAs::supported, "all"))};
  const auto meant = meant_numbers(kSomeOpen, statements);
  EXPECT_THAT(meant[2].ordinals, ElementsAre(2));  // a remark on 11.2 leaves it open
  EXPECT_THAT(meant[2].unknown, IsEmpty());
  EXPECT_THAT(meant[3].ordinals, ElementsAre(1, 2, 3));
  EXPECT_THAT(meant_numbers(kOneList, std::span(statements).last(1))[0].ordinals,
              ElementsAre(0, 1, 2));
}

TEST(MeantNumbers, ThatFitTwoListsMeanNoneUnlessTheListIsNamed) {
  const std::vector<StatedPosition> statements = {stated(1, says({"1", "3"}, {}, "")),
                                                  stated(2, says({"1"}, {}, "", "11"))};
  const auto meant = meant_numbers(kTwoLists, statements);
  EXPECT_THAT(meant[0].ordinals, ElementsAre(4));
  EXPECT_THAT(meant[0].ambiguous, ElementsAre("1"));
  EXPECT_THAT(meant[1].ordinals, ElementsAre(2));
}

TEST(MeantNumbers, AreThoseOfTheStateThatSpeaks) {
  constexpr NumberedRecommendation kTwoStates[] = {{"10.1", "10", "XCC"}, {"10.2", "10", "XDD"}};
  auto statement = says({"10"}, {}, "");
  statement.state = "XDD";
  const auto meant = meant_numbers(kTwoStates, std::vector{stated(1, statement)});
  EXPECT_THAT(meant[0].ordinals, ElementsAre(1));
}

// The record.

class PositionsTest : public testing::TestWithParam<Backend> {
 protected:
  void SetUp() override {
    store_ = open();
    space_ = store_->create_space({"home", "Home", false, {}}, kOwner)->id;
  }

  std::unique_ptr<Store> open() {
    auto store = Store::open(options_of(GetParam(), folder_.path()));
    EXPECT_TRUE(store) << store.error().message;
    return store ? std::make_unique<Store>(*std::move(store)) : nullptr;
  }

  void append(Act act) {
    const auto appended = store_->append({{space_, kOwner, std::move(act)}});
    EXPECT_TRUE(appended) << appended.error().message;
  }
  base::Hash import(const std::string& work, const model::Reading& reading) {
    const auto act = stored(*store_, work, work + std::to_string(++files_), reading);
    EXPECT_TRUE(act);
    append(*act);
    return act->file;
  }
  void publish(const std::string& work) { append(DocumentPublished{work}); }

  /// Ten recommendations, all but 10.3, 10.6 and 10.9 supported by the report.
  static model::Reading report() { return report_of("XCC", 10); }
  static model::Reading answers(const std::string& date,
                                std::vector<model::PositionStatement> statements) {
    model::Reading reading;
    reading.language = model::Language::en;
    reading.kind = model::WorkKind::addendum;
    reading.masthead.date = date;
    reading.paragraphs.push_back({});
    reading.positions = std::move(statements);
    return reading;
  }

  [[nodiscard]] RecommendationRecord one(const std::string& number, const Visibility& asker,
                                         const std::string& work = "A/TEST/1") const {
    const auto read = store_->read();
    const auto of = read->work(work, asker);
    EXPECT_TRUE(of && *of);
    const auto found = read->recommendation(space_, (*of)->id, number, asker);
    EXPECT_TRUE(found && *found);
    return **found;
  }
  [[nodiscard]] std::string words(const std::string& number, const Visibility& asker) const {
    return one(number, asker).position;
  }
  [[nodiscard]] Counts counts(const Visibility& asker) const {
    const auto read = store_->read();
    const auto reviews = read->reviews({}, asker);
    EXPECT_EQ(reviews->size(), 1U);
    const auto& counts = reviews->front().counts;
    // Whatever is asked gives the same.
    EXPECT_EQ(read->totals(asker)->counts, counts);
    EXPECT_EQ(read->state("XCC", asker)->received, counts);
    std::map<CountsAs, std::uint64_t> listed;
    EXPECT_TRUE(read->each_recommendation(
        {}, asker, [&](const RecommendationRecord& each) { return ++listed[each.counts_as] > 0; }));
    EXPECT_EQ(listed[CountsAs::supported], counts.supported);
    EXPECT_EQ(listed[CountsAs::noted], counts.noted);
    EXPECT_EQ(listed[CountsAs::pending], counts.pending);
    RecommendationFilter noted;
    noted.counts_as = CountsAs::noted;
    std::uint64_t filtered = 0;
    EXPECT_TRUE(read->each_recommendation(
        noted, asker, [&](const RecommendationRecord&) { return ++filtered > 0; }));
    EXPECT_EQ(filtered, counts.noted);
    return counts;
  }

  void an_addendum_prevails(bool report_first);

  test::TestFolder folder_;
  std::unique_ptr<Store> store_;
  SpaceId space_;
  int files_ = 0;
};

void PositionsTest::an_addendum_prevails(bool report_first) {
  const auto addendum =
      answers("2021-06-01", {says({"10.1", "10.2"}, CountsAs::noted, "takes note"),
                             says({"10.4"}, {}, "is at work on it")});
  if (report_first) import("A/TEST/1", report());
  import("A/TEST/1/Add.1", addendum);
  if (!report_first) import("A/TEST/1", report());
  EXPECT_EQ(words("10.1", kOwnerSees), "takes note");
  EXPECT_EQ(one("10.1", kOwnerSees).counts_as, CountsAs::noted);
  EXPECT_NE(one("10.1", kOwnerSees).position_from, 0U);
  EXPECT_EQ(words("10.4", kOwnerSees), "noted");  // the report's; a remark is no position
  EXPECT_EQ(counts(kOwnerSees), (Counts{10, 12, 14, 5, 5, 0, 1}));
  const auto made = store_->read()->state("XBB", kOwnerSees)->made;
  EXPECT_EQ(made.supported + made.noted + made.pending, made.recommendations);
  EXPECT_TRUE(store_->rebuild_check()->equal);
}

TEST_P(PositionsTest, AnAddendumAfterItsReportPrevails) { an_addendum_prevails(true); }

TEST_P(PositionsTest, AnAddendumBeforeItsReportPrevails) { an_addendum_prevails(false); }

TEST_P(PositionsTest, AnInternalSourceChangesNothingThatThePublicSees) {
  import("A/TEST/1", report());
  publish("A/TEST/1");
  const auto before = counts(kEveryone);
  import("A/TEST/1/Add.1", answers("2021-06-01", {says({"10"}, CountsAs::noted, "no")}));
  EXPECT_EQ(counts(kEveryone), before);
  EXPECT_EQ(words("10.1", kEveryone), "noted");
  EXPECT_EQ(words("10.1", kOwnerSees), "no");
  EXPECT_EQ(words("10.1", Visibility::member_of({space_})), "no");
  EXPECT_EQ(counts(Visibility::member_of({space_})), (Counts{10, 12, 14, 0, 10, 0, 1}));
  const auto report_work = **store_->read()->work("A/TEST/1", kEveryone);
  EXPECT_THAT(*store_->read()->stated_positions(report_work, kEveryone), IsEmpty());
  EXPECT_EQ(report_work.changed, 3U);  // what the public sees of it did not change
  publish("A/TEST/1/Add.1");
  EXPECT_EQ(words("10.1", kEveryone), "no");
  EXPECT_EQ(counts(kEveryone), (Counts{10, 12, 14, 0, 10, 0, 1}));
  append(DocumentWithdrawn{"A/TEST/1/Add.1"});
  EXPECT_EQ(counts(kEveryone), before);
  EXPECT_TRUE(store_->rebuild_check()->equal);
}

TEST_P(PositionsTest, TheLatestDatedSourcePrevailsAndAllAreThere) {
  import("A/TEST/7", answers("2021-09-09", {says({"10.1"}, CountsAs::supported, "last")}));
  import("A/TEST/1/Add.1", answers("2021-06-01", {says({"10.1"}, CountsAs::noted, "first")}));
  import("A/TEST/1", report());
  import("A/TEST/8", answers("", {says({"10.1"}, CountsAs::pending, "undated")}));
  EXPECT_EQ(words("10.1", kOwnerSees), "last");
  const auto all =
      *store_->read()->stated_positions(**store_->read()->work("A/TEST/1", kOwnerSees), kOwnerSees);
  std::vector<std::string> order;
  for (const auto& each : all) order.push_back(each.statement.words);
  EXPECT_THAT(order, ElementsAre("undated", "first", "last"));
}

TEST_P(PositionsTest, WhatAPositionLeavesOpenIsPending) {
  import("A/TEST/1", report());
  import("A/TEST/1/Add.1", answers("2021-06-01", {says({"10.1"}, CountsAs::pending, "not yet")}));
  EXPECT_EQ(one("10.1", kOwnerSees).counts_as, CountsAs::pending);
  EXPECT_EQ(counts(kOwnerSees), (Counts{10, 12, 14, 6, 3, 1, 1}));
}

TEST_P(PositionsTest, ABetterReadingOfASourceIsHeard) {
  import("A/TEST/1", report());
  const auto first = answers("2021-06-01", {says({"10.1"}, CountsAs::noted, "noted")});
  const auto better = answers("2021-06-01", {says({"10.2"}, CountsAs::noted, "noted it is")});
  const auto file = import("A/TEST/1/Add.1", first);
  append(DocumentReread{"A/TEST/1/Add.1", file, *store_->put_reading(better),
                        *store_->put_reading(first), "2", "", model::Language::en});
  EXPECT_EQ(one("10.1", kOwnerSees).counts_as, CountsAs::supported);
  EXPECT_EQ(words("10.2", kOwnerSees), "noted it is");
  EXPECT_TRUE(store_->rebuild_check()->equal);
}

TEST_P(PositionsTest, ARevisionIsAnsweredByWhatAnswersItsReport) {
  import("A/TEST/1", report());
  import("A/TEST/1/Add.1", answers("2021-06-01", {says({"10.1"}, CountsAs::noted, "no")}));
  import("A/TEST/1/Rev.1", report_of("XCC", 12));
  EXPECT_EQ(one("10.1", kOwnerSees, "A/TEST/1/Rev.1").position, "no");
  EXPECT_EQ(counts(kOwnerSees).noted, 5U);
}

TEST_P(PositionsTest, OtherSpacesAreNotAnswered) {
  import("A/TEST/1", report());
  const auto other = store_->create_space({"other", "Other", false, {}}, kOwner)->id;
  const auto act = stored(*store_, "A/TEST/1/Add.1", "bytes",
                          answers("2021-06-01", {says({"10.1"}, CountsAs::noted, "no")}));
  ASSERT_TRUE(store_->append({{other, kOwner, *act}}));
  EXPECT_EQ(words("10.1", kOwnerSees), "noted");
  EXPECT_EQ(one("10.1", kOwnerSees).counts_as, CountsAs::supported);
}

/// Reports and answers in any order, published and not, read again: the tables are what the journal
/// makes, and the final positions do not ask in which order the works came.
TEST_P(PositionsTest, TheOrderOfArrivalDoesNotMatter) {
  std::vector<std::string> outcomes;
  for (int round = 0; round < 3; ++round) {
    std::mt19937 random(static_cast<std::uint32_t>(round));
    auto space = store_->create_space({"r" + std::to_string(round), "R", false, {}}, kOwner)->id;
    std::vector<std::pair<std::string, model::Reading>> works = {
        {"A/TEST/1", report()},
        {"A/TEST/1/Rev.1", report_of("XCC", 11)},
        {"A/TEST/1/Add.1",
         answers("2021-06-01", {says({"10.1", "10.2", "5"}, CountsAs::noted, "noted")})},
        {"A/TEST/7", answers("2021-08-01", {says({"10.2"}, CountsAs::supported, "after all")})},
        {"A/TEST/8", answers("2021-08-01", {says({"10.2"}, CountsAs::pending, "open")})},
        {"A/TEST/9", answers("", {says({"10.4"}, CountsAs::noted, "undated")})}};
    std::shuffle(works.begin(), works.end(), random);
    for (const auto& [name, reading] : works) {
      const auto act = stored(*store_, name, name, reading);
      ASSERT_TRUE(store_->append({{space, kOwner, *act}}));
      if (name != "A/TEST/7") {
        ASSERT_TRUE(store_->append({{space, kOwner, DocumentPublished{name}}}));
      }
    }
    std::string outcome;
    for (const auto& asker : {kEveryone, kOwnerSees}) {
      RecommendationFilter filter;
      filter.space = space;
      EXPECT_TRUE(
          store_->read()->each_recommendation(filter, asker, [&](const RecommendationRecord& each) {
            outcome += each.recommendation.number + " " + each.position + " " +
                       std::string(model::name_of(each.counts_as)) + "; ";
            return true;
          }));
    }
    outcomes.push_back(outcome);
  }
  EXPECT_EQ(outcomes[0], outcomes[1]);
  EXPECT_EQ(outcomes[0], outcomes[2]);
  EXPECT_NE(outcomes[0].find("10.2 open pending"), std::string::npos);
  const auto check = store_->rebuild_check();
  EXPECT_TRUE(check->equal) << check->difference << check->place;
  ASSERT_TRUE(store_->rebuild());
  EXPECT_TRUE(store_->rebuild_check()->equal);
}

INSTANTIATE_TEST_SUITE_P(On, PositionsTest, testing::ValuesIn(databases()),
                         testing::PrintToStringParamName());

}  // namespace
}  // namespace comity::store
