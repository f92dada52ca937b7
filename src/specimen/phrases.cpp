#include "specimen/phrases.h"

#include <algorithm>

#include "base/csv.h"
#include "base/result.h"
#include "embedded_comity_specimen.h"

namespace comity::specimen {
namespace {

constexpr int kDeepest = 8;  // of rules inside rules; the table needs three

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

std::string Phrases::text(std::string_view rule, Random& random, const Given& given) const {
  const auto found = rules_.find(rule);
  if (found == rules_.end()) return {};
  std::string out;
  expand(out, found->second[random.below(found->second.size())], random, given, 0);
  return out;
}

std::string Phrases::nth(std::string_view rule, std::size_t index) const {
  const auto found = rules_.find(rule);
  return found == rules_.end() ? std::string() : found->second[index % found->second.size()];
}

void Phrases::expand(std::string& out, std::string_view text, Random& random, const Given& given,
                     int depth) const {
  for (std::size_t at = 0; at < text.size();) {
    const auto open = std::min(text.find('{', at), text.size());
    out += text.substr(at, open - at);
    if (open == text.size()) return;
    const auto close = std::min(text.find('}', open), text.size());
    const auto rule = text.substr(open + 1, close - open - 1);
    if (const auto own = given.find(rule); own != given.end()) {
      out += own->second;
    } else if (const auto found = rules_.find(rule); found != rules_.end() && depth < kDeepest) {
      const auto& texts = found->second;
      expand(out, texts[random.below(texts.size())], random, given, depth + 1);
    }
    at = close + 1;
  }
}

}  // namespace comity::specimen
