#include "tagging/linear.h"

#include <algorithm>
#include <bit>
#include <cmath>

#if defined(__x86_64__) && defined(__GNUC__) && !defined(COMITY_SANITIZED)
#define COMITY_VERSIONS __attribute__((target_clones("avx2", "default")))
#else
#define COMITY_VERSIONS
#endif

namespace comity::tagging {
namespace {

constexpr std::size_t kRowLanes = 8;

// Counts are multiples of kRowLanes: of fixed lengths compilers make vectors at every level.
COMITY_VERSIONS void add_bytes(float* __restrict sums, const std::int8_t* __restrict weights,
                               float factor, std::size_t count) {
  for (std::size_t at = 0; at < count; at += kRowLanes) {
    for (std::size_t i = 0; i < kRowLanes; ++i) {
      sums[at + i] += factor * static_cast<float>(weights[at + i]);
    }
  }
}

COMITY_VERSIONS void add_floats(float* __restrict sums, const float* __restrict values,
                                std::size_t count) {
  for (std::size_t at = 0; at < count; at += kRowLanes) {
    for (std::size_t i = 0; i < kRowLanes; ++i) sums[at + i] += values[at + i];
  }
}

float over(float share, float square) { return square > 0 ? share / std::sqrt(square) : 0; }

}  // namespace

Linear::Linear(LinearData data) : data_(std::move(data)) {
  const auto labels = data_.labels.size();
  COMITY_ASSERT(labels <= kMostLabels);
  for (const auto& label : data_.labels) {
    labels_.push_back(label_of(data_.scheme, label.code));
  }
  stride_ = (labels + kRowLanes - 1) / kRowLanes * kRowLanes;
  rows_.assign(data_.keys.size() * stride_, 0);
  for (std::size_t row = 0; row < data_.keys.size(); ++row) {
    std::copy_n(data_.weights.begin() + static_cast<std::ptrdiff_t>(row * labels), labels,
                rows_.begin() + static_cast<std::ptrdiff_t>(row * stride_));
  }
  slots_.assign(std::bit_ceil(data_.keys.size() * 2 + 2), kNone);
  for (std::uint32_t row = 0; row < data_.keys.size(); ++row) {
    auto slot = data_.keys[row] & (slots_.size() - 1);
    while (slots_[slot] != kNone) slot = (slot + 1) & (slots_.size() - 1);
    slots_[slot] = row;
  }
  if (!uses(FeatureKind::gram)) return;
  Tokens tokens;
  gram_sums_.reserve(data_.words.size() * stride_);
  for (const auto& text : data_.words) {
    tokens.read(text);
    if (tokens.size() != 1 || words_.contains(tokens[0].hash)) continue;
    Word word;
    word.row = row_of(word_key(tokens[0]));
    word.grams = static_cast<std::uint32_t>(gram_sums_.size());
    gram_sums_.resize(gram_sums_.size() + stride_, 0);
    word.square = add_grams(tokens[0].word, gram_sums_.data() + word.grams);
    words_.emplace(tokens[0].hash, word);
  }
}

std::uint32_t Linear::row_of(std::uint64_t key) const {
  for (auto slot = key & (slots_.size() - 1);; slot = (slot + 1) & (slots_.size() - 1)) {
    const auto row = slots_[slot];
    if (row == kNone || data_.keys[row] == key) return row;
  }
}

const std::int8_t* Linear::weights_of(std::uint32_t row) const {
  return rows_.data() + static_cast<std::size_t>(row) * stride_;
}

float Linear::add_grams(std::string_view word, float* sums) const {
  std::vector<std::uint64_t> keys;
  gram_keys(word, keys);
  float square = 0;
  for (const auto key : keys) {
    const auto row = row_of(key);
    if (row == kNone) continue;
    square += data_.worth[row] * data_.worth[row];
    add_bytes(sums, weights_of(row), data_.worth[row] * data_.scale[row], stride_);
  }
  return square;
}

void Linear::score(const TextFeatures& text, std::vector<float>& scores) const {
  const auto labels = data_.labels.size();
  // By kind of length: words, grams, and what has none.
  std::array<float, 3 * kMostLabels> sums;
  std::fill_n(sums.begin(), 3 * stride_, 0.0F);
  float* const of_words = sums.data();
  float* const of_grams = of_words + stride_;
  float* const plain = of_grams + stride_;
  Lengths square;
  const bool grams = uses(FeatureKind::gram);
  const auto add = [&](std::uint32_t row, float* into, float factor) {
    add_bytes(into, weights_of(row), factor * data_.worth[row] * data_.scale[row], stride_);
  };
  for (std::size_t i = 0; i < text.keys.size(); ++i) {
    auto row = kNone;
    if (grams && i < text.words.size()) {
      const auto& token = text.tokens[text.words[i]];
      const auto known = words_.find(token.hash);
      if (known == words_.end()) {
        square.grams += add_grams(token.word, of_grams);
        row = row_of(text.keys[i]);
      } else {
        row = known->second.row;
        square.grams += known->second.square;
        add_floats(of_grams, gram_sums_.data() + known->second.grams, stride_);
      }
    } else {
      row = row_of(text.keys[i]);
    }
    if (row == kNone || !uses(FeatureKind::word)) continue;
    square.words += data_.worth[row] * data_.worth[row];
    add(row, of_words, 1);
  }
  const auto each = [&](FeatureKind kind, const std::vector<std::uint64_t>& keys) {
    if (!uses(kind)) return;
    for (const auto key : keys) {
      if (const auto row = row_of(key); row != kNone) add(row, plain, share(kind));
    }
  };
  each(FeatureKind::named, text.concepts);
  each(FeatureKind::place, text.places);
  const auto word_share = over(share(FeatureKind::word), square.words);
  const auto gram_share = over(share(FeatureKind::gram), square.grams);
  scores.resize(labels);
  for (std::size_t i = 0; i < labels; ++i) {
    scores[i] =
        data_.labels[i].bias + word_share * of_words[i] + gram_share * of_grams[i] + plain[i];
  }
}

Linear::Lengths Linear::lengths_of(const TextFeatures& text) const {
  Lengths square;
  std::vector<float> sums(stride_, 0);
  for (std::size_t i = 0; i < text.keys.size(); ++i) {
    if (const auto row = row_of(text.keys[i]); row != kNone && uses(FeatureKind::word)) {
      square.words += data_.worth[row] * data_.worth[row];
    }
    if (uses(FeatureKind::gram) && i < text.words.size()) {
      square.grams += add_grams(text.tokens[text.words[i]].word, sums.data());
    }
  }
  return {over(share(FeatureKind::word), square.words),
          over(share(FeatureKind::gram), square.grams)};
}

std::vector<float> Linear::by_token(const TextFeatures& text, std::size_t label) const {
  std::vector<float> out(text.tokens.size(), 0);
  const auto shares = lengths_of(text);
  const auto weight = [&](std::uint64_t key, float factor) {
    const auto row = row_of(key);
    if (row == kNone) return 0.0F;
    return factor * data_.worth[row] * data_.scale[row] *
           static_cast<float>(weights_of(row)[label]);
  };
  std::vector<std::uint64_t> grams;
  for (std::size_t i = 0; i < text.keys.size(); ++i) {
    const auto token = text.key_token[i];
    const bool single = i < text.words.size();
    const auto value = uses(FeatureKind::word) ? weight(text.keys[i], shares.words) : 0.0F;
    if (single) {
      out[token] += value;
    } else {  // half to each word of a pair
      out[token] += value / 2;
      out[token + 1] += value / 2;
    }
    if (!single || !uses(FeatureKind::gram)) continue;
    gram_keys(text.tokens[token].word, grams);
    for (const auto key : grams) out[token] += weight(key, shares.grams);
  }
  for (std::size_t i = 0; i < text.places.size() && uses(FeatureKind::place); ++i) {
    out[text.place_token[i]] += weight(text.places[i], share(FeatureKind::place));
  }
  for (const auto& form : text.forms) {
    if (!uses(FeatureKind::named)) break;
    const auto value = weight(concept_key(*form.label), share(FeatureKind::named));
    for (std::uint32_t i = 0; i < form.words && form.first + i < out.size(); ++i) {
      out[form.first + i] += value / static_cast<float>(form.words);
    }
  }
  return out;
}

double Linear::probability(std::size_t label, float score) const {
  const auto& known = data_.labels[label];
  return 1 / (1 + std::exp(-(static_cast<double>(known.slope) * score + known.offset)));
}

}  // namespace comity::tagging

#undef COMITY_VERSIONS
