#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "store/sql/connection.h"

struct pg_conn;
struct pg_result;

// Values as PostgreSQL's protocol takes and gives them.
namespace comity::store::sql {

using Oid = unsigned int;  // libpq's own name and type

inline constexpr Oid kUnknown = 0;  // the server finds it out
inline constexpr Oid kBytea = 17;
inline constexpr Oid kBigint = 20;
inline constexpr Oid kText = 25;
inline constexpr Oid kDouble = 701;

struct Clear {
  void operator()(pg_result* result) const;
};
using Result = std::unique_ptr<pg_result, Clear>;

/// "\x7b7d" as its bytes.
[[nodiscard]] std::string bytes_from(std::string_view hex);
/// Appends a value as COPY's text format has it.
void add_copy_text(std::string& out, const Value& value);
/// Appends a value as an element of an array's text.
void add_array_text(std::string& out, const Value& value);
/// The type of each column of the rows; nothing where one holds nothing but nulls.
[[nodiscard]] std::vector<std::string_view> types_of(std::size_t columns,
                                                     std::span<const Value> values);
/// Whether a text holds a zero byte, which PostgreSQL does not keep.
[[nodiscard]] bool has_zero(std::span<const Value> values);

/// Values as the protocol takes them: integers as text, blobs as they are.
class Bound {
 public:
  /// `text`: the type of texts, kUnknown where the statement says it.
  explicit Bound(std::span<const Value> values, Oid text = kText) : text_(text) {
    texts_.reserve(values.size());
    for (const auto& value : values) std::visit(*this, value);
  }

  void operator()(Null) { add(kUnknown, nullptr, 0, false); }
  void operator()(std::int64_t v) { add_text(kBigint, std::to_string(v)); }
  void operator()(double v);
  void operator()(std::string_view v) { add_text(text_, std::string(v)); }
  void operator()(Blob v) {
    add(kBytea, v.bytes.data() == nullptr ? "" : v.bytes.data(), v.bytes.size(), true);
  }

  [[nodiscard]] Result run(pg_conn* connection, const std::string& statement) const;
  /// Without waiting for what comes of it; false where the connection does not take it.
  [[nodiscard]] bool send(pg_conn* connection, const std::string& statement) const;

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

  Oid text_;
  std::vector<std::string> texts_;  // reserved, so that pointers into them stay
  std::vector<Oid> types_;
  std::vector<const char*> pointers_;
  std::vector<int> lengths_;
  std::vector<int> formats_;
};

}  // namespace comity::store::sql
