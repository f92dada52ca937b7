#pragma once

#include <string_view>

#include "service/installation.h"
#include "service/state_names.h"

// What States said in interactive dialogues, and what treaty bodies recommend to them: read with
// their documents, found in the index (kinds `statement` and `observation`), and never counted
// among recommendations of the universal periodic review.
namespace comity::service {

/// The paragraphs of a report's dialogue with who speaks in each.
[[nodiscard]] base::JsonArray dialogue_json(const model::Reading& reading, const store::Work& work,
                                            const StateNames& states, model::Language language);

/// What concluding observations are about, and how much they recommend; null of other works.
[[nodiscard]] base::Json observations_json(const model::Reading& reading, const store::Work& work,
                                           const StateNames& states, model::Language language);

/// How many paragraphs of others' reviews the State speaks in, and in whose.
[[nodiscard]] base::Result<base::JsonObject> spoken_by(Installation& installation, const Ask& ask,
                                                       std::string_view state);

/// How much each treaty body recommends to the State, by the body's name.
[[nodiscard]] base::Result<base::JsonArray> observations_on(Installation& installation,
                                                            const Ask& ask, std::string_view state);

}  // namespace comity::service
