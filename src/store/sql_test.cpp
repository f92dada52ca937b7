// What the store asks of a database's driver, of both.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <limits>
#include <thread>

#include "store/backend_fixture.h"
#include "store/sql/postgres.h"
#include "store/sql/sqlite.h"
#include "support/test_files.h"

namespace comity::store::sql {
namespace {

using base::ErrorKind;

class DriverTest : public testing::TestWithParam<Backend> {
 protected:
  void SetUp() override {
    if (is_postgres(GetParam())) {
      database_ = postgres_database(options_of(GetParam(), folder_.path()).database);
    } else {
      database_ = sqlite_database(folder_.path() / "record.sqlite", Durability::full,
                                  std::chrono::milliseconds(50));
    }
    connection_ = open();
    ASSERT_TRUE(connection_);
    const auto& words = connection_->dialect();
    const auto made = connection_->execute(
        "CREATE TABLE things (id " + std::string(words.id) + " NOT NULL, name " +
        std::string(words.text) + ", size " + std::string(words.real) + ", bytes " +
        std::string(words.blob) + ", PRIMARY KEY (id))" + std::string(words.table_end));
    ASSERT_TRUE(made) << made.error().message;
  }
  std::unique_ptr<Connection> open(Intent intent = Intent::write) {
    auto connection = database_->connect(intent);
    EXPECT_TRUE(connection) << connection.error().message;
    return connection ? *std::move(connection) : nullptr;
  }
  base::Status send(int id, const std::string& name = "") {
    return connection_->send("INSERT INTO things (id, name) VALUES ($1, $2)", id, name);
  }
  std::int64_t count() { return connection_->integer("SELECT count(*) FROM things")->value_or(-1); }

