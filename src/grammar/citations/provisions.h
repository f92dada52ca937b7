#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "grammar/citations/instruments.h"
#include "grammar/citations/place_numbers.h"
#include "grammar/words.h"
#include "model/reading.h"

namespace comity::grammar {

/// What stands at one place of a text: citations of provisions, or places of a document that is
/// named next ("paragraph 5 of"), and where it ends; `at` where there is neither.
struct ProvisionsAt {
  std::vector<model::Citation> found;  ///< one for each number; a range is one
  std::string place;                   ///< with no citation: of what follows
  std::size_t end = 0;
};

/// Articles of instruments and goals, by the words of the language:
///
///   provisions = places [ of places ] of instrument | instrument lead places [ "thereof" ]
///   goals      = "Goal" number *( joint number ) | "target" number "." ( number | letter ) …
///
/// An instrument is one of instruments.csv, by its name or by its kind ("the Convention") where
/// `named` says which one was named last. Articles of what is no instrument there are not cited.
/// Goals are those of A/RES/70/1 where the paragraph speaks of sustainable development.
[[nodiscard]] ProvisionsAt provisions_at(const TextForms& forms, std::size_t at,
                                         const NamedInstruments& named, const Words& words);

/// The place that a text gives right behind a document: "(A/75/53), chap. V, sect. A"; empty, with
/// `at` for its end, where it gives none.
struct PlaceBehind {
  std::string place;
  std::size_t end = 0;
};
[[nodiscard]] PlaceBehind place_behind(const TextForms& forms, std::size_t at, const Words& words);

}  // namespace comity::grammar
