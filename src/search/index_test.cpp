#include "search/index.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <thread>

#include "search/segments/segment.h"
#include "search/segments/segment_builder.h"
#include "search/segments/snapshot_state.h"
#include "search/test_fixture.h"
#include "support/fuzz_seed.h"

namespace comity::search {
namespace {

using testing::ElementsAre;
using testing::UnorderedElementsAre;

IndexDocument clause(std::uint64_t id, std::string text, std::vector<FacetValue> facets = {}) {
  IndexDocument document;
  document.id = id;
  document.group = id / 100;
  document.language = model::Language::en;
  document.text = std::move(text);
  document.facets = std::move(facets);
  return document;
}

class IndexTest : public testing::Test {
 protected:
  std::unique_ptr<Index> open(IndexOptions options = {Access::read_write, Merging::on_request}) {
    auto index = Index::open(folder_.path(), base::posix_file_system(), options);
    EXPECT_TRUE(index) << index.error().message;
    return *std::move(index);
  }
  static std::vector<std::uint64_t> ids(const Index& index, std::string_view question,
                                        std::vector<std::uint8_t> visible = {0}) {
    const std::vector<SpaceView> views{{index.snapshot(), std::move(visible)}};
    return found_ids(views, question);
  }

  TestFolder folder_;
};

TEST_F(IndexTest, FindsWhatWasAppliedAlsoAfterOpeningAgain) {
  {
    auto index = open();
    ASSERT_TRUE(index->apply({{},
                              {clause(101, "Abolish the death penalty"),
                               clause(102, "Ratify the Convention against Torture"),
                               clause(201, "Consider abolishing prison sentences")},
                              7}));
    EXPECT_EQ(index->head(), 7U);
  }
  const auto index = open();
  EXPECT_EQ(index->head(), 7U);
  EXPECT_THAT(ids(*index, "abolish"), UnorderedElementsAre(101, 201));
  EXPECT_THAT(ids(*index, "\"death penalty\""), ElementsAre(101));
  EXPECT_THAT(ids(*index, "\"penalty death\""), ElementsAre());
  EXPECT_THAT(ids(*index, "convent*"), ElementsAre(102));
  EXPECT_THAT(ids(*index, "-abolish"), ElementsAre(102));
  EXPECT_TRUE(index->verify());
}

// What all documents of a segment share is kept once: a language, a kind, a date.
TEST_F(IndexTest, WhatAllDocumentsShareTakesNoRoomForEach) {
  constexpr std::uint64_t kDocuments = 5'000;
  const auto batch_of = [](std::uint64_t odd) {
    Batch batch;
    batch.head = 1;
    for (std::uint64_t id = 1; id <= kDocuments; ++id) {
      auto document = clause(id, "prison", {{"kind", id == odd ? "pledge" : "recommendation"}});
      if (id == odd) document.language = model::Language::fr;
      batch.added.push_back(std::move(document));
    }
    return batch;
  };
  const auto bytes_with = [&](const Batch& batch, const char* name) {
    const auto path = folder_.path() / name;
    EXPECT_TRUE(build_segment(batch.added, path, base::posix_file_system()));
    return std::filesystem::file_size(path);
  };
  const auto alike = batch_of(0);
  const auto saved = bytes_with(batch_of(7), "odd") - bytes_with(alike, "alike");
  EXPECT_GT(saved, 2 * kDocuments);

  auto index = open();
  ASSERT_TRUE(index->apply(alike));
  const std::vector<SpaceView> views{{index->snapshot(), {0}}};
  const auto query = std::get<Query>(parse_query("prison", {}));
  SearchOptions options;
  options.facets = {"kind"};
  const auto answer = search(views, query, options);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->count, kDocuments);
  ASSERT_EQ(answer->facets[0].values.size(), 1U);
  EXPECT_EQ(answer->facets[0].values[0].count, kDocuments);
  const auto counted = [&](Filter::Kind kind, const char* value) {
    options.filters = {{kind, "kind", {value}}};
    return search(views, query, options)->count;
  };
  EXPECT_EQ(counted(Filter::Kind::any_of, "recommendation"), kDocuments);
  EXPECT_EQ(counted(Filter::Kind::none_of, "recommendation"), 0U);
  EXPECT_EQ(counted(Filter::Kind::any_of, "pledge"), 0U);
}

TEST_F(IndexTest, AFacetWhoseValuesAllWentIsCountedAsNone) {
  auto index = open();
  ASSERT_TRUE(
      index->apply({{}, {clause(101, "prison", {{"by", "CHL"}}), clause(401, "prison")}, 1}));
  ASSERT_TRUE(index->apply({{1}, {clause(201, "prison"), clause(202, "prison")}, 2}));
  ASSERT_TRUE(index->merge());
  ASSERT_TRUE(index->apply({{}, {clause(301, "prison", {{"by", "FRA"}})}, 3}));
  const std::vector<SpaceView> views{{index->snapshot(), {0}}};
  const auto query = parse_query("prison", {});
  ASSERT_TRUE(std::holds_alternative<Query>(query));
  SearchOptions options;
  options.facets = {"by"};
  const auto answer = search(views, std::get<Query>(query), options);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->count, 4U);
  ASSERT_EQ(answer->facets.size(), 1U);
  ASSERT_EQ(answer->facets[0].values.size(), 1U);
  EXPECT_EQ(answer->facets[0].values[0].count, 1U);
}

