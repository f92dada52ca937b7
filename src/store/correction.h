#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/review.h"

// The nouns of what people decide: corrections of what was read, tags, and rows of sources that are
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

/// What a person says of a tag.
enum class TagVerdict : std::uint8_t {
  has,        ///< the clause has it
  has_not,    ///< it does not
  withdrawn,  ///< nothing: what was said before is taken back
};
[[nodiscard]] std::string_view name_of(TagVerdict verdict);

/// A tag of which something is said, by names of tagging's schemes and their codes.
struct TagSaid {
  std::string scheme;
  std::string code;
  TagVerdict verdict = TagVerdict::has;
  bool operator==(const TagSaid&) const = default;
};

/// A clause with what is said of its tags.
struct TaggedClause {
  std::string number;  ///< canonical, of the recommendation
  std::uint32_t clause = 1;
  std::string text;  ///< as the person saw it
  std::vector<TagSaid> tags;
  bool operator==(const TaggedClause&) const = default;
};

}  // namespace comity::store
