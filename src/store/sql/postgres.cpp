#include "store/sql/postgres.h"

#include <libpq-fe.h>

#include <charconv>
#include <string>
#include <vector>

namespace comity::store::sql {
namespace {

using base::ErrorKind;

// Texts compare by their bytes, whatever the server's locale; JSON is kept as it was written.
constexpr Dialect kDialect{"bigint",     "text COLLATE \"C\"", "double precision",
                           "bytea",      "text COLLATE \"C\"", "",
                           " FOR UPDATE"};

constexpr Oid kUnknown = 0;  // the server finds it out
constexpr Oid kBytea = 17;
constexpr Oid kBigint = 20;
constexpr Oid kText = 25;
constexpr Oid kDouble = 701;

struct Finish {
  void operator()(PGconn* connection) const { PQfinish(connection); }
};
struct Clear {
  void operator()(PGresult* result) const { PQclear(result); }
};
using Result = std::unique_ptr<PGresult, Clear>;

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

int digit(char c) { return c <= '9' ? c - '0' : c - 'a' + 10; }

/// "\x7b7d" as its bytes.
std::string bytes_from(std::string_view hex) {
  std::string bytes;
  bytes.reserve(hex.size() / 2);
  for (std::size_t i = 2; i + 1 < hex.size(); i += 2) {
    bytes += static_cast<char>(digit(hex[i]) * 16 + digit(hex[i + 1]));
  }
  return bytes;
}

std::string hex_from(std::string_view bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string hex = "\\x";
  hex.reserve(2 + 2 * bytes.size());
  for (const char c : bytes) {
    hex += kDigits[static_cast<unsigned char>(c) >> 4];
    hex += kDigits[static_cast<unsigned char>(c) & 15];
  }
  return hex;
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

/// Values as the protocol takes them: integers as text, blobs as they are.
class Bound {
 public:
  explicit Bound(std::span<const Value> values) {
    texts_.reserve(values.size());
    for (const auto& value : values) std::visit(*this, value);
  }

  void operator()(Null) { add(kUnknown, nullptr, 0, false); }
  void operator()(std::int64_t v) { add_text(kBigint, std::to_string(v)); }
  void operator()(double v) {
    char digits[32];
    const auto end = std::to_chars(digits, digits + sizeof digits, v).ptr;
    add_text(kDouble, std::string(digits, end));
  }
  void operator()(std::string_view v) { add_text(kText, std::string(v)); }
  void operator()(Blob v) {
    add(kBytea, v.bytes.data() == nullptr ? "" : v.bytes.data(), v.bytes.size(), true);
  }

  [[nodiscard]] Result run(PGconn* connection, const std::string& statement) const {
    return Result(PQexecParams(connection, statement.c_str(), static_cast<int>(types_.size()),
                               types_.data(), pointers_.data(), lengths_.data(), formats_.data(),
                               0));
  }

 private:
  void add_text(Oid type, std::string text) {
    texts_.push_back(std::move(text));
    add(type, texts_.back().c_str(), texts_.back().size(), false);
  }
  void add(Oid type, const char* pointer, std::size_t length, bool binary) {
    types_.push_back(type);
    pointers_.push_back(pointer);
    lengths_.push_back(static_cast<int>(length));
    formats_.push_back(binary ? 1 : 0);
  }

  std::vector<std::string> texts_;  // reserved, so that pointers into them stay
  std::vector<Oid> types_;
  std::vector<const char*> pointers_;
  std::vector<int> lengths_;
  std::vector<int> formats_;
};

/// Appends a value as COPY's text format has it.
struct CopyText {
  std::string& out;
  void operator()(Null) const { out += "\\N"; }
  void operator()(std::int64_t v) const { out += std::to_string(v); }
  void operator()(double v) const {
    char digits[32];
    out.append(digits, std::to_chars(digits, digits + sizeof digits, v).ptr);
  }
  void operator()(std::string_view v) const {
    for (const char c : v) {
      switch (c) {
        case '\\':
          out += "\\\\";
          break;
        case '\n':
          out += "\\n";
          break;
        case '\r':
          out += "\\r";
          break;
        case '\t':
          out += "\\t";
          break;
        default:
          out += c;
      }
    }
  }
  void operator()(Blob v) const { out += '\\' + hex_from(v.bytes); }
};

bool has_zero(std::span<const Value> values) {
  for (const auto& value : values) {
    const auto* text = std::get_if<std::string_view>(&value);
    if (text != nullptr && text->find('\0') != std::string_view::npos) return true;
  }
  return false;
}

class PostgresConnection final : public Connection {
 public:
  PostgresConnection(std::unique_ptr<PGconn, Finish> connection, Intent intent)
      : connection_(std::move(connection)), intent_(intent) {
    const char* name = PQdb(connection_.get());
    place_ = "database " + std::string(name == nullptr ? "" : name);
  }

  const Dialect& dialect() const override { return kDialect; }

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

  base::Status insert(std::string_view table, std::span<const std::string_view> columns,
                      std::span<const Value> values) override {
    COMITY_ASSERT(!columns.empty() && values.size() % columns.size() == 0);
    if (values.empty()) return {};
    if (has_zero(values)) return refuse_zero();
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
  base::Status commit() override { return simple("COMMIT"); }
  void roll_back() override { (void)simple("ROLLBACK"); }
  bool in_transaction() const override {
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
    if (has_zero(values)) return tl::unexpected(refuse_zero().error());
    auto result = Bound(values).run(connection_.get(), std::string(statement));
    const auto status = PQresultStatus(result.get());
    if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK) return result;
    return tl::unexpected(failed(result.get()));
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
      std::visit(CopyText{text}, values[i]);
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
