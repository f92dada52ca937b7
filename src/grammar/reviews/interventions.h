#pragma once

#include <vector>

#include "model/reading.h"
#include "names/register.h"

namespace comity::grammar {

/// Who speaks in the numbered paragraphs of a report's interactive dialogue, in their order:
///
///   paragraph := opening State (joint State)* words speech-verb …    "France and Chad welcomed …"
///              | speech-verb State …                                 Arabic has the verb first
///              | … (delegation-word | name of its head) …            the State under review
///   opening   := article? | "the representative of" and the like
///
/// A paragraph that names no speaker at its head goes on with the State under review's answer, if
/// that spoke in the paragraph before; else it is left out.
[[nodiscard]] std::vector<model::Intervention> interventions_in(
    const std::vector<model::Paragraph>& paragraphs, const names::Register& states,
    model::Language language, const model::Review& review);

}  // namespace comity::grammar
