#pragma once

#include <cstdint>

#include "model/reading.h"

namespace comity::store {

enum class Sameness : std::uint8_t {
  exact,  ///< word for word: two files of one format
  close,  ///< nine words in ten: files of two formats, whose readers differ in small things;
          ///< mastheads aside
};

/// Whether two readings say the same; marks, case and white space aside.
[[nodiscard]] bool same_text(const model::Reading& a, const model::Reading& b, Sameness sameness);

}  // namespace comity::store
