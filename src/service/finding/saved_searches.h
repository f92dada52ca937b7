#pragma once

#include <string>
#include <string_view>

#include "service/finding/search.h"
#include "service/installation.h"

// Questions that a person keeps under names, with what is new of each
// (docs/decisions/0029-saved-searches.md). They are the person's own, in no journal, and whoever
// has an account has them; a token of theirs reads them.
namespace comity::service {

inline constexpr std::size_t kMostSavedSearches = 100;

/// `{"searches": [{"id", "name", "query", "filters": [], "created", "address", "atom_address",
/// "count", "fresh"}], "at"}`: `count` is what each finds, `fresh` what of it works say that came
/// or changed since its person looked last; where it is no question any more (a filter that there
/// is no more) both are null and `problem` says why. forbidden: the public has none, and a token
/// that reads nothing sees none.
[[nodiscard]] base::Result<base::JsonObject> saved_searches(Installation& installation,
                                                            const Ask& ask);
/// Their names and addresses alone: `[{"id", "name", "address"}]`; empty for both.
[[nodiscard]] base::Result<base::JsonArray> saved_search_names(Installation& installation,
                                                               const Actor& actor);

/// Keeps a question, as seen now; gives its id. invalid_input: the name, or the question cannot be
/// read; conflict: a name that is there, or too many; forbidden: the public, a token.
[[nodiscard]] base::Result<std::string> save_search(Installation& installation, const Ask& ask,
                                                    std::string_view name,
                                                    const SearchRequest& request);
/// not_found; the others as above.
[[nodiscard]] base::Status rename_saved_search(Installation& installation, const Actor& actor,
                                               std::string_view id, std::string_view name);
[[nodiscard]] base::Status delete_saved_search(Installation& installation, const Actor& actor,
                                               std::string_view id);
/// Nothing of what it found at `at` is new any more: the entries that an answer was made of, as
/// SearchRequest::since has them; where it is empty, nothing of what it finds now. invalid_input.
[[nodiscard]] base::Status see_saved_search(Installation& installation, const Actor& actor,
                                            std::string_view id, std::string_view at = {});

}  // namespace comity::service
