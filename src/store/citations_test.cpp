// What is cited and not there, for each asker: on every database behind the store.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/backend_fixture.h"
#include "store/test_fixture.h"

namespace comity::store {
namespace {

using testing::ElementsAre;

const ActorId kOwner{42};

model::Reading citing(const std::string& symbol, const std::vector<std::string>& targets) {
  model::Reading reading;
  reading.language = model::Language::en;
  reading.kind = model::WorkKind::resolution;
  reading.symbol = *model::Symbol::parse(symbol);
  reading.title = symbol;
  model::Paragraph paragraph;
  paragraph.kind = model::ParagraphKind::preambular;
  paragraph.number = "PP1";
  paragraph.runs = {{"Recalling", {}, {}}};
  for (const auto& target : targets) paragraph.citations.push_back({0, 1, "R", target});
  reading.paragraphs.push_back(std::move(paragraph));
  return reading;
}

class UnresolvedTest : public testing::TestWithParam<Backend> {
 protected:
  void SetUp() override {
    auto store = Store::open(options_of(GetParam(), folder_.path()));
    ASSERT_TRUE(store) << store.error().message;
    store_ = std::make_unique<Store>(*std::move(store));
    space_ = store_->create_space({"home", "Home", false, {}}, kOwner)->id;
  }
  void import(const std::string& symbol, const std::vector<std::string>& targets,
              bool publish = true) {
    auto act = stored(*store_, symbol, symbol, citing(symbol, targets));
    ASSERT_TRUE(act);
    const auto appended = store_->append({{space_, kOwner, *act}});
    ASSERT_TRUE(appended) << appended.error().message;
    if (!publish) return;
    ASSERT_TRUE(store_->append({{space_, kOwner, DocumentPublished{symbol}}}));
  }
  std::vector<std::string> unresolved(const Visibility& asker) {
    const auto page = store_->read()->unresolved(asker);
    EXPECT_TRUE(page) << page.error().message;
    std::vector<std::string> out;
    for (const auto& each : page->list) {
      out.push_back(each.target + " " + std::to_string(each.works));
    }
    EXPECT_EQ(page->count, out.size());
    return out;
  }

  TestFolder folder_;
  std::unique_ptr<Store> store_;
  SpaceId space_;
};

TEST_P(UnresolvedTest, AreWhatTheAskerSeesCitedAndDoesNotSee) {
  import("A/RES/90/1", {"A/RES/70/1", "A/RES/70/2", "A/RES/90/2"});
  import("A/RES/90/2", {"A/RES/70/2", "A/RES/90/3"});
  import("A/RES/90/3", {"A/RES/70/3"}, false);
  EXPECT_THAT(unresolved(Visibility::everything()),
              ElementsAre("A/RES/70/2 2", "A/RES/70/1 1", "A/RES/70/3 1"));
  // What is internal is to the public as if it were not there.
  EXPECT_THAT(unresolved(Visibility::published()),
              ElementsAre("A/RES/70/2 2", "A/RES/70/1 1", "A/RES/90/3 1"));
}

TEST_P(UnresolvedTest, ComeInPages) {
  import("A/RES/90/1", {"A/RES/70/1", "A/RES/70/2", "A/RES/70/3"});
  import("A/RES/90/2", {"A/RES/70/2"});
  std::vector<std::string> all;
  std::string cursor;
  do {
    const auto page = store_->read()->unresolved(Visibility::everything(), cursor, 1);
    ASSERT_TRUE(page) << page.error().message;
    ASSERT_EQ(page->list.size(), 1U);
    EXPECT_EQ(page->count, 3U);
    all.push_back(page->list.front().target);
    cursor = page->next;
  } while (!cursor.empty());
  EXPECT_THAT(all, ElementsAre("A/RES/70/2", "A/RES/70/1", "A/RES/70/3"));
  const auto wrong = store_->read()->unresolved(Visibility::everything(), "x");
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().kind, base::ErrorKind::invalid_input);
}

INSTANTIATE_TEST_SUITE_P(On, UnresolvedTest, testing::ValuesIn(databases()),
                         testing::PrintToStringParamName());

}  // namespace
}  // namespace comity::store
