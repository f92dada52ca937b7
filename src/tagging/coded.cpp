#include "tagging/coded.h"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <set>

#include "tagging/calibration.h"
#include "tagging/part.h"
#include "tagging/scripts.h"

namespace comity::tagging {
namespace {

constexpr int kFolds = 5;

// Few rows, and each learnt with care: words count from the second text on, runs of letters from
// the third. Concepts of the gazetteer are found in English alone, places say little in prose.
const PartPlan kCodes{
    Scheme::theme,
    static_cast<FeatureKinds>(bit_of(FeatureKind::word) | bit_of(FeatureKind::gram)),
    {1.0F, 1.0F, 0.0F, 0.0F}};

double share(std::uint32_t part, std::uint32_t rest) {
  return part == 0 ? 0 : static_cast<double>(part) / (static_cast<double>(part) + rest);
}

/// Learns the codes of which there are enough texts.
class CodeLearner {
 public:
  CodeLearner(std::span<const CodedText> texts, std::uint32_t codes) : texts_(texts) {
    known_.resize(codes);
    std::vector<std::set<std::uint32_t>> sources(codes);
    for (const auto& text : texts) {
      for (const auto code : text.codes) {
        if (code >= codes) continue;
        ++known_[code].texts;
        sources[code].insert(text.source);
      }
    }
    for (std::uint32_t code = 0; code < codes; ++code) {
      auto& known = known_[code];
      known.sources = static_cast<std::uint32_t>(sources[code].size());
      known.learnt = known.texts >= kLeastCoded.texts && known.sources >= kLeastCoded.sources &&
                     texts.size() - known.texts >= kLeastCoded.texts &&
                     learnt_.size() < kMostLabels;
      if (known.learnt) learnt_.push_back(code);
    }
  }

  std::vector<Linear> learn() {
    if (learnt_.empty()) return {};
    const auto examples = examples_of();
    std::vector<const Example*> each;
    each.reserve(examples.size());
    for (const auto& example : examples) each.push_back(&example);
    TrainOptions options;
    options.folds = kFolds;
    PartRows part;
    part.rows = training_rows(each, kCodes, options);
    part.truth = truth();
    part.labels = labels();
    part.folds = folds();
    const auto truth = part.truth;
    const auto folds = part.folds;
    auto learnt = learn_part(std::move(part), options, [] {});
    for (std::size_t label = 0; label < learnt_.size(); ++label) {
      measure(label, truth, folds, learnt.held);
    }
    std::vector<Linear> out;
    out.emplace_back(std::move(learnt.data));
    return out;
  }

  std::vector<CodeKnown> known_;
  std::vector<std::uint32_t> learnt_;

 private:
  [[nodiscard]] std::vector<Example> examples_of() const {
    std::vector<Example> examples(texts_.size());
    for (std::size_t row = 0; row < texts_.size(); ++row) {
      examples[row].text = script_words(texts_[row].text).coded;
    }
    return examples;
  }

  [[nodiscard]] Truth truth() const {
    Truth truth;
    truth.lanes = (learnt_.size() + kLanes - 1) / kLanes * kLanes;
    truth.has.assign(texts_.size() * truth.lanes, Truth::kNo);
    for (std::size_t row = 0; row < texts_.size(); ++row) {
      for (std::size_t label = 0; label < learnt_.size(); ++label) {
        const auto& codes = texts_[row].codes;
        if (std::find(codes.begin(), codes.end(), learnt_[label]) == codes.end()) continue;
        truth.has[row * truth.lanes + label] = Truth::kYes;
      }
    }
    return truth;
  }

  [[nodiscard]] std::vector<LearntLabel> labels() const {
    std::vector<LearntLabel> labels;
    for (const auto code : learnt_) {
      LearntLabel label;
      label.code = std::to_string(code);
      label.examples = known_[code].texts;
      labels.push_back(std::move(label));
    }
    return labels;
  }

