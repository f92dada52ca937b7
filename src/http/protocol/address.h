#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "http/site.h"

// Addresses taken apart, once, from the raw request target (RFC 3986), and put together again.
namespace comity::http {

/// A request target in parts. `segments` are percent-decoded, valid UTF-8 without control
/// characters, and none is "." or ".."; "/" has none. A trailing slash makes a last empty segment.
struct Target {
  std::vector<std::string> segments;
  std::vector<Parameter> parameters;
  std::string raw_path;
  std::string raw_query;
};

/// Takes a target in origin form ("/path?query") apart. invalid_input names the offset.
[[nodiscard]] base::Result<Target> parse_target(std::string_view raw);

/// The pairs of a query or of a form body (application/x-www-form-urlencoded): "+" is a space.
/// Pairs after the 200th are refused, as is what is not UTF-8.
[[nodiscard]] base::Result<std::vector<Parameter>> parse_pairs(std::string_view raw);

/// The first value of a parameter, or empty.
[[nodiscard]] std::string_view value_of(const std::vector<Parameter>& parameters,
                                        std::string_view name);

/// Percent-encodes all but unreserved characters; in a path, what segments may hold too ("/" and
/// sub-delimiters stay).
[[nodiscard]] std::string encoded(std::string_view text);
[[nodiscard]] std::string encoded_path(std::string_view path);
/// "a=1&b=x%20y"
[[nodiscard]] std::string query_of(const std::vector<Parameter>& parameters);

/// The value of a cookie in a Cookie header (RFC 6265). Nothing where there is none, and where the
/// name comes twice: another origin may have planted one of them.
[[nodiscard]] std::optional<std::string_view> cookie_of(std::string_view header,
                                                        std::string_view name);

}  // namespace comity::http
