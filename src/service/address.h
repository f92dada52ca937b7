#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// The permanent addresses of design 4. A work is named by its symbol or "~ID".
namespace comity::service {

/// Percent-encodes what may not stand in a path segment; "/" stays.
[[nodiscard]] std::string encode_path(std::string_view text);
/// Percent-encodes a query's name or value.
[[nodiscard]] std::string encode_query(std::string_view text);

[[nodiscard]] std::string document_address(std::string_view work);
/// With "#anchor" when there is one.
[[nodiscard]] std::string document_address(std::string_view work, std::string_view anchor);
/// "/recommendations/A/HRC/21/11/119.1", with "~2" for a clause above 0.
[[nodiscard]] std::string recommendation_address(std::string_view work, std::string_view number,
                                                 int clause);
[[nodiscard]] std::string state_address(std::string_view code);
[[nodiscard]] std::string source_address(std::string_view work);
[[nodiscard]] std::string source_row_address(std::string_view work, std::uint32_t row);
[[nodiscard]] std::string review_address(std::string_view code, int cycle);

using Parameters = std::vector<std::pair<std::string, std::string>>;
/// "/search?state=BRA&by=FRA"; parameters with an empty value are left out.
[[nodiscard]] std::string search_address(const Parameters& parameters);
[[nodiscard]] std::string address_with(std::string_view path, const Parameters& parameters);

}  // namespace comity::service
