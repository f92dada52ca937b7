#include "tagging/train.h"

#include <algorithm>
#include <map>

#include "tagging/part.h"

namespace comity::tagging {
namespace {

using base::Result;

// Measured on UPR Info's sessions 1 to 14: what is added to these, or made heavier, does no better.
const PartPlan kThemes{
    Scheme::theme,
    static_cast<FeatureKinds>(bit_of(FeatureKind::word) | bit_of(FeatureKind::gram) |
                              bit_of(FeatureKind::named)),
    {1.0F, 1.0F, 0.5F, 0.0F}};
const PartPlan kActions{
    Scheme::action,
    static_cast<FeatureKinds>(bit_of(FeatureKind::word) | bit_of(FeatureKind::place)),
    {1.0F, 0.0F, 0.0F, 0.5F}};

std::vector<std::string> codes_of(const Example& example, Scheme scheme) {
  if (scheme == Scheme::theme) return example.themes;
  if (example.action == 0) return {};
  return {std::to_string(example.action)};
}

bool says_something(const Example& example, Scheme scheme) {
  const bool denies = scheme == Scheme::theme && !example.not_themes.empty();
  return denies || !codes_of(example, scheme).empty();
}

/// Learns one part from the examples that say something of its scheme.
class PartTrainer {
 public:
  PartTrainer(std::span<const Example> examples, const PartPlan& plan, const TrainOptions& options,
              const std::function<void()>& stepped)
      : plan_(plan), options_(options), stepped_(stepped) {
    for (const auto& example : examples) {
      if (says_something(example, plan.scheme)) examples_.push_back(&example);
    }
    choose_labels();
  }

  [[nodiscard]] bool has_labels() const { return !labels_.empty(); }

  LinearData run() {
    PartRows part;
    part.rows = training_rows(examples_, plan_, options_);
    make_truth();
    part.truth = std::move(truth_);
    part.labels = std::move(labels_);
    part.folds = folds();
    return learn_part(std::move(part), options_, stepped_).data;
  }

 private:
  void choose_labels() {
    std::map<std::string, std::uint32_t> counted;
    for (const auto* example : examples_) {
      for (const auto& code : codes_of(*example, plan_.scheme)) ++counted[code];
    }
    for (const auto& label : labels()) {  // in the order of the table
      const auto found = counted.find(label.code);
      if (label.scheme != plan_.scheme || found == counted.end()) continue;
      if (found->second < options_.fewest_examples) continue;
      LearntLabel learnt;
      learnt.code = label.code;
      learnt.examples = found->second;
      labels_.push_back(std::move(learnt));
    }
  }

  void make_truth() {
    truth_.lanes = (labels_.size() + kLanes - 1) / kLanes * kLanes;
    truth_.has.assign(examples_.size() * truth_.lanes, 0);
    for (std::size_t row = 0; row < examples_.size(); ++row) {
      const auto& example = *examples_[row];
      truth_.weight.push_back(example.confirmed ? options_.confirmed_weight : 1.0F);
      if (plan_.scheme == Scheme::theme && example.partial) {
        for (std::size_t i = 0; i < labels_.size(); ++i) truth_of(row, i) = Truth::kUnsaid;
        say(row, example.not_themes, Truth::kNo);
      }
      say(row, codes_of(example, plan_.scheme), Truth::kYes);
    }
  }

  [[nodiscard]] char& truth_of(std::size_t row, std::size_t label) {
    return truth_.has[row * truth_.lanes + label];
  }

  void say(std::size_t row, const std::vector<std::string>& codes, char what) {
    for (std::size_t i = 0; i < labels_.size(); ++i) {
      const bool said = std::find(codes.begin(), codes.end(), labels_[i].code) != codes.end();
      if (said) truth_of(row, i) = what;
    }
  }

  /// Whole reviews are held out.
  [[nodiscard]] std::vector<std::uint32_t> folds() const {
    const auto count = static_cast<std::uint64_t>(options_.folds);
    std::vector<std::uint32_t> folds;
    folds.reserve(examples_.size());
    for (const auto* example : examples_) {
      folds.push_back(static_cast<std::uint32_t>(mixed(hash_of(example->review), count) % count));
    }
    return folds;
  }

  const PartPlan& plan_;
  const TrainOptions& options_;
  const std::function<void()>& stepped_;
  std::vector<const Example*> examples_;
  std::vector<LearntLabel> labels_;
  Truth truth_;
};

}  // namespace

Result<Model> train(std::span<const Example> examples, ModelOrigin origin,
                    const TrainOptions& options, const TrainProgress& progress) {
  int done = 0;
  const int whole = 2 * (options.folds + 2);
  const std::function<void()> stepped = [&] {
    if (progress) progress(++done, whole);
  };
  std::vector<LinearData> parts;
  for (const auto* plan : {&kThemes, &kActions}) {
    PartTrainer trainer(examples, *plan, options, stepped);
    if (trainer.has_labels()) parts.push_back(trainer.run());
  }
  if (parts.empty()) {
    return base::fail(base::ErrorKind::invalid_input,
                      "no theme or kind of action has enough examples", {},
                      "give a table with columns recommendation, issues and action");
  }
  origin.rows = examples.size();
  origin.confirmed = static_cast<std::uint64_t>(std::count_if(
      examples.begin(), examples.end(), [](const Example& each) { return each.confirmed; }));
  return Model(std::move(origin), std::move(parts));
}

}  // namespace comity::tagging
