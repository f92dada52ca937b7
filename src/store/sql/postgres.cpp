#include "store/sql/postgres.h"

#include <libpq-fe.h>

#include <charconv>
#include <optional>
#include <string>
#include <vector>

#include "store/sql/postgres_values.h"

namespace comity::store::sql {
namespace {

using base::ErrorKind;

// Texts compare by their bytes, whatever the server's locale; JSON is kept as it was written.
constexpr Dialect kPostgresDialect{"bigint",     "text COLLATE \"C\"", "double precision",
                                   "bytea",      "text COLLATE \"C\"", "",
                                   " FOR UPDATE"};

/// So many values go as a statement of the pipeline, for which nobody waits. It costs the server
/// about what COPY does, for which the client has to wait three times.
constexpr std::size_t kFewValues = 4000;

struct Finish {
  void operator()(PGconn* connection) const { PQfinish(connection); }
};

std::string_view first_line(std::string_view message) {
  return message.substr(0, message.find('\n'));
}

/// SQLSTATE classes, as in the PostgreSQL manual's appendix A.
ErrorKind kind_of(std::string_view state) {
  if (state.starts_with("23")) return ErrorKind::conflict;
  if (state.starts_with("22")) return ErrorKind::invalid_input;
  if (state == "42501" || state == "25006") return ErrorKind::forbidden;
  if (state.starts_with("XX")) return ErrorKind::corrupt;
  if (state.empty() || state.starts_with("08") || state.starts_with("40") ||
      state.starts_with("53") || state.starts_with("57") || state.starts_with("58") ||
      state.starts_with("55")) {
    return ErrorKind::unavailable;
  }
  return ErrorKind::internal;
}

Trouble trouble_of(std::string_view state) {
  if (state == "40001" || state == "40P01" || state == "55P03") return Trouble::again;
  return kind_of(state) == ErrorKind::unavailable ? Trouble::lost : Trouble::none;
}

/// Whether another session is making the same table: PostgreSQL says so by its own catalogue.
bool meets_another_maker(const PGresult* result, std::string_view state) {
  if (state == "42P07") return true;
  if (state != "23505") return false;
  const char* constraint = PQresultErrorField(result, PG_DIAG_CONSTRAINT_NAME);
  return constraint != nullptr && std::string_view(constraint).starts_with("pg_");
}

std::string_view mend_of(std::string_view state) {
  if (state == "53100") return "free some space on the database's disk and try again";
  if (state == "42501") return "give the database's user the rights to its schema";
  if (state.starts_with("40") || state.starts_with("55")) return "try again";
  if (kind_of(state) == ErrorKind::unavailable) {
    return "check that the database runs and that its address is right";
  }
  return {};
}

/// The rows of a statement that has run; the server sends them all at once, as text.
class PostgresRows final : public Rows {
 public:
  explicit PostgresRows(Result result)
      : result_(std::move(result)), blobs_(static_cast<std::size_t>(PQnfields(result_.get()))) {}

  base::Result<bool> next() override { return ++row_ < PQntuples(result_.get()); }
  std::int64_t integer(int column) const override { return number<std::int64_t>(column); }
  double real(int column) const override { return number<double>(column); }
  std::string_view text(int column) const override {
    return {PQgetvalue(result_.get(), row_, column),
            static_cast<std::size_t>(PQgetlength(result_.get(), row_, column))};
  }
  std::string_view blob(int column) const override {
    if (PQftype(result_.get(), column) != kBytea) return text(column);
    auto& bytes = blobs_[static_cast<std::size_t>(column)];
    bytes = bytes_from(text(column));
    return bytes;
  }
  bool is_null(int column) const override { return PQgetisnull(result_.get(), row_, column) != 0; }
  int columns() const override { return PQnfields(result_.get()); }

 private:
  template <typename Number>
  [[nodiscard]] Number number(int column) const {
    Number value = 0;
    const auto digits = text(column);
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
  }

  Result result_;
  int row_ = -1;
  mutable std::vector<std::string> blobs_;  // of the row that is read
};

class PostgresConnection final : public Connection {
 public:
  PostgresConnection(std::unique_ptr<PGconn, Finish> connection, Intent intent)
      : connection_(std::move(connection)), intent_(intent) {
    const char* name = PQdb(connection_.get());
    place_ = "database " + std::string(name == nullptr ? "" : name);
  }

  const Dialect& dialect() const override { return kPostgresDialect; }

  base::Result<std::unique_ptr<Rows>> run(std::string_view statement,
                                          std::span<const Value> values) override {
    COMITY_TRY(auto result, execute_bound(statement, values));
    return std::make_unique<PostgresRows>(std::move(result));
  }

