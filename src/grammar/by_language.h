#pragma once

#include <array>
#include <mutex>
#include <optional>
#include <utility>

#include "model/language.h"

namespace comity::grammar {

/// A table of each language, made when it is first asked for: most imports are in one language, and
/// each table costs some milliseconds. Thread-safe.
template <typename Table>
class ByLanguage {
 public:
  /// The language's table, made by `load(language)`.
  template <typename Load>
  const Table& of(model::Language language, Load load) {
    auto& [once, table] = tables_[static_cast<std::size_t>(language)];
    std::call_once(once, [&] { table.emplace(load(language)); });
    return *table;
  }

 private:
  std::array<std::pair<std::once_flag, std::optional<Table>>,
             static_cast<std::size_t>(model::Language::und) + 1>
      tables_;
};

}  // namespace comity::grammar
