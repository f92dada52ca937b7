#pragma once

#include "search/query/thesaurus.h"

namespace comity::service {

/// What questions are understood by: the built-in thesaurus, and States by all names that the UN's
/// register has of them. Spaces with invented States have theirs as facets only.
[[nodiscard]] const search::Thesaurus& words_meant();

}  // namespace comity::service
