#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace comity::base {

/// Lower-case hexadecimal digits, two a byte.
[[nodiscard]] std::string to_hex(std::string_view bytes);
/// The bytes; nothing where they are no such digits.
[[nodiscard]] std::optional<std::string> from_hex(std::string_view digits);

}  // namespace comity::base
