#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

// The longest common subsequence of two lists of words, bits at a time.
namespace comity::compare {

/// A word by its number in a Vocabulary.
using Word = std::uint32_t;

/// Gives each word a number, so that texts are compared by numbers. For one thread.
class Vocabulary {
 public:
  [[nodiscard]] std::vector<Word> words(std::string_view text);

 private:
  std::unordered_map<std::string, Word> numbers_;
};

/// A list of words that many others are compared with. H. Hyyrö, "Bit-parallel LCS-length
/// computation revisited" (2004): a step for each word of the other list and 64 of its own.
class Pattern {
 public:
  explicit Pattern(std::span<const Word> words);

  /// The length of the longest common subsequence.
  [[nodiscard]] std::size_t common(std::span<const Word> other) const;
  [[nodiscard]] std::size_t size() const { return size_; }

 private:
  std::size_t size_ = 0;
  std::size_t blocks_ = 0;             ///< of 64 words
  std::vector<Word> distinct_;         ///< sorted
  std::vector<std::uint64_t> places_;  ///< for each of them `blocks_` of bits: where it stands
};

/// From the sizes and the common words of two lists; 1 for two empty ones.
[[nodiscard]] double likeness_of(std::size_t a, std::size_t b, std::size_t common);

}  // namespace comity::compare
