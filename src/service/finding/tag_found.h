#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "service/tags/decide_tags.h"

// The same said of all that a search finds: told first, then done.
namespace comity::service {

struct TagFoundWish {
  SearchRequest search;
  std::string action;             ///< as tag_action_from() has it
  std::vector<std::string> tags;  ///< "theme:Elections"
  std::string reason;
  TagEffect effect = TagEffect::only_tell;
  /// How many decisions whoever does it was told of; nothing: however many.
  std::optional<std::uint64_t> told;
};

/// What a search finds of which something can be said: `{"query", "filters", "clauses": {"value",
/// "address"}, "choices": [], "actions": []}`. forbidden: who may correct nowhere.
[[nodiscard]] base::Result<base::JsonObject> tag_found_form(Installation& installation,
                                                            const Ask& ask,
                                                            const SearchRequest& search);

/// `{"rows", "changed", "same", "refused": [], "refused_count", "entries": [], "done"}`, `refused`
/// with the first twenty. forbidden; invalid_input: nothing is said, or more than 100,000 are
/// found; conflict: another number than was told.
[[nodiscard]] base::Result<base::JsonObject> tag_found(Installation& installation, const Ask& ask,
                                                       const TagFoundWish& wish);

}  // namespace comity::service
