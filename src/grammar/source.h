#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "model/reading.h"
#include "names/register.h"

namespace comity::grammar {

/// Makes a reading that is one table a source, where the names of its columns are those of a table
/// of recommendations: UPR Info's, or those of `export recommendations`. Rows that cannot be one
/// (no State known here, no text, no session) are refused one by one with the reason. A table that
/// lacks a single column for it stays a table, with the finding `source.missing-column`.
void read_source(model::Reading& reading, const names::Register& states);

}  // namespace comity::grammar
