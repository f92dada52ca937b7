#pragma once

#include <algorithm>
#include <string>
#include <string_view>

// Which of the UN's human-rights mechanisms a recommendation comes from. It is written the same way
// in the record, in searches, in exports and in addresses: "upr", "treaty-body:CEDAW",
// "special-procedure".
namespace comity::model {

inline constexpr std::string_view kUpr = "upr";
inline constexpr std::string_view kSpecialProcedure = "special-procedure";
inline constexpr std::string_view kTreatyBody = "treaty-body";

/// "treaty-body:CEDAW"; the code is the one in the body's symbols or its usual short name.
[[nodiscard]] inline std::string treaty_body(std::string_view code) {
  return std::string(kTreatyBody) + ":" + std::string(code);
}

/// The code of a treaty body's mechanism, "CEDAW"; empty of any other.
[[nodiscard]] inline std::string_view code_of_treaty_body(std::string_view mechanism) {
  if (!mechanism.starts_with(kTreatyBody) || mechanism.size() <= kTreatyBody.size()) return {};
  if (mechanism[kTreatyBody.size()] != ':') return {};
  return mechanism.substr(kTreatyBody.size() + 1);
}

/// Whether a text is a mechanism as it is written here.
[[nodiscard]] inline bool is_mechanism(std::string_view text) {
  if (text == kUpr || text == kSpecialProcedure) return true;
  const auto code = code_of_treaty_body(text);
  return !code.empty() && code.size() <= 12 && std::all_of(code.begin(), code.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.';
  });
}

}  // namespace comity::model
