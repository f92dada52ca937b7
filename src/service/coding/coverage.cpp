#include "service/coding/coverage.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace comity::service::coding {

std::string_view name_of(Use use) {
  switch (use) {
    case Use::unused:
      return "unused";
    case Use::used:
      return "used";
    case Use::set_aside:
      return "set_aside";
    case Use::stale:
      return "stale";
  }
  return "";
}

std::vector<Use> coverage_of(std::span<const model::Passage> passages,
                             std::span<const model::SynthesisLine> lines,
                             const std::set<std::string, std::less<>>& set_aside) {
  std::set<std::string_view> used;
  for (const auto& line : lines) used.insert(line.passages.begin(), line.passages.end());
  // A few passages share a paragraph, whatever the number of replies.
  std::map<std::tuple<std::string_view, std::int64_t, std::string_view, std::int64_t>,
           std::vector<std::size_t>>
      paragraphs;
  const auto key = [](const model::PassagePlace& place) {
    return std::tuple(std::string_view(place.reply), place.version, std::string_view(place.part),
                      place.paragraph);
  };
  for (std::size_t i = 0; i < passages.size(); ++i) {
    paragraphs[key(passages[i].place)].push_back(i);
  }
  const auto own = [&](const model::Passage& passage) {
    if (used.contains(passage.id)) return Use::used;
    return set_aside.contains(passage.id) ? Use::set_aside : Use::unused;
  };
  std::vector<Use> uses;
  uses.reserve(passages.size());
  for (const auto& passage : passages) {
    auto use = own(passage);
    for (const auto other : paragraphs[key(passage.place)]) {
      if (use == Use::used) break;
      if (!passages[other].place.holds(passage.place)) continue;
      const auto its = own(passages[other]);
      if (its != Use::unused) use = its;
    }
    uses.push_back(use);
  }
  return uses;
}

}  // namespace comity::service::coding
