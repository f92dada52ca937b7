#pragma once

#include <string_view>

// Works found by what they amend, in one step of an index each: SQLite takes the index works_amends
// only for a question that the index alone answers, so these give the works' keys and no more.
namespace comity::store {

/// The work of space $1 named $2, and its revisions.
inline constexpr std::string_view kNamedOrRevising =
    "SELECT n.work FROM works n WHERE n.space = $1 AND n.name = $2 UNION ALL "
    "SELECT a.work FROM works a WHERE a.space = $1 AND a.amends = $2 AND a.amends_how = 'replaces'";

/// The works of space $1 that replace or correct the one named $2.
inline constexpr std::string_view kAmending =
    "SELECT a.work FROM works a WHERE a.space = $1 AND a.amends = $2";

}  // namespace comity::store
