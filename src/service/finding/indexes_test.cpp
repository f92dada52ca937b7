// A damaged index is found out and made anew without anybody's help.
#include "service/finding/indexes.h"

#include <gtest/gtest.h>

#include <chrono>
#include <fstream>

#include "service/export.h"
#include "service/finding/search.h"
#include "service/specimen.h"
#include "service/tags/tags.h"
#include "service/tags/train_tags.h"
#include "support/test_files.h"

namespace comity::service {
namespace {

using test::TestFolder;

class DamagedIndexTest : public testing::Test {
 protected:
  /// Made once: a specimen takes longer than all that is asked of it.
  static void SetUpTestSuite() {
    made_ = std::make_unique<TestFolder>();
    const auto installation = opened(made_->path());
    ASSERT_TRUE(import_specimen(*installation, owner_of_the_folder(), {7, 200}, {}));
    before_ = asked(*installation);
    ASSERT_GT(before_, 0);
  }
  static void TearDownTestSuite() { made_.reset(); }

  void SetUp() override {
    std::filesystem::copy(made_->path(), folder_.path(), std::filesystem::copy_options::recursive);
  }

  std::unique_ptr<Installation> opened() { return opened(folder_.path()); }

  static std::unique_ptr<Installation> opened(const std::filesystem::path& folder) {
    Installation::Options options;
    options.folder = folder;
    auto installation = Installation::open(options);
    EXPECT_TRUE(installation) << installation.error().message;
    return installation ? *std::move(installation) : nullptr;
  }

  /// How many a question finds; -1 where it fails.
  static std::int64_t asked(Installation& installation) {
    SearchRequest request;
    request.text = "ra* OR re* OR in*";
    const auto answer = search(installation, {owner_of_the_folder(), model::Language::en}, request);
    EXPECT_TRUE(answer) << answer.error().message;
    if (!answer) return -1;
    return base::integer_at(base::object_at(answer->body, "count"), "value");
  }

  /// The files of that beginning in the specimen's index, the only one with segments.
  std::vector<std::filesystem::path> files(const std::string& beginning) const {
    std::vector<std::filesystem::path> found;
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(folder_.path() / "index")) {
      if (entry.path().filename().string().starts_with(beginning)) found.push_back(entry.path());
    }
    return found;
  }

  /// Writes over the file from `begin` on; negative: counted from the end.
  static void damage(const std::filesystem::path& path, std::int64_t begin, std::size_t bytes) {
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(begin, begin < 0 ? std::ios::end : std::ios::beg);
    file << std::string(bytes, '\xA5');
  }

  void expect_mended(Installation& installation) {
    EXPECT_EQ(asked(installation), before_);
    const auto read = *installation.store().read();
    for (const auto& space : read.spaces()) {
      const auto index =
          search::Index::open(folder_.path() / "index" / base::to_text(space.id),
                              base::posix_file_system(), {search::Access::read_only});
      ASSERT_TRUE(index) << index.error().message;
      EXPECT_TRUE((*index)->verify());
    }
  }

