#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.h"

// What people write into a field: a text of a correction, the reason of a decision.
namespace comity::service {

/// The error of what a person wrote into the field `place`: invalid_input.
[[nodiscard]] tl::unexpected<base::Error> refuse(std::string message, std::string place,
                                                 std::string mend);

/// The text on one line: white space of forms and shells becomes one space. invalid_input, naming
/// the field `place`: no UTF-8, nothing, more than `longest` bytes.
[[nodiscard]] base::Result<std::string> written_text(std::string_view given, std::string place,
                                                     std::size_t longest);

/// The reason of a decision, which the journal keeps: at most 2,000 bytes.
[[nodiscard]] base::Result<std::string> written_reason(std::string_view given);

}  // namespace comity::service
