// A write that another process hinders is run again, whole, until it is done or its time is over.
#include "store/journal/writer.h"

#include <gtest/gtest.h>

#include <future>
#include <thread>

#include "store/backend_fixture.h"
#include "store/sql/postgres.h"
#include "store/sql/sqlite.h"
#include "support/test_files.h"

namespace comity::store {
namespace {

using std::chrono::milliseconds;

class WriterTest : public testing::TestWithParam<Backend> {
 protected:
  void SetUp() override {
    if (is_postgres(GetParam())) {
      database_ = sql::postgres_database(options_of(GetParam(), folder_.path()).database);
    } else {
      database_ = sql::sqlite_database(folder_.path() / "record.sqlite", sql::Durability::full,
                                       milliseconds(20));
    }
    other_ = open();
    ASSERT_TRUE(other_->execute("CREATE TABLE things (id " + std::string(other_->dialect().id) +
                                " NOT NULL, name " + std::string(other_->dialect().text) +
                                ", PRIMARY KEY (id))"));
    ASSERT_TRUE(other_->execute("INSERT INTO things (id, name) VALUES (1, ''), (2, '')"));
  }
  std::unique_ptr<sql::Connection> open() {
    auto connection = database_->connect(sql::Intent::write);
    EXPECT_TRUE(connection) << connection.error().message;
    return connection ? *std::move(connection) : nullptr;
  }
  std::unique_ptr<Writer> writer(milliseconds busy_time) {
    return std::make_unique<Writer>(
        *database_, files_, Writer::Limits{milliseconds(200), 1 << 20, busy_time}, commits_);
  }
  static base::Status name(sql::Connection& connection, int id, const char* name) {
    COMITY_CHECK(connection.execute("UPDATE things SET name = $2 WHERE id = $1", id, name));
    return {};
  }
  std::string names() {
    std::string all;
    const auto rows = other_->query("SELECT name FROM things ORDER BY id");
    while (*(*rows)->next()) all += (*rows)->text(0);
    return all;
  }

