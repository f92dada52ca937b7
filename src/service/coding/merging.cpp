#include "service/coding/merging.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace comity::service::coding {
namespace {

/// What a value becomes that `wished` and `now` may both have changed from `seen`; none where they
/// changed it to different ones.
template <typename T>
std::optional<T> merged_value(const T& seen, const T& wished, const T& now) {
  if (now == seen || now == wished) return wished;
  if (wished == seen) return now;
  return std::nullopt;
}

}  // namespace

std::vector<std::string> merged_names(const std::vector<std::string>& seen,
                                      const std::vector<std::string>& wished,
                                      const std::vector<std::string>& now) {
  const std::set<std::string> before(seen.begin(), seen.end());
  const std::set<std::string> mine(wished.begin(), wished.end());
  const std::set<std::string> theirs(now.begin(), now.end());
  std::set<std::string> all = mine;
  all.insert(theirs.begin(), theirs.end());
  std::erase_if(all, [&](const std::string& name) {
    return before.contains(name) && !(mine.contains(name) && theirs.contains(name));
  });
  return {all.begin(), all.end()};
}

std::optional<model::Passage> merged_passage(const model::Passage& seen,
                                             const model::Passage& wished,
                                             const model::Passage& now) {
  auto place = merged_value(seen.place, wished.place, now.place);
  if (!place) return std::nullopt;
  model::Passage merged{now.id, *std::move(place),
                        merged_names(seen.codes, wished.codes, now.codes)};
  if (merged.codes.empty()) return std::nullopt;
  return merged;
}

std::optional<model::SynthesisLine> merged_line(const model::SynthesisLine& seen,
                                                const model::SynthesisLine& wished,
                                                const model::SynthesisLine& now) {
  const auto section = merged_value(seen.section, wished.section, now.section);
  const auto order = merged_value(seen.order, wished.order, now.order);
  const auto text = merged_value(seen.text, wished.text, now.text);
  auto passages = merged_names(seen.passages, wished.passages, now.passages);
  if (!section || !order || !text || passages.empty()) return std::nullopt;
  return model::SynthesisLine{now.id, *section, *order, *text, std::move(passages)};
}

std::vector<MergedPassage> merged_by_place(std::span<const model::Passage> passages) {
  std::vector<MergedPassage> all;
  std::map<
      std::tuple<std::string, std::int64_t, std::string, std::int64_t, std::int64_t, std::int64_t>,
      std::size_t>
      places;
  for (std::size_t i = 0; i < passages.size(); ++i) {
    const auto& place = passages[i].place;
    const auto [at, added] = places.emplace(
        std::tuple(place.reply, place.version, place.part, place.paragraph, place.begin, place.end),
        all.size());
    if (added) all.push_back({place, {}, {}});
    auto& one = all[at->second];
    one.members.push_back(i);
    one.codes = merged_names({}, one.codes, passages[i].codes);
  }
  return all;
}

}  // namespace comity::service::coding
