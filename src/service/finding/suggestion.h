#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "service/finding/search.h"

namespace comity::service {

/// A question spelt otherwise that finds more.
struct Suggestion {
  std::string text;
  std::uint64_t count = 0;
};

/// Of a question that found so many, which are none or few; nothing where no spelling is known that
/// finds more. Only what the asker may see is looked at. corrupt.
[[nodiscard]] base::Result<std::optional<Suggestion>> suggestion_of(const Question& question,
                                                                    const StateNames& states,
                                                                    const std::string& text,
                                                                    std::uint64_t found);

}  // namespace comity::service
