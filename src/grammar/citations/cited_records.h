#pragma once

#include <cstddef>
#include <vector>

#include "grammar/citations/place_numbers.h"
#include "grammar/words.h"
#include "model/language.h"
#include "model/reading.h"

namespace comity::grammar {

/// What is cited by its place in a series of printed volumes, and where that ends; `at` where
/// nothing is.
struct RecordsAt {
  std::vector<model::Citation> found;
  std::size_t end = 0;
};

/// A supplement, a registered treaty, a convention of the International Labour Organization or what
/// a treaty body said in general, that `at` begins to name:
///
///   supplement = "Official Records of the General Assembly" "," session "," "Supplement No."
///   number
///              | "Official Records of the Economic and Social Council" "," year "," "Supplement
///                No." number
///   treaty     = "Treaty Series" … ( "No." | "Nos." ) number *( joint number )
///   labour     = "Convention No." number | "Convention" … "(No." number ")"
///   comment    = ( "general comment" | "general recommendation" ) "No." number
///
/// Supplement No. 46 of the thirty-fourth session is A/34/46 (so since the thirty-first), No. 5 of
/// the Council's records of 2019 is E/2019/25; where its symbol follows in brackets, that is the
/// citation and none is made here. A registered treaty that instruments.csv does not know is cited
/// by its number, a general comment by its committee and number, where a committee is named.
[[nodiscard]] RecordsAt records_at(const TextForms& forms, std::size_t at, model::Language language,
                                   const Words& words);

}  // namespace comity::grammar
