#include "store/store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <random>
#include <thread>

#include "store/backend_fixture.h"
#include "store/test_fixture.h"

namespace comity::store {
namespace {

using testing::ElementsAre;

/// What holds of every database behind the store.
class StoreTest : public testing::TestWithParam<Backend> {
 protected:
  Store open() { return open(folder_.path()); }
  Store open(const std::filesystem::path& folder) {
    auto options = options_of(GetParam(), folder);
    options.clock = &clock_;
    auto store = Store::open(options);
    EXPECT_TRUE(store) << store.error().message;
    return *std::move(store);
  }
  static SpaceId make_space(Store& store, const std::string& name = "home") {
    const auto space = store.create_space({name, "Home", false, {}}, kOwner);
    EXPECT_TRUE(space) << space.error().message;
    return space->id;
  }
  static Appended import(Store& store, SpaceId space, const std::string& work,
                         const std::string& bytes, const model::Reading& reading) {
    const auto act = stored(store, work, bytes, reading);
    EXPECT_TRUE(act);
    const auto appended = store.append({{space, kOwner, *act}});
    EXPECT_TRUE(appended) << appended.error().message;
    return appended->front();
  }
  static void publish(Store& store, SpaceId space, const std::string& work) {
    EXPECT_TRUE(store.append({{space, kOwner, DocumentPublished{work}}}));
  }
  base::ManualClock clock_{base::Time{1'700'000'000'000'000}};
  TestFolder folder_;
};

TEST_P(StoreTest, WhatIsAppendedIsReadBackAlsoAfterOpeningAgain) {
  SpaceId space;
  {
    auto store = open();
    space = make_space(store);
    const auto one = import(store, space, "A/TEST/1", "bytes", report_of("XCC", 10));
    EXPECT_EQ(one.number, 2U);
    publish(store, space, "A/TEST/1");
  }
  const auto store = open();
  const auto read = store.read();
  ASSERT_TRUE(read);
  const auto work = read->work("A/TEST/1", Visibility::published());
  ASSERT_TRUE(work && *work);
  EXPECT_EQ((*work)->title, "Report");
  EXPECT_TRUE((*work)->published);
  const auto reviews = read->reviews({}, Visibility::published());
  ASSERT_TRUE(reviews);
  ASSERT_EQ(reviews->size(), 1U);
  EXPECT_EQ(reviews->front().state, "XCC");
  EXPECT_EQ(reviews->front().counts, (Counts{10, 12, 14, 7, 3, 0, 1}));
  const auto items = read->recommendations_of(space, (*work)->id, Visibility::everything());
  ASSERT_EQ(items->size(), 10U);
  EXPECT_EQ(items->at(4).recommendation, report_of("XCC", 10).review->recommendations[4]);
  const auto fifth = read->recommendation(space, (*work)->id, "10.5", Visibility::everything());
  ASSERT_TRUE(fifth && *fifth);
  EXPECT_EQ((*fifth)->ordinal, 4U);
  const auto around = read->neighbours(space, (*work)->id, 4);
  EXPECT_EQ(around->previous, "10.4");
  EXPECT_EQ(around->next, "10.6");
  const auto made = read->made_to("XBB", Visibility::published());
  ASSERT_EQ(made->size(), 1U);
  EXPECT_EQ(made->front().recommendations, 2U);
  const auto totals = read->totals(Visibility::published());
  EXPECT_EQ(totals->states, 3U);
  EXPECT_EQ(totals->counts.recommendations, 10U);
  EXPECT_EQ(read->pledges_of(space, (*work)->id)->front().number, "11");
}

TEST_P(StoreTest, TheSameFileTwiceChangesNothing) {
  auto store = open();
  const auto space = make_space(store);
  (void)import(store, space, "A/TEST/1", "bytes", report_of("XCC", 3));
  const auto before = *store.dump_hash();
  const auto again = import(store, space, "A/TEST/1", "bytes", report_of("XCC", 3));
  EXPECT_EQ(again.outcome, Outcome::unchanged);
  EXPECT_EQ(*store.dump_hash(), before);
  EXPECT_EQ(store.heads()->front().size, 2U);
}

TEST_P(StoreTest, WhatIsInternalIsInNoAnswerToThePublic) {
  auto store = open();
  const auto space = make_space(store);
  (void)import(store, space, "A/TEST/1", "bytes", report_of("XCC", 3));
  const auto everyone = Visibility::published();
  const auto owner = Visibility::member_of({space});
  {
    const auto read = store.read();
    EXPECT_FALSE(*read->work("A/TEST/1", everyone));
    EXPECT_TRUE(read->works_named("A/TEST/1", everyone)->empty());
    EXPECT_EQ(read->works({}, WorkOrder::symbol, everyone)->count, 0U);
    EXPECT_TRUE(read->kinds({}, everyone)->empty());
    EXPECT_TRUE(read->reviews({}, everyone)->empty());
    EXPECT_TRUE(read->states(everyone)->empty());
    EXPECT_EQ(read->state("XCC", everyone)->received.recommendations, 0U);
    EXPECT_TRUE(read->made_to("XAA", everyone)->empty());
    EXPECT_TRUE(read->asked_by("XCC", everyone)->empty());
    EXPECT_EQ(read->totals(everyone)->works, 0U);
    EXPECT_TRUE(read->known(std::vector<std::string>{"A/TEST/1"}, everyone)->empty());
    int visited = 0;
    EXPECT_TRUE(
        read->each_recommendation({}, everyone, [&](const auto&) { return ++visited > 0; }));
    EXPECT_EQ(visited, 0);
    EXPECT_TRUE(*read->work("A/TEST/1", owner));
    EXPECT_EQ(read->totals(owner)->counts.recommendations, 3U);
  }
  publish(store, space, "A/TEST/1");
  EXPECT_TRUE(*store.read()->work("A/TEST/1", everyone));
  ASSERT_TRUE(store.append({{space, kOwner, DocumentWithdrawn{"A/TEST/1"}}}));
  EXPECT_FALSE(*store.read()->work("A/TEST/1", everyone));
}

TEST_P(StoreTest, AnotherTextUnderOneWorkAndLanguageIsAConflictThatIsShown) {
  auto store = open();
  const auto space = make_space(store);
  (void)import(store, space, "A/TEST/1", "one", report_of("XCC", 3));
  const auto second = import(store, space, "A/TEST/1", "two", report_of("XCC", 9, "Other"));
  ASSERT_TRUE(second.conflict);
  EXPECT_EQ(second.conflict->entry, 2U);
  const auto read = store.read();
  const auto work = *read->work("A/TEST/1", Visibility::everything());
  EXPECT_EQ(work->conflicts, 1U);
  EXPECT_EQ(work->copies, 2U);
  EXPECT_EQ(work->title, "Report");
  EXPECT_EQ(read->copies(space, work->id)->size(), 2U);
}

TEST_P(StoreTest, WithholdingErasesThePayloadAndWhatItSaidAndNothingElse) {
  auto store = open();
  const auto space = make_space(store);
  (void)import(store, space, "A/TEST/1", "one", report_of("XCC", 3));
  (void)import(store, space, "A/TEST/2", "two", report_of("XDD", 3));
  const auto root = store.heads()->front().root;
  ASSERT_TRUE(store.withhold(space, 2));
  const auto read = store.read();
  EXPECT_FALSE(*read->work("A/TEST/1", Visibility::everything()));
  EXPECT_TRUE(*read->work("A/TEST/2", Visibility::everything()));
  EXPECT_FALSE(*read->payload(space, 2));
  const auto verified = store.verify();
  ASSERT_TRUE(verified) << verified.error().message;
  EXPECT_TRUE(verified->valid) << verified->fault;
  EXPECT_EQ(verified->withheld, 1U);
  EXPECT_EQ(store.heads()->front().root, root);
  EXPECT_TRUE(store.rebuild_check()->equal);
  EXPECT_FALSE(store.withhold(space, 1));
  EXPECT_EQ(store.withhold(space, 9).error().kind, base::ErrorKind::not_found);
}

TEST_P(StoreTest, AKeptHeadProvesThatNothingBeforeItWasRewritten) {
  auto store = open();
  const auto space = make_space(store);
  (void)import(store, space, "A/TEST/1", "one", report_of("XCC", 3));
  const auto kept = store.heads()->front();
  for (int i = 2; i < 9; ++i) {
    (void)import(store, space, "A/TEST/" + std::to_string(i), std::to_string(i),
                 report_of("XDD", i));
  }
  EXPECT_EQ(*store.read()->root_at(space, kept.size), kept.root);
  EXPECT_EQ(store.read()->root_at(space, 99).error().kind, base::ErrorKind::not_found);
}

TEST_P(StoreTest, VerifyFindsEveryKindOfTampering) {
  const auto bytes = [](std::string_view hex) { return blob_literal(GetParam(), hex); };
  const std::string none(64, '0');
  const std::string tamperings[] = {
      "UPDATE payloads SET payload = " + bytes("7b7d") + " WHERE number = 2",
      "UPDATE payloads SET salt = " + bytes("00") + " WHERE number = 2",
      "UPDATE entries SET subject = 'A/TEST/9' WHERE number = 2",
      "UPDATE entries SET actor = 7 WHERE number = 3",
      "DELETE FROM entries WHERE number = 2",
      "DELETE FROM entries WHERE number = 3",
      "UPDATE heads SET root = " + bytes(none),
      "UPDATE heads SET frontier = " + bytes(none + none),
      "INSERT INTO payloads SELECT 5, number, salt, payload FROM payloads WHERE number = 2",
  };
  for (const auto& tampering : tamperings) {
    TestFolder folder;
    {
      auto store = open(folder.path());
      const auto space = make_space(store);
      (void)import(store, space, "A/TEST/1", "one", report_of("XCC", 3));
      publish(store, space, "A/TEST/1");
      EXPECT_TRUE(store.verify()->valid);
    }
    run_sql(GetParam(), folder.path(), tampering);
    const auto store = open(folder.path());
    const auto verified = store.verify();
    ASSERT_TRUE(verified) << tampering << verified.error().message;
    EXPECT_FALSE(verified->valid) << tampering;
    EXPECT_FALSE(verified->place.empty()) << tampering;
  }
}

TEST_P(StoreTest, RebuildCheckNamesTheRowAndRebuildMends) {
  auto store = open();
  const auto space = make_space(store);
  (void)import(store, space, "A/TEST/1", "one", report_of("XCC", 3));
  EXPECT_TRUE(store.rebuild_check()->equal);
  run_sql(GetParam(), folder_.path(), "UPDATE works SET title = 'Forged'");
  const auto check = store.rebuild_check();
  EXPECT_FALSE(check->equal);
  EXPECT_NE(check->place.find("table works"), std::string::npos);
  ASSERT_TRUE(store.rebuild());
  EXPECT_TRUE(store.rebuild_check()->equal);
}

/// Random work in several spaces.
void work_at_random(Store& store, std::uint64_t seed, int steps) {
  std::mt19937_64 random(seed);
  std::vector<SpaceId> spaces;
  for (const auto* name : {"one", "two", "three"}) {
    spaces.push_back(store.create_space({name, name, false, {}}, kOwner)->id);
  }
  std::vector<std::pair<SpaceId, std::string>> works;
  for (int i = 0; i < steps; ++i) {
    const auto space = spaces[random() % spaces.size()];
    if (works.empty() || random() % 3 != 0) {
      const auto work = "A/TEST/" + std::to_string(random() % 12);
      auto reading =
          report_of("XC" + std::string(1, static_cast<char>('A' + random() % 4)),
                    static_cast<int>(random() % 9), "Title " + std::to_string(random() % 5));
      // Some works also take positions on the recommendations of another.
      if (random() % 2 == 0) {
        model::PositionStatement statement;
        statement.report = "A/TEST/" + std::to_string(random() % 12);
        statement.numbers = {"10." + std::to_string(1 + random() % 9), "10"};
        statement.words = "Answer " + std::to_string(random() % 5);
        statement.counts_as = model::CountsAs::pending;
        reading.paragraphs.push_back({});
        reading.positions = {statement};
      }
      const auto act = stored(store, work, std::to_string(random() % 40), reading);
      ASSERT_TRUE(act);
      const auto done = store.append({{space, kOwner, *act}});
      ASSERT_TRUE(done) << done.error().message;
      works.emplace_back(space, done->front().work);
    } else {
      const auto& [where, work] = works[random() % works.size()];
      const Act act =
          random() % 2 == 0 ? Act(DocumentPublished{work}) : Act(DocumentWithdrawn{work});
      const auto done = store.append({{where, kOwner, act}});
      // Withholding may have taken the work away.
      ASSERT_TRUE(done || done.error().kind == base::ErrorKind::not_found);
    }
    if (random() % 15 == 0) {
      const auto head = store.heads()->at(random() % 3);
      if (head.size > 1) {
        const auto withheld = store.withhold(head.space, 2 + random() % (head.size - 1));
        ASSERT_TRUE(withheld) << withheld.error().message << withheld.error().place;
      }
    }
  }
}

class Replay : public StoreTest {
 protected:
  void same_tables_in_any_order(std::uint64_t seed);
};

TEST_P(Replay, InAnyOrderBetweenSpacesGivesTheSameTables) {
#ifdef COMITY_SANITIZED
  constexpr std::uint64_t kSeeds = 2;
#else
  constexpr std::uint64_t kSeeds = 5;
#endif
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) same_tables_in_any_order(seed);
}

void Replay::same_tables_in_any_order(std::uint64_t seed) {
  SCOPED_TRACE(seed);
  TestFolder folder;
  auto store = open(folder.path());
  work_at_random(store, seed, 60);
  const auto check = store.rebuild_check();
  ASSERT_TRUE(check) << check.error().message;
  EXPECT_TRUE(check->equal) << check->difference << " " << check->place;
  const auto before = *store.dump_hash();
  for (std::uint64_t order = 1; order <= 3; ++order) {
    TestFolder other;
    auto copy = open(other.path());
    const auto replayed = copy.replay_from(store, order);
    ASSERT_TRUE(replayed) << replayed.error().message;
    EXPECT_EQ(*copy.dump_hash(), before);
    EXPECT_TRUE(copy.verify()->valid);
    EXPECT_EQ(copy.replay_from(store, order).error().kind, base::ErrorKind::conflict);
  }
  ASSERT_TRUE(store.rebuild());
  EXPECT_EQ(*store.dump_hash(), before);
}

TEST_P(StoreTest, AFullDiskAtAnyMomentLeavesNothingHalfWritten) {
  SpaceId space;
  {
    auto store = open();
    space = make_space(store);
    (void)import(store, space, "A/TEST/0", "zero", report_of("XCC", 2));
  }
  for (int allowed = 0; allowed < 16; ++allowed) {
    FailingFiles files(base::posix_file_system());
    auto options = options_of(GetParam(), folder_.path());
    options.files = &files;
    auto store = Store::open(options);
    ASSERT_TRUE(store);
    const auto size = store->heads()->front().size;
    files.fail_after(allowed);
    const auto work = "A/TEST/" + std::to_string(100 + allowed);
    const auto act = stored(*store, work, work, report_of("XCC", 2));
    const bool appended = act && store->append({{space, kOwner, *act}});
    files.fail_after(-1);
    EXPECT_EQ(store->heads()->front().size, size + (appended ? 1 : 0));
    EXPECT_TRUE(store->verify()->valid);
    const auto check = store->rebuild_check();
    ASSERT_TRUE(check) << check.error().message;
    EXPECT_TRUE(check->equal);
  }
}

TEST_P(StoreTest, SeveralMayMakeTheTablesAtOnce) {
  const auto options = options_of(GetParam(), folder_.path());
  std::vector<std::thread> threads;
  std::atomic<int> opened = 0;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      const auto store = Store::open(options);
      EXPECT_TRUE(store) << store.error().message;
      opened += store ? 1 : 0;
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(opened, 4);
}

TEST_P(StoreTest, TwoProcessesTakeTurns) {
  auto first = open();
  auto second = open();
  const auto space = make_space(first);
  std::vector<std::thread> threads;
  for (auto* store : {&first, &second}) {
    threads.emplace_back([store, space, name = store == &first ? "A/ONE/" : "A/TWO/"] {
      for (int i = 0; i < 20; ++i) {
        (void)import(*store, space, name + std::to_string(i), name + std::to_string(i),
                     report_of("XCC", 3));
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(first.heads()->front().size, 41U);
  EXPECT_TRUE(second.verify()->valid);
  EXPECT_TRUE(second.rebuild_check()->equal);
  EXPECT_TRUE(*first.wait_for(space, 41, std::chrono::milliseconds(100)));
  EXPECT_FALSE(*first.wait_for(space, 42, std::chrono::milliseconds(30)));
}

TEST_P(StoreTest, ARebuildAmongWritesLeavesTheTablesWhole) {
  auto first = open();
  auto second = open();
  const auto space = make_space(first);
  std::atomic<bool> written = false;
  std::thread writing([&] {
    for (int i = 0; i < 8; ++i) {
      const auto name = std::to_string(i);
      (void)import(second, space, "A/ONE/" + name, name, report_of("XCC", 3));
      (void)make_space(second, "space-" + name);
    }
    written = true;
  });
  while (!written) {
    const auto rebuilt = first.rebuild();
    EXPECT_TRUE(rebuilt) << rebuilt.error().message;
  }
  writing.join();
  const auto check = first.rebuild_check();
  ASSERT_TRUE(check) << check.error().message;
  EXPECT_TRUE(check->equal) << check->difference << check->place;
  EXPECT_TRUE(first.verify()->valid);
}

TEST_P(StoreTest, NamesAndFilesThatAreNotThereAreRefused) {
  auto store = open();
  const auto space = make_space(store);
  EXPECT_EQ(store.create_space({"home", "", false, {}}, kOwner).error().kind,
            base::ErrorKind::conflict);
  EXPECT_EQ(store.create_space({"No Name", "", false, {}}, kOwner).error().kind,
            base::ErrorKind::invalid_input);
  DocumentRead act;
  act.work = "A/TEST/1";
  act.file = base::sha256("never stored");
  act.reading = base::sha256("nor this");
  EXPECT_EQ(store.append({{space, kOwner, act}}).error().kind, base::ErrorKind::not_found);
  EXPECT_EQ(store.append({{space, kOwner, DocumentPublished{"A/TEST/9"}}}).error().kind,
            base::ErrorKind::not_found);
  EXPECT_EQ(store.heads()->front().size, 1U);
}

TEST_P(StoreTest, AnOneTimeLinkWorksOnceAndSessionsEnd) {
  auto store = open();
  auto& accounts = store.accounts();
  const base::Time now{1000};
  ASSERT_TRUE(accounts.put_person({kOwner, "Owner", now}));
  ASSERT_TRUE(accounts.put_link({base::sha256("link"), "owner", kOwner, base::Time{2000}}));
  EXPECT_FALSE(*accounts.use_link(base::sha256("link"), "owner", base::Time{2000}));
  EXPECT_TRUE(*accounts.use_link(base::sha256("link"), "owner", now));
  EXPECT_FALSE(*accounts.use_link(base::sha256("link"), "owner", now));
  ASSERT_TRUE(accounts.put_session({base::sha256("s"), kOwner, now, base::Time{2000}}));
  EXPECT_TRUE(*accounts.session(base::sha256("s"), now));
  EXPECT_FALSE(*accounts.session(base::sha256("s"), base::Time{2000}));
  ASSERT_TRUE(accounts.erase_person(kOwner));
  EXPECT_FALSE(*accounts.session(base::sha256("s"), now));
  EXPECT_FALSE(*accounts.person(kOwner));
  EXPECT_EQ(*accounts.setting_or("key", "first"), "first");
  EXPECT_EQ(*accounts.setting_or("key", "second"), "first");
}

#if !defined(__SANITIZE_THREAD__)
// A process killed at any moment of an import loses nothing that it had said was done.
TEST_P(StoreTest, AKilledProcessLeavesAWholeRecord) {
  std::mt19937 random(7);
  std::uint64_t kept = 1;  // entries, the space's own first
  {
    (void)make_space(*std::make_unique<Store>(open()));
  }
  for (int round = 0; round < 20; ++round) {
    int ends[2];
    ASSERT_EQ(pipe(ends), 0);
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      auto store = Store::open(options_of(GetParam(), folder_.path()));
      if (!store || write(ends[1], "!", 1) != 1) _exit(1);
      const auto space = store->heads()->front().space;
      for (int i = 0;; ++i) {
        const auto work = "A/KILL/" + std::to_string(round) + "/" + std::to_string(i);
        const auto act = stored(*store, work, work, report_of("XCC", 20));
        if (!act || !store->append({{space, kOwner, *act}})) _exit(1);
        if (write(ends[1], "!", 1) != 1) _exit(1);
      }
    }
    // Only what is at work can be killed at work: it is open, or has said that an entry is kept.
    close(ends[1]);
    char said = 0;
    for (int wait = 0; wait <= round % 2; ++wait) EXPECT_EQ(read(ends[0], &said, 1), 1);
    kept += static_cast<std::uint64_t>(round % 2);
    usleep(2000 + static_cast<useconds_t>(random() % 60'000));
    kill(child, SIGKILL);
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status));
    while (read(ends[0], &said, 1) == 1) ++kept;
    close(ends[0]);
    const auto store = open();
    EXPECT_GE(store.heads()->front().size, kept);
    const auto verified = store.verify();
    ASSERT_TRUE(verified);
    EXPECT_TRUE(verified->valid) << verified->fault << verified->place;
  }
  const auto store = open();
  EXPECT_TRUE(store.rebuild_check()->equal);
  EXPECT_GT(kept, 10U);
}
#endif

INSTANTIATE_TEST_SUITE_P(On, StoreTest, testing::ValuesIn(backends()),
                         testing::PrintToStringParamName());
// What is replayed does not ask how transactions are kept apart.
INSTANTIATE_TEST_SUITE_P(On, Replay, testing::ValuesIn(databases()),
                         testing::PrintToStringParamName());

}  // namespace
}  // namespace comity::store
