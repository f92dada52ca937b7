#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "model/reading.h"
#include "search/index.h"
#include "store/record.h"

// What of a work can be found, and the names that address it in an index.
namespace comity::service {

/// Visibility classes of an index.
inline constexpr std::uint8_t kPublic = 0;
inline constexpr std::uint8_t kInternal = 1;

/// Facets and filters of the search page; also names in the query language.
namespace facet {
inline constexpr std::string_view kState = "state";        ///< under review
inline constexpr std::string_view kBy = "by";              ///< recommending State
inline constexpr std::string_view kSession = "session";    ///< of the Working Group
inline constexpr std::string_view kPosition = "position";  ///< counts_as
inline constexpr std::string_view kKind = "kind";
inline constexpr std::string_view kWork = "work";
inline constexpr std::string_view kCycle = "cycle";
inline constexpr std::string_view kList = "list";          ///< the paragraph that heads a list
}  // namespace facet

/// The number of a clause among the index documents of its work.
struct ClausePlace {
  store::WorkId work = 0;
  std::uint32_t ordinal = 0;  ///< of the recommendation
  std::uint32_t clause = 0;   ///< from 0
};

/// Where an index document's id leads, when it is a clause of a recommendation.
[[nodiscard]] std::optional<ClausePlace> clause_of(std::uint64_t id);

/// Everything of a work that can be found: its title, each paragraph, each clause, each pledge,
/// each row of a work that is a table.
[[nodiscard]] std::vector<search::IndexDocument> index_documents(const store::Work& work,
                                                                 const model::Reading& reading);

}  // namespace comity::service
