#pragma once

#include <string_view>

#include "service/installation.h"

namespace comity::service {

/// The recommendation of that number as the work's copies in force in other languages print it,
/// each with its language, direction and States: languages share numbers, which is what aligns them
/// (design 4). A copy that has no such number gives nothing.
[[nodiscard]] base::Result<base::JsonArray> in_other_languages(const Installation& installation,
                                                               const store::Read& read,
                                                               const store::Work& work,
                                                               std::string_view number);

}  // namespace comity::service
