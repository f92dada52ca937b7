#include "tagging/features.h"

#include <algorithm>
#include <string>

namespace comity::tagging {
namespace {

// What keeps keys of different kinds apart.
constexpr std::uint64_t kWord = 1;
constexpr std::uint64_t kPair = 2;
constexpr std::uint64_t kGram = 100;
constexpr std::uint64_t kPlace = 200;
constexpr std::uint64_t kPlacePair = 300;
constexpr std::uint64_t kConcept = 400;

constexpr std::size_t kShortest = 3;
constexpr std::size_t kLongest = 5;
constexpr std::size_t kMostTokens = 500;  ///< of one text; what follows says nothing new

bool holds(const std::vector<std::uint64_t>& keys, std::uint64_t key) {
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

}  // namespace

std::uint64_t word_key(const Token& token) { return mixed(token.hash, kWord); }

std::uint64_t pair_key(const Token& first, const Token& second) {
  return mixed(mixed(first.hash, kPair), second.hash);
}

std::uint64_t place_key(const Token& token, std::size_t place) {
  return mixed(token.hash, kPlace + place);
}

std::uint64_t place_key(const Token& before, const Token& token, std::size_t place) {
  return mixed(pair_key(before, token), kPlacePair + place);
}

std::uint64_t concept_key(const Label& label) {
  return mixed(hash_of(label.code), kConcept + static_cast<std::uint64_t>(label.scheme));
}

void gram_keys(std::string_view word, std::vector<std::uint64_t>& out) {
  out.clear();
  std::string padded;
  padded.reserve(word.size() + 2);
  padded += '_';
  padded += word;
  padded += '_';
  for (std::size_t length = kShortest; length <= kLongest; ++length) {
    for (std::size_t at = 0; at + length <= padded.size(); ++at) {
      out.push_back(mixed(hash_of(std::string_view(padded).substr(at, length)), kGram + length));
    }
  }
}

void TextFeatures::read(std::string_view utf8) {
  tokens.read(utf8);
  Gazetteer::builtin().find(tokens, forms);
  words.clear();
  keys.clear();
  key_token.clear();
  concepts.clear();
  places.clear();
  place_token.clear();
  const auto size = static_cast<std::uint32_t>(std::min(tokens.size(), kMostTokens));
  for (std::uint32_t i = 0; i < size; ++i) {
    const auto key = word_key(tokens[i]);
    if (holds(keys, key)) continue;
    keys.push_back(key);
    key_token.push_back(i);
    words.push_back(i);
  }
  const auto singles = keys.size();
  for (std::uint32_t i = 0; i + 1 < size; ++i) {
    const auto key = pair_key(tokens[i], tokens[i + 1]);
    if (std::find(keys.begin() + static_cast<std::ptrdiff_t>(singles), keys.end(), key) !=
        keys.end()) {
      continue;
    }
    keys.push_back(key);
    key_token.push_back(i);
  }
  for (const auto& form : forms) {
    if (form.label->scheme != Scheme::treaty && form.label->scheme != Scheme::mechanism) continue;
    const auto key = concept_key(*form.label);
    if (!holds(concepts, key)) concepts.push_back(key);
  }
  for (std::uint32_t i = 0; i < std::min<std::size_t>(size, kPlaces); ++i) {
    places.push_back(place_key(tokens[i], i));
    place_token.push_back(i);
    if (i == 0) continue;
    places.push_back(place_key(tokens[i - 1], tokens[i], i));
    place_token.push_back(i);
  }
}

}  // namespace comity::tagging
