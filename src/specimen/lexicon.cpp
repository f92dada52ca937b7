#include "specimen/lexicon.h"

#include "base/csv.h"
#include "base/result.h"
#include "embedded_comity_specimen.h"

namespace comity::specimen {
namespace {

// Prime to the number of names of each kind, so that names of neighbouring ranks look unlike.
constexpr std::size_t kStride = 48271;

}  // namespace

const Lexicon& Lexicon::builtin() {
  static const Lexicon kLexicon = [] {
    const auto table = base::parse_csv(embedded("data/specimen/name_parts.csv"));
    COMITY_ASSERT(table.has_value() && table->columns.size() == 3);
    Lexicon lexicon;
    for (const auto& row : table->rows) {
      auto& parts = lexicon.kinds_[row[0]];
      auto& list = row[1] == "start"    ? parts.starts
                   : row[1] == "middle" ? parts.middles
                                        : parts.ends;
      list.push_back(row[2]);
    }
    return lexicon;
  }();
  return kLexicon;
}

std::string Lexicon::name(std::string_view kind, Random& random) const {
  const auto found = kinds_.find(kind);
  if (found == kinds_.end()) return {};
  const auto& [starts, middles, ends] = found->second;
  const auto names = starts.size() * middles.size() * ends.size();
  auto at = random.skewed(names) * kStride % names;
  const auto take = [&at](const std::vector<std::string>& list) -> const std::string& {
    const auto& part = list[at % list.size()];
    at /= list.size();
    return part;
  };
  auto name = take(starts);
  name += take(middles);
  name += take(ends);
  return name;
}

}  // namespace comity::specimen
