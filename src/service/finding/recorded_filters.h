#pragma once

#include "service/finding/search.h"
#include "service/state_names.h"

// Values of filters as the record has them.
namespace comity::service {

/// The request with every filter's value as the record has it ("Brazil": BRA, "-Supported":
/// -supported). What is no value stays for question_of to refuse.
[[nodiscard]] SearchRequest with_recorded_filters(SearchRequest request, const StateNames& states);

/// The request for what it finds of recommendations: nothing where it asks for other kinds alone.
[[nodiscard]] SearchRequest of_recommendations(const SearchRequest& request);

}  // namespace comity::service
