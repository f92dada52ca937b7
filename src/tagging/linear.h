#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "tagging/features.h"
#include "tagging/scheme.h"

namespace comity::tagging {

/// What a part of a model knows of one label.
struct LearntLabel {
  std::string code;
  float bias = 0;
  float threshold = 0;  ///< scores above it give the tag
  /// Probability of a score s: 1 / (1 + exp(-(slope · s + offset))), slope > 0.
  float slope = 1;
  float offset = 0;
  std::uint32_t examples = 0;  ///< rows that had it
};

inline constexpr std::size_t kMostLabels = 256;  ///< of one part
inline constexpr std::size_t kMostReasons = 4;   ///< words that are shown as the reason of a tag

/// A linear classifier for the labels of one scheme. The score of a label is
///
///     bias + Σ over kinds: share(kind) · Σ features worth · weight / length(kind)
///
/// where length is the Euclidean length of the worths of words, and of grams; 1 for other kinds.
/// Grams are counted by word, so that the sum of a known word's is made once, when it is opened.
struct LinearData {
  Scheme scheme = Scheme::theme;
  FeatureKinds kinds = 0;
  std::array<float, kFeatureKinds> shares{};
  std::vector<LearntLabel> labels;
  std::vector<std::uint64_t> keys;  ///< of features, ascending
  std::vector<FeatureKind> kind;
  std::vector<float> worth;          ///< > 0
  std::vector<float> scale;          ///< a weight is scale · the byte
  std::vector<std::int8_t> weights;  ///< feature × label
  std::vector<std::string> words;    ///< whose grams are known beforehand
};

/// LinearData made ready for many texts. Immutable; thread-safe.
class Linear {
 public:
  explicit Linear(LinearData data);

  [[nodiscard]] const LinearData& data() const { return data_; }
  /// The entry of the scheme that a label is; of a part whose labels are a caller's own there is
  /// none.
  [[nodiscard]] const Label& label(std::size_t index) const {
    COMITY_ASSERT(labels_[index] != nullptr);
    return *labels_[index];
  }
  /// One score a label, put into `scores`.
  void score(const TextFeatures& text, std::vector<float>& scores) const;
  /// How much each word of the text (by token) adds to one label's score.
  [[nodiscard]] std::vector<float> by_token(const TextFeatures& text, std::size_t label) const;
  /// By the label's calibration.
  [[nodiscard]] double probability(std::size_t label, float score) const;

 private:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;
  /// Sums over the grams of one word, `stride_` of them.
  struct Word {
    std::uint32_t row = kNone;  ///< of the word itself
    std::uint32_t grams = kNone;
    float square = 0;  ///< of the worths of its grams
  };
  struct Lengths {
    float words = 0;
    float grams = 0;
  };

  [[nodiscard]] std::uint32_t row_of(std::uint64_t key) const;
  [[nodiscard]] const std::int8_t* weights_of(std::uint32_t row) const;
  [[nodiscard]] bool uses(FeatureKind kind) const { return (data_.kinds & bit_of(kind)) != 0; }
  [[nodiscard]] float share(FeatureKind kind) const {
    return data_.shares[static_cast<std::size_t>(kind)];
  }
  /// Adds a word's grams to `sums` and gives the square of their worths.
  float add_grams(std::string_view word, float* sums) const;
  [[nodiscard]] Lengths lengths_of(const TextFeatures& text) const;

  LinearData data_;
  std::vector<const Label*> labels_;
  std::size_t stride_ = 0;  ///< labels, made up to a multiple of eight
  // Open addressing over data_.keys; row numbers.
  std::vector<std::uint32_t> slots_;
  std::vector<std::int8_t> rows_;  ///< data_.weights with `stride_` bytes a row
  std::vector<float> gram_sums_;
  std::unordered_map<std::uint64_t, Word> words_;  ///< by Token::hash
};

// The bytes of a part in a model file (docs/formats/tags.md): what JSON says of it, and the tables.
[[nodiscard]] base::JsonObject header_of(const LinearData& data);
void append_tables(const LinearData& data, std::string& out);
/// The error of a model that is not as it was written: corrupt.
[[nodiscard]] tl::unexpected<base::Error> corrupt_model(std::string what);
/// `bytes` is what follows; what was read is taken away from it. Errors: corrupt.
[[nodiscard]] base::Result<LinearData> read_linear(const base::JsonObject& header,
                                                   std::string_view& bytes);

}  // namespace comity::tagging