  test::TestFolder folder_;
  Commits commits_;
  FileStore files_{base::posix_file_system(), folder_.path()};
  std::unique_ptr<sql::Database> database_;
  std::unique_ptr<sql::Connection> other_;
};

TEST_P(WriterTest, IsRunAgainWhenItMeetsAnother) {
  std::promise<void> holds_one;
  int tries = 0;
  ASSERT_TRUE(other_->begin(sql::Intent::write));
  ASSERT_TRUE(name(*other_, 2, "o"));
  std::thread hindering([&] {
    holds_one.get_future().wait();
    // PostgreSQL: now each waits for the other. SQLite: the writer waits longer than it may at
    // once.
    std::this_thread::sleep_for(milliseconds(60));
    ASSERT_TRUE(name(*other_, 1, "o"));
    ASSERT_TRUE(other_->commit());
  });
  const auto writer = this->writer(milliseconds(20'000));
  if (!is_postgres(GetParam())) holds_one.set_value();
  const auto written = writer->run([&](sql::Connection& connection) -> base::Status {
    if (++tries == 1 && is_postgres(GetParam())) {
      // Of two that wait for one another the less patient is told to give way.
      COMITY_CHECK(connection.execute("SET LOCAL deadlock_timeout = '200ms'"));
      COMITY_CHECK(name(connection, 1, "w"));
      holds_one.set_value();
    }
    for (const int id : {1, 2}) {
      COMITY_CHECK(connection.send("UPDATE things SET name = 'w' WHERE id = $1", id));
    }
    return {};
  });
  hindering.join();
  EXPECT_TRUE(written) << written.error().message;
  EXPECT_EQ(names(), "ww");
  if (is_postgres(GetParam())) {
    EXPECT_GT(tries, 1);
  }
}

TEST_P(WriterTest, GivesUpWhenItsTimeIsOverAndSaysSo) {
  ASSERT_TRUE(other_->begin(sql::Intent::write));
  ASSERT_TRUE(name(*other_, 1, "o"));
  const auto written =
      writer(milliseconds(50))->run([&](sql::Connection& connection) -> base::Status {
        if (is_postgres(GetParam())) {
          COMITY_CHECK(connection.execute("SET LOCAL lock_timeout = '20ms'"));
        }
        return name(connection, 1, "w");
      });
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().kind, base::ErrorKind::unavailable);
  EXPECT_FALSE(written.error().mend.empty());
  ASSERT_TRUE(other_->commit());
  EXPECT_EQ(names(), "o");
}

TEST_P(WriterTest, TheOthersOfAGroupAreWrittenOnceWhenOneIsRunAgain) {
  const auto writer = this->writer(milliseconds(20'000));
  std::promise<void> begun, go;
  std::vector<std::promise<base::Status>> done(3);
  int tries = 0;
  const auto submit = [&](std::size_t at, std::function<base::Status(sql::Connection&)> work) {
    writer->submit({0, {}, std::move(work), [&, at](base::Status status) {
                      // SQLite hinders the next group as a whole, before its first statement.
                      if (at == 0 && !is_postgres(GetParam())) {
                        EXPECT_TRUE(other_->begin(sql::Intent::write));
                      }
                      done[at].set_value(std::move(status));
                    }});
  };
  submit(0, [&](sql::Connection&) -> base::Status {
    begun.set_value();
    go.get_future().wait();
    return {};
  });
  begun.get_future().wait();
  submit(1, [](sql::Connection& connection) -> base::Status {
    COMITY_CHECK(connection.execute("UPDATE things SET name = name || 'x' WHERE id = 1"));
    return {};
  });
  submit(2, [&](sql::Connection& connection) -> base::Status {
    if (++tries < 3 && is_postgres(GetParam())) {
      // Heard of at the end only.
      COMITY_CHECK(connection.send("DO $$ BEGIN RAISE SQLSTATE '40001'; END $$"));
    }
    return name(connection, 2, "y");
  });
  go.set_value();
  EXPECT_TRUE(done[0].get_future().get());
  std::this_thread::sleep_for(milliseconds(60));
  if (!is_postgres(GetParam())) other_->roll_back();
  for (std::size_t at = 1; at < done.size(); ++at) EXPECT_TRUE(done[at].get_future().get());
  EXPECT_EQ(tries, is_postgres(GetParam()) ? 3 : 1);
  EXPECT_EQ(names(), "xy");
}

TEST_P(WriterTest, OneOfAGroupThatFailsUnheardFailsAlone) {
  const auto writer = this->writer(milliseconds(1000));
  std::promise<void> begun, go;
  std::vector<std::promise<base::Status>> done(6);
  const auto submit = [&](std::size_t at, std::function<base::Status(sql::Connection&)> work) {
    writer->submit({0, {}, std::move(work), [&, at](base::Status status) {
                      done[at].set_value(std::move(status));
                    }});
  };
  submit(0, [&](sql::Connection&) -> base::Status {
    begun.set_value();
    go.get_future().wait();
    return {};
  });
  begun.get_future().wait();
  for (std::size_t at = 1; at < done.size(); ++at) {
    submit(at, [at](sql::Connection& connection) -> base::Status {
      // The second of each pair does what the first has done.
      COMITY_CHECK(connection.send("INSERT INTO things (id, name) VALUES ($1, 'n')", 10 + at / 2));
      COMITY_CHECK(
          connection.send("UPDATE things SET name = name || $1 WHERE id = 1", std::to_string(at)));
      // One gives up by itself, and may not know that what it sent has failed.
      if (at == 5) return base::fail(base::ErrorKind::invalid_input, "given up");
      return {};
    });
  }
  go.set_value();
  std::string outcomes;
  for (auto& each : done) {
    const auto status = each.get_future().get();
    outcomes += status ? '+' : status.error().kind == base::ErrorKind::conflict ? '!' : '-';
  }
  EXPECT_EQ(outcomes.substr(0, 5), "+++!+");
  EXPECT_NE(outcomes[5], '+');
  EXPECT_EQ(names(), "124nnn");
}

INSTANTIATE_TEST_SUITE_P(On, WriterTest, testing::ValuesIn(backends()),
                         testing::PrintToStringParamName());

}  // namespace
}  // namespace comity::store
