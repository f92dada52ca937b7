#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/review.h"

// The nouns of what people decide: corrections of what was read, and rows of sources that are
// settled (docs/formats/journal.md).
namespace comity::store {

/// What of a recommendation is corrected.
enum class Corrects : std::uint8_t {
  clause,   ///< text and States of one clause
  clauses,  ///< all clauses together: one was split, or some were merged
  numbers,  ///< whole recommendations: several numbers are one, or one is several
  position,
};
[[nodiscard]] std::string_view name_of(Corrects corrects);

/// Where a correction stands: a recommendation's canonical number and, of one clause, its place
/// there, from 1. It is never moved to another. Of numbers it is the one that a person named; the
/// others stand in the values.
struct CorrectionPlace {
  Corrects corrects = Corrects::clause;
  std::string number;
  std::uint32_t clause = 0;
  std::uint32_t of = 0;  ///< so many clauses were read
  bool operator==(const CorrectionPlace&) const = default;
};

/// What stands there. Of a position the clauses say whose it is, and are no part of the value.
struct CorrectionValue {
  std::vector<model::Clause> clauses;  ///< without their places in the paragraph
  std::vector<std::string> numbers;    ///< of each clause, where numbers are corrected; else none
  std::string position;
  model::CountsAs counts_as = model::CountsAs::pending;
  bool operator==(const CorrectionValue&) const = default;
};

/// A clause of a report as one State made it, as a person saw it.
struct ClauseSeen {
  std::string work;
  std::string number;
  std::uint32_t clause = 1;
  std::string by;  ///< register code, else the name as printed, or empty
  std::string text;
  bool operator==(const ClauseSeen&) const = default;
};

}  // namespace comity::store
