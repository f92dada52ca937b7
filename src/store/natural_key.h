#pragma once

#include <string>
#include <string_view>

namespace comity::store {

/// Bytes whose order is that of symbols (model::Symbol): part by part, numbers as numbers, a
/// shorter symbol before one that goes on. Works without a symbol come last, by name.
[[nodiscard]] std::string symbol_key(std::string_view symbol, std::string_view name);

}  // namespace comity::store
