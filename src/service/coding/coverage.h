#pragma once

#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "model/passage.h"
#include "model/synthesis.h"

// Whether all that was coded is in the synthesis, or was set aside with a reason.
namespace comity::service::coding {

enum class Use : std::uint8_t {
  unused,
  used,       ///< a line stands on it, or on a passage that holds all of it
  set_aside,  ///< with a reason, it or a passage that holds all of it
  stale,      ///< of an earlier version of its reply: nothing can stand on it
};

/// "unused", "used", "set_aside", "stale".
[[nodiscard]] std::string_view name_of(Use use);

/// One for each passage, whichever version of its reply it is of. Who reads a sentence within a
/// longer passage that is used finds it there: it is used too. A longer one is not used by a part
/// of it.
[[nodiscard]] std::vector<Use> coverage_of(std::span<const model::Passage> passages,
                                           std::span<const model::SynthesisLine> lines,
                                           const std::set<std::string, std::less<>>& set_aside);

}  // namespace comity::service::coding