  TestFolder folder_;
  static inline std::unique_ptr<TestFolder> made_;
  static inline std::int64_t before_ = 0;
};

TEST_F(DamagedIndexTest, ACutSegmentIsSeenWhenItIsOpened) {
  for (const auto& path : files("segment-")) {
    std::filesystem::resize_file(path, std::filesystem::file_size(path) / 2);
  }
  expect_mended(*opened());
}

TEST_F(DamagedIndexTest, AnIndexOfAnEarlierFormatIsMadeAnew) {
  for (const auto& path : files("manifest")) damage(path, 7, 1);
  expect_mended(*opened());
}

TEST_F(DamagedIndexTest, AMissingSegmentIsMadeAnew) {
  for (const auto& path : files("segment-")) std::filesystem::remove(path);
  expect_mended(*opened());
}

TEST_F(DamagedIndexTest, DamageThatAQuestionMeetsIsMended) {
  // The stored documents come first in a segment; each page of results reads some.
  for (const auto& path : files("segment-")) damage(path, 8, std::filesystem::file_size(path) / 3);
  expect_mended(*opened());
}

TEST_F(DamagedIndexTest, ADownloadMeetsNoDamageEither) {
  const auto rows = [&](Installation& installation) {
    std::string all;
    auto stream = found_rows(installation, {owner_of_the_folder(), model::Language::en}, {},
                             RowKind::recommendations, RowFormat::csv);
    EXPECT_TRUE(stream) << stream.error().message;
    while (stream) {
      const auto part = (*stream)->next();
      if (!part || part->empty()) break;
      all += *part;
    }
    return all;
  };
  const auto before = rows(*opened());
  for (const auto& path : files("segment-")) damage(path, -40, 8);  // its numbers of documents
  EXPECT_EQ(rows(*opened()), before);
}

TEST_F(DamagedIndexTest, DamageThatNoQuestionMeetsIsFoundInTheBackground) {
  const auto installation = opened();
  ASSERT_EQ(asked(*installation), before_);
  const auto damaged = files("segment-");
  for (const auto& path : damaged) {
    damage(path, static_cast<std::int64_t>(std::filesystem::file_size(path) / 2), 1);
  }
  installation->indexes().follow();
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  const auto gone = [&] {
    for (const auto& path : damaged) {
      if (std::filesystem::exists(path)) return false;
    }
    return true;
  };
  while (!gone() && std::chrono::steady_clock::now() < until) std::this_thread::yield();
  expect_mended(*installation);
}

/// How many of the specimen's recommendations have that value; -1 where the question fails.
std::int64_t tagged_so(Installation& installation, std::string facet, std::string value) {
  SearchRequest request;
  request.filters = {{std::move(facet), std::move(value)}};
  const auto answer = search(installation, {owner_of_the_folder(), model::Language::en}, request);
  EXPECT_TRUE(answer) << answer.error().message;
  return answer ? base::integer_at(base::object_at(answer->body, "count"), "value") : -1;
}

constexpr std::string_view kLampRows =
    "recommendation,action,issues,session\n"
    "Strengthen the lamps,4,Elections,1\nStrengthen the lamps,4,Elections,2\n"
    "Strengthen the lamps,4,Elections,3\nStrengthen the lamps,4,Elections,4\n"
    "Strengthen the lamps,4,Elections,5\n";

TEST_F(DamagedIndexTest, AnIndexOfAnotherTaggerIsMadeAnew) {
  const auto before = opened();
  EXPECT_EQ(tagged_so(*before, "action", "4"), 0);  // no model yet
  const auto named = tagged_so(*before, "group", "women");
  EXPECT_GT(named, 0);
  ASSERT_TRUE(train_tags(*before, owner_of_the_folder(), kLampRows, "table.csv"));
  // The process that trained takes the model up, and so does the next.
  const auto all = tagged_so(*before, "kind", "recommendation");
  EXPECT_EQ(tagged_so(*before, "action", "4"), all);
  EXPECT_EQ(tagged_so(*before, "theme", "Elections"), all);
  EXPECT_EQ(tagged_so(*before, "group", "women"), named);
  EXPECT_EQ(asked(*before), before_);
}

TEST_F(DamagedIndexTest, AModelThatIsTakenAwayLeavesNoTags) {
  {
    const auto trained = opened();
    ASSERT_TRUE(train_tags(*trained, owner_of_the_folder(), kLampRows, "table.csv"));
    EXPECT_GT(tagged_so(*trained, "action", "4"), 0);
  }
  EXPECT_GT(tagged_so(*opened(), "action", "4"), 0);
  std::filesystem::remove(tag_model_path(folder_.path()));
  EXPECT_EQ(tagged_so(*opened(), "action", "4"), 0);
  expect_mended(*opened());
}

TEST_F(DamagedIndexTest, AReaderTakesTheTagsOfTheProcessThatWrites) {
  const auto writer = opened();
  writer->indexes().follow();
  EXPECT_EQ(tagged_so(*writer, "action", "4"), 0);
  const auto reader = opened();
  ASSERT_TRUE(train_tags(*reader, owner_of_the_folder(), kLampRows, "table.csv"));
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (tagged_so(*reader, "action", "4") < tagged_so(*reader, "kind", "recommendation") ||
         tagged_so(*reader, "action", "4") == 0) {
    ASSERT_LT(std::chrono::steady_clock::now(), until);
    std::this_thread::yield();
  }
}

}  // namespace
}  // namespace comity::service
