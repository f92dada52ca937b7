#include "store/sql/postgres_values.h"

#include <libpq-fe.h>

#include <algorithm>
#include <charconv>

namespace comity::store::sql {
namespace {

int digit(char c) { return c <= '9' ? c - '0' : c - 'a' + 10; }

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

struct ArrayText {
  std::string& out;
  void operator()(Null) const { out += "NULL"; }
  void operator()(std::int64_t v) const { CopyText{out}(v); }
  void operator()(double v) const { CopyText{out}(v); }
  void operator()(std::string_view v) const {
    out += '"';
    for (const char c : v) {
      if (c == '"' || c == '\\') out += '\\';
      out += c;
    }
    out += '"';
  }
  void operator()(Blob v) const { (*this)(std::string_view(hex_from(v.bytes))); }
};

}  // namespace

std::string bytes_from(std::string_view hex) {
  std::string bytes;
  bytes.reserve(hex.size() / 2);
  for (std::size_t i = 2; i + 1 < hex.size(); i += 2) {
    bytes += static_cast<char>(digit(hex[i]) * 16 + digit(hex[i + 1]));
  }
  return bytes;
}

void add_copy_text(std::string& out, const Value& value) { std::visit(CopyText{out}, value); }

void add_array_text(std::string& out, const Value& value) { std::visit(ArrayText{out}, value); }

std::vector<std::string_view> types_of(std::size_t columns, std::span<const Value> values) {
  static constexpr std::string_view kNames[] = {"", "bigint", "double precision", "text", "bytea"};
  std::vector<std::string_view> types(columns);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i].index() != 0) types[i % columns] = kNames[values[i].index()];
  }
  if (std::find(types.begin(), types.end(), "") != types.end()) types.clear();
  return types;
}

bool has_zero(std::span<const Value> values) {
  for (const auto& value : values) {
    const auto* text = std::get_if<std::string_view>(&value);
    if (text != nullptr && text->find('\0') != std::string_view::npos) return true;
  }
  return false;
}

void Clear::operator()(pg_result* result) const { PQclear(result); }

void Bound::operator()(double v) {
  char digits[32];
  const auto end = std::to_chars(digits, digits + sizeof digits, v).ptr;
  add_text(kDouble, std::string(digits, end));
}

Result Bound::run(pg_conn* connection, const std::string& statement) const {
  return Result(PQexecParams(connection, statement.c_str(), static_cast<int>(types_.size()),
                             types_.data(), pointers_.data(), lengths_.data(), formats_.data(), 0));
}

bool Bound::send(pg_conn* connection, const std::string& statement) const {
  return PQsendQueryParams(connection, statement.c_str(), static_cast<int>(types_.size()),
                           types_.data(), pointers_.data(), lengths_.data(), formats_.data(),
                           0) == 1;
}

}  // namespace comity::store::sql
