#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace comity::model {

/// One line of a synthesis, which becomes a numbered paragraph of the report. It stands on passages
/// of replies, one at least.
struct SynthesisLine {
  std::string id;
  std::string section;     ///< "summary", a heading's code, or "conclusions"
  std::int64_t order = 0;  ///< within the section; lines of one order by their ids
  std::string text;
  std::vector<std::string> passages;  ///< ids, sorted, each once
  bool operator==(const SynthesisLine&) const = default;
};

}  // namespace comity::model
