#pragma once

#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "compare/alignment.h"
#include "compare/common_words.h"

namespace comity::compare {

/// The words of the paragraphs of two texts, and how alike they are.
class Passages {
 public:
  Passages(std::span<const Passage> from, std::span<const Passage> to);

  [[nodiscard]] const std::vector<Word>& from(std::size_t i) const { return from_[i].words; }
  [[nodiscard]] const std::vector<Word>& to(std::size_t j) const { return to_[j].words; }

  /// Half by their longest common subsequence, half by the words that they share in any order, of
  /// which each counts the less the more paragraphs have it. From 0 to 1.
  [[nodiscard]] double likeness(std::size_t i, std::size_t j) const;
  /// No likeness is above this, and it costs little to know.
  [[nodiscard]] double most(std::size_t i, std::size_t j) const;

 private:
  using Count = std::pair<Word, std::uint32_t>;
  struct Text {
    std::vector<Word> words;
    std::vector<Count> counts;  ///< each word once, in order
    double weight = 0;          ///< of all words
    mutable std::optional<Pattern> pattern;
  };

  [[nodiscard]] std::vector<Text> texts_of(std::span<const Passage> passages,
                                           Vocabulary& vocabulary);
  /// What two texts share, in whatever order: as a share of the words, and of their weight.
  struct Shared {
    double words = 1;
    double weight = 1;
  };
  [[nodiscard]] Shared shared(const Text& a, const Text& b) const;

  std::vector<std::uint32_t> holders_;  ///< how many paragraphs have a word
  std::vector<float> weights_;          ///< of a word
  std::vector<Text> from_;
  std::vector<Text> to_;
};

/// Which paragraphs belong together: some of `from` and some of `to`, of which one side is one.
struct Group {
  std::vector<std::size_t> from;
  std::vector<std::size_t> to;
};

/// The pairs of align() before split and merged paragraphs are looked for: for each of `from` the
/// one of `to`.
[[nodiscard]] std::vector<std::optional<std::size_t>> pair_passages(std::span<const Passage> from,
                                                                    std::span<const Passage> to,
                                                                    const Passages& passages);

/// Of pairs in the order of `from` those that keep the order of `to` too, the most words of all.
[[nodiscard]] std::vector<bool> in_order(std::span<const std::pair<std::size_t, std::size_t>> pairs,
                                         const Passages& passages);

/// The pairs as groups, with those neighbours that nobody has and that say a part of the same.
[[nodiscard]] std::vector<Group> with_parts(const std::vector<std::optional<std::size_t>>& partners,
                                            std::span<const Passage> from,
                                            std::span<const Passage> to, const Passages& passages);

}  // namespace comity::compare
