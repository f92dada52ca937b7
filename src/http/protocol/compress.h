#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "http/protocol/negotiation.h"

namespace comity::http {

/// Text in a content coding, at a level that is quick; nothing where it cannot be compressed.
[[nodiscard]] std::optional<std::string> compressed(std::string_view text, Coding coding);

}  // namespace comity::http
