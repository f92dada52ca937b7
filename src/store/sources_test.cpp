#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/backend_fixture.h"
#include "store/test_fixture.h"

namespace comity::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

/// A table with two rows about one review, one about another, and one that is refused.
model::Reading table_of(const std::string& text) {
  model::Reading reading;
  reading.kind = model::WorkKind::table;
  reading.title = "Table";
  auto& paragraph = reading.paragraphs.emplace_back();
  paragraph.kind = model::ParagraphKind::table;
  const auto add = [&](const std::vector<std::string>& cells) {
    auto& row = paragraph.rows.emplace_back();
    for (const auto& cell : cells) row.push_back({{{cell, {}, {}}}});
  };
  add({"state", "by", "text", "answer", "session", "issues"});
  add({"Xcc", "Xaa", text, "Accepted", "38", "water"});
  add({"Nowhere", "Xaa", text, "Accepted", "38", "water"});
  add({"Xcc", "Xcc", "To go on", "Pledge", "38", ""});
  add({"Xdd", "Xaa;Xbb", "Begin", "Hm", "20", ""});
  model::SourceTable source;
  source.columns = {{model::SourceColumn::state, 0},
                    {model::SourceColumn::by, 1},
                    {model::SourceColumn::text, 2},
                    {model::SourceColumn::response, 3},
                    {model::SourceColumn::session, 4}};
  source.states = {
      {"Xcc", {"XCC"}}, {"Xaa", {"XAA"}}, {"Xdd", {"XDD"}}, {"Xaa;Xbb", {"XAA", "XBB"}}};
  source.answers = {{"Accepted", model::SourceAnswer::supported},
                    {"Pledge", model::SourceAnswer::pledge}};
  source.refused = {{3, "source.unknown-state", "state", "Nowhere"}};
  reading.source = std::move(source);
  return reading;
}

class Sources : public testing::TestWithParam<Backend> {
 protected:
  Sources() {
    auto opened = Store::open(options_of(GetParam(), folder_.path()));
    EXPECT_TRUE(opened) << opened.error().message;
    store_ = std::make_unique<Store>(*std::move(opened));
    space_ = store_->create_space({"home", "Home", false, {}}, kOwner)->id;
  }
  void import(const std::string& work, const std::string& bytes, const model::Reading& reading) {
    const auto act = stored(*store_, work, bytes, reading);
    ASSERT_TRUE(act);
    ASSERT_TRUE(store_->append({{space_, kOwner, *act}}));
  }

  TestFolder folder_;
  std::unique_ptr<Store> store_;
  SpaceId space_;
};

TEST_P(Sources, AreReadBackByReview) {
  import("~0000000000001", "bytes", table_of("Improve matter 1"));
  const auto read = store_->read();
  ASSERT_TRUE(read);
  const auto everything = Visibility::everything();
  const auto sources = read->sources(everything);
  ASSERT_EQ(sources->size(), 1U);
  EXPECT_EQ(sources->front().work.title, "Table");
  EXPECT_EQ(sources->front().taken, 3U);
  EXPECT_EQ(sources->front().refused, 1U);
  const auto rows = read->source_rows("XCC", 3, everything);
  ASSERT_EQ(rows->size(), 2U);
  EXPECT_EQ(rows->front().row.row, 2U);
  EXPECT_THAT(rows->front().row.by, ElementsAre("XAA"));
  EXPECT_EQ(rows->front().row.text, "Improve matter 1");
  EXPECT_EQ(rows->front().row.response, "Accepted");
  EXPECT_EQ(rows->front().counts_as, model::CountsAs::supported);
  EXPECT_THAT(rows->front().row.more, ElementsAre(Pair("issues", "water")));
  EXPECT_EQ(rows->back().kind, SourceRowRecord::Kind::pledge);
  const auto other = read->source_rows("XDD", 2, everything);
  ASSERT_EQ(other->size(), 1U);
  EXPECT_THAT(other->front().row.by, ElementsAre("XAA", "XBB"));
  EXPECT_FALSE(other->front().counts_as);
  const auto shares = read->source_shares(everything);
  ASSERT_EQ(shares->size(), 2U);
  EXPECT_EQ(shares->front().state, "XCC");
  EXPECT_EQ(shares->front().rows, 2U);
}

TEST_P(Sources, AreSeenByTheirSpaceUntilTheyArePublished) {
  import("~0000000000001", "bytes", table_of("Improve matter 1"));
  EXPECT_THAT(*store_->read()->sources(Visibility::published()), IsEmpty());
  EXPECT_THAT(*store_->read()->source_rows("XCC", 3, Visibility::published()), IsEmpty());
  EXPECT_THAT(*store_->read()->source_shares(Visibility::published()), IsEmpty());
  ASSERT_TRUE(store_->append({{space_, kOwner, DocumentPublished{"~0000000000001"}}}));
  EXPECT_EQ(store_->read()->sources(Visibility::published())->size(), 1U);
  EXPECT_EQ(store_->read()->source_rows("XCC", 3, Visibility::published())->size(), 2U);
}

