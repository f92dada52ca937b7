#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "tagging/gazetteer.h"
#include "tagging/tokens.h"

namespace comity::tagging {

/// What a linear model sees of a text. The kinds are weighted apart from each other.
enum class FeatureKind : std::uint8_t {
  word,   ///< a word, or two that follow each other
  gram,   ///< three to five letters of a word, its bounds counted as letters
  named,  ///< a treaty or mechanism that the gazetteer finds, whatever form stands there
  place,  ///< one of the first words, or two that follow each other, with the position
};
inline constexpr std::size_t kFeatureKinds = 4;

/// Which kinds a part of a model uses, as bits by FeatureKind.
using FeatureKinds = std::uint8_t;
[[nodiscard]] constexpr FeatureKinds bit_of(FeatureKind kind) {
  return static_cast<FeatureKinds>(1U << static_cast<unsigned>(kind));
}

inline constexpr std::size_t kPlaces = 6;  ///< words from the start whose position counts

// Keys of features; the same in every model file.
[[nodiscard]] std::uint64_t word_key(const Token& token);
[[nodiscard]] std::uint64_t pair_key(const Token& first, const Token& second);
[[nodiscard]] std::uint64_t place_key(const Token& token, std::size_t place);
/// Of a word with the one before it.
[[nodiscard]] std::uint64_t place_key(const Token& before, const Token& token, std::size_t place);
[[nodiscard]] std::uint64_t concept_key(const Label& label);

/// The keys of all grams of a word, put into `out` (emptied first), a gram as often as it occurs.
void gram_keys(std::string_view word, std::vector<std::uint64_t>& out);

/// What is read of one text for all parts of a model; can be used again by the next text.
struct TextFeatures {
  Tokens tokens;
  std::vector<FormFound> forms;
  std::vector<std::uint32_t> words;        ///< tokens, each word once
  std::vector<std::uint64_t> keys;         ///< of kind word, each once: words, then pairs
  std::vector<std::uint32_t> key_token;    ///< the first token of each of `keys`
  std::vector<std::uint64_t> concepts;     ///< each once
  std::vector<std::uint64_t> places;       ///< of kind place
  std::vector<std::uint32_t> place_token;  ///< the token of each of `places`, the later of two

  void read(std::string_view utf8);
};

}  // namespace comity::tagging
