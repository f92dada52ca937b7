#pragma once

#include <span>
#include <string>
#include <vector>

#include "search/query/matches.h"
#include "support/test_files.h"

// What the tests of the index share.
namespace comity::search {

using test::FailingFiles;
using test::TestFolder;

/// All that a question finds, by id.
[[nodiscard]] inline std::vector<std::uint64_t> found_ids(std::span<const SpaceView> views,
                                                          std::string_view question,
                                                          const Schema& schema = {}) {
  const auto query = parse_query(question, schema);
  if (!std::holds_alternative<Query>(query)) return {~std::uint64_t{0}};
  const auto ids = matching_ids(views, std::get<Query>(query), {});
  return ids ? *ids : std::vector<std::uint64_t>{~std::uint64_t{0}};
}

}  // namespace comity::search