  test::TestFolder folder_;
  std::unique_ptr<Database> database_;
  std::unique_ptr<Connection> connection_;
};

TEST_P(DriverTest, ValuesComeBackAsTheyWere) {
  const std::string name = "tab\t line\n back\\slash \\N \\. 'quote' Côte d’Ivoire 学校";
  const std::string bytes("\0\\x\n\t\xff", 6);
  const std::vector<std::string_view> columns = {"id", "name", "size", "bytes"};
  const std::vector<Value> values = {to_value(std::int64_t{1}),
                                     to_value(name),
                                     to_value(0.1),
                                     Blob{bytes},
                                     to_value(std::numeric_limits<std::int64_t>::min()),
                                     to_value(""),
                                     Null{},
                                     Blob{{}}};
  ASSERT_TRUE(connection_->insert("things", columns, values));
  ASSERT_TRUE(
      connection_->execute("INSERT INTO things (id, name, size, bytes) VALUES ($1, $2, $3, $4)", 2,
                           name, 0.1, Blob{bytes}));
  const auto rows = connection_->query("SELECT id, name, size, bytes FROM things ORDER BY id");
  ASSERT_TRUE(rows);
  ASSERT_TRUE(*(*rows)->next());
  EXPECT_EQ((*rows)->integer(0), std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ((*rows)->text(1), "");
  EXPECT_FALSE((*rows)->is_null(1));
  EXPECT_TRUE((*rows)->is_null(2));
  EXPECT_EQ((*rows)->blob(3), "");
  for (int id = 1; id <= 2; ++id) {
    ASSERT_TRUE(*(*rows)->next());
    EXPECT_EQ((*rows)->integer(0), id);
    EXPECT_EQ((*rows)->text(1), name);
    EXPECT_EQ((*rows)->real(2), 0.1);
    EXPECT_EQ((*rows)->blob(3), bytes);
  }
  EXPECT_FALSE(*(*rows)->next());
}

TEST_P(DriverTest, TextsAreInTheOrderOfTheirBytes) {
  int id = 0;
  for (const char* name : {"b", "Z", "é", "a", "_"}) {
    ASSERT_TRUE(connection_->execute("INSERT INTO things (id, name) VALUES ($1, $2)", ++id, name));
  }
  const auto rows = connection_->query("SELECT name FROM things ORDER BY name");
  std::string order;
  while (*(*rows)->next()) order += (*rows)->text(0);
  EXPECT_EQ(order, "Z_abé");
}

TEST_P(DriverTest, AFailedPartLeavesTheRestOfItsTransaction) {
  auto transaction = Transaction::begin(*connection_, Intent::write);
  ASSERT_TRUE(transaction);
  EXPECT_EQ(*connection_->execute("INSERT INTO things (id) VALUES ($1)", 1), 1);
  {
    auto part = Savepoint::begin(*connection_);
    ASSERT_TRUE(part);
    const auto again = connection_->execute("INSERT INTO things (id) VALUES ($1)", 1);
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().kind, ErrorKind::conflict);
    EXPECT_EQ(connection_->trouble(), Trouble::none);
  }
  EXPECT_TRUE(connection_->execute("INSERT INTO things (id) VALUES ($1)", 2));
  ASSERT_TRUE(transaction->commit());
  EXPECT_EQ(count(), 2);
}

TEST_P(DriverTest, WhatWasSentIsDoneInOrderAndSeenByTheNextQuestion) {
  auto transaction = Transaction::begin(*connection_, Intent::write);
  ASSERT_TRUE(transaction);
  ASSERT_TRUE(send(1, "a"));
  ASSERT_TRUE(connection_->send("UPDATE things SET name = name || 'b' WHERE id = $1", 1));
  const auto changed = connection_->execute("UPDATE things SET name = name || 'c'");
  ASSERT_TRUE(changed);
  EXPECT_EQ(*changed, 1);
  ASSERT_TRUE(connection_->send("UPDATE things SET name = name || 'd' WHERE id = $1", 1));
  {
    const auto rows = connection_->query("SELECT name FROM things");
    ASSERT_TRUE(*(*rows)->next());
    EXPECT_EQ((*rows)->text(0), "abcd");
  }
  ASSERT_TRUE(send(2));
  ASSERT_TRUE(transaction->commit());
  EXPECT_EQ(count(), 2);
}

TEST_P(DriverTest, MuchMayBeSentBeforeAnyIsHeard) {
  auto transaction = Transaction::begin(*connection_, Intent::write);
  ASSERT_TRUE(transaction);
  const std::string long_name(2000, 'x');
  for (int id = 0; id < 5000; ++id) ASSERT_TRUE(send(id, long_name));
  ASSERT_TRUE(transaction->commit());
  EXPECT_EQ(count(), 5000);
}

TEST_P(DriverTest, APartThatFailsUnheardFailsAlone) {
  auto transaction = Transaction::begin(*connection_, Intent::write);
  ASSERT_TRUE(transaction);
  for (const int id : {1, 2, 1, 3}) {
    auto part = Savepoint::begin(*connection_);
    ASSERT_TRUE(part);
    const bool again = id == 1 && count() > 0;
    auto status = send(id);
    if (status) status = send(10 + id);
    if (status) status = part->keep();
    EXPECT_EQ(status.has_value(), !again);
    if (again) {
      EXPECT_EQ(status.error().kind, ErrorKind::conflict);
    }
    EXPECT_EQ(connection_->trouble(), Trouble::none);
  }
  ASSERT_TRUE(transaction->commit());
  EXPECT_EQ(count(), 6);
}

TEST_P(DriverTest, APartThatIsGivenUpTakesWhatItSentAlong) {
  auto transaction = Transaction::begin(*connection_, Intent::write);
  ASSERT_TRUE(transaction);
  ASSERT_TRUE(send(1));
  {
    auto part = Savepoint::begin(*connection_);
    ASSERT_TRUE(part);
    EXPECT_TRUE(send(2));
    (void)send(1);  // fails, and may not have been heard of
  }
  ASSERT_TRUE(send(3));
  ASSERT_TRUE(transaction->commit());
  EXPECT_EQ(count(), 2);
}

TEST_P(DriverTest, AFailureUnheardEndsACommitOrIsRolledBack) {
  {
    auto transaction = Transaction::begin(*connection_, Intent::write);
    ASSERT_TRUE(transaction);
    ASSERT_TRUE(send(1));
    auto status = send(1);
    if (status) status = transaction->commit();
    ASSERT_FALSE(status);
    EXPECT_EQ(status.error().kind, ErrorKind::conflict);
  }
  {
    auto transaction = Transaction::begin(*connection_, Intent::write);
    ASSERT_TRUE(transaction);
    ASSERT_TRUE(send(1));
    (void)send(1);
  }
  EXPECT_FALSE(connection_->in_transaction());
  EXPECT_EQ(count(), 0);
  EXPECT_TRUE(send(1));
  EXPECT_FALSE(send(1));  // outside a transaction each is heard at once
}

TEST_P(DriverTest, FewAndManyRowsComeBackAsTheyWere) {
  const std::string name = "tab\t line\n back\\slash \\N {\"a\",NULL} 'quote' Côte d’Ivoire 学校";
  const std::string bytes("\0\\x\n\t\xff", 6);
  const std::vector<std::string_view> columns = {"id", "name", "size", "bytes"};
  std::int64_t next = 0;
  for (const int rows : {1, 2, 3000}) {
    SCOPED_TRACE(rows);
    auto transaction = Transaction::begin(*connection_, Intent::write);
    ASSERT_TRUE(transaction);
    std::vector<Value> values;
    for (int row = 0; row < rows; ++row) {
      const bool empty = row % 2 == 1;
      values.insert(values.end(), {to_value(next++), empty ? Value(Null{}) : to_value(name),
                                   empty ? Value(Null{}) : to_value(0.1),
                                   Blob{empty ? std::string_view() : bytes}});
    }
    ASSERT_TRUE(send(-1));
    ASSERT_TRUE(connection_->insert("things", columns, values));
    ASSERT_TRUE(connection_->send("DELETE FROM things WHERE id = $1", -1));
    ASSERT_TRUE(transaction->commit());
    EXPECT_EQ(count(), next);
    const auto same = connection_->integer(
        "SELECT count(*) FROM things WHERE id >= $1 AND name = $2 AND size = $3 AND bytes = $4",
        next - rows, name, 0.1, Blob{bytes});
    EXPECT_EQ(*same, (rows + 1) / 2);
    const auto nulls = connection_->integer(
        "SELECT count(*) FROM things WHERE id >= $1 AND name IS NULL AND size IS NULL AND "
        "bytes = $2",
        next - rows, Blob{""});
    EXPECT_EQ(*nulls, rows / 2);
  }
}

TEST_P(DriverTest, AColumnMayHoldNothing) {
  const std::vector<std::string_view> columns = {"id", "name", "size"};
  auto transaction = Transaction::begin(*connection_, Intent::write);
  ASSERT_TRUE(transaction);
  const std::vector<Value> values = {to_value(1), Null{},        Null{},
                                     to_value(2), to_value("x"), Null{}};
  ASSERT_TRUE(connection_->insert("things", columns, values));
  ASSERT_TRUE(transaction->commit());
  EXPECT_EQ(count(), 2);
}

TEST_P(DriverTest, RowsThatAreThereAlreadyAreAConflict) {
  auto transaction = Transaction::begin(*connection_, Intent::write);
  ASSERT_TRUE(transaction);
  const std::vector<std::string_view> columns = {"id"};
  const std::vector<Value> values = {to_value(1), to_value(1)};
  auto status = connection_->insert("things", columns, values);
  if (status) status = transaction->commit();
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().kind, ErrorKind::conflict);
}

TEST_P(DriverTest, WhatIsNotCommittedIsGone) {
  {
    auto transaction = Transaction::begin(*connection_, Intent::write);
    EXPECT_TRUE(connection_->execute("INSERT INTO things (id) VALUES ($1)", 1));
  }
  EXPECT_FALSE(connection_->in_transaction());
  EXPECT_EQ(count(), 0);
}

TEST_P(DriverTest, AReaderSeesOneMomentAndChangesNothing) {
  const auto reader = open(Intent::read);
  auto reading = Transaction::begin(*reader, Intent::read);
  ASSERT_TRUE(reading);
  const auto seen = [&] { return reader->integer("SELECT count(*) FROM things")->value_or(-1); };
  EXPECT_EQ(seen(), 0);
  ASSERT_TRUE(connection_->execute("INSERT INTO things (id) VALUES ($1)", 1));
  EXPECT_EQ(seen(), 0);
  EXPECT_FALSE(reader->execute("DELETE FROM things"));
  EXPECT_EQ(count(), 1);
}

TEST_P(DriverTest, AWriterThatIsHinderedMayRunAgain) {
  ASSERT_TRUE(connection_->execute("INSERT INTO things (id) VALUES (1), (2)"));
  const auto other = open();
  auto first = Transaction::begin(*connection_, Intent::write);
  ASSERT_TRUE(first);
  ASSERT_TRUE(connection_->execute("UPDATE things SET name = 'a' WHERE id = 1"));
  Trouble trouble = Trouble::none;
  std::promise<void> at_work;
  std::thread hindered([&] {
    auto second = Transaction::begin(*other, Intent::write);
    bool done = second && other->execute("UPDATE things SET name = 'b' WHERE id = 2");
    at_work.set_value();
    done = done && other->execute("UPDATE things SET name = 'b' WHERE id = 1");
    if (!done) trouble = other->trouble();
  });
  at_work.get_future().wait();
  if (is_postgres(GetParam())) {
    // Each now holds what the other asks for, and one has to give way.
    const bool done = connection_->execute("UPDATE things SET name = 'a' WHERE id = 2").has_value();
    if (!done) {
      trouble = connection_->trouble();
      connection_->roll_back();
    }
  }
  hindered.join();
  EXPECT_EQ(trouble, Trouble::again);
}

TEST_P(DriverTest, WhatCannotBeOneAfterTheOtherMayRunAgain) {
  if (!is_postgres(GetParam())) {
    // SQLite has one writer: a reader that would write after another did has to begin anew.
    ASSERT_TRUE(connection_->execute("INSERT INTO things (id) VALUES (1)"));
    const auto other = open();
    ASSERT_TRUE(other->execute("BEGIN"));
    ASSERT_TRUE(other->integer("SELECT count(*) FROM things"));
    ASSERT_TRUE(connection_->execute("UPDATE things SET name = 'a'"));
    EXPECT_FALSE(other->execute("UPDATE things SET name = 'b'"));
    EXPECT_EQ(other->trouble(), Trouble::again);
    return;
  }
  ASSERT_TRUE(connection_->execute("INSERT INTO things (id) VALUES (1)"));
  const auto other = open();
  ASSERT_TRUE(other->execute("BEGIN ISOLATION LEVEL SERIALIZABLE"));
  ASSERT_TRUE(other->integer("SELECT count(*) FROM things"));
  ASSERT_TRUE(connection_->execute("UPDATE things SET name = 'a'"));
  const auto late = other->execute("UPDATE things SET name = 'b'");
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().kind, ErrorKind::unavailable);
  EXPECT_FALSE(late.error().mend.empty());
  EXPECT_EQ(other->trouble(), Trouble::again);
}

