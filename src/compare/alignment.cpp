#include "compare/alignment.h"

#include <algorithm>
#include <string>
#include <tuple>

#include "compare/passages.h"

namespace comity::compare {
namespace {

/// The texts of several passages with a space between them.
std::string joined(std::span<const Passage> passages, const std::vector<std::size_t>& places) {
  std::string text;
  for (const auto place : places) {
    if (!text.empty()) text += ' ';
    text += passages[place].text;
  }
  return text;
}

/// Gives the pieces of a comparison of one text with several, joined, to each of the several.
class Shares {
 public:
  Shares(std::span<const Passage> passages, const std::vector<std::size_t>& places, Held alone)
      : alone_(alone), shares_(places.size()) {
    for (const auto place : places) texts_.push_back(passages[place].text);
  }

  /// `whole` is the piece's text in the one text, where it has it.
  void add(const Piece& piece, std::string_view whole) {
    if (piece.held != Held::both && piece.held != alone_) {
      push({piece.held, whole});
      return;
    }
    for (std::size_t left = piece.text.size(); left > 0;) {
      if (at_ == texts_[part_].size() && part_ + 1 < texts_.size()) {
        // The space between two of them; the one text may have one there too.
        if (piece.held == Held::both) push({other(), whole.substr(0, 1)});
        if (!whole.empty()) whole.remove_prefix(1);
        --left;
        ++part_;
        at_ = 0;
        continue;
      }
      const auto share = std::min(left, texts_[part_].size() - at_);
      const auto text = texts_[part_].substr(at_, share);
      push({piece.held, piece.held == Held::both && alone_ == Held::only_second
                            ? whole.substr(0, share)
                            : text});
      if (!whole.empty()) whole.remove_prefix(share);
      at_ += share;
      left -= share;
    }
  }

  std::vector<std::vector<Piece>> take() { return std::move(shares_); }

 private:
  [[nodiscard]] Held other() const {
    return alone_ == Held::only_second ? Held::only_first : Held::only_second;
  }
  void push(const Piece& piece) { shares_[part_].push_back(piece); }

