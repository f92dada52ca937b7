#pragma once

#include "search/query/query.h"
#include "service/state_names.h"

// The facets of which every value is known beforehand.
namespace comity::service {

/// Gives a field of questions its values where they are a closed list, of States those that a
/// register of the installation has, by any of their names.
void close_values(search::SchemaField& field, const StateNames& states);

}  // namespace comity::service
