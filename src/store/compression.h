#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace comity::store {

/// One zstd frame with its content's size and checksum.
[[nodiscard]] std::string compressed(std::string_view bytes);
/// corrupt when it is no such frame; too_large when the content is longer than `limit`.
[[nodiscard]] base::Result<std::string> decompressed(std::string_view frame, std::uint64_t limit);

}  // namespace comity::store
