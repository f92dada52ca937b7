#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tagging/features.h"
#include "tagging/model.h"

namespace comity::tagging {

/// How a tag was found.
enum class Means : std::uint8_t {
  gazetteer,  ///< its name stands in the text, or a phrase that stands for it
  model,      ///< what was learnt from examples
  implied,    ///< a theme that the model found stands for it
  person,     ///< somebody said so; no tagger does
};
[[nodiscard]] std::string_view name_of(Means means);

/// What a text is about, as a machine guesses.
struct Tag {
  const Label* label = nullptr;
  double confidence = 0;  ///< 0 to 1: of a model calibrated; of the gazetteer as data says
  Means means = Means::gazetteer;
};

/// A tag with the words that weighed most, the weightiest first.
struct ExplainedTag {
  Tag tag;
  std::vector<std::string> why;
};

/// Gives tags to texts: by gazetteers alone, or with a model. Immutable; thread-safe. English.
class Tagger {
 public:
  /// `model` may be null.
  explicit Tagger(std::shared_ptr<const Model> model);

  [[nodiscard]] const Model* model() const { return model_.get(); }
  /// Of the model, the gazetteers and the rules: taggers of one fingerprint give the same tags.
  [[nodiscard]] std::uint64_t fingerprint() const;

  /// Of each scheme in its order; kinds of action: one at most, and none without a model.
  [[nodiscard]] std::vector<Tag> tags(std::string_view text) const;
  [[nodiscard]] std::vector<ExplainedTag> explained(std::string_view text) const;

 private:
  struct Work;  ///< what can be used again by the next text
  void find(std::string_view text, Work& work) const;
  [[nodiscard]] std::vector<std::string> why(const Tag& tag, const Work& work) const;

  std::shared_ptr<const Model> model_;
};

}  // namespace comity::tagging