TEST_P(DriverTest, ATextWithAZeroByteIsKeptOrRefusedAndNeverCut) {
  const std::string name("a\0b", 3);
  const auto put = connection_->execute("INSERT INTO things (id, name) VALUES ($1, $2)", 1, name);
  if (!put) {
    EXPECT_EQ(put.error().kind, ErrorKind::invalid_input);
    EXPECT_EQ(count(), 0);
    return;
  }
  const auto rows = connection_->query("SELECT name FROM things");
  ASSERT_TRUE(*(*rows)->next());
  EXPECT_EQ((*rows)->text(0), name);
}

TEST(PostgresDriver, SaysWhereThereIsNoServer) {
  const auto connection =
      postgres_database("host=/nowhere dbname=none password=secret")->connect(Intent::read);
  ASSERT_FALSE(connection);
  EXPECT_EQ(connection.error().kind, ErrorKind::unavailable);
  EXPECT_FALSE(connection.error().mend.empty());
  EXPECT_THAT(connection.error().message, testing::Not(testing::HasSubstr("secret")));
}

TEST_P(DriverTest, AnEndedServerSessionIsBegunAnew) {
  if (GetParam() == Backend::sqlite) {
    EXPECT_TRUE(connection_->begin(Intent::write));
    connection_->roll_back();
    return;
  }
  const auto end_session = [&] {
    const auto process = connection_->integer("SELECT pg_backend_pid()");
    ASSERT_TRUE(process);
    run_postgres("SELECT pg_terminate_backend(" + std::to_string(process->value_or(0)) + ", 5000)");
  };
  end_session();
  const auto broken = connection_->execute("INSERT INTO things (id) VALUES (1)");
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error().kind, ErrorKind::unavailable);
  EXPECT_EQ(connection_->trouble(), Trouble::lost);
  ASSERT_TRUE(connection_->begin(Intent::write));
  EXPECT_TRUE(connection_->execute("INSERT INTO things (id) VALUES (1)"));
  EXPECT_TRUE(connection_->commit());
  // Also where it had been sent and not been heard of.
  ASSERT_TRUE(connection_->begin(Intent::write));
  ASSERT_TRUE(send(2));
  end_session();
  auto sent = send(3);
  if (sent) sent = connection_->commit();
  ASSERT_FALSE(sent);
  EXPECT_EQ(sent.error().kind, ErrorKind::unavailable);
  EXPECT_EQ(connection_->trouble(), Trouble::lost);
  EXPECT_FALSE(connection_->in_transaction());
  ASSERT_TRUE(connection_->begin(Intent::write));
  connection_->roll_back();
  // A transaction that has not begun has nothing to lose.
  end_session();
  ASSERT_TRUE(connection_->begin(Intent::write));
  EXPECT_EQ(connection_->trouble(), Trouble::none);
  connection_->roll_back();
  EXPECT_EQ(count(), 1);
}

INSTANTIATE_TEST_SUITE_P(On, DriverTest, testing::ValuesIn(backends()),
                         testing::PrintToStringParamName());

}  // namespace
}  // namespace comity::store::sql
