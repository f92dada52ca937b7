#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/hash.h"
#include "base/result.h"

// The small face of a database: one SQL text for SQLite and PostgreSQL (design 6), a thin driver
// for each. Statements use $1, $2, …; a value is one of the five words id, text, real, blob, json.
namespace comity::store::sql {

/// Bytes bound as a blob; the view must live until the call returns.
struct Blob {
  std::string_view bytes;
};
struct Null {};

/// A value to bind. Texts and blobs are views: what they show must live until the statement has
/// run.
using Value = std::variant<Null, std::int64_t, double, std::string_view, Blob>;

[[nodiscard]] inline Value to_value(std::int64_t v) { return v; }
[[nodiscard]] inline Value to_value(std::uint64_t v) { return static_cast<std::int64_t>(v); }
[[nodiscard]] inline Value to_value(int v) { return std::int64_t{v}; }
[[nodiscard]] inline Value to_value(std::uint32_t v) { return std::int64_t{v}; }
[[nodiscard]] inline Value to_value(double v) { return v; }
[[nodiscard]] inline Value to_value(std::string_view v) { return v; }
[[nodiscard]] inline Value to_value(const std::string& v) { return std::string_view(v); }
[[nodiscard]] inline Value to_value(const char* v) { return std::string_view(v); }
[[nodiscard]] inline Value to_value(Blob v) { return v; }
[[nodiscard]] inline Value to_value(const base::Hash& v) { return Blob{v.view()}; }
[[nodiscard]] inline Value to_value(Null v) { return v; }
[[nodiscard]] inline Value to_value(const Value& v) { return v; }

/// The rows of one running statement. Views it gives live until the next call of next().
class Rows {
 public:
  virtual ~Rows() = default;
  /// Moves to the next row; false at the end.
  [[nodiscard]] virtual base::Result<bool> next() = 0;
  [[nodiscard]] virtual std::int64_t integer(int column) const = 0;
  [[nodiscard]] virtual double real(int column) const = 0;
  [[nodiscard]] virtual std::string_view text(int column) const = 0;
  [[nodiscard]] virtual std::string_view blob(int column) const = 0;
  [[nodiscard]] virtual bool is_null(int column) const = 0;
  [[nodiscard]] virtual int columns() const = 0;

  /// A 32-byte blob; corrupt when it has another length.
  [[nodiscard]] base::Result<base::Hash> hash(int column) const;
  [[nodiscard]] std::string string(int column) const { return std::string(text(column)); }
};

enum class Intent : std::uint8_t {
  read,   ///< one snapshot until the end
  write,  ///< may change; waits its turn
};

/// What the last error of a connection means for the transaction that met it.
enum class Trouble : std::uint8_t {
  none,   ///< the statement failed alone
  again,  ///< the whole transaction may be run again (busy; 40001)
  lost,   ///< the transaction is gone (disk full, I/O error)
};

/// How the five words and a few turns are written for one engine.
struct Dialect {
  std::string_view id, text, real, blob, json;
  std::string_view table_end;  ///< after the closing parenthesis of CREATE TABLE
  std::string_view row_lock;   ///< ends the SELECT that opens an append (" FOR UPDATE")
};

/// One connection; for one thread at a time.
class Connection {
 public:
  virtual ~Connection() = default;

  [[nodiscard]] virtual const Dialect& dialect() const = 0;
  /// Runs a statement whose rows are wanted. Prepared once, kept by its text.
  [[nodiscard]] virtual base::Result<std::unique_ptr<Rows>> run(std::string_view statement,
                                                                std::span<const Value> values) = 0;
  /// Runs a statement to its end; gives the number of rows changed.
  [[nodiscard]] virtual base::Result<std::int64_t> change(std::string_view statement,
                                                          std::span<const Value> values) = 0;
  /// Runs a statement whose result nobody waits for: it may not have run when this returns, and its
  /// error is told by the next call that has a result, in which nothing after it was done.
  [[nodiscard]] virtual base::Status later(std::string_view statement,
                                           std::span<const Value> values) {
    COMITY_CHECK(change(statement, values));
    return {};
  }
  /// Waits for what was sent, and tells the first error of it.
  [[nodiscard]] virtual base::Status settle() { return {}; }
  /// Adds many rows: `values` holds them one after the other, `columns` names their fields.
  [[nodiscard]] virtual base::Status insert(std::string_view table,
                                            std::span<const std::string_view> columns,
                                            std::span<const Value> values) = 0;

  [[nodiscard]] virtual base::Status begin(Intent intent) = 0;
  [[nodiscard]] virtual base::Status commit() = 0;
  virtual void roll_back() = 0;
  [[nodiscard]] virtual bool in_transaction() const = 0;
  /// What the last error means.
  [[nodiscard]] virtual Trouble trouble() const = 0;
  /// Every table, sorted by name.
  [[nodiscard]] virtual base::Result<std::vector<std::string>> table_names() = 0;

  template <typename... Values>
  [[nodiscard]] base::Result<std::unique_ptr<Rows>> query(std::string_view statement,
                                                          const Values&... values) {
    const std::array<Value, sizeof...(Values)> bound{to_value(values)...};
    return run(statement, bound);
  }
  template <typename... Values>
  [[nodiscard]] base::Result<std::int64_t> execute(std::string_view statement,
                                                   const Values&... values) {
    const std::array<Value, sizeof...(Values)> bound{to_value(values)...};
    return change(statement, bound);
  }
  template <typename... Values>
  [[nodiscard]] base::Status send(std::string_view statement, const Values&... values) {
    const std::array<Value, sizeof...(Values)> bound{to_value(values)...};
    return later(statement, bound);
  }
  /// The first column of the first row, if there is one.
  template <typename... Values>
  [[nodiscard]] base::Result<std::optional<std::int64_t>> integer(std::string_view statement,
                                                                  const Values&... values) {
    COMITY_TRY(const auto rows, query(statement, values...));
    COMITY_TRY(const bool found, rows->next());
    if (!found || rows->is_null(0)) return std::optional<std::int64_t>{};
    return std::optional<std::int64_t>{rows->integer(0)};
  }
};

/// A write that ends with commit(); otherwise it is rolled back.
class Transaction {
 public:
  [[nodiscard]] static base::Result<Transaction> begin(Connection& connection, Intent intent);
  Transaction(Transaction&& other) noexcept : connection_(other.connection_) {
    other.connection_ = nullptr;
  }
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();
  [[nodiscard]] base::Status commit();

 private:
  explicit Transaction(Connection& connection) : connection_(&connection) {}
  Connection* connection_;
};

/// A part of a transaction that can fail alone: rolled back unless kept.
class Savepoint {
 public:
  [[nodiscard]] static base::Result<Savepoint> begin(Connection& connection);
  Savepoint(Savepoint&& other) noexcept : connection_(other.connection_) {
    other.connection_ = nullptr;
  }
  Savepoint& operator=(Savepoint&&) = delete;
  ~Savepoint();
  [[nodiscard]] base::Status keep();

 private:
  explicit Savepoint(Connection& connection) : connection_(&connection) {}
  Connection* connection_;
};

/// Where connections come from.
class Database {
 public:
  virtual ~Database() = default;
  /// For one thread; opened for reading it refuses to write.
  [[nodiscard]] virtual base::Result<std::unique_ptr<Connection>> connect(Intent intent) = 0;
};

}  // namespace comity::store::sql
