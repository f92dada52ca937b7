// Questions while writers add and take away and segments are merged: each answer is that of a scan
// of the very snapshot that it names.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <map>
#include <thread>

#include "search/test_fixture.h"
#include "search/test_oracle.h"

namespace comity::search {
namespace {

constexpr std::uint64_t kHeads = 160;

/// All changes, and what each head shows.
struct History {
  std::vector<Batch> batches;
  std::vector<std::vector<Plain>> shown;  ///< by head
};

History random_history(Random& random) {
  History history;
  history.shown.emplace_back();
  std::uint64_t id = 1;
  for (std::uint64_t head = 1; head <= kHeads; ++head) {
    Batch batch;
    batch.head = head;
    auto shown = history.shown.back();
    for (auto taken = below(random, 3); taken > 0 && head > 1; --taken) {
      batch.deleted_groups.push_back(1 + below(random, head - 1));
      std::erase_if(shown, [&](const Plain& plain) {
        return plain.document.group == batch.deleted_groups.back();
      });
    }
    for (auto count = 1 + below(random, 6); count > 0; --count, ++id) {
      shown.push_back(random_document(random, id, head, 0));
      batch.added.push_back(shown.back().document);
    }
    history.batches.push_back(std::move(batch));
    history.shown.push_back(std::move(shown));
  }
  return history;
}

void ask_once(const Index& index, const History& history, Random& random) {
  const auto asked = random_question(random);
  const auto query = std::get<Query>(parse_query(asked.text, kSchema));
  const std::vector<SpaceView> views{{index.snapshot(), {0, 1}}};
  SearchOptions options;
  options.limit = 10;
  options.facets = {"state"};
  const auto answer = comity::search::search(views, query, options);
  ASSERT_TRUE(answer) << answer.error().message;
  const auto ids = matching_ids(views, query, {});
  ASSERT_TRUE(ids);
  std::vector<std::uint64_t> wanted;
  std::map<std::string, std::uint64_t> states;
  for (const auto& plain : history.shown[views[0].snapshot.head()]) {
    if (plain.document.visibility > 1 || !asked.matches(plain)) continue;
    wanted.push_back(plain.document.id);
    ++states[plain.document.facets.front().value];
  }
  EXPECT_EQ(*ids, wanted) << asked.text << " at " << views[0].snapshot.head();
  EXPECT_EQ(answer->count, wanted.size()) << asked.text;
  EXPECT_EQ(answer->hits.size(), std::min<std::size_t>(10, wanted.size()));
  std::map<std::string, std::uint64_t> counted;
  for (const auto& value : answer->facets[0].values) counted[value.value] = value.count;
  EXPECT_EQ(counted, states) << asked.text;
}

TEST(LiveUpdates, EveryAnswerIsThatOfItsSnapshot) {
  Random random(21);
  const auto history = random_history(random);
  const TestFolder folder;
  const auto index = *Index::open(folder.path(), base::posix_file_system());
  const auto follower = *Index::open(folder.path(), base::posix_file_system(), {Access::read_only});
  std::atomic<bool> done = false;
  std::atomic<int> answers = 0;
  std::vector<std::thread> readers;
  for (unsigned seed = 1; seed <= 3; ++seed) {
    readers.emplace_back([&, seed] {
      Random own(seed);
      // The third reads as another process would.
      const Index& asked = seed == 3 ? *follower : *index;
      while (!done) {
        if (seed == 3 && !follower->refresh()) ADD_FAILURE() << "the follower lost its index";
        ask_once(asked, history, own);
        ++answers;
      }
    });
  }
  for (const auto& batch : history.batches) {
    ASSERT_TRUE(index->apply(batch));
    // Readers come along with the writer, on however few processors.
    while (answers < static_cast<int>(batch.head)) std::this_thread::yield();
  }
  // Readers go on until the merger has come along too.
  const auto until = std::chrono::steady_clock::now() + std::chrono::minutes(2);
  while (index->snapshot().segments() >= 8 && std::chrono::steady_clock::now() < until) {
    std::this_thread::yield();
  }
  EXPECT_LT(index->snapshot().segments(), 8U);
  done = true;
  for (auto& reader : readers) reader.join();
  EXPECT_TRUE(index->verify());
  EXPECT_EQ(index->snapshot().documents(), history.shown.back().size());
}

}  // namespace
}  // namespace comity::search