TEST_F(IndexTest, AGroupTakenAwayIsNotFoundAndMergingForgetsIt) {
  auto index = open();
  ASSERT_TRUE(index->apply({{}, {clause(101, "prison"), clause(201, "prison")}, 1}));
  ASSERT_TRUE(index->apply({{1}, {clause(102, "prison reform")}, 2}));
  EXPECT_THAT(ids(*index, "prison"), UnorderedElementsAre(102, 201));
  ASSERT_TRUE(index->merge());
  EXPECT_EQ(index->snapshot().segments(), 1U);
  EXPECT_EQ(index->snapshot().documents(), 2U);
  EXPECT_THAT(ids(*index, "prison"), UnorderedElementsAre(102, 201));
  EXPECT_EQ(index->head(), 2U);
}

TEST_F(IndexTest, OfWhatIsErasedNoFileHasAByte) {
  const auto stands = [&](std::string_view bytes) {
    for (const auto& entry : std::filesystem::directory_iterator(folder_.path())) {
      std::ifstream file(entry.path(), std::ios::binary);
      const std::string all{std::istreambuf_iterator<char>(file), {}};
      if (all.find(bytes) != std::string::npos) return true;
    }
    return false;
  };
  auto index = open();
  ASSERT_TRUE(index->apply({{}, {clause(101, "zqgone prison"), clause(201, "zqkept prison")}, 1}));
  ASSERT_TRUE(index->apply({{}, {clause(301, "other prison")}, 2}));
  const std::vector<SpaceView> before{{index->snapshot(), {0}}};
  ASSERT_TRUE(index->apply({{1}, {clause(102, "prison anew")}, 3}));
  EXPECT_TRUE(stands("zqgone")) << "what is taken away is still there";
  EXPECT_TRUE(index->snapshot().holds(1));
  const std::vector<std::uint64_t> groups = {1, 99};
  ASSERT_TRUE(index->erase(groups));
  EXPECT_FALSE(stands("zqgone"));
  EXPECT_TRUE(stands("zqkept"));
  EXPECT_EQ(index->snapshot().segments(), 3U) << "only the one that held it was written anew";
  EXPECT_EQ(index->head(), 3U);
  EXPECT_THAT(ids(*index, "prison"), UnorderedElementsAre(102, 201, 301));
  EXPECT_THAT(found_ids(before, "prison"), UnorderedElementsAre(101, 201, 301));
  EXPECT_TRUE(index->verify());
  index.reset();
  EXPECT_THAT(ids(*open(), "prison"), UnorderedElementsAre(102, 201, 301));
}

