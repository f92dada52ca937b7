#include "tagging/figures.h"

#include <algorithm>
#include <map>
#include <set>

namespace comity::tagging {
namespace {

double share(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

std::set<std::string> truth_of(const Example& example, Scheme scheme) {
  if (scheme == Scheme::theme) return {example.themes.begin(), example.themes.end()};
  if (example.action == 0) return {};
  return {std::to_string(example.action)};
}

}  // namespace

double LabelFigures::precision() const { return share(right, right + wrong); }
double LabelFigures::recall() const { return share(right, right + missed); }
double LabelFigures::f1() const { return share(2 * right, 2 * right + wrong + missed); }

LabelFigures SchemeFigures::all() const {
  LabelFigures sum;
  for (const auto& label : labels) {
    sum.right += label.right;
    sum.wrong += label.wrong;
    sum.missed += label.missed;
  }
  return sum;
}

double SchemeFigures::macro_f1() const {
  double sum = 0;
  for (const auto& label : labels) sum += label.f1();
  return labels.empty() ? 0 : sum / static_cast<double>(labels.size());
}

double SchemeFigures::accuracy() const { return share(whole, rows); }

std::vector<SchemeFigures> measured(const Tagger& tagger, std::span<const Example> held) {
  std::vector<SchemeFigures> out;
  for (const auto scheme : {Scheme::theme, Scheme::action}) {
    SchemeFigures figures;
    figures.scheme = scheme;
    std::map<std::string, LabelFigures> by_code;
    for (const auto& example : held) {
      const auto truth = truth_of(example, scheme);
      if (truth.empty()) continue;
      ++figures.rows;
      auto left = truth;
      bool whole = true;
      for (const auto& tag : tagger.tags(example.text)) {
        if (tag.label->scheme != scheme) continue;
        const bool right = left.erase(tag.label->code) > 0;
        ++(right ? by_code[tag.label->code].right : by_code[tag.label->code].wrong);
        whole = whole && right;
      }
      for (const auto& code : left) ++by_code[code].missed;
      if (whole && left.empty()) ++figures.whole;
    }
    for (auto& [code, label] : by_code) {
      label.code = code;
      figures.labels.push_back(label);
    }
    if (figures.rows > 0) out.push_back(std::move(figures));
  }
  return out;
}

}  // namespace comity::tagging
