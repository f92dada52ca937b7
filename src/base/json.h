#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <boost/json/value_from.hpp>
#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.h"

// The one door to Boost.JSON: modules name base::Json and never the library.
namespace comity::base {

using Json = boost::json::value;
using JsonObject = boost::json::object;
using JsonArray = boost::json::array;

/// What a parser of untrusted JSON accepts.
struct JsonLimits {
  std::size_t bytes = std::size_t{64} << 20;
  std::size_t depth = 64;
};

/// Strict JSON (RFC 8259) in UTF-8. Errors: invalid_input with the byte offset; too_large.
[[nodiscard]] Result<Json> parse_json(std::string_view text, const JsonLimits& limits = {});

/// The canonical text: no white space, members in the order they were put in.
[[nodiscard]] std::string to_text(const Json& value);
/// The same, indented by two spaces, for people.
[[nodiscard]] std::string to_pretty_text(const Json& value);

/// Members by name, with a neutral value when absent or of another type.
[[nodiscard]] std::string_view text_at(const JsonObject& object, std::string_view key);
[[nodiscard]] std::int64_t integer_at(const JsonObject& object, std::string_view key);
[[nodiscard]] double number_at(const JsonObject& object, std::string_view key);
[[nodiscard]] bool truth_at(const JsonObject& object, std::string_view key);
[[nodiscard]] const JsonArray& array_at(const JsonObject& object, std::string_view key);
[[nodiscard]] const JsonObject& object_at(const JsonObject& object, std::string_view key);

}  // namespace comity::base
