// A process killed at any moment leaves the index at one of its heads, whole.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <random>
#include <thread>

#include "search/test_fixture.h"

namespace comity::search {
namespace {

constexpr std::uint64_t kInGroup = 5;

/// The group that a step adds; the group of two steps before is taken away with it.
Batch step(std::uint64_t head) {
  Batch batch;
  batch.head = head;
  if (head > 2) batch.deleted_groups.push_back(head - 2);
  for (std::uint64_t i = 0; i < kInGroup; ++i) {
    IndexDocument document;
    document.id = head * 100 + i;
    document.group = head;
    document.language = model::Language::en;
    document.text = "prison reform " + std::to_string(head);
    document.facets = {{"state", "BRA"}};
    batch.added.push_back(std::move(document));
  }
  return batch;
}

/// Tells by a byte of `told` each head that it has reached.
[[noreturn]] void write_until_killed(const std::filesystem::path& folder, int told) {
  auto index = Index::open(folder, base::posix_file_system());
  if (!index) ::_exit(1);
  for (auto head = (*index)->head() + 1;; ++head) {
    if (!(*index)->apply(step(head))) ::_exit(2);
    if (head % 7 == 0 && !(*index)->merge()) ::_exit(3);
    if (::write(told, "", 1) != 1) ::_exit(4);
  }
}

TEST(IndexKill, LeavesOneOfItsHeadsWhole) {
  const TestFolder folder;
  std::mt19937 random(11);
  std::uint64_t reached = 0;
  for (int round = 0; round < 40; ++round) {
    std::array<int, 2> pipe{};
    ASSERT_EQ(::pipe(pipe.data()), 0);
    const auto child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) write_until_killed(folder.path(), pipe[1]);
    ::close(pipe[1]);
    // By its steps and not by time alone: how far one gets in a time is the machine's affair.
    char step = 0;
    for (auto steps = random() % 5; steps > 0 && ::read(pipe[0], &step, 1) == 1;) --steps;
    std::this_thread::sleep_for(std::chrono::microseconds(random() % 5'000));
    ASSERT_EQ(::kill(child, SIGKILL), 0);
    ::close(pipe[0]);
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status)) << WEXITSTATUS(status);

    const auto index = Index::open(folder.path(), base::posix_file_system(),
                                   {Access::read_write, Merging::on_request});
    ASSERT_TRUE(index) << index.error().message;
    const auto head = (*index)->head();
    EXPECT_GE(head, reached);
    reached = head;
    EXPECT_TRUE((*index)->verify());
    std::vector<std::uint64_t> wanted;
    for (auto group = head > 1 ? head - 1 : head; group > 0 && group <= head; ++group) {
      for (std::uint64_t i = 0; i < kInGroup; ++i) wanted.push_back(group * 100 + i);
    }
    const std::vector<SpaceView> views{{(*index)->snapshot(), {0}}};
    EXPECT_EQ(found_ids(views, "prison"), wanted);
  }
  EXPECT_GT(reached, 0U);
}

}  // namespace
}  // namespace comity::search