  base::Result<std::int64_t> change(std::string_view statement,
                                    std::span<const Value> values) override {
    if (intent_ == Intent::read) {
      return base::fail(ErrorKind::forbidden, "this connection only reads", place_);
    }
    COMITY_TRY(const auto result, execute_bound(statement, values));
    const std::string_view changed = PQcmdTuples(result.get());
    std::int64_t count = 0;
    std::from_chars(changed.data(), changed.data() + changed.size(), count);
    return count;
  }

  base::Status later(std::string_view statement, std::span<const Value> values) override {
    // Outside a transaction it would be one of its own, which ends with its result.
    if (intent_ == Intent::read || !in_transaction()) {
      return Connection::later(statement, values);
    }
    return send_bound(statement, values);
  }

  base::Status settle() override {
    if (sent_ == 0) return {};
    COMITY_CHECK(collect());
    return {};
  }

  base::Status insert(std::string_view table, std::span<const std::string_view> columns,
                      std::span<const Value> values) override {
    COMITY_ASSERT(!columns.empty() && values.size() % columns.size() == 0);
    if (values.empty()) return {};
    if (has_zero(values)) return refuse_zero();
    if (values.size() <= kFewValues && in_transaction()) {
      const auto types = types_of(columns.size(), values);
      if (!types.empty()) return insert_few(table, columns, types, values);
    }
    // A pipeline takes no COPY.
    COMITY_CHECK(settle());
    std::string statement = "COPY " + std::string(table) + " (";
    for (std::size_t i = 0; i < columns.size(); ++i) {
      statement += (i == 0 ? "" : ", ") + std::string(columns[i]);
    }
    COMITY_CHECK(checked(Result(PQexec(connection_.get(), (statement + ") FROM STDIN").c_str())),
                         PGRES_COPY_IN));
    return copy(columns.size(), values);
  }

  base::Status begin(Intent intent) override {
    const char* statement = intent == Intent::write
                                ? "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"
                                : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
    trouble_ = Trouble::none;
    auto begun = simple(statement);
    // The server may have been started anew since; what has not begun has nothing to lose.
    if (!begun && PQstatus(connection_.get()) != CONNECTION_OK) {
      PQreset(connection_.get());
      trouble_ = Trouble::none;
      begun = simple(statement);
    }
    return begun;
  }
  base::Status commit() override {
    COMITY_CHECK(execute_bound("COMMIT", {}));
    return {};
  }
  void roll_back() override {
    // What was sent may have failed, and would take this with it.
    (void)settle();
    (void)simple("ROLLBACK");
  }
  bool in_transaction() const override {
    if (sent_ > 0) return true;
    const auto status = PQtransactionStatus(connection_.get());
    return status == PQTRANS_INTRANS || status == PQTRANS_INERROR;
  }
  Trouble trouble() const override { return trouble_; }

  base::Result<std::vector<std::string>> table_names() override {
    COMITY_TRY(const auto rows,
               query("SELECT tablename FROM pg_catalog.pg_tables WHERE schemaname = "
                     "current_schema() ORDER BY tablename"));
    std::vector<std::string> names;
    while (true) {
      COMITY_TRY(const bool more, rows->next());
      if (!more) return names;
      names.push_back(rows->string(0));
    }
  }

 private:
  base::Result<Result> execute_bound(std::string_view statement, std::span<const Value> values) {
    if (sent_ > 0) {
      COMITY_CHECK(send_bound(statement, values));
      return collect();
    }
    if (has_zero(values)) return tl::unexpected(refuse_zero().error());
    auto result = Bound(values).run(connection_.get(), std::string(statement));
    const auto status = PQresultStatus(result.get());
    if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK) return result;
    return tl::unexpected(failed(result.get()));
  }

  /// Puts it at the end of the pipeline, which begins with the first.
  base::Status send_bound(std::string_view statement, std::span<const Value> values,
                          Oid text = kText) {
    if (has_zero(values)) return refuse_zero();
    if (sent_ == 0 && PQenterPipelineMode(connection_.get()) != 1) {
      return tl::unexpected(failed(nullptr));
    }
    if (!Bound(values, text).send(connection_.get(), std::string(statement))) {
      auto error = failed(nullptr);
      (void)collect();
      return tl::unexpected(std::move(error));
    }
    ++sent_;
    return {};
  }

  /// Ends the pipeline: gives the result of its last statement, or the first error.
  base::Result<Result> collect() {
    Result last;
    std::optional<base::Error> error;
    bool ended = PQpipelineSync(connection_.get()) != 1;
    while (!ended && PQstatus(connection_.get()) == CONNECTION_OK) {
      Result result(PQgetResult(connection_.get()));
      if (result == nullptr) continue;  // the end of one statement's
      const auto status = PQresultStatus(result.get());
      ended = status == PGRES_PIPELINE_SYNC;
      if (ended) break;
      // What follows an error is aborted, and tells nothing of its own.
      if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && !error) {
        error = failed(result.get());
      }
      last = std::move(result);
    }
    if (last == nullptr && !error) error = failed(nullptr);
    sent_ = 0;
    if (PQexitPipelineMode(connection_.get()) != 1 && !error) error = failed(nullptr);
    if (error) return tl::unexpected(*std::move(error));
    return last;
  }

