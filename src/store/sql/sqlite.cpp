#include "store/sql/sqlite.h"

#include <sqlite3.h>

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace comity::store::sql {
namespace {

using base::ErrorKind;

constexpr Dialect kSqliteDialect{
    "INTEGER", "TEXT", "REAL", "BLOB", "TEXT", " STRICT, WITHOUT ROWID", ""};
/// Statements kept prepared; far above what the store has.
constexpr std::size_t kKeptStatements = 400;

struct Finalize {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Handle = std::unique_ptr<sqlite3_stmt, Finalize>;

struct Close {
  void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
};

/// A statement by its text, and whether somebody is reading its rows.
struct Prepared {
  Handle handle;
  std::vector<int> places;  ///< SQLite's number of $1, $2, … (0 where the text has it not)
  bool busy = false;
};

Trouble trouble_of(int code) {
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return Trouble::again;
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_NOMEM:
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
      return Trouble::lost;
    default:
      return Trouble::none;
  }
}

base::Error error_of(int code, std::string_view message, const std::string& place) {
  const std::string text = "database: " + std::string(message);
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {ErrorKind::unavailable, text, place, "another process is writing; try again"};
    case SQLITE_FULL:
      return {ErrorKind::unavailable, text, place, "free some space on the disk and try again"};
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
      return {ErrorKind::unavailable, text, place, "check the disk and who owns the folder"};
    case SQLITE_READONLY:
      return {ErrorKind::forbidden, text, place, "check who owns the folder and its permissions"};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return {ErrorKind::corrupt, text, place, "restore the folder from a backup"};
    case SQLITE_CONSTRAINT:
      return {ErrorKind::conflict, text, place, {}};
    default:
      return {ErrorKind::internal, text, place, {}};
  }
}

class SqliteConnection;

class SqliteRows final : public Rows {
 public:
  SqliteRows(SqliteConnection& connection, Prepared& prepared)
      : connection_(connection), prepared_(prepared) {}
  SqliteRows(const SqliteRows&) = delete;
  SqliteRows& operator=(const SqliteRows&) = delete;
  ~SqliteRows() override;

  base::Result<bool> next() override;
  std::int64_t integer(int column) const override {
    return sqlite3_column_int64(statement(), column);
  }
  double real(int column) const override { return sqlite3_column_double(statement(), column); }
  std::string_view text(int column) const override { return bytes(column); }
  std::string_view blob(int column) const override { return bytes(column); }
  bool is_null(int column) const override {
    return sqlite3_column_type(statement(), column) == SQLITE_NULL;
  }
  int columns() const override { return sqlite3_column_count(statement()); }

 private:
  [[nodiscard]] sqlite3_stmt* statement() const { return prepared_.handle.get(); }
  [[nodiscard]] std::string_view bytes(int column) const {
    const void* data = sqlite3_column_blob(statement(), column);
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement(), column));
    return {static_cast<const char*>(data), data == nullptr ? 0 : size};
  }

  SqliteConnection& connection_;
  Prepared& prepared_;
};

class SqliteConnection final : public Connection {
 public:
  SqliteConnection(std::unique_ptr<sqlite3, Close> database, std::string place)
      : database_(std::move(database)), place_(std::move(place)) {}

  const Dialect& dialect() const override { return kSqliteDialect; }

  base::Result<std::unique_ptr<Rows>> run(std::string_view statement,
                                          std::span<const Value> values) override {
    COMITY_TRY(auto* prepared, prepare(statement));
    COMITY_CHECK(bind(*prepared, values));
    return std::make_unique<SqliteRows>(*this, *prepared);
  }

  base::Result<std::int64_t> change(std::string_view statement,
                                    std::span<const Value> values) override {
    COMITY_TRY(auto* prepared, prepare(statement));
    COMITY_CHECK(bind(*prepared, values));
    COMITY_CHECK(step_to_end(*prepared));
    return sqlite3_changes64(database_.get());
  }

  base::Status insert(std::string_view table, std::span<const std::string_view> columns,
                      std::span<const Value> values) override {
    COMITY_ASSERT(!columns.empty() && values.size() % columns.size() == 0);
    if (values.empty()) return {};
    COMITY_TRY(auto* prepared, prepare(insert_text(table, columns)));
    for (std::size_t row = 0; row < values.size(); row += columns.size()) {
      COMITY_CHECK(bind(*prepared, values.subspan(row, columns.size())));
      COMITY_CHECK(step_to_end(*prepared, StepMode::keep_busy));
    }
    release(*prepared);
    return {};
  }

