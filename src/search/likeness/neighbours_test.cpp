// Near-duplicates against exact Jaccard of all pairs, and what of an index stays and goes.
#include "search/likeness/neighbours.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <set>

#include "search/test_fixture.h"

namespace comity::search {
namespace {

using testing::Contains;
using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

std::string words(std::mt19937& random, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += "w" + std::to_string(random() % 400) + " ";
  return text;
}

/// The text with some of its words replaced.
std::string altered(const std::string& text, std::mt19937& random, unsigned percent) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = text.find(' ', at);
    out +=
        random() % 100 < percent ? "v" + std::to_string(random() % 400) : text.substr(at, end - at);
    out += ' ';
    at = end + 1;
  }
  return out;
}

/// Rows of which many are near others.
std::vector<std::string> rows(std::size_t count) {
  std::mt19937 random(11);
  std::vector<std::string> out;
  while (out.size() < count) {
    out.push_back(words(random, 3 + random() % 40));
    const auto copies = random() % 4;
    for (std::size_t i = 0; i < copies; ++i) {
      out.push_back(altered(out.back(), random, static_cast<unsigned>(random() % 12)));
    }
  }
  out.resize(count);
  return out;
}

std::vector<std::string_view> views_of(const std::vector<std::string>& texts) {
  return {texts.begin(), texts.end()};
}

TEST(Shingles, AreWordsInPairs) {
  EXPECT_EQ(shingles_of("Mend the northern bridges").size(), 3U);
  EXPECT_EQ(shingles_of("mend, the NORTHERN bridges!"), shingles_of("Mend the northern bridges"));
  EXPECT_EQ(shingles_of("Côte verte"), shingles_of("cote verte"));
  EXPECT_EQ(shingles_of("bridges").size(), 1U);
  EXPECT_EQ(shingles_of("修复桥梁").size(), 3U);
  EXPECT_THAT(shingles_of(" – , "), IsEmpty());
}

TEST(NearKeys, AreTheSameForTheSameShinglesOnly) {
  EXPECT_EQ(near_keys(shingles_of("mend the bridges")),
            near_keys(shingles_of("Mend the bridges.")));
  EXPECT_NE(near_keys(shingles_of("mend the bridges")), near_keys(shingles_of("build the towers")));
  EXPECT_FALSE(near_keys({}));
}

TEST(NearRows, MissHardlyAnyAndInventNone) {
  const auto texts = rows(3000);
  const auto found = near_rows(views_of(texts));
  std::set<std::pair<std::uint32_t, std::uint32_t>> pairs;
  for (const auto& pair : found.pairs) {
    pairs.emplace(pair.first, pair.second);
    EXPECT_GE(pair.jaccard, kNear);
  }
  std::vector<std::vector<std::uint32_t>> shingles;
  for (const auto& text : texts) shingles.push_back(shingles_of(text));
  std::size_t near = 0, met = 0;
  for (std::uint32_t a = 0; a < texts.size(); ++a) {
    for (std::uint32_t b = a + 1; b < texts.size(); ++b) {
      const bool first = found.same_as[a] == a && found.same_as[b] == b;
      const bool same = found.same_as[a] == found.same_as[b];
      const double exact = jaccard(shingles[a], shingles[b]);
      EXPECT_EQ(same, exact == 1);
      if (exact < kNear || !first) continue;
      ++near;
      if (pairs.contains({a, b})) ++met;
    }
  }
  EXPECT_GT(near, 300U);
  EXPECT_GE(static_cast<double>(met), 0.99 * static_cast<double>(near)) << met << " of " << near;
}

class NeighboursTest : public testing::Test {
 protected:
  void open() {
    auto opened =
        Index::open(folder_.path(), base::posix_file_system(), {.merging = Merging::on_request});
    ASSERT_TRUE(opened) << opened.error().message;
    index_ = *std::move(opened);
  }

  void add(const std::vector<std::string>& texts, std::uint64_t head) {
    Batch batch;
    batch.head = head;
    for (const auto& text : texts) {
      IndexDocument document;
      document.id = next_++;
      document.group = document.id;
      document.language = model::Language::en;
      document.text = text;
      document.facets.push_back({"parity", document.id % 2 == 0 ? "even" : "odd"});
      batch.added.push_back(std::move(document));
    }
    ASSERT_TRUE(index_->apply(batch));
  }

