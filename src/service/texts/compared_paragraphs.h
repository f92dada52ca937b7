#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/json.h"
#include "compare/alignment.h"
#include "model/reading.h"

// What of two texts is compared, for comparisons and for lineage.
namespace comity::service {

/// The paragraphs that are compared, and what each says. It must outlive what is aligned.
struct ComparedParagraphs {
  std::vector<std::size_t> places;  ///< in the reading
  std::vector<std::string> texts;
  std::vector<compare::Passage> passages;
};

/// All but mastheads and rules. Marks of notes are left out.
[[nodiscard]] ComparedParagraphs compared_paragraphs(const model::Reading& reading);

/// What became of the verb (VerbChange of api/openapi.yaml); null where it is the same, or where
/// one of the two has none.
[[nodiscard]] base::Json verb_json(const model::Paragraph* from, const model::Paragraph* to,
                                   model::Language language);

}  // namespace comity::service
