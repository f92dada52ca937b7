#include "search/query/matches.h"

#include <algorithm>

#include "search/query/asked_segment.h"

namespace comity::search {

base::Result<Matches> Matches::find(const SpaceView& space, const Query& query,
                                    const std::vector<Filter>& filters) {
  Matches matches;
  for (auto& asked : ask_segments(std::span(&space, 1), query, filters)) {
    const auto documents = asked.view->segment().documents();
    auto& part = matches.parts_.emplace_back(asked.view->shared(), DocumentSet(documents));
    for (std::uint32_t begin = 0; begin < documents; begin += kWindow) {
      part.found.set_window(begin, asked.match(begin));
    }
    if (asked.query.damaged()) return damaged_lists();
  }
  // What is taken out is taken by its group: all must be reached that way.
  std::uint64_t reached = 0;
  for (const auto group : matches.groups()) reached += matches.ids_in(group).size();
  if (reached != matches.count()) {
    return base::fail(base::ErrorKind::corrupt, "the index is damaged: its table of groups", {},
                      "it is made anew from the journal");
  }
  return matches;
}

std::uint64_t Matches::count() const {
  std::uint64_t sum = 0;
  for (const auto& part : parts_) sum += part.found.count();
  return sum;
}

std::vector<std::uint64_t> Matches::groups() const {
  std::vector<std::uint64_t> groups;
  for (const auto& part : parts_) {
    part.segment->for_each_group([&](Segment::Run run, std::uint64_t group) {
      auto document = run.begin;
      while (document < run.end && !part.found.test(document)) ++document;
      if (document < run.end) groups.push_back(group);
    });
  }
  std::sort(groups.begin(), groups.end());
  groups.erase(std::unique(groups.begin(), groups.end()), groups.end());
  return groups;
}

std::vector<std::uint64_t> Matches::ids_in(std::uint64_t group) const {
  std::vector<std::uint64_t> ids;
  for (const auto& part : parts_) {
    for (const auto& run : part.segment->documents_of(group)) {
      for (auto document = run.begin; document < run.end; ++document) {
        if (part.found.test(document)) ids.push_back(part.segment->id(document));
      }
    }
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

base::Result<std::vector<std::uint64_t>> matching_ids(std::span<const SpaceView> spaces,
                                                      const Query& query,
                                                      const std::vector<Filter>& filters) {
  std::vector<std::uint64_t> ids;
  for (const auto& space : spaces) {
    COMITY_TRY(const auto matches, Matches::find(space, query, filters));
    for (const auto group : matches.groups()) {
      const auto found = matches.ids_in(group);
      ids.insert(ids.end(), found.begin(), found.end());
    }
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

}  // namespace comity::search