// Texts so long that one block of them is the dictionary of others.
TEST_F(IndexTest, WhatOthersArePackedByGoesWithThemAndNotBeyondItsOwnErasure) {
  constexpr std::uint64_t kWorks = 30;
  const auto text_of = [](std::uint64_t work, std::uint64_t clause) {
    std::string text = "work" + std::to_string(work) + " clause" + std::to_string(clause);
    for (std::uint64_t i = 0; i < 400; ++i) text += " word" + std::to_string(work * i % 97);
    return text;
  };
  const auto expect_whole = [&](const Index& index, std::uint64_t first) {
    for (std::uint64_t work = 1; work <= kWorks; ++work) {
      const std::vector<SpaceView> views{{index.snapshot(), {0}}};
      const auto query = parse_query("work" + std::to_string(work), {});
      const auto found = search(views, std::get<Query>(query), {});
      ASSERT_TRUE(found) << found.error().message;
      ASSERT_EQ(found->hits.size(), work < first ? 0U : 5U) << work;
      for (const auto& hit : found->hits) EXPECT_EQ(hit.text, text_of(work, hit.id % 100));
    }
  };
  auto index = open();
  std::uint64_t head = 0;
  for (std::uint64_t begin = 1; begin <= kWorks; begin += kWorks / 3) {
    std::vector<IndexDocument> added;
    for (auto work = begin; work < begin + kWorks / 3; ++work) {
      for (std::uint64_t i = 1; i <= 5; ++i)
        added.push_back(clause(work * 100 + i, text_of(work, i)));
    }
    ASSERT_TRUE(index->apply({{}, std::move(added), ++head}));
  }
  ASSERT_NO_FATAL_FAILURE(expect_whole(*index, 1));
  ASSERT_TRUE(index->merge());
  EXPECT_EQ(index->snapshot().segments(), 1U);
  ASSERT_NO_FATAL_FAILURE(expect_whole(*index, 1));
  const std::vector<std::uint64_t> first = {1};
  ASSERT_TRUE(index->apply({first, {}, ++head}));
  ASSERT_TRUE(index->erase(first));
  ASSERT_NO_FATAL_FAILURE(expect_whole(*index, 2));
  EXPECT_TRUE(index->verify());
}

TEST_F(IndexTest, ASnapshotStaysAsItWas) {
  auto index = open();
  ASSERT_TRUE(index->apply({{}, {clause(101, "prison")}, 1}));
  const std::vector<SpaceView> before{{index->snapshot(), {0}}};
  ASSERT_TRUE(index->apply({{1}, {}, 2}));
  ASSERT_TRUE(index->merge());
  EXPECT_THAT(found_ids(before, "prison"), ElementsAre(101));
  EXPECT_THAT(ids(*index, "prison"), ElementsAre());
}

TEST_F(IndexTest, OneProcessWritesOthersFollow) {
  auto index = open();
  const auto second = Index::open(folder_.path(), base::posix_file_system());
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().kind, base::ErrorKind::conflict);
  const auto reader = open({Access::read_only, Merging::on_request});
  EXPECT_THAT(ids(*reader, "prison"), ElementsAre());
  ASSERT_TRUE(index->apply({{}, {clause(101, "prison")}, 1}));
  ASSERT_TRUE(reader->refresh());
  EXPECT_THAT(ids(*reader, "prison"), ElementsAre(101));
}

// One bit of a packed text that turns would else read as another word.
TEST_F(IndexTest, ADamagedTextIsNeverAnotherText) {
  Batch batch;
  batch.head = 1;
  for (std::uint64_t id = 1; id <= 40; ++id) {
    batch.added.push_back(clause(id, "les lois sociales de l'an " + std::to_string(id)));
  }
  const auto path = folder_.path() / "segment";
  ASSERT_TRUE(build_segment(batch.added, path, base::posix_file_system()));
  auto bytes = *base::posix_file_system().read(path, 1 << 20);
  const auto whole = *Segment::over(bytes);
  const auto packed = whole->stored().block(0, whole->documents())->packed;
  const auto at = static_cast<std::size_t>(packed.data() - bytes.data());
  for (std::size_t bit = 0; bit < packed.size() * 8; bit += 3) {
    auto damaged = bytes;
    damaged[at + bit / 8] = static_cast<char>(damaged[at + bit / 8] ^ (1 << bit % 8));
    const auto segment = *Segment::over(damaged);
    const auto read = StoredReader::Pages(segment->stored()).read(6);
    if (read) {
      EXPECT_EQ(read->text, batch.added[6].text) << bit;
    }
  }
}