TEST_P(Sources, AreReplacedByABetterReadingAndRebuilt) {
  const auto before = table_of("Improve matter 1");
  import("~0000000000001", "bytes", before);
  const auto first = stored(*store_, "~0000000000001", "bytes", before);
  const auto better = stored(*store_, "~0000000000001", "bytes", table_of("Improve matter 2"));
  ASSERT_TRUE(store_->append({{space_, kOwner,
                               DocumentReread{"~0000000000001", better->file, better->reading,
                                              first->reading, "2", "", better->language}}}));
  const auto rows = store_->read()->source_rows("XCC", 3, Visibility::everything());
  ASSERT_EQ(rows->size(), 2U);
  EXPECT_EQ(rows->front().row.text, "Improve matter 2");
  const auto check = store_->rebuild_check();
  ASSERT_TRUE(check);
  EXPECT_TRUE(check->equal) << check->difference << " " << check->place;
  ASSERT_TRUE(store_->rebuild());
  EXPECT_EQ(store_->read()->source_rows("XCC", 3, Visibility::everything())->size(), 2U);
}

/// The same table with a row of a treaty body in place of the one that is refused.
model::Reading table_with_a_treaty_body() {
  auto reading = table_of("Improve matter 1");
  auto& source = *reading.source;
  source.refused.clear();
  source.states["Nowhere"] = {"XCC"};
  model::SaidRow said;
  said.row = 3;
  said.mechanism = "treaty-body:CEDAW";
  said.text = "Count the wells";
  said.mending = "entities";
  source.said.push_back(said);
  return reading;
}

TEST_P(Sources, KeepWhatOtherMechanismsRecommendApart) {
  import("~0000000000001", "bytes", table_with_a_treaty_body());
  const auto read = store_->read();
  const auto everything = Visibility::everything();
  EXPECT_EQ(read->source_rows("XCC", 3, everything)->size(), 2U) << "of the review";
  const auto shares = read->mechanism_shares("XCC", everything);
  ASSERT_EQ(shares->size(), 1U);
  EXPECT_EQ(shares->front().mechanism, "treaty-body:CEDAW");
  EXPECT_EQ(shares->front().rows, 1U);
  EXPECT_THAT(*read->mechanism_shares("XDD", everything), IsEmpty());
  EXPECT_EQ(read->mechanism_shares("", everything)->size(), 1U);
  EXPECT_THAT(*read->mechanism_shares("XCC", Visibility::published()), IsEmpty());
  const auto source = read->sources(everything)->front();
  const auto row = read->source_row(space_, source.work.id, 3);
  ASSERT_TRUE(row && *row);
  EXPECT_EQ((*row)->row.text, "Count the wells");
  EXPECT_EQ((*row)->row.mending, "entities");
  EXPECT_FALSE(*read->source_row(space_, source.work.id, 99));
  const auto pledges = read->source_pledges("XCC", everything);
  ASSERT_EQ(pledges->size(), 1U);
  EXPECT_EQ(pledges->front().row.text, "To go on");
  EXPECT_TRUE(store_->rebuild_check()->equal);
}

TEST_P(Sources, AreOfOneKindWhereTheirColumnsAreCalledAlike) {
  import("~0000000000001", "bytes", table_of("Improve matter 1"));
  import("~0000000000002", "other bytes", table_of("Improve matter 2"));
  auto other = table_of("Improve matter 3");
  other.paragraphs[0].rows[0][0] = {{{"State", {}, {}}}};
  other.paragraphs[0].rows[0][5] = {{{"more", {}, {}}}};
  import("~0000000000003", "still other bytes", other);
  const auto sources = *store_->read()->sources(Visibility::everything());
  ASSERT_EQ(sources.size(), 3U);
  EXPECT_EQ(sources[0].family, sources[1].family);
  EXPECT_NE(sources[0].family, sources[2].family);
}

TEST_P(Sources, RememberWhatAPersonSaidOfColumns) {
  ColumnsMapped act;
  act.name = "ours";
  act.header = base::sha256("a\nb\n");
  act.mapping.columns = {{model::SourceColumn::text, 1}};
  act.mapping.constants = {{model::SourceColumn::state, "XCC"}};
  const auto append = [&] { return store_->append({{space_, kOwner, act}})->front().outcome; };
  EXPECT_EQ(append(), Outcome::appended);
  EXPECT_EQ(append(), Outcome::unchanged);
  auto told = *store_->read()->column_mappings(space_);
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0].name, "ours");
  EXPECT_EQ(told[0].header, act.header.hex());
  EXPECT_EQ(told[0].mapping, act.mapping);
  act.mapping.constants.clear();
  EXPECT_EQ(append(), Outcome::appended);
  EXPECT_TRUE(store_->read()->column_mappings(space_)->front().mapping.constants.empty());
  EXPECT_TRUE(store_->rebuild_check()->equal);
  act.mapping = {};
  EXPECT_EQ(append(), Outcome::appended);
  EXPECT_THAT(*store_->read()->column_mappings(space_), IsEmpty());
  EXPECT_EQ(append(), Outcome::unchanged);
  act.name.clear();
  EXPECT_FALSE(store_->append({{space_, kOwner, act}}));
}

INSTANTIATE_TEST_SUITE_P(Databases, Sources, testing::ValuesIn(databases()),
                         testing::PrintToStringParamName());

}  // namespace
}  // namespace comity::store
