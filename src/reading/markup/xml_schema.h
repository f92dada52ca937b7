#pragma once

#include <string_view>
#include <vector>

#include "base/result.h"
#include "reading/reader.h"
#include "reading/schema.h"

namespace comity::reading {

/// Holds XML against a schema (W3C XML Schema 1.0, by libxml2): the first of `schemas`, which finds
/// what it imports among the others by their names; nothing else is opened. Gives at most 200
/// faults, in the order of the file; none where the file is valid. What is not well formed has one.
/// Error: invalid_input, where the schema is none.
[[nodiscard]] base::Result<std::vector<SchemaFault>> faults_by_schema(
    std::string_view xml, const std::vector<Member>& schemas);

}  // namespace comity::reading