TEST_F(IndexTest, ADamagedOrCutFileIsCorruptAndDroppingItMends) {
  {
    auto index = open();
    ASSERT_TRUE(index->apply({{}, {clause(101, "prison")}, 3}));
  }
  const auto segment = folder_.path() / "segment-1";
  std::filesystem::resize_file(segment, std::filesystem::file_size(segment) - 9);
  const auto opened = Index::open(folder_.path(), base::posix_file_system());
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().kind, base::ErrorKind::corrupt);
  EXPECT_NE(opened.error().place.find("segment-1"), std::string::npos);
  ASSERT_TRUE(Index::drop(folder_.path(), base::posix_file_system()));
  EXPECT_EQ(open()->head(), 0U);
}

TEST_F(IndexTest, VerifyNamesTheSegmentWithAChangedByte) {
  {
    auto index = open();
    ASSERT_TRUE(index->apply({{}, {clause(101, "prison sentences and prison reform")}, 3}));
  }
  const auto path = folder_.path() / "segment-1";
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(12);
  file.put('\x55');
  file.close();
  const auto whole = open()->verify();
  ASSERT_FALSE(whole);
  EXPECT_EQ(whole.error().place, "segment-1");
}

TEST_F(IndexTest, SegmentsOfLikeSizeAreMergedAndDeletionsPurged) {
  auto index = open({Access::read_write, Merging::background});
  for (std::uint64_t head = 1; head <= 50; ++head) {
    ASSERT_TRUE(index->apply({{head / 2}, {clause(head * 100, "prison")}, head}));
  }
  const auto segments = [&] { return index->snapshot().segments(); };
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  while (segments() > 8 && std::chrono::steady_clock::now() < until) std::this_thread::yield();
  EXPECT_LE(segments(), 8U);
  EXPECT_EQ(index->snapshot().documents(), 25U);
  EXPECT_EQ(ids(*index, "prison").size(), 25U);
  ASSERT_TRUE(index->merge());
  std::uint64_t kept = 0;
  for (const auto& view : index->snapshot().state().segments) kept += view->segment().documents();
  EXPECT_EQ(kept, 25U);
  EXPECT_TRUE(index->verify());
}

TEST_F(IndexTest, WhatDoesNotFitASegmentIsRefusedBeforeItIsWritten) {
  IndexOptions options{Access::read_write, Merging::on_request};
  options.most_documents = 4;
  auto index = open(options);
  const auto two = [](std::uint64_t id) {
    return std::vector{clause(id, "prison"), clause(id + 1, "reform")};
  };
  ASSERT_TRUE(index->apply({{}, two(101), 1}));
  ASSERT_TRUE(index->apply({{}, two(201), 2}));
  const auto merged = index->merge();
  ASSERT_FALSE(merged);
  EXPECT_EQ(merged.error().kind, base::ErrorKind::too_large);
  EXPECT_EQ(index->snapshot().segments(), 2U);
  auto five = two(301);
  for (std::uint64_t id = 303; id < 306; ++id) five.push_back(clause(id, "prison"));
  const auto applied = index->apply({{}, five, 3});
  ASSERT_FALSE(applied);
  EXPECT_EQ(applied.error().kind, base::ErrorKind::invalid_input);
  EXPECT_EQ(index->head(), 2U);
  // Without what is taken away they fit.
  ASSERT_TRUE(index->apply({{2}, {clause(401, "prison")}, 3}));
  ASSERT_TRUE(index->merge());
  EXPECT_THAT(ids(*index, "prison"), ElementsAre(101, 401));
}

TEST_F(IndexTest, ClearingForgetsAllAndReadersKeepWhatTheyHave) {
  auto index = open();
  ASSERT_TRUE(index->apply({{}, {clause(101, "prison")}, 9}));
  const std::vector<SpaceView> before{{index->snapshot(), {0}}};
  ASSERT_TRUE(index->clear());
  EXPECT_EQ(index->head(), 0U);
  EXPECT_THAT(ids(*index, "prison"), ElementsAre());
  EXPECT_THAT(found_ids(before, "prison"), ElementsAre(101));
  ASSERT_TRUE(index->apply({{}, {clause(101, "prison")}, 1}));
  EXPECT_THAT(ids(*index, "prison"), ElementsAre(101));
}

