#include "compare/resemblance.h"

#include <algorithm>
#include <span>
#include <utility>

#include "compare/compare.h"
#include "compare/line.h"

namespace comity::compare {
namespace {

constexpr double kLight = 0.1;  ///< what a light word counts

/// A text is said by a longer one where that has so much of it, in order, and of its words that are
/// not light, is so much longer, and the text has words enough not to be there by chance.
constexpr double kSaid = 0.85;
constexpr double kSaidHeavy = 0.9;
constexpr double kLonger = 1.4;
constexpr std::size_t kHeavyWords = 4;

// What bench_likeness counted on UPR Info's rows of sessions 1 to 17: 826 thousand pairs, of which
// 2,310 are similar; between two points a straight line.
constexpr Counted kSameIssues[] = {{0.0, 0.007},  {0.225, 0.063}, {0.275, 0.11}, {0.325, 0.18},
                                   {0.375, 0.25}, {0.425, 0.37},  {0.475, 0.45}, {0.525, 0.5},
                                   {0.6, 0.67},   {0.675, 0.75},  {0.75, 0.8},   {0.825, 0.87},
                                   {0.9, 0.89},   {1.0, 0.92}};

Kinship kinship_of(double likeness, bool same_words) {
  if (same_words) return Kinship::same;
  return likeness >= kSimilar ? Kinship::reworded : Kinship::none;
}

/// Whether one of two texts says the other and more. `heavy`: of the shorter; `both`: of those what
/// the longer has too.
bool says(std::size_t longer, std::size_t shorter, std::size_t common, std::size_t heavy,
          std::size_t both) {
  return heavy >= kHeavyWords &&
         static_cast<double>(longer) >= kLonger * static_cast<double>(shorter) &&
         static_cast<double>(common) >= kSaid * static_cast<double>(shorter) &&
         static_cast<double>(both) >= kSaidHeavy * static_cast<double>(heavy);
}

}  // namespace

std::string_view name_of(Kinship kinship) {
  switch (kinship) {
    case Kinship::none:
      break;
    case Kinship::same:
      return "same";
    case Kinship::reworded:
      return "reworded";
    case Kinship::whole:
      return "whole";
    case Kinship::part:
      return "part";
  }
  return "none";
}

double same_issues(Kinship kinship, double likeness) {
  constexpr double kSaidWhole = 0.55;  // of 419 pairs of which one says the other, whatever else
  const double share = share_at(kSameIssues, likeness);
  const bool within = kinship == Kinship::part || kinship == Kinship::whole;
  return within ? std::max(share, kSaidWhole) : share;
}

Compared::Compared(std::string_view text, LightWord light)
    : light_(std::move(light)), own_(text_of(text)), pattern_(own_.words) {}

Compared::Text Compared::text_of(std::string_view text) {
  Text out;
  for (auto& word : words_of(text)) {
    const auto [found, fresh] =
        numbers_.emplace(std::move(word), static_cast<Word>(is_light_.size()));
    if (fresh) is_light_.push_back(light_(found->first));
    out.words.push_back(found->second);
  }
  out.distinct = out.words;
  std::sort(out.distinct.begin(), out.distinct.end());
  out.distinct.erase(std::unique(out.distinct.begin(), out.distinct.end()), out.distinct.end());
  for (const auto word : out.distinct) {
    out.weight += weight_of(word);
    if (!is_light_[word]) ++out.heavy;
  }
  return out;
}

double Compared::weight_of(Word word) const { return is_light_[word] ? kLight : 1; }

Resemblance Compared::with(std::string_view other) {
  const auto text = text_of(other);
  const auto common = pattern_.common(text.words);
  std::vector<Word> both;
  std::set_intersection(own_.distinct.begin(), own_.distinct.end(), text.distinct.begin(),
                        text.distinct.end(), std::back_inserter(both));
  double shared = 0;
  std::size_t heavy = 0;
  for (const auto word : both) {
    shared += weight_of(word);
    if (!is_light_[word]) ++heavy;
  }
  const double weight = own_.weight + text.weight;
  Resemblance out;
  out.likeness = (likeness_of(own_.words.size(), text.words.size(), common) +
                  (weight > 0 ? 2 * shared / weight : 1)) /
                 2;
  out.kinship = kinship_of(out.likeness, own_.words == text.words);
  if (says(text.words.size(), own_.words.size(), common, own_.heavy, heavy)) {
    out.kinship = Kinship::whole;
  } else if (says(own_.words.size(), text.words.size(), common, text.heavy, heavy)) {
    out.kinship = Kinship::part;
  }
  out.confidence = same_issues(out.kinship, out.likeness);
  return out;
}

}  // namespace comity::compare
