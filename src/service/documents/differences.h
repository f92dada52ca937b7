#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/reading.h"

// In what two readings of one text differ: an old and a new one of a file, or those of two copies.
namespace comity::service {

enum class Change : std::uint8_t { added, removed, text, states, position };

[[nodiscard]] std::string_view name_of(Change change);

/// Two texts of one numbered paragraph or clause.
struct Difference {
  std::string number;  ///< canonical
  int clause = 0;      ///< from 1; 0 for the paragraph or recommendation as a whole
  Change change = Change::text;
  std::string from;
  std::string to;
  bool operator==(const Difference&) const = default;
};

enum class Compared : std::uint8_t {
  to_the_letter,
  by_words,  ///< marks, case and white space aside, in which two formats of one text differ
};

/// By canonical number, notes too, in the order of `from` and then what only `to` has; `change` is
/// added, removed or text.
[[nodiscard]] std::vector<Difference> paragraph_differences(const model::Reading& from,
                                                            const model::Reading& to,
                                                            Compared compared);

/// The same of recommendations, clause by clause: their text, their States (codes and unknown
/// names, joined by ", ") and the position on them; then the positions on those of other works, by
/// "SYMBOL NUMBER".
[[nodiscard]] std::vector<Difference> recommendation_differences(const model::Reading& from,
                                                                 const model::Reading& to);

}  // namespace comity::service
