#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "model/reading.h"
#include "names/register.h"
#include "search/index.h"
#include "store/record.h"

// Facets that everything found of a work has, and the days and groups that others are made of.
namespace comity::service {

/// Days since 1970 of an ISO date, or 0.
[[nodiscard]] std::int64_t days_of(std::string_view date);

/// Year (of a report without a date that of its review), language of the text, kind of document and
/// source.
[[nodiscard]] std::vector<search::FacetValue> work_facets(const store::Work& work,
                                                          const model::Reading& reading);

/// In the place of the work's year that of an ISO date.
void set_year(search::IndexDocument& document, std::string_view date);

/// Of the State of that code, or empty; `states` may be null.
[[nodiscard]] std::string_view regional_group_of(const names::Register* states,
                                                 std::string_view code);

}  // namespace comity::service