  std::vector<std::uint64_t> near(std::string_view text, NeighbourOptions options = {{}, 0, 100}) {
    const std::vector<SpaceView> spaces = {{index_->snapshot(), {0}}};
    const auto found = neighbours(spaces, text, options);
    EXPECT_TRUE(found);
    std::vector<std::uint64_t> ids;
    if (found) {
      for (const auto& hit : found->hits) ids.push_back(hit.id);
    }
    std::sort(ids.begin(), ids.end());
    return ids;
  }

  std::vector<std::string> files(std::string_view ending) {
    std::vector<std::string> out;
    const auto names = *base::posix_file_system().list(folder_.path());
    for (const auto& name : names) {
      if (name.ends_with(ending)) out.push_back(name);
    }
    return out;
  }

  TestFolder folder_;
  std::unique_ptr<Index> index_;
  std::uint64_t next_ = 1;
};

TEST_F(NeighboursTest, AreNearDuplicatesInEverySegment) {
  open();
  add({"mend the northern bridges before winter comes", "paint the towers"}, 1);
  add({"Mend the northern bridges, before winter comes!", "swim in the lake"}, 2);
  EXPECT_THAT(near("mend the northern bridges before winter comes"), ElementsAre(1, 3));
  ASSERT_TRUE(index_->merge());
  EXPECT_THAT(near("mend the northern bridges before winter comes"), ElementsAre(1, 3));
}

TEST_F(NeighboursTest, AreWhatSharesWordsToo) {
  open();
  add({"mend the northern bridges before winter", "all bridges of the north need mending",
       "paint the towers"},
      1);
  EXPECT_THAT(near("northern bridges", {{}, 10, 10}), ElementsAre(1, 2));
  EXPECT_THAT(near("of the", {{}, 10, 10}), Not(IsEmpty()));
  EXPECT_THAT(near("", {{}, 10, 10}), IsEmpty());
}

TEST_F(NeighboursTest, PassFiltersAndWhatWasTakenAwayIsGone) {
  open();
  add({"mend the bridges", "mend the bridges", "mend the bridges"}, 1);
  EXPECT_THAT(near("mend the bridges", {{{Filter::Kind::any_of, "parity", {"odd"}}}, 0, 9}),
              ElementsAre(1, 3));
  Batch batch;
  batch.head = 2;
  batch.deleted_groups = {1};
  ASSERT_TRUE(index_->apply(batch));
  EXPECT_THAT(near("mend the bridges"), ElementsAre(2, 3));
}

TEST_F(NeighboursTest, SayWhereTheyAreNotAll) {
  open();
  add(std::vector<std::string>(20, "mend the bridges"), 1);
  const std::vector<SpaceView> spaces = {{index_->snapshot(), {0}}};
  EXPECT_FALSE(neighbours(spaces, "mend the bridges", {{}, 5, 5})->complete);
  EXPECT_TRUE(neighbours(spaces, "mend the bridges", {{}, 50, 50})->complete);
}

TEST_F(NeighboursTest, TablesAreKeptTakenAwayAndMadeAgain) {
  open();
  add({"mend the bridges before winter"}, 1);
  add({"mend the bridges before winter"}, 2);
  EXPECT_THAT(files(".near"), IsEmpty());
  ASSERT_TRUE(index_->keep_near_tables());
  EXPECT_EQ(files(".near").size(), 2U);
  ASSERT_TRUE(index_->merge());
  ASSERT_TRUE(index_->keep_near_tables());
  ASSERT_EQ(files(".near").size(), 1U);
  // One that was cut off, as a kill may leave nothing but a disk may.
  const auto path = folder_.path() / files(".near").front();
  index_.reset();
  std::filesystem::resize_file(path, 40);
  open();
  EXPECT_THAT(near("mend the bridges before winter"), ElementsAre(1, 2));
  ASSERT_TRUE(index_->keep_near_tables());
  EXPECT_GT(std::filesystem::file_size(path), 40U);
  index_.reset();
  std::filesystem::remove(path);
  open();
  EXPECT_THAT(near("mend the bridges before winter"), ElementsAre(1, 2));
}

TEST_F(NeighboursTest, AForeignTableIsNotBelieved) {
  open();
  add({"mend the bridges before winter"}, 1);
  ASSERT_TRUE(index_->keep_near_tables());
  const auto path = folder_.path() / files(".near").front();
  auto bytes = *base::posix_file_system().read(path, 1 << 20);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    auto damaged = bytes;
    damaged[i] = static_cast<char>(damaged[i] ^ 0x55);
    ASSERT_TRUE(base::write_atomically(base::posix_file_system(), path, damaged));
    index_.reset();
    open();
    EXPECT_THAT(near("mend the bridges before winter"), ElementsAre(1)) << i;
  }
}

}  // namespace
}  // namespace comity::search