  /// As a statement of the pipeline, with an array a column.
  base::Status insert_few(std::string_view table, std::span<const std::string_view> columns,
                          std::span<const std::string_view> types, std::span<const Value> values) {
    std::string names;
    std::string arrays;
    std::vector<std::string> texts(columns.size(), "{");
    for (std::size_t i = 0; i < values.size(); ++i) {
      auto& text = texts[i % columns.size()];
      if (i >= columns.size()) text += ',';
      add_array_text(text, values[i]);
    }
    std::vector<Value> bound;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const std::string_view separator = i == 0 ? "" : ", ";
      names.append(separator).append(columns[i]);
      arrays.append(separator).append("$").append(std::to_string(i + 1));
      arrays.append("::").append(types[i]).append("[]");
      bound.push_back(to_value(texts[i] += '}'));
    }
    return send_bound("INSERT INTO " + std::string(table) + " (" + names +
                          ") SELECT * FROM unnest(" + arrays + ")",
                      bound, kUnknown);
  }

  base::Status simple(const char* statement) {
    return checked(Result(PQexec(connection_.get(), statement)), PGRES_COMMAND_OK);
  }

  base::Status checked(const Result& result, ExecStatusType wanted) {
    if (PQresultStatus(result.get()) == wanted) return {};
    return tl::unexpected(failed(result.get()));
  }

  base::Status copy(std::size_t columns, std::span<const Value> values) {
    constexpr std::size_t kPiece = std::size_t{1} << 16;
    std::string text;
    bool sent = true;
    for (std::size_t i = 0; i < values.size() && sent; ++i) {
      add_copy_text(text, values[i]);
      text += (i + 1) % columns == 0 ? '\n' : '\t';
      if (text.size() < kPiece && i + 1 < values.size()) continue;
      sent = PQputCopyData(connection_.get(), text.data(), static_cast<int>(text.size())) == 1;
      text.clear();
    }
    sent = PQputCopyEnd(connection_.get(), sent ? nullptr : "not sent") == 1 && sent;
    base::Status status;
    // Until the server has said the last of it, the connection takes nothing else.
    while (Result result{PQgetResult(connection_.get())}) {
      if (status) status = checked(result, PGRES_COMMAND_OK);
    }
    if (status && !sent) return tl::unexpected(failed(nullptr));
    return status;
  }

  base::Status refuse_zero() const {
    return base::fail(ErrorKind::invalid_input, "a text holds a zero byte", place_,
                      "remove it from the text");
  }

  base::Error failed(const PGresult* result) {
    const char* code = result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const std::string_view state = code == nullptr ? "" : code;
    trouble_ = meets_another_maker(result, state) ? Trouble::again : trouble_of(state);
    const char* primary =
        result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    const std::string_view message =
        first_line(primary == nullptr ? PQerrorMessage(connection_.get()) : primary);
    return {kind_of(state), "database: " + std::string(message), place_,
            std::string(mend_of(state))};
  }

  std::unique_ptr<PGconn, Finish> connection_;
  Intent intent_;
  std::string place_;
  Trouble trouble_ = Trouble::none;
  std::size_t sent_ = 0;  ///< statements whose results have not been taken
};

class PostgresDatabase final : public Database {
 public:
  explicit PostgresDatabase(std::string where) : where_(std::move(where)) {}

  base::Result<std::unique_ptr<Connection>> connect(Intent intent) override {
    std::unique_ptr<PGconn, Finish> connection(PQconnectdb(where_.c_str()));
    if (connection == nullptr || PQstatus(connection.get()) != CONNECTION_OK) {
      // The address itself may hold a password, so only the server's words are told.
      const std::string message(
          first_line(connection == nullptr ? "out of memory" : PQerrorMessage(connection.get())));
      return base::fail(ErrorKind::unavailable, "database: " + message, "--database",
                        "check that the database runs and that its address is right");
    }
    PQsetNoticeProcessor(connection.get(), [](void*, const char*) {}, nullptr);
    return std::make_unique<PostgresConnection>(std::move(connection), intent);
  }

 private:
  std::string where_;
};

}  // namespace

std::unique_ptr<Database> postgres_database(std::string where) {
  return std::make_unique<PostgresDatabase>(std::move(where));
}

}  // namespace comity::store::sql
