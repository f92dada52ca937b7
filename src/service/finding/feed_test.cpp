// A search followed as Atom: what came last first, and nothing that the asker may not see.
#include "service/finding/feed.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pugixml.hpp>
#include <set>

#include "base/clock.h"
#include "service/finding/indexes.h"
#include "service/importing/import.h"
#include "service/test_fixture.h"
#include "support/test_files.h"

namespace comity::service {
namespace {

using base::ErrorKind;
using testing::ElementsAre;
using testing::IsEmpty;

class FeedTest : public testing::Test {
 protected:
  void SetUp() override {
    Installation::Options options;
    options.folder = folder_.path();
    options.clock = &clock_;
    ASSERT_TRUE(installation_ = opened_with(options));
  }

  void later(std::int64_t seconds) {
    clock_.set({clock_.now().microseconds + seconds * 1'000'000});
  }

  void import(int number, bool publish) {
    later(10);
    ImportOptions options;
    options.publish = publish;
    const auto done = import_bytes(*installation_, owner_of_the_folder(),
                                   {{std::to_string(number) + ".md", draft(number)}}, options);
    ASSERT_TRUE(done && done->failed.empty());
  }

  FeedFile feed(const Ask& ask, SearchRequest request = {}, int page = 1) {
    EXPECT_TRUE(installation_->indexes().catch_up(kIndexPatience));
    if (request.text.empty()) request.text = "kind:operative";
    auto made = search_feed(*installation_, ask, request, page);
    EXPECT_TRUE(made) << made.error().message;
    if (!made) return {};
    EXPECT_TRUE(document_.load_buffer(made->file.bytes->data(), made->file.bytes->size()));
    return *std::move(made);
  }

  std::vector<std::string> values(const char* name) {
    std::vector<std::string> out;
    for (const auto& entry : document_.document_element().children("entry")) {
      out.emplace_back(entry.child(name).text().get());
    }
    return out;
  }
  std::string link(const char* relation) {
    return document_.document_element()
        .find_child_by_attribute("link", "rel", relation)
        .attribute("href")
        .value();
  }

  test::TestFolder folder_;
  base::ManualClock clock_{base::Time{1'900'000'000'000'000}};
  std::unique_ptr<Installation> installation_;
  pugi::xml_document document_;
  Ask owner_{owner_of_the_folder()};
  Ask public_{anyone()};
};

TEST_F(FeedTest, HasWhatCameLastFirstAndOnlyWhatTheAskerSees) {
  import(1, true);
  import(2, false);
  import(3, true);
  feed(owner_);
  EXPECT_THAT(values("title"), ElementsAre("A/RES/89/3, 1", "A/RES/89/2, 1", "A/RES/89/1, 1"));
  const auto ids = values("id");
  feed(public_);
  EXPECT_THAT(values("title"), ElementsAre("A/RES/89/3, 1", "A/RES/89/1, 1"));
  EXPECT_THAT(values("id"), ElementsAre(ids[0], ids[2])) << "an id is of what it names";

  // What is published now comes now to those outside.
  later(10);
  ASSERT_TRUE(set_publication(*installation_, owner_, "A/RES/89/2", Publication::publish, {}));
  feed(public_);
  EXPECT_THAT(values("title"), ElementsAre("A/RES/89/2, 1", "A/RES/89/3, 1", "A/RES/89/1, 1"));
  EXPECT_EQ(values("id")[0], ids[1]);
  EXPECT_EQ(document_.document_element().child("updated").text().get(), values("updated")[0]);
}

TEST_F(FeedTest, IsTheSameWhileNothingChanges) {
  import(1, true);
  const auto first = feed(public_);
  EXPECT_EQ(first.modified.microseconds, 0) << "it may change in this second";
  later(2);
  const auto second = feed(public_);
  EXPECT_EQ(*first.file.bytes, *second.file.bytes);
  EXPECT_GT(second.modified.microseconds, 0);
  EXPECT_LT(second.modified.microseconds, clock_.now().microseconds);
}

TEST_F(FeedTest, IsOfTheSearchAndLinksToIt) {
  import(1, true);
  import(2, true);
  SearchRequest request;
  request.text = "kind";
  request.filters = {{"work", "A/RES/89/1"}, {"kind", "operative"}};
  feed(public_, request);
  EXPECT_THAT(values("title"), ElementsAre("A/RES/89/1, 1"));
  EXPECT_EQ(link("alternate"), "/search?q=kind&work=A/RES/89/1&kind=operative");
  EXPECT_EQ(link("self"), "/search.atom?q=kind&work=A/RES/89/1&kind=operative");
  const std::string id = document_.document_element().child("id").text().get();
  feed(public_);
  EXPECT_NE(document_.document_element().child("id").text().get(), id);
}

TEST_F(FeedTest, PagesAreBoundedAndHaveEverythingOnce) {
  for (int number = 1; number <= 53; ++number) import(number, true);
  feed(public_);
  auto all = values("id");
  EXPECT_EQ(all.size(), kFeedEntries);
  EXPECT_EQ(link("next"), "/search.atom?q=kind:operative&page=2");
  EXPECT_EQ(link("previous"), "");
  feed(public_, {}, 2);
  const auto rest = values("id");
  EXPECT_EQ(rest.size(), 3U);
  EXPECT_EQ(link("next"), "");
  EXPECT_EQ(link("previous"), "/search.atom?q=kind:operative");
  all.insert(all.end(), rest.begin(), rest.end());
  EXPECT_EQ(std::set<std::string>(all.begin(), all.end()).size(), 53U);
  feed(public_, {}, 3);
  EXPECT_THAT(values("id"), IsEmpty());
  EXPECT_EQ(search_feed(*installation_, public_, {}, kFeedPages + 1).error().kind,
            ErrorKind::invalid_input);
}

TEST_F(FeedTest, AQuestionThatCannotBeReadHasNone) {
  SearchRequest request;
  request.text = "\"open";
  const auto refused = search_feed(*installation_, public_, request, 1);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::invalid_input);
  EXPECT_EQ(refused.error().place, "character 1");
}

}  // namespace
}  // namespace comity::service
