#include "specimen/phrases.h"

#include <algorithm>

#include "base/csv.h"
#include "base/result.h"
#include "embedded_comity_specimen.h"
#include "specimen/lexicon.h"

namespace comity::specimen {
namespace {

constexpr int kDeepest = 8;             // of rules inside rules; the table needs three
constexpr std::size_t kWordList = 100;  // a rule with so many texts is a list of words

}  // namespace

const Phrases& Phrases::builtin() {
  static const Phrases kPhrases = [] {
    const auto table = base::parse_csv(embedded("data/specimen/phrases.csv"));
    COMITY_ASSERT(table.has_value() && table->columns.size() == 2);
    Phrases phrases;
    for (const auto& row : table->rows) phrases.rules_[row[0]].push_back(row[1]);
    return phrases;
  }();
  return kPhrases;
}

/// One text being made. No rule gives the same phrase twice running: "to fight corruption and to
/// fight corruption" is no sentence.
struct Phrases::Expansion {
  const Rules& rules;
  Random& random;
  const Given& given;
  std::map<std::string_view, std::size_t> last = {};
  std::string invented = {};
  std::string out = {};

  void rule(Rules::const_iterator found, int depth) {
    const auto& texts = found->second;
    // Of a list of words a few are used often and most seldom.
    auto choice =
        texts.size() < kWordList ? random.below(texts.size()) : random.skewed(texts.size());
    const auto [before, first] = last.try_emplace(found->first, choice);
    if (!first && before->second == choice) choice = (choice + 1) % texts.size();
    before->second = choice;
    expand(texts[choice], depth);
  }

  void invent(std::string_view kind) {
    auto name = Lexicon::builtin().name(kind, random);
    if (name == invented) name = Lexicon::builtin().name(kind, random);
    out += name;
    invented = std::move(name);
  }

  void expand(std::string_view text, int depth) {
    for (std::size_t at = 0; at < text.size();) {
      const auto open = std::min(text.find('{', at), text.size());
      out += text.substr(at, open - at);
      if (open == text.size()) return;
      const auto close = std::min(text.find('}', open), text.size());
      const auto name = text.substr(open + 1, close - open - 1);
      if (const auto own = given.find(name); own != given.end()) {
        out += own->second;
      } else if (name.starts_with('@')) {
        invent(name.substr(1));
      } else if (const auto found = rules.find(name); found != rules.end() && depth < kDeepest) {
        rule(found, depth + 1);
      }
      at = close + 1;
    }
  }
};

std::string Phrases::text(std::string_view rule, Random& random, const Given& given) const {
  const auto found = rules_.find(rule);
  if (found == rules_.end()) return {};
  Expansion expansion{rules_, random, given};
  expansion.rule(found, 0);
  return std::move(expansion.out);
}

std::string Phrases::nth(std::string_view rule, std::size_t index) const {
  const auto found = rules_.find(rule);
  return found == rules_.end() ? std::string() : found->second[index % found->second.size()];
}

}  // namespace comity::specimen
