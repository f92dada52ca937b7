#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "grammar/words.h"

namespace comity::grammar {

/// A day or a stretch of days in a text. `iso` is the (first) day, "2012-07-09", `last` the last
/// day of a stretch.
struct DateAt {
  std::string iso;
  std::size_t end = 0;
  bool range = false;
  std::string last = {};
};

/// The date that stands at `at` in a text in small letters: "9 july 2012", "24 february–20 march
/// 2020", "8-19 february 2010". Nothing where none stands there or the day does not exist.
[[nodiscard]] std::optional<DateAt> date_at(std::string_view small, std::size_t at,
                                            const Words& words);

}  // namespace comity::grammar
