#pragma once

#include <cstdint>
#include <string>
#include <vector>

// XML files held against a schema (Reader::faults_by_schema).
namespace comity::reading {

/// A place where an XML file is not as its schema says.
struct SchemaFault {
  std::uint32_t line = 0;  ///< from 1; 0 where it concerns no line
  std::string said;        ///< by libxml2, in English
  bool operator==(const SchemaFault&) const = default;
};

}  // namespace comity::reading
