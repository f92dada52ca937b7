#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "store/sql/connection.h"

namespace comity::store {

/// Rows to insert, with the texts made for them, which must stay until they are.
struct Batch {
  std::vector<sql::Value> values;
  std::vector<std::unique_ptr<std::string>> texts;

  sql::Value keep(std::string text) {
    texts.push_back(std::make_unique<std::string>(std::move(text)));
    return sql::to_value(*texts.back());
  }
  template <typename... Fields>
  void add(const Fields&... fields) {
    (values.push_back(sql::to_value(fields)), ...);
  }
};

template <std::size_t N>
[[nodiscard]] base::Status insert(sql::Connection& connection, std::string_view table,
                                  const std::string_view (&columns)[N], const Batch& batch) {
  return connection.insert(table, columns, batch.values);
}

[[nodiscard]] inline std::string json_list(const std::vector<std::string>& items) {
  base::JsonArray array;
  for (const auto& item : items) array.emplace_back(item);
  return base::to_text(array);
}

}  // namespace comity::store
