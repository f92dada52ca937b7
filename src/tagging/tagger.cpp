#include "tagging/tagger.h"

#include <algorithm>
#include <cmath>

#include "base/csv.h"
#include "embedded_comity_tagging.h"
#include "tagging/decide.h"

namespace comity::tagging {
namespace {

// Of tags that no model has weighed: a name that stands in the text is there; of themes found by a
// phrase, 86 in a hundred are those that UPR Info gives to recommendations of its sessions 15 to 17
// (comity measure tags), and groups and goals are taken to be as often right.
constexpr double kNamed = 0.98;
constexpr double kPhrase = 0.86;

// Raised when the same tables and model come to give other tags.
constexpr std::string_view kRules = "1";

struct Implied {
  std::string theme;
  const Label* label = nullptr;
};

const std::vector<Implied>& implied() {
  static const std::vector<Implied> kImplied = [] {
    const auto table = base::parse_csv(embedded("data/tagging/implied.csv"));
    COMITY_ASSERT(table.has_value() && table->columns.size() == 3);
    std::vector<Implied> out;
    for (const auto& row : table->rows) {
      const auto scheme = scheme_from(row[1]);
      COMITY_ASSERT(scheme.has_value());
      const auto* const label = label_of(*scheme, row[2]);
      COMITY_ASSERT(label != nullptr);
      out.push_back({row[0], label});
    }
    return out;
  }();
  return kImplied;
}

bool is_name(Scheme scheme) { return scheme == Scheme::treaty || scheme == Scheme::mechanism; }

void keep(std::vector<Tag>& tags, const Tag& tag) {
  for (auto& other : tags) {
    if (other.label != tag.label) continue;
    if (tag.confidence > other.confidence) other = tag;
    return;
  }
  tags.push_back(tag);
}

}  // namespace

struct Tagger::Work {
  TextFeatures text;
  std::vector<float> scores;
  std::vector<Tag> tags;
};

std::string_view name_of(Means means) {
  switch (means) {
    case Means::gazetteer:
      return "gazetteer";
    case Means::model:
      return "model";
    case Means::implied:
      return "implied";
    case Means::person:
      return "person";
  }
  return "";
}

std::uint64_t Tagger::fingerprint() const {
  static const std::uint64_t kTables = [] {
    std::string all(kRules);
    for (const auto* name :
         {"data/tagging/labels.csv", "data/tagging/forms.csv", "data/tagging/implied.csv"}) {
      all += embedded(name);
    }
    return hash_of(all);
  }();
  return model_ == nullptr ? kTables : kTables ^ model_->fingerprint();
}

Tagger::Tagger(std::shared_ptr<const Model> model) : model_(std::move(model)) {}

void Tagger::find(std::string_view text, Work& work) const {
  work.text.read(text);
  work.tags.clear();
  if (work.text.tokens.size() == 0) return;
  if (model_) {
    for (const auto& part : model_->parts()) {
      part.score(work.text, work.scores);
      for (const auto index : decided(part, work.scores)) {
        keep(work.tags,
             {&part.label(index), part.probability(index, work.scores[index]), Means::model});
      }
    }
  }
  const bool learnt = model_ != nullptr && model_->part(Scheme::theme) != nullptr;
  for (const auto& form : work.text.forms) {
    // What is learnt knows better which themes a phrase stands for.
    if (learnt && form.label->scheme == Scheme::theme) continue;
    keep(work.tags, {form.label, is_name(form.label->scheme) ? kNamed : kPhrase, Means::gazetteer});
  }
  const auto found = work.tags.size();
  for (std::size_t i = 0; i < found; ++i) {
    const auto tag = work.tags[i];
    if (tag.label->scheme != Scheme::theme) continue;
    for (const auto& each : implied()) {
      if (each.theme == tag.label->code)
        keep(work.tags, {each.label, tag.confidence, Means::implied});
    }
  }
  std::stable_sort(work.tags.begin(), work.tags.end(),
                   [](const Tag& a, const Tag& b) { return a.label->scheme < b.label->scheme; });
}

std::vector<std::string> Tagger::why(const Tag& tag, const Work& work) const {
  std::vector<std::string> out;
  if (tag.means == Means::gazetteer) {
    for (const auto& form : work.text.forms) {
      if (form.label == tag.label) out.emplace_back(form.form);
    }
  } else if (tag.means == Means::implied) {
    for (const auto& each : implied()) {
      if (each.label != tag.label) continue;
      for (const auto& other : work.tags) {
        if (other.label->scheme == Scheme::theme && other.label->code == each.theme) {
          out.push_back(each.theme);
        }
      }
    }
  } else if (const auto* const part = model_->part(tag.label->scheme); part != nullptr) {
    std::size_t index = 0;
    while (&part->label(index) != tag.label) ++index;
    const auto weights = part->by_token(work.text, index);
    std::vector<std::size_t> order(weights.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return weights[a] > weights[b]; });
    for (const auto token : order) {
      if (out.size() == kMostReasons || weights[token] <= 0) break;
      out.emplace_back(work.text.tokens[token].word);
    }
  }
  std::vector<std::string> once;
  for (auto& word : out) {
    if (std::find(once.begin(), once.end(), word) == once.end()) once.push_back(std::move(word));
  }
  if (once.size() > kMostReasons) once.resize(kMostReasons);
  return once;
}

std::vector<Tag> Tagger::tags(std::string_view text) const {
  Work work;
  find(text, work);
  return std::move(work.tags);
}

std::vector<ExplainedTag> Tagger::explained(std::string_view text) const {
  Work work;
  find(text, work);
  std::vector<ExplainedTag> out;
  out.reserve(work.tags.size());
  for (const auto& tag : work.tags) out.push_back({tag, why(tag, work)});
  return out;
}

}  // namespace comity::tagging