  Held alone_;  ///< what only the several have
  std::vector<std::string_view> texts_;
  std::vector<std::vector<Piece>> shares_;
  std::size_t part_ = 0;
  std::size_t at_ = 0;  ///< in the text of the part
};

/// The words of each pair of a group.
std::vector<std::vector<Piece>> words_of_group(const Group& group, std::span<const Passage> from,
                                               std::span<const Passage> to) {
  if (group.from.size() == 1 && group.to.size() == 1) {
    return {exact_differences(from[group.from[0]].text, to[group.to[0]].text)};
  }
  const bool split = group.from.size() == 1;
  const auto one = split ? from[group.from[0]].text : to[group.to[0]].text;
  const auto many = split ? joined(to, group.to) : joined(from, group.from);
  const auto pieces = split ? exact_differences(one, many) : exact_differences(many, one);
  const auto alone = split ? Held::only_second : Held::only_first;
  Shares shares(split ? to : from, split ? group.to : group.from, alone);
  std::size_t at = 0;
  for (const auto& piece : pieces) {
    const auto whole = piece.held == alone ? std::string_view() : one.substr(at, piece.text.size());
    at += whole.size();
    shares.add(piece, whole);
  }
  return shares.take();
}

Relation relation_of(const Group& group, const std::vector<Piece>& words, bool ordered) {
  if (group.to.size() > 1) return Relation::split;
  if (group.from.size() > 1) return Relation::merged;
  if (!ordered) return Relation::moved;
  const bool same = std::all_of(words.begin(), words.end(),
                                [](const Piece& piece) { return piece.held == Held::both; });
  return same ? Relation::same : Relation::changed;
}

using Places = std::pair<std::size_t, std::size_t>;

/// The pairs of all groups in the order of `from`.
std::vector<Places> places_of(const std::vector<Group>& groups) {
  std::vector<Places> places;
  for (const auto& group : groups) {
    for (const auto i : group.from) {
      for (const auto j : group.to) places.emplace_back(i, j);
    }
  }
  std::sort(places.begin(), places.end());
  return places;
}

/// Puts those that are in `to` in its order, and each of the others after what stood before it.
void put_in_order(std::vector<Aligned>& pairs, const std::vector<Places>& ordered) {
  const auto key = [&](const Aligned& pair) {
    if (pair.to != Aligned::kNone) return std::tuple(pair.to + 1, 0, pair.from);
    const auto next = std::lower_bound(ordered.begin(), ordered.end(), Places{pair.from, 0});
    return std::tuple(next == ordered.begin() ? 0 : std::prev(next)->second + 1, 1, pair.from);
  };
  std::stable_sort(pairs.begin(), pairs.end(),
                   [&](const Aligned& a, const Aligned& b) { return key(a) < key(b); });
}

/// What only one of the texts has.
void add_others(std::vector<Aligned>& pairs, std::span<const Passage> from,
                std::span<const Passage> to) {
  std::vector<bool> from_paired(from.size()), to_paired(to.size());
  for (const auto& pair : pairs) from_paired[pair.from] = to_paired[pair.to] = true;
  const auto all = [](Held held, std::string_view text) {
    return text.empty() ? std::vector<Piece>() : std::vector<Piece>{{held, text}};
  };
  for (std::size_t i = 0; i < from.size(); ++i) {
    if (from_paired[i]) continue;
    pairs.push_back({i, Aligned::kNone, Relation::removed, all(Held::only_first, from[i].text)});
  }
  for (std::size_t j = 0; j < to.size(); ++j) {
    if (to_paired[j]) continue;
    pairs.push_back({Aligned::kNone, j, Relation::added, all(Held::only_second, to[j].text)});
  }
}

}  // namespace

std::string_view name_of(Relation relation) {
  switch (relation) {
    case Relation::same:
      return "same";
    case Relation::changed:
      return "changed";
    case Relation::moved:
      return "moved";
    case Relation::added:
      return "added";
    case Relation::removed:
      return "removed";
    case Relation::split:
      return "split";
    case Relation::merged:
      break;
  }
  return "merged";
}

base::Result<std::vector<Aligned>> align(std::span<const Passage> from,
                                         std::span<const Passage> to) {
  const auto too_large = [] {
    return base::fail(base::ErrorKind::too_large, "the two texts are too long to be compared", {},
                      "compare parts of them");
  };
  if (from.size() * to.size() > kMostPairs) return too_large();
  const Passages passages(from, to);
  std::size_t from_words = 0, to_words = 0;
  for (std::size_t i = 0; i < from.size(); ++i) from_words += passages.from(i).size();
  for (std::size_t j = 0; j < to.size(); ++j) to_words += passages.to(j).size();
  if (to_words > 0 && from_words > kMostPairsOfWords / to_words) return too_large();
  const auto groups = with_parts(pair_passages(from, to, passages), from, to, passages);
  const auto places = places_of(groups);
  const auto in_its_order = in_order(places, passages);
  std::vector<Places> ordered;
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (in_its_order[i]) ordered.push_back(places[i]);
  }
  std::vector<Aligned> pairs;
  for (const auto& group : groups) {
    auto words = words_of_group(group, from, to);
    const bool keeps = std::binary_search(ordered.begin(), ordered.end(),
                                          Places{group.from.front(), group.to.front()});
    for (std::size_t i = 0; i < words.size(); ++i) {
      const auto relation = relation_of(group, words[i], keeps);
      pairs.push_back({group.from.size() > 1 ? group.from[i] : group.from[0],
                       group.to.size() > 1 ? group.to[i] : group.to[0], relation,
                       std::move(words[i])});
    }
  }
  add_others(pairs, from, to);
  put_in_order(pairs, ordered);
  return pairs;
}

}  // namespace comity::compare
