#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/result.h"

// Small parts of answers that several of them have.
namespace comity::service {

[[nodiscard]] base::JsonArray strings_json(const std::vector<std::string>& values);

/// Codes in one cell of a table, ";" between them.
[[nodiscard]] std::string joined_values(const std::vector<std::string>& values);

/// Where the page of an answer begins that a cursor names; 0 of an empty one. invalid_input of what
/// no answer gave.
[[nodiscard]] base::Result<std::size_t> offset_of(const std::string& cursor);

}  // namespace comity::service
