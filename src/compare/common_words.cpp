#include "compare/common_words.h"

#include <algorithm>
#include <bit>

#include "compare/compare.h"

namespace comity::compare {
namespace {

constexpr std::size_t kBits = 64;

}  // namespace

std::vector<Word> Vocabulary::words(std::string_view text) {
  std::vector<Word> numbers;
  for (auto& word : words_of(text)) {
    const auto next = static_cast<Word>(numbers_.size());
    numbers.push_back(numbers_.try_emplace(std::move(word), next).first->second);
  }
  return numbers;
}

Pattern::Pattern(std::span<const Word> words)
    : size_(words.size()),
      blocks_((words.size() + kBits - 1) / kBits),
      distinct_(words.begin(), words.end()) {
  std::sort(distinct_.begin(), distinct_.end());
  distinct_.erase(std::unique(distinct_.begin(), distinct_.end()), distinct_.end());
  places_.resize(distinct_.size() * blocks_);
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto found = std::lower_bound(distinct_.begin(), distinct_.end(), words[i]);
    const auto at = static_cast<std::size_t>(found - distinct_.begin());
    places_[at * blocks_ + i / kBits] |= std::uint64_t{1} << (i % kBits);
  }
}

std::size_t Pattern::common(std::span<const Word> other) const {
  // A zero bit is a step up in the last row of the table that the textbook fills.
  std::vector<std::uint64_t> row(blocks_, ~std::uint64_t{0});
  for (const auto word : other) {
    const auto found = std::lower_bound(distinct_.begin(), distinct_.end(), word);
    if (found == distinct_.end() || *found != word) continue;
    const auto* places = &places_[static_cast<std::size_t>(found - distinct_.begin()) * blocks_];
    std::uint64_t carry = 0;
    for (std::size_t i = 0; i < blocks_; ++i) {
      const auto before = row[i];
      const auto hits = before & places[i];
      const auto sum = before + hits;
      const auto whole = sum + carry;
      carry = static_cast<std::uint64_t>(sum < before || whole < sum);
      row[i] = whole | (before & ~hits);
    }
  }
  std::size_t common = 0;
  for (std::size_t i = 0; i < blocks_; ++i) {
    auto steps = ~row[i];
    if (i + 1 == blocks_ && size_ % kBits != 0) steps &= (std::uint64_t{1} << (size_ % kBits)) - 1;
    common += static_cast<std::size_t>(std::popcount(steps));
  }
  return common;
}

double likeness_of(std::size_t a, std::size_t b, std::size_t common) {
  if (a + b == 0) return 1;
  return 2.0 * static_cast<double>(common) / static_cast<double>(a + b);
}

}  // namespace comity::compare