  base::Status begin(Intent intent) override {
    trouble_ = Trouble::none;
    return simple(intent == Intent::write ? "BEGIN IMMEDIATE" : "BEGIN");
  }
  base::Status commit() override { return simple("COMMIT"); }
  void roll_back() override { (void)simple("ROLLBACK"); }
  bool in_transaction() const override { return sqlite3_get_autocommit(database_.get()) == 0; }
  Trouble trouble() const override { return trouble_; }

  base::Result<std::vector<std::string>> table_names() override {
    COMITY_TRY(const auto rows, query("SELECT name FROM sqlite_schema WHERE type = 'table' AND "
                                      "name NOT LIKE 'sqlite%' ORDER BY name"));
    std::vector<std::string> names;
    while (true) {
      COMITY_TRY(const bool more, rows->next());
      if (!more) return names;
      names.push_back(rows->string(0));
    }
  }

  [[nodiscard]] base::Error failed(int code) {
    trouble_ = trouble_of(code);
    return error_of(code, sqlite3_errmsg(database_.get()), place_);
  }
  void release(Prepared& prepared) {
    sqlite3_reset(prepared.handle.get());
    prepared.busy = false;
  }
  base::Status simple(const char* statement) {
    const int code = sqlite3_exec(database_.get(), statement, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return tl::unexpected(failed(code));
    return {};
  }

 private:
  enum class StepMode : std::uint8_t { release, keep_busy };

  static std::string insert_text(std::string_view table,
                                 std::span<const std::string_view> columns) {
    std::string names;
    std::string marks;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      names += (i == 0 ? "" : ", ") + std::string(columns[i]);
      marks += (i == 0 ? "$" : ", $") + std::to_string(i + 1);
    }
    return "INSERT INTO " + std::string(table) + " (" + names + ") VALUES (" + marks + ")";
  }

  base::Result<Prepared*> prepare(std::string_view statement) {
    auto found = statements_.find(statement);
    for (; found != statements_.end() && found->first == statement; ++found) {
      if (!found->second.busy) {
        found->second.busy = true;
        return &found->second;
      }
    }
    forget_some();
    sqlite3_stmt* raw = nullptr;
    const int code =
        sqlite3_prepare_v3(database_.get(), statement.data(), static_cast<int>(statement.size()),
                           SQLITE_PREPARE_PERSISTENT, &raw, nullptr);
    Handle handle(raw);
    if (code != SQLITE_OK) return tl::unexpected(failed(code));
    Prepared prepared{std::move(handle), {}, true};
    for (int i = 1, count = sqlite3_bind_parameter_count(raw); i <= count; ++i) {
      // "$2" is a name to SQLite, numbered by where it first stands.
      const auto number = static_cast<std::size_t>(
          std::atoi(sqlite3_bind_parameter_name(raw, i) + 1));  // digits of our own text
      if (prepared.places.size() < number) prepared.places.resize(number);
      prepared.places[number - 1] = i;
    }
    return &statements_.emplace(std::string(statement), std::move(prepared))->second;
  }

  void forget_some() {
    if (statements_.size() < kKeptStatements) return;
    std::erase_if(statements_, [](const auto& item) { return !item.second.busy; });
  }

  base::Status bind(Prepared& prepared, std::span<const Value> values) {
    COMITY_ASSERT(prepared.places.size() <= values.size());
    for (std::size_t i = 0; i < prepared.places.size(); ++i) {
      if (prepared.places[i] == 0) continue;
      const int code = bind_one(prepared.handle.get(), prepared.places[i], values[i]);
      if (code != SQLITE_OK) {
        release(prepared);
        return tl::unexpected(failed(code));
      }
    }
    return {};
  }

  static int bind_one(sqlite3_stmt* statement, int place, const Value& value) {
    struct Binder {
      sqlite3_stmt* statement;
      int place;
      int operator()(Null) const { return sqlite3_bind_null(statement, place); }
      int operator()(std::int64_t v) const { return sqlite3_bind_int64(statement, place, v); }
      int operator()(double v) const { return sqlite3_bind_double(statement, place, v); }
      int operator()(std::string_view v) const {
        return sqlite3_bind_text64(statement, place, v.data() == nullptr ? "" : v.data(), v.size(),
                                   SQLITE_TRANSIENT, SQLITE_UTF8);
      }
      int operator()(Blob v) const {
        return v.bytes.empty() ? sqlite3_bind_zeroblob(statement, place, 0)
                               : sqlite3_bind_blob64(statement, place, v.bytes.data(),
                                                     v.bytes.size(), SQLITE_TRANSIENT);
      }
    };
    return std::visit(Binder{statement, place}, value);
  }

