#include "tagging/training_rows.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <unordered_map>

namespace comity::tagging {
namespace {

struct Counted {
  std::uint32_t rows = 0;
  FeatureKind kind = FeatureKind::word;
};

/// A feature of a row, and how often it counts.
struct Seen {
  std::uint64_t key = 0;
  FeatureKind kind = FeatureKind::word;
  std::uint32_t times = 1;
};

class Builder {
 public:
  Builder(std::span<const Example* const> examples, const PartPlan& plan,
          const TrainOptions& options)
      : examples_(examples), plan_(plan), options_(options) {}

  TrainingRows build() {
    for (const auto* example : examples_) {
      for (const auto& seen : read(example->text)) {
        auto& counted = counted_[seen.key];
        ++counted.rows;
        counted.kind = seen.kind;
      }
    }
    choose();
    for (const auto* example : examples_) add_row(read(example->text));
    out_.matrix.columns = static_cast<std::uint32_t>(out_.features.keys.size());
    return std::move(out_);
  }

 private:
  [[nodiscard]] bool uses(FeatureKind kind) const { return (plan_.kinds & bit_of(kind)) != 0; }

  const std::vector<Seen>& read(std::string_view text) {
    text_.read(text);
    seen_.clear();
    if (uses(FeatureKind::word)) {
      for (const auto key : text_.keys) seen_.push_back({key, FeatureKind::word});
    }
    if (uses(FeatureKind::gram)) read_grams();
    if (uses(FeatureKind::named)) {
      for (const auto key : text_.concepts) seen_.push_back({key, FeatureKind::named});
    }
    if (uses(FeatureKind::place)) {
      for (const auto key : text_.places) seen_.push_back({key, FeatureKind::place});
    }
    return seen_;
  }

  /// Grams of all words, each once with how many words have it; words are kept for the model.
  void read_grams() {
    all_.clear();
    for (const auto token : text_.words) {
      const auto word = text_.tokens[token].word;
      words_.emplace(word);
      gram_keys(word, grams_);
      all_.insert(all_.end(), grams_.begin(), grams_.end());
    }
    std::sort(all_.begin(), all_.end());
    for (std::size_t i = 0; i < all_.size();) {
      const auto end =
          std::upper_bound(all_.begin() + static_cast<std::ptrdiff_t>(i), all_.end(), all_[i]) -
          all_.begin();
      seen_.push_back({all_[i], FeatureKind::gram,
                       static_cast<std::uint32_t>(static_cast<std::size_t>(end) - i)});
      i = static_cast<std::size_t>(end);
    }
  }

  [[nodiscard]] std::uint32_t fewest(FeatureKind kind) const {
    if (kind == FeatureKind::gram) return options_.fewest_grams;
    return kind == FeatureKind::named ? 1 : options_.fewest_rows;
  }

  void choose() {
    auto& features = out_.features;
    features.scheme = plan_.scheme;
    features.kinds = plan_.kinds;
    features.shares = plan_.shares;
    for (const auto& [key, counted] : counted_) {
      if (counted.rows >= fewest(counted.kind)) features.keys.push_back(key);
    }
    std::sort(features.keys.begin(), features.keys.end());
    const auto rows = static_cast<double>(examples_.size());
    for (std::uint32_t column = 0; column < features.keys.size(); ++column) {
      const auto& counted = counted_.at(features.keys[column]);
      column_[features.keys[column]] = column;
      features.kind.push_back(counted.kind);
      const bool lengthy = counted.kind == FeatureKind::word || counted.kind == FeatureKind::gram;
      // Of what is found in few rows more is to be learnt: inverse document frequency, smoothed.
      features.worth.push_back(
          lengthy ? static_cast<float>(std::log((1 + rows) / (1 + counted.rows)) + 1) : 1.0F);
    }
    features.words.assign(words_.begin(), words_.end());
  }

  void add_row(const std::vector<Seen>& seen) {
    const auto& features = out_.features;
    std::array<float, kFeatureKinds> square{};
    row_.clear();
    for (const auto& each : seen) {
      const auto found = column_.find(each.key);
      if (found == column_.end()) continue;
      const auto worth = features.worth[found->second];
      square[static_cast<std::size_t>(each.kind)] += worth * worth * static_cast<float>(each.times);
      row_.emplace_back(found->second, worth * static_cast<float>(each.times));
    }
    std::sort(row_.begin(), row_.end());
    auto& matrix = out_.matrix;
    for (const auto& [column, value] : row_) {
      const auto kind = features.kind[column];
      const auto index = static_cast<std::size_t>(kind);
      const bool lengthy = kind == FeatureKind::word || kind == FeatureKind::gram;
      const float length = lengthy ? std::sqrt(square[index]) : 1;
      matrix.column.push_back(column);
      matrix.value.push_back(value * plan_.shares[index] / length);
    }
    matrix.begin.push_back(static_cast<std::uint32_t>(matrix.column.size()));
  }

  std::span<const Example* const> examples_;
  const PartPlan& plan_;
  const TrainOptions& options_;
  TextFeatures text_;
  std::vector<Seen> seen_;
  std::vector<std::uint64_t> grams_, all_;
  std::unordered_map<std::uint64_t, Counted> counted_;
  std::unordered_map<std::uint64_t, std::uint32_t> column_;
  std::set<std::string, std::less<>> words_;
  std::vector<std::pair<std::uint32_t, float>> row_;
  TrainingRows out_;
};

}  // namespace

TrainingRows training_rows(std::span<const Example* const> examples, const PartPlan& plan,
                           const TrainOptions& options) {
  return Builder(examples, plan, options).build();
}

}  // namespace comity::tagging
