#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/mandates/mandate_words.h"
#include "grammar/mandates/mandates.h"

namespace comity::grammar {

/// What items stand under: the clause with which the paragraph above ends.
struct Lead {
  Mandate mandate;       ///< verb and addressees
  bool asks = false;     ///< else it does what it says: items may promise or ask by themselves
  bool decides = false;  ///< "Decides:", "Decides that:"
  bool ways = false;     ///< "by:": gerunds follow
  bool open = false;     ///< nothing but those asked stands before the items
};

/// What one paragraph or item says.
struct Read {
  std::vector<Mandate> mandates;
  std::optional<Lead> lead;  ///< where it ends with ":"
};

/// The clauses of one language (the grammar stands in mandates.h).
class MandateGrammar {
 public:
  MandateGrammar(model::Language language, const OccasionContext& context,
                 const names::Register& states);

  [[nodiscard]] Read paragraph(std::string_view text) const;
  [[nodiscard]] Read item(std::string_view text, const Lead& lead) const;

 private:
  model::Language language_;
  const MandateWords& words_;
  const OccasionContext& context_;
  const names::Register& states_;
};

}  // namespace comity::grammar
