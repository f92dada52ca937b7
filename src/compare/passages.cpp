#include "compare/passages.h"

#include <algorithm>
#include <cmath>

#include "compare/matching.h"

namespace comity::compare {
namespace {

constexpr double kLeast = 0.45;  ///< less alike are two paragraphs, not one that changed
constexpr double kAlone = 0.40;  ///< what it is worth to stay without a partner
constexpr std::size_t kMostCandidates = 32;  ///< that a paragraph is paired with

using Partners = std::vector<std::optional<std::size_t>>;
using Places = std::pair<std::size_t, std::size_t>;

struct Candidate {
  std::size_t to = 0;
  double likeness = 0;
};

double distance(std::size_t i, std::size_t of_i, std::size_t j, std::size_t of_j) {
  return std::abs(static_cast<double>(i) / static_cast<double>(of_i) -
                  static_cast<double>(j) / static_cast<double>(of_j));
}

/// For each paragraph those that it may have become, the likest first.
std::vector<std::vector<Candidate>> candidates_of(std::span<const Passage> from,
                                                  std::span<const Passage> to,
                                                  const Passages& passages) {
  constexpr double kNearness = 0.02;  // where several are equally like the nearest is the one
  std::vector<std::vector<Candidate>> candidates(from.size());
  for (std::size_t i = 0; i < from.size(); ++i) {
    auto& own = candidates[i];
    for (std::size_t j = 0; j < to.size(); ++j) {
      if (from[i].part != to[j].part) continue;
      const bool known = !from[i].key.empty() && from[i].key == to[j].key;
      if (!known && passages.most(i, j) < kLeast) continue;
      const double likeness = known ? 1 : passages.likeness(i, j);
      if (likeness < kLeast) continue;
      own.push_back({j, likeness - kNearness * distance(i, from.size(), j, to.size())});
    }
    std::stable_sort(own.begin(), own.end(), [](const Candidate& a, const Candidate& b) {
      return a.likeness > b.likeness;
    });
    if (own.size() > kMostCandidates) own.resize(kMostCandidates);
  }
  return candidates;
}

/// The pairs whose likenesses above kAlone are greatest in sum. Each paragraph may also stay alone:
/// it then has a column of its own.
Partners best_partners(const std::vector<std::vector<Candidate>>& candidates, std::size_t to) {
  constexpr double kScale = static_cast<double>(kNobody) / 2000;
  std::vector<std::vector<Edge>> edges(candidates.size());
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    for (const auto& candidate : candidates[i]) {
      const double cost = std::clamp(1 - candidate.likeness, 0.0, 2.0);
      edges[i].push_back({candidate.to, std::llround(cost * kScale)});
    }
    edges[i].push_back({to + i, std::llround((1 - kAlone) * kScale)});
  }
  auto partners = least_cost_matching(edges, to + candidates.size());
  for (auto& partner : partners) {
    if (partner && *partner >= to) partner.reset();
  }
  return partners;
}

std::vector<Places> places_of(const Partners& partners) {
  std::vector<Places> places;
  for (std::size_t i = 0; i < partners.size(); ++i) {
    if (partners[i]) places.emplace_back(i, *partners[i]);
  }
  return places;
}

/// The candidates again, where those that cross the pairs in order count less.
void prefer_order(std::vector<std::vector<Candidate>>& candidates, const Partners& partners,
                  std::size_t to, const Passages& passages) {
  const auto places = places_of(partners);
  const auto ordered = in_order(places, passages);
  // Of each paragraph the nearest that are in order, before it and after it.
  std::vector<std::size_t> before(candidates.size(), 0), after(candidates.size(), to);
  std::size_t last = 0;
  for (std::size_t i = 0, at = 0; i < candidates.size(); ++i) {
    before[i] = last;
    if (at == places.size() || places[at].first != i) continue;
    if (ordered[at]) last = places[at].second + 1;
    ++at;
  }
  std::size_t next = to;
  for (std::size_t i = candidates.size(), at = places.size(); i-- > 0;) {
    after[i] = next;
    if (at == 0 || places[at - 1].first != i) continue;
    --at;
    if (ordered[at]) next = places[at].second;
  }
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    for (auto& candidate : candidates[i]) {
      const bool crosses = candidate.to < before[i] || candidate.to >= after[i];
      if (crosses) candidate.likeness -= kOutOfOrder;
    }
  }
}

}  // namespace

