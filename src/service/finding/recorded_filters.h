#pragma once

#include <string>
#include <string_view>

#include "service/finding/search.h"

// Values of filters as the record has them.
namespace comity::service {

/// The code of the State that a name or code in any case means; else what was typed.
[[nodiscard]] std::string state_meant(std::string_view typed);

/// The request with every filter's value as the record has it ("Brazil": BRA, "-Supported":
/// -supported). What is no value stays for question_of to refuse.
[[nodiscard]] SearchRequest with_recorded_filters(SearchRequest request);

/// The request for what it finds of recommendations: nothing where it asks for other kinds alone.
[[nodiscard]] SearchRequest of_recommendations(const SearchRequest& request);

}  // namespace comity::service