  base::Status step_to_end(Prepared& prepared, StepMode mode = StepMode::release) {
    int code = SQLITE_ROW;
    while (code == SQLITE_ROW) code = sqlite3_step(prepared.handle.get());
    if (code != SQLITE_DONE) {
      auto error = failed(code);
      release(prepared);
      return tl::unexpected(std::move(error));
    }
    sqlite3_reset(prepared.handle.get());
    prepared.busy = mode == StepMode::keep_busy;
    return {};
  }

  std::unique_ptr<sqlite3, Close> database_;
  std::string place_;
  // Destroyed before the database that they belong to.
  std::multimap<std::string, Prepared, std::less<>> statements_;
  Trouble trouble_ = Trouble::none;
};

SqliteRows::~SqliteRows() { connection_.release(prepared_); }

base::Result<bool> SqliteRows::next() {
  const int code = sqlite3_step(statement());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return tl::unexpected(connection_.failed(code));
}

base::Result<std::unique_ptr<sqlite3, Close>> database_in(const std::filesystem::path& file,
                                                          std::chrono::milliseconds busy_time) {
  sqlite3* raw = nullptr;
  const int code =
      sqlite3_open_v2(file.c_str(), &raw,
                      SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
  std::unique_ptr<sqlite3, Close> database(raw);
  if (code != SQLITE_OK) {
    return tl::unexpected(
        error_of(code, raw == nullptr ? "out of memory" : sqlite3_errmsg(raw), file.string()));
  }
  sqlite3_extended_result_codes(raw, 1);
  sqlite3_busy_timeout(raw, static_cast<int>(busy_time.count()));
  sqlite3_db_config(raw, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(raw, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, nullptr);
  sqlite3_db_config(raw, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  return database;
}

class SqliteDatabase final : public Database {
 public:
  SqliteDatabase(std::filesystem::path file, Durability durability,
                 std::chrono::milliseconds busy_time)
      : file_(std::move(file)), durability_(durability), busy_time_(busy_time) {}

  base::Result<std::unique_ptr<Connection>> connect(Intent intent) override {
    COMITY_TRY(auto database, database_in(file_, busy_time_));
    auto connection = std::make_unique<SqliteConnection>(std::move(database), file_.string());
    COMITY_CHECK(set_up(*connection, intent));
    return connection;
  }

 private:
  base::Status set_up(SqliteConnection& connection, Intent intent) const {
    COMITY_CHECK(connection.simple("PRAGMA foreign_keys = ON"));
    // Zeros over what is erased, pages that become free as well (decision 0026).
    COMITY_CHECK(connection.simple("PRAGMA secure_delete = ON"));
    if (durability_ == Durability::none) {
      COMITY_CHECK(connection.simple("PRAGMA journal_mode = MEMORY"));
      return connection.simple("PRAGMA synchronous = OFF");
    }
    COMITY_CHECK(connection.simple("PRAGMA journal_mode = WAL"));
    COMITY_CHECK(connection.simple("PRAGMA synchronous = FULL"));
    // A checkpoint costs two more syncs; 16 MB of log between them keeps imports quick.
    COMITY_CHECK(connection.simple("PRAGMA wal_autocheckpoint = 4000"));
    // In KiB. There are many readers, the system caches the file for all of them, and a download
    // goes once through everything: a large cache of each costs memory and saves no reading.
    if (intent == Intent::write) return connection.simple("PRAGMA cache_size = -16000");
    COMITY_CHECK(connection.simple("PRAGMA cache_size = -4000"));
    return connection.simple("PRAGMA query_only = ON");
  }

  std::filesystem::path file_;
  Durability durability_;
  std::chrono::milliseconds busy_time_;
};

}  // namespace

std::unique_ptr<Database> sqlite_database(const std::filesystem::path& file, Durability durability,
                                          std::chrono::milliseconds busy_time) {
  return std::make_unique<SqliteDatabase>(file, durability, busy_time);
}

base::Result<bool> empty_log(const std::filesystem::path& file) {
  constexpr std::chrono::milliseconds kPatience{1000};
  COMITY_TRY(const auto database, database_in(file, kPatience));
  // Which log there is, is known once something was read.
  int code =
      sqlite3_exec(database.get(), "SELECT count(*) FROM sqlite_schema", nullptr, nullptr, nullptr);
  if (code == SQLITE_OK) {
    code = sqlite3_wal_checkpoint_v2(database.get(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr,
                                     nullptr);
  }
  const int primary = code & 0xff;
  if (primary == SQLITE_BUSY || primary == SQLITE_LOCKED) return false;
  if (code == SQLITE_OK) return true;
  return tl::unexpected(error_of(code, sqlite3_errmsg(database.get()), file.string()));
}

}  // namespace comity::store::sql
