#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/language.h"

// The verbs of resolutions beside each other: which of two is the stronger, and who says so.
namespace comity::grammar {

/// Who ranks verbs (data/grammar/strength_sources.csv).
struct StrengthSource {
  std::string id;
  std::string citation;
  std::string nature;  ///< "study", "legal_advice", "training_course"
  std::string address;
};

enum class Strength : std::uint8_t {
  same,      ///< one verb; "also" and "further" aside
  stronger,  ///< the second is, and no source says otherwise
  weaker,
  differs,  ///< no source ranks the two, or the sources contradict each other
};

[[nodiscard]] std::string_view name_of(Strength strength);

struct VerbChange {
  Strength strength = Strength::same;
  /// Those that rank the two; where `strength` is `differs`, those that contradict each other.
  std::vector<const StrengthSource*> sources;
};

/// From the verb or opening of a paragraph as printed to that which took its place, in one
/// language. A source ranks two verbs by its own words alone: what follows only from two sources
/// together is not said.
[[nodiscard]] VerbChange change_of_verb(std::string_view from, std::string_view to,
                                        model::Language language);

/// A verb as printed without its words of sequence: "Also strongly urges" is "strongly urges".
struct SequencedVerb {
  std::string verb;  ///< in small letters
  int rank = 0;      ///< 0: none; 1: "also", 2: "further" (the language's rule `sequence`)
};
[[nodiscard]] SequencedVerb sequenced(std::string_view verb, model::Language language);

}  // namespace comity::grammar
