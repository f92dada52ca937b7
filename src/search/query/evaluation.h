#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "search/index.h"
#include "search/query/query_node.h"
#include "search/segments/postings.h"
#include "search/segments/snapshot_state.h"

// A question asked of one segment, window by window.
namespace comity::search {

/// What ranking knows of all that the asker may see: BM25F (Robertson, Zaragoza, Taylor 2004) over
/// title and text.
class Ranking {
 public:
  Ranking() = default;
  /// `title_length`, `text_length`: words, on average.
  Ranking(std::vector<float> weights, double title_length, double text_length);

  /// Of each scoring leaf of the tree, in its order.
  [[nodiscard]] const std::vector<float>& weights() const { return weights_; }
  /// What so many occurrences in a field are worth, whose length byte is that.
  [[nodiscard]] float worth(Field field, std::uint32_t occurrences, std::uint8_t length) const {
    const auto count = static_cast<float>(occurrences);
    if (field == Field::title) return count * title_worth_[length];
    return field == Field::text ? count * text_worth_[length] : count;
  }
  /// The score of a leaf, from what its occurrences in all fields are worth.
  [[nodiscard]] float score(std::size_t leaf, float worth) const {
    return weights_[leaf] * worth / (kSaturation + worth);
  }

 private:
  /// How soon more of the same word adds nothing.
  static constexpr float kSaturation = 1.2F;

  std::vector<float> weights_;
  std::array<float, 256> title_worth_{};  ///< of one occurrence, by length byte
  std::array<float, 256> text_worth_{};
};

using Scores = std::array<float, kWindow>;
/// For each range of a window, what no score in it exceeds.
using RangeScores = std::array<float, kRanges>;

/// How many leaves of a tree score: words, phrases and prefixes without a minus.
[[nodiscard]] std::size_t scoring_leaves(const QueryNode& node);

/// Whether all documents that match have the same score.
[[nodiscard]] bool scores_alike(const QueryNode& node);

class Matcher;
class LeafMatcher;

/// The question, made ready for a segment. For one thread; what it is made of must outlive it.
/// Windows are asked in order: first which documents match, then, of those that may reach the page,
/// what they score.
class SegmentQuery {
 public:
  SegmentQuery(const QueryNode* root, const Segment& segment, const VisibleDocuments& visible);
  ~SegmentQuery();
  SegmentQuery(SegmentQuery&&) noexcept;

  /// Adds in how many visible documents each scoring leaf stands: summed over its forms and fields.
  void add_frequencies(std::vector<std::uint64_t>& frequencies) const;
  /// Those within that match.
  [[nodiscard]] WindowBits match(std::uint32_t begin, const WindowBits& within);
  /// Scores those asked, by offset, and gives those of them that may reach `least`; of others
  /// `scores` means nothing.
  [[nodiscard]] WindowBits score(std::uint32_t begin, WindowBits asked, const Ranking& ranking,
                                 float least, Scores& scores);
  /// Of all that match, where scores_alike().
  [[nodiscard]] float common_score(const Ranking& ranking);
  /// Whether a damaged list was met: the matches are then not all.
  [[nodiscard]] bool damaged() const;

 private:
  std::unique_ptr<Matcher> root_;
  std::vector<LeafMatcher*> leaves_;  ///< of the tree that score, in its order
};

}  // namespace comity::search
