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

/// The works of space $1 that report the same review as the work $3, in the same session.
inline constexpr std::string_view kSameReview =
    "SELECT o.work FROM reviews m JOIN reviews o ON o.space = m.space AND o.state = m.state AND "
    "o.cycle = m.cycle AND o.session = m.session WHERE m.space = $1 AND m.work = $3 AND "
    "m.session > 0";

/// Those of them that are drafts (is_draft_report()).
inline constexpr std::string_view kDraftsOfReview =
    "SELECT o.work FROM reviews m JOIN reviews o ON o.space = m.space AND o.state = m.state AND "
    "o.cycle = m.cycle AND o.session = m.session JOIN works d ON d.space = o.space AND "
    "d.work = o.work WHERE m.space = $1 AND m.work = $3 AND m.session > 0 AND "
    "d.name LIKE 'A/HRC/WG.6/%/L.%'";

}  // namespace comity::store
