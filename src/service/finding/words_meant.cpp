#include "service/finding/words_meant.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "names/register.h"

namespace comity::service {
namespace {

using search::ProperName;

constexpr auto kInSix =
    std::to_array({model::Language::en, model::Language::fr, model::Language::es,
                   model::Language::ru, model::Language::ar, model::Language::zh});

/// "UK", "D.R. Congo": of so few letters other words are made too.
bool is_abbreviated(std::string_view form) {
  const auto words = base::split(form, ' ');
  return std::any_of(words.begin(), words.end(), [](std::string_view word) {
    const bool capital =
        std::any_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    const bool small =
        std::any_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    return capital && !small;
  });
}

/// Forms of every language are English ones.
ProperName proper_name(const names::Form& form, ProperName::Use use) {
  const bool any = form.language == model::Language::und;
  return {{any ? model::Language::en : form.language, form.text}, use};
}

std::vector<ProperName> names_of(const names::State& state) {
  std::vector<ProperName> names;
  for (const auto language : kInSix) {
    const auto& name = state.short_names[static_cast<std::size_t>(language)];
    if (!name.empty()) names.push_back({{language, name}, ProperName::Use::told});
  }
  for (const auto& form : state.spellings) {
    names.push_back(proper_name(
        form, is_abbreviated(form.text) ? ProperName::Use::typed : ProperName::Use::sought));
  }
  for (const auto& former : state.former) {
    names.push_back({{model::Language::en, former.name}, ProperName::Use::sought});
  }
  for (const auto& form : state.inflected) {
    names.push_back(proper_name(form, ProperName::Use::typed));
  }
  return names;
}

}  // namespace

const search::Thesaurus& words_meant() {
  static const auto words = [] {
    std::vector<std::vector<ProperName>> things;
    for (const auto& state : names::Register::builtin().states()) {
      things.push_back(names_of(state));
    }
    return search::Thesaurus::builtin().with(search::ProperNames(things));
  }();
  return words;
}

}  // namespace comity::service
