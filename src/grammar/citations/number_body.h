#pragma once

#include <string>
#include <string_view>

#include "grammar/citations/citations.h"
#include "grammar/citations/cited_bodies.h"
#include "grammar/citations/resolution_number.h"

namespace comity::grammar {

/// Whether the numbers of a body's resolutions begin with the year.
[[nodiscard]] bool numbers_by_year(std::string_view code);

/// Whose a number is that begins with a session ("74/153"). The Assembly numbers so since its
/// thirty-first session, the Human Rights Council since its first; a number that lies before the
/// one or after the session of the other tells them apart.
[[nodiscard]] std::string body_by_session(const ResolutionNumber& number, const NamedBody& named,
                                          const CitingContext& context);

}  // namespace comity::grammar
