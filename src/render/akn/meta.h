#pragma once

#include <string>
#include <string_view>

#include "model/reading.h"

namespace pugi {
class xml_node;
}

namespace comity::render::akn_parts {

/// What Akoma Ntoso calls a kind of work: the element, and the subclass in its name and address.
struct Form {
  std::string_view element;   ///< "statement", "doc"
  std::string_view subclass;  ///< "resolutionDraft"
};
[[nodiscard]] Form form_of(model::WorkKind kind);

/// The address of a work by the naming convention of AKN4UN:
/// "/akn/un/statement/resolution/ga/2018-10-26/A-RES-73-6"; "nodate" where no date is known.
[[nodiscard]] std::string iri_of(const Form& form, std::string_view work, std::string_view date);
/// Of a work that is only cited: its kind is told by its symbol.
[[nodiscard]] std::string iri_of_cited(std::string_view symbol);

/// Identification and references.
void add_meta(pugi::xml_node document, const model::Reading& reading, std::string_view work);

}  // namespace comity::render::akn_parts
