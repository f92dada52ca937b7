#pragma once

#include <string_view>

#include "base/json.h"

namespace comity::http {

/// `query_error` of a page (README.md) from the query of a search and the `error` of its answer;
/// null where that is empty.
[[nodiscard]] base::Json query_mark(std::string_view query, const base::JsonObject& error);

}  // namespace comity::http
