#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"

namespace comity::base {

/// The texts of a list, in its order; what is none is left out.
[[nodiscard]] inline std::vector<std::string> texts_at(const JsonObject& object,
                                                       std::string_view key) {
  std::vector<std::string> texts;
  for (const auto& each : array_at(object, key)) {
    if (each.is_string()) texts.emplace_back(each.get_string());
  }
  return texts;
}

}  // namespace comity::base