  /// Whole sources are held out together, dealt out so that folds are about as large: the largest
  /// source first, each to the fold that has least.
  [[nodiscard]] std::vector<std::uint32_t> folds() const {
    std::map<std::uint32_t, std::size_t> rows;
    for (const auto& text : texts_) ++rows[text.source];
    std::vector<std::pair<std::uint32_t, std::size_t>> sources(rows.begin(), rows.end());
    std::stable_sort(sources.begin(), sources.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    std::array<std::size_t, kFolds> filled{};
    std::map<std::uint32_t, std::uint32_t> fold_of;
    for (const auto& [source, count] : sources) {
      const auto least = std::min_element(filled.begin(), filled.end());
      *least += count;
      fold_of[source] = static_cast<std::uint32_t>(least - filled.begin());
    }
    std::vector<std::uint32_t> folds;
    folds.reserve(texts_.size());
    for (const auto& text : texts_) folds.push_back(fold_of[text.source]);
    return folds;
  }

  /// What would have been proposed of each fold by a model and a threshold that know none of it.
  void measure(std::size_t label, const Truth& truth, const std::vector<std::uint32_t>& folds,
               const std::vector<float>& held) {
    auto& known = known_[learnt_[label]];
    for (std::uint32_t fold = 0; fold < kFolds; ++fold) {
      std::vector<Judged> others, own;
      for (std::size_t row = 0; row < folds.size(); ++row) {
        const auto at = row * truth.lanes + label;
        (folds[row] == fold ? own : others).push_back({held[at], truth.has[at] == Truth::kYes});
      }
      const auto threshold = best_threshold(others);
      for (const auto& row : own) {
        const bool given = row.score > threshold;
        known.right += given && row.has ? 1 : 0;
        known.wrong += given && !row.has ? 1 : 0;
        known.missed += !given && row.has ? 1 : 0;
      }
    }
  }

  std::span<const CodedText> texts_;
};

/// The words of a text that weighed most for a label, as they are written; characters that stand
/// together are one.
std::vector<std::string> words_behind(const std::vector<float>& weights, const ScriptWords& words,
                                      std::string_view text) {
  std::vector<std::size_t> order(std::min(weights.size(), words.places.size()));
  std::iota(order.begin(), order.end(), 0U);
  std::erase_if(order, [&](std::size_t at) { return weights[at] <= 0; });
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return weights[a] > weights[b]; });
  if (order.size() > kMostReasons) order.resize(kMostReasons);
  std::sort(order.begin(), order.end());
  std::vector<ScriptWords::Place> places;
  for (const auto at : order) {
    const auto& place = words.places[at];
    if (!places.empty() && places.back().end == place.begin) {
      places.back().end = place.end;
    } else {
      places.push_back(place);
    }
  }
  std::vector<std::string> out;
  for (const auto& place : places) {
    std::string word(text.substr(place.begin, place.end - place.begin));
    if (std::find(out.begin(), out.end(), word) == out.end()) out.push_back(std::move(word));
  }
  return out;
}

}  // namespace

double CodeKnown::precision() const { return share(right, wrong); }
double CodeKnown::recall() const { return share(right, missed); }
double CodeKnown::f1() const { return share(2 * right, wrong + missed); }

CodeModel CodeModel::learnt_from(std::span<const CodedText> texts, std::uint32_t codes) {
  CodeLearner learner(texts, codes);
  CodeModel model;
  model.linear_ = learner.learn();
  model.known_ = std::move(learner.known_);
  model.learnt_ = std::move(learner.learnt_);
  return model;
}

std::size_t CodeModel::bytes() const {
  std::size_t bytes = 0;
  for (const auto& linear : linear_) {
    // Keys with their slots and numbers; weights as they came and as they lie ready; sums of runs
    // of letters for each known word.
    const auto labels = linear.data().labels.size() + kLanes;
    constexpr std::size_t kOfKey = 40, kOfWord = 120;
    bytes += linear.data().keys.size() * (kOfKey + 2 * labels);
    bytes += linear.data().words.size() * (kOfWord + sizeof(float) * labels);
  }
  return bytes;
}

std::vector<CodeGuess> CodeModel::guesses(std::string_view text) const {
  std::vector<CodeGuess> out;
  if (linear_.empty()) return out;
  const auto& linear = linear_.front();
  const auto words = script_words(text);
  TextFeatures features;
  features.read(words.coded);
  std::vector<float> scores;
  linear.score(features, scores);
  for (std::size_t label = 0; label < learnt_.size(); ++label) {
    const auto code = learnt_[label];
    if (!known_[code].proposed() || scores[label] <= linear.data().labels[label].threshold) {
      continue;
    }
    out.push_back({code, linear.probability(label, scores[label]),
                   words_behind(linear.by_token(features, label), words, text)});
  }
  std::stable_sort(out.begin(), out.end(), [](const CodeGuess& a, const CodeGuess& b) {
    return a.confidence > b.confidence;
  });
  return out;
}

}  // namespace comity::tagging
