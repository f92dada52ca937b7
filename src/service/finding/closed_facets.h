#pragma once

#include "search/query/query.h"

// The facets of which every value is known beforehand.
namespace comity::service {

/// Gives a field of questions its values where they are a closed list.
void close_values(search::SchemaField& field);

}  // namespace comity::service
