#include "grammar/mandates/mandate_views.h"

#include <algorithm>
#include <map>

#include "base/csv.h"
#include "embedded_comity_grammar.h"
#include "grammar/scan.h"

namespace comity::grammar {
namespace {

struct Views {
  std::vector<std::string> names;
  std::map<std::string, std::vector<std::string>, std::less<>> phrases;
};

const Views& views() {
  static const Views kViews = [] {
    const auto table = base::parse_csv(embedded("data/grammar/mandate_views.csv"));
    COMITY_ASSERT(table.has_value());
    Views all;
    for (const auto& row : table->rows) {
      const auto& name = row[table->column("view")];
      if (!all.phrases.contains(name)) all.names.push_back(name);
      all.phrases[name].push_back(small_letters(row[table->column("phrase")]));
    }
    return all;
  }();
  return kViews;
}

}  // namespace

const std::vector<std::string>& mandate_views() { return views().names; }

bool is_in_view(std::string_view view, std::string_view text) {
  const auto found = views().phrases.find(view);
  if (found == views().phrases.end()) return false;
  const auto small = small_letters(text);
  return std::any_of(found->second.begin(), found->second.end(), [&](const std::string& phrase) {
    return small.find(phrase) != std::string::npos;
  });
}

}  // namespace comity::grammar
