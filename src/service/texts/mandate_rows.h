#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "grammar/mandates/mandates.h"
#include "service/state_names.h"
#include "service/texts/mandate_states.h"
#include "store/record.h"

// Mandates as the index keeps them and as answers show them.
namespace comity::service {

/// What the index keeps beside a paragraph: its mandates, and the body and session that adopted.
[[nodiscard]] base::JsonArray stored_mandates(const std::vector<const grammar::Mandate*>& mandates);
/// corrupt: not what stored_mandates() writes.
[[nodiscard]] base::Result<std::vector<grammar::Mandate>> mandates_from(
    const base::JsonArray& stored);

[[nodiscard]] MandatingText mandating_text(const store::Work& work, const model::Reading& reading);

/// A mandate with its text, and how it stands.
struct MandateRow {
  MandatingText text;
  std::string paragraph;  ///< its whole text
  std::string anchor;     ///< of the paragraph on the document's page
  grammar::Mandate mandate;
  MandateVerdict verdict;
};

/// As of api/openapi.yaml's Mandate.
[[nodiscard]] base::JsonObject to_json(const MandateRow& row, const StateNames& states,
                                       model::Language language);

/// The name under which messages have an addressee, or the State's own name.
[[nodiscard]] std::string addressee_name(std::string_view code, const StateNames& states,
                                         model::Language language);

}  // namespace comity::service