Passages::Passages(std::span<const Passage> from, std::span<const Passage> to) {
  Vocabulary vocabulary;
  from_ = texts_of(from, vocabulary);
  to_ = texts_of(to, vocabulary);
  weights_.reserve(holders_.size());
  for (const auto holders : holders_) {
    weights_.push_back(1 / std::sqrt(static_cast<float>(std::max(1U, holders))));
  }
  for (auto* texts : {&from_, &to_}) {
    for (auto& text : *texts) {
      for (const auto& [word, count] : text.counts) {
        text.weight += static_cast<double>(weights_[word]) * count;
      }
    }
  }
}

std::vector<Passages::Text> Passages::texts_of(std::span<const Passage> passages,
                                               Vocabulary& vocabulary) {
  std::vector<Text> texts;
  texts.reserve(passages.size());
  for (const auto& passage : passages) {
    Text text;
    text.words = vocabulary.words(passage.text);
    auto sorted = text.words;
    std::sort(sorted.begin(), sorted.end());
    for (const auto word : sorted) {
      if (text.counts.empty() || text.counts.back().first != word) {
        text.counts.emplace_back(word, 0);
        if (holders_.size() <= word) holders_.resize(word + std::size_t{1});
        ++holders_[word];
      }
      ++text.counts.back().second;
    }
    texts.push_back(std::move(text));
  }
  return texts;
}

Passages::Shared Passages::shared(const Text& a, const Text& b) const {
  double words = 0, weight = 0;
  auto i = a.counts.begin();
  auto j = b.counts.begin();
  while (i != a.counts.end() && j != b.counts.end()) {
    if (i->first == j->first) {
      const double both = std::min(i->second, j->second);
      words += both;
      weight += both * static_cast<double>(weights_[i->first]);
    }
    const bool next_a = i->first <= j->first;
    if (j->first <= i->first) ++j;
    if (next_a) ++i;
  }
  const auto all = static_cast<double>(a.words.size() + b.words.size());
  if (all == 0) return {};
  return {2 * words / all, 2 * weight / (a.weight + b.weight)};
}

double Passages::most(std::size_t i, std::size_t j) const {
  const auto both = shared(from_[i], to_[j]);
  return (both.words + both.weight) / 2;
}

double Passages::likeness(std::size_t i, std::size_t j) const {
  const auto& a = from_[i];
  const auto& b = to_[j];
  if (a.words == b.words) return 1;
  if (!a.pattern) a.pattern.emplace(a.words);
  const auto common = a.pattern->common(b.words);
  return (likeness_of(a.words.size(), b.words.size(), common) + shared(a, b).weight) / 2;
}

Partners pair_passages(std::span<const Passage> from, std::span<const Passage> to,
                       const Passages& passages) {
  auto candidates = candidates_of(from, to, passages);
  const auto first = best_partners(candidates, to.size());
  prefer_order(candidates, first, to.size(), passages);
  return best_partners(candidates, to.size());
}

std::vector<bool> in_order(std::span<const Places> pairs, const Passages& passages) {
  constexpr auto kNone = static_cast<std::size_t>(-1);
  std::vector<std::size_t> words(pairs.size()), previous(pairs.size(), kNone);
  std::size_t best = kNone;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const auto own = 1 + passages.from(pairs[i].first).size() + passages.to(pairs[i].second).size();
    for (std::size_t j = 0; j < i; ++j) {
      const bool follows = pairs[j].second <= pairs[i].second &&
                           (pairs[j].first < pairs[i].first || pairs[j].second < pairs[i].second);
      if (follows && words[j] > words[i]) {
        words[i] = words[j];
        previous[i] = j;
      }
    }
    words[i] += own;
    if (best == kNone || words[i] > words[best]) best = i;
  }
  std::vector<bool> ordered(pairs.size());
  for (; best != kNone; best = previous[best]) ordered[best] = true;
  return ordered;
}

}  // namespace comity::compare
