#include "tagging/gazetteer.h"

#include <algorithm>
#include <array>

#include "base/csv.h"
#include "base/result.h"
#include "embedded_comity_tagging.h"

namespace comity::tagging {

const Gazetteer& Gazetteer::builtin() {
  static const Gazetteer kGazetteer;
  return kGazetteer;
}

Gazetteer::Gazetteer() {
  const auto table = base::parse_csv(embedded("data/tagging/forms.csv"));
  COMITY_ASSERT(table.has_value() && table->columns.size() == 3);
  Tokens tokens;
  for (const auto& row : table->rows) {
    const auto scheme = scheme_from(row[0]);
    COMITY_ASSERT(scheme.has_value());
    Form form;
    form.label = label_of(*scheme, row[1]);
    COMITY_ASSERT(form.label != nullptr);
    form.text = row[2];
    tokens.read(row[2]);
    for (const auto& token : tokens.all()) {
      form.words.push_back(token.hash);
      form.capitals.push_back(token.capitals ? 1 : 0);
    }
    COMITY_ASSERT(!form.words.empty());
    forms_[form.words.front()].push_back(std::move(form));
  }
  for (auto& [word, forms] : forms_) {
    std::stable_sort(forms.begin(), forms.end(),
                     [](const Form& a, const Form& b) { return a.words.size() > b.words.size(); });
  }
}

bool Gazetteer::stands_at(const Form& form, const Tokens& tokens, std::size_t at) {
  if (at + form.words.size() > tokens.size()) return false;
  for (std::size_t i = 0; i < form.words.size(); ++i) {
    const auto& token = tokens[at + i];
    if (token.hash != form.words[i] || (form.capitals[i] != 0 && !token.capitals)) return false;
  }
  return true;
}

void Gazetteer::find(const Tokens& tokens, std::vector<FormFound>& out) const {
  out.clear();
  std::array<std::size_t, kSchemes> free{};  // by scheme: the word behind the last form
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    const auto found = forms_.find(tokens[at].hash);
    if (found == forms_.end()) continue;
    std::array<std::size_t, kSchemes> taken{};  // several entries may share one form
    for (const auto& form : found->second) {
      const auto scheme = static_cast<std::size_t>(form.label->scheme);
      if (at < free[scheme] || form.words.size() < taken[scheme]) continue;
      if (!stands_at(form, tokens, at)) continue;
      taken[scheme] = form.words.size();
      out.push_back({form.label, form.text, static_cast<std::uint32_t>(at),
                     static_cast<std::uint32_t>(form.words.size())});
    }
    for (std::size_t i = 0; i < kSchemes; ++i) {
      if (taken[i] > 0) free[i] = at + taken[i];
    }
  }
  std::stable_sort(out.begin(), out.end(), [](const FormFound& a, const FormFound& b) {
    return a.label->scheme < b.label->scheme;
  });
}

}  // namespace comity::tagging