TEST_F(IndexTest, SaysByWhatItsDocumentsWereMade) {
  {
    auto index = open();
    EXPECT_EQ(index->maker(), 0U);
    ASSERT_TRUE(index->clear(41));
    ASSERT_TRUE(index->apply({{}, {clause(101, "Keep the rivers clean")}, 3}));
    ASSERT_TRUE(index->apply({{}, {clause(201, "Count the lamps")}, 4}));
    ASSERT_TRUE(index->merge());
    EXPECT_EQ(index->maker(), 41U);
  }
  const auto index = open();
  EXPECT_EQ(index->maker(), 41U);
  EXPECT_EQ(index->head(), 4U);
  ASSERT_TRUE(index->clear());
  EXPECT_EQ(index->maker(), 41U);
  ASSERT_TRUE(index->clear(42));
  EXPECT_EQ(index->maker(), 42U);
  EXPECT_EQ(index->head(), 0U);
}

TEST_F(IndexTest, AnIndexOfAnEarlierFormatIsCorrupt) {
  {
    auto index = open();
    ASSERT_TRUE(index->apply({{}, {clause(101, "prison")}, 3}));
  }
  for (const auto* name : {"segment-1", "manifest"}) {
    std::fstream file(folder_.path() / name, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(7);
    file.put('1');  // CMTYSEG1, CMTYIDX1
    file.close();
    const auto opened = Index::open(folder_.path(), base::posix_file_system());
    ASSERT_FALSE(opened) << name;
    EXPECT_EQ(opened.error().kind, base::ErrorKind::corrupt);
  }
}

TEST(SegmentSeeds, AreOfTheFormatOfToday) {
  for (const auto* name : {"search_segment/whole", "search_segment/two_works"}) {
    const auto bytes = test::fuzz_seed(name);
    const auto segment = Segment::over(bytes);
    ASSERT_TRUE(segment) << name << ": " << segment.error().message;
    EXPECT_TRUE((*segment)->verify()) << name;
  }
}

// Whatever operation of the file system fails, the index is as before or as after.
TEST_F(IndexTest, AFullDiskAtAnyMomentLeavesTheOldOrTheNewState) {
  {
    auto index = open();
    ASSERT_TRUE(index->apply({{}, {clause(101, "prison"), clause(201, "prison")}, 1}));
  }
  for (int allowed = 0; allowed < 40; ++allowed) {
    FailingFiles files(base::posix_file_system());
    auto index = Index::open(folder_.path(), files, {Access::read_write, Merging::on_request});
    ASSERT_TRUE(index);
    const auto head = (*index)->head();
    const auto documents = (*index)->snapshot().documents();
    files.fail_after(allowed);
    const auto applied = (*index)->apply(
        {{2}, {clause(300 + static_cast<std::uint64_t>(allowed), "prison")}, head + 1});
    files.fail_after(-1);
    if (!applied) {
      EXPECT_EQ((*index)->head(), head);
      EXPECT_EQ((*index)->snapshot().documents(), documents);
    }
    index->reset();
    const auto again = open();
    EXPECT_TRUE(again->verify());
    EXPECT_TRUE(again->head() == head || again->head() == head + 1);
    if (applied) {
      EXPECT_EQ(again->head(), head + 1);
    }
  }
}

// What apply() has said is durable outlives the power; of what it has not, there is all or nothing.
TEST_F(IndexTest, APowerFailureAtAnyMomentLeavesAHeadThatWasReached) {
  FailingFiles files(base::posix_file_system());
  std::uint64_t kept = 0;
  bool failed = true;
  for (int calls = 0; failed; ++calls) {
    SCOPED_TRACE(calls);
    const IndexOptions options{Access::read_write, Merging::on_request};
    {
      auto index = Index::open(folder_.path(), files, options);
      ASSERT_TRUE(index) << index.error().message;
      EXPECT_GE((*index)->head(), kept);
      EXPECT_TRUE((*index)->verify());
      kept = (*index)->head();
      files.fail_after(calls, test::Fault::lost_power);
      for (int i = 0; i < 3; ++i) {
        if (!(*index)->apply({{kept - 1}, {clause(100 * (kept + 1) + 1, "prison")}, kept + 1}))
          break;
        ++kept;
      }
      (void)(*index)->merge();
      failed = files.disk().has_failed();
    }
    files.disk().lose_power(static_cast<std::uint64_t>(calls));
  }
  EXPECT_GT(kept, 10U);
}

}  // namespace
}  // namespace comity::search
