#include <algorithm>

#include "compare/passages.h"

namespace comity::compare {
namespace {

constexpr std::size_t kMostParts = 6;
constexpr std::size_t kLeastWords = 3;  ///< of a part
constexpr double kOfPart = 0.6;         ///< so much of a part must stand in the whole
constexpr double kOfWhole = 0.6;        ///< so alike must the whole be to its parts together
constexpr double kGain = 0.05;          ///< and by so much liker than to one of them;
constexpr double kCovered = 0.15;       ///< or by so much more of the whole must stand in them
constexpr double kLoss = 0.10;          ///< and the likeness fall by no more than this

/// One side of the comparison: the texts that may be a whole, and those that may be its parts.
struct Sides {
  std::span<const Passage> wholes;
  std::span<const Passage> parts;
  const std::vector<std::optional<std::size_t>>& part_of_whole;  ///< its partner
  std::vector<bool>& free;                                       ///< parts that have no whole
};

/// How a whole and its parts, put together, fit each other.
struct Fit {
  double likeness = 0;
  double covered = 0;  ///< the share of the whole that stands in the parts
};

struct Stretch {
  std::size_t begin = 0;
  std::size_t end = 0;
  Fit fit;
};

/// Looks for the parts of one whole. `words(j)` gives those of a part.
template <typename WordsOf>
class Finder {
 public:
  Finder(const Sides& sides, std::size_t whole, std::span<const Word> words, WordsOf words_of)
      : sides_(sides), whole_(whole), pattern_(words), words_of_(words_of) {}

  /// The neighbours that together are likest to the whole; empty where it has no parts.
  Stretch best() {
    const auto& partner = sides_.part_of_whole[whole_];
    if (!sides_.wholes[whole_].key.empty() || pattern_.size() < 2 * kLeastWords) return {};
    if (partner) {
      own_ = partner;
      alone_ = fit(*partner, *partner + 1);
      const auto first = *partner - std::min(*partner, kMostParts - 1);
      for (auto begin = *partner + 1; begin-- > first;) {
        if (!fits(begin)) break;
        extend(begin, *partner + 1);
      }
    } else {
      for (std::size_t begin = 0; begin + 1 < sides_.parts.size(); ++begin) {
        if (fits(begin)) extend(begin, begin + 1);
      }
    }
    return best_;
  }

 private:
  [[nodiscard]] bool fits(std::size_t part) const {
    const auto& passage = sides_.parts[part];
    if (passage.part != sides_.wholes[whole_].part || !passage.key.empty()) return false;
    if (!sides_.free[part] && own_ != part) return false;
    const auto& words = words_of_(part);
    return words.size() >= kLeastWords && static_cast<double>(pattern_.common(words)) >=
                                              kOfPart * static_cast<double>(words.size());
  }

  [[nodiscard]] Fit fit(std::size_t begin, std::size_t end) const {
    std::vector<Word> all;
    for (auto part = begin; part < end; ++part) {
      const auto& words = words_of_(part);
      all.insert(all.end(), words.begin(), words.end());
    }
    const auto common = pattern_.common(all);
    return {likeness_of(pattern_.size(), all.size(), common),
            static_cast<double>(common) / static_cast<double>(pattern_.size())};
  }

  [[nodiscard]] bool is_better(const Fit& now) const {
    if (now.likeness < kOfWhole) return false;
    const bool liker = now.likeness >= alone_.likeness + kGain;
    const bool fuller =
        now.covered >= alone_.covered + kCovered && now.likeness >= alone_.likeness - kLoss;
    return (liker || fuller) && now.likeness + now.covered > best_.fit.likeness + best_.fit.covered;
  }

  /// All runs from `begin` that reach to `end` at least and are of two parts or more.
  void extend(std::size_t begin, std::size_t end) {
    while (true) {
      if (end - begin > 1) {
        if (const auto now = fit(begin, end); is_better(now)) best_ = {begin, end, now};
      }
      if (end == sides_.parts.size() || end - begin == kMostParts || !fits(end)) return;
      ++end;
    }
  }

  const Sides& sides_;
  std::size_t whole_;
  Pattern pattern_;
  WordsOf words_of_;
  std::optional<std::size_t> own_;
  Fit alone_;  ///< with its partner alone
  Stretch best_;
};

/// For each whole the run of its parts, which are then no longer free.
template <typename WholeWords, typename PartWords>
std::vector<Stretch> runs_of(const Sides& sides, WholeWords whole_words, PartWords part_words) {
  std::vector<Stretch> runs(sides.wholes.size());
  const bool any = std::find(sides.free.begin(), sides.free.end(), true) != sides.free.end();
  for (std::size_t whole = 0; any && whole < sides.wholes.size(); ++whole) {
    runs[whole] = Finder(sides, whole, whole_words(whole), part_words).best();
    std::fill(sides.free.begin() + static_cast<std::ptrdiff_t>(runs[whole].begin),
              sides.free.begin() + static_cast<std::ptrdiff_t>(runs[whole].end), false);
  }
  return runs;
}

std::vector<std::size_t> places_in(const Stretch& run) {
  std::vector<std::size_t> places;
  for (auto at = run.begin; at < run.end; ++at) places.push_back(at);
  return places;
}

}  // namespace

std::vector<Group> with_parts(const std::vector<std::optional<std::size_t>>& partners,
                              std::span<const Passage> from, std::span<const Passage> to,
                              const Passages& passages) {
  std::vector<std::optional<std::size_t>> back(to.size());
  std::vector<bool> from_free(from.size(), true), to_free(to.size(), true);
  for (std::size_t i = 0; i < from.size(); ++i) {
    if (!partners[i]) continue;
    back[*partners[i]] = i;
    from_free[i] = to_free[*partners[i]] = false;
  }
  const auto from_words = [&](std::size_t i) -> const std::vector<Word>& {
    return passages.from(i);
  };
  const auto to_words = [&](std::size_t j) -> const std::vector<Word>& { return passages.to(j); };
  const auto splits = runs_of(Sides{from, to, partners, to_free}, from_words, to_words);
  // What was split is no part of another, and its parts are no wholes.
  std::vector<bool> taken(to.size(), false);
  for (std::size_t i = 0; i < from.size(); ++i) {
    if (splits[i].end == 0) continue;
    from_free[i] = false;
    for (const auto j : places_in(splits[i])) taken[j] = true;
  }
  std::vector<Group> groups;
  std::vector<bool> grouped(from.size(), false);
  for (std::size_t i = 0; i < from.size(); ++i) {
    if (splits[i].end == 0) continue;
    groups.push_back({{i}, places_in(splits[i])});
    grouped[i] = true;
  }
  const auto merges = runs_of(Sides{to, from, back, from_free}, to_words, from_words);
  for (std::size_t j = 0; j < to.size(); ++j) {
    if (merges[j].end == 0 || taken[j]) continue;
    groups.push_back({places_in(merges[j]), {j}});
    for (const auto i : groups.back().from) grouped[i] = true;
  }
  for (std::size_t i = 0; i < from.size(); ++i) {
    if (partners[i] && !grouped[i]) groups.push_back({{i}, {*partners[i]}});
  }
  return groups;
}

}  // namespace comity::compare
