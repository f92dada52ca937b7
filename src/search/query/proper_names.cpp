#include "search/query/proper_names.h"

#include <algorithm>
#include <map>

#include "base/text.h"

namespace comity::search {
namespace {

constexpr model::Language kTyped[] = {model::Language::ar, model::Language::zh,
                                      model::Language::en, model::Language::fr,
                                      model::Language::ru, model::Language::es};

void add_to_form(std::string& form, const std::vector<QueryTerm>& terms) {
  for (const auto& term : terms) {
    if (!form.empty()) form += ' ';
    form += base::unaccented(term.form);
  }
}

/// The words of a name without which it would not be it, as its language has them.
std::set<std::string> stems_of(model::Language language, const std::vector<QueryTerm>& terms) {
  std::set<std::string> stems;
  for (const auto& term : terms) {
    if (term.neutral) {
      stems.insert(term.form);
    } else if (!is_stop_word(language, term.form)) {
      stems.insert(stem_keys(tongue_of(language), term.form).front());
    }
  }
  return stems;
}

bool contains(const std::set<std::string>& all, const std::set<std::string>& some) {
  return std::includes(all.begin(), all.end(), some.begin(), some.end());
}

/// "US" and "того" are words of every other sentence.
bool is_common_word(const std::string& form) {
  return std::any_of(std::begin(kTyped), std::end(kTyped),
                     [&](model::Language language) { return is_stop_word(language, form); });
}

}  // namespace

ProperNames::ProperNames(const std::vector<std::vector<ProperName>>& things) {
  std::vector<std::string> forms;
  for (const auto& names : things) {
    first_.push_back(known_.size());
    for (const auto& name : names) {
      const auto terms = terms_of(name.name.text);
      auto stems = stems_of(name.name.language, terms);
      if (stems.empty()) continue;
      longest_ = std::max(longest_, terms.size());
      add_to_form(forms.emplace_back(), terms);
      known_.push_back({name, std::move(stems), first_.size() - 1});
    }
  }
  first_.push_back(known_.size());
  note_contained();
  for (std::size_t thing = 0; thing < things.size(); ++thing) note_spare(thing);
  keep_forms(std::move(forms));
}

void ProperNames::note_contained() {
  std::map<std::pair<model::Language, std::string>, std::vector<std::size_t>> holders;
  for (std::size_t i = 0; i < known_.size(); ++i) {
    for (const auto& stem : known_[i].stems) {
      holders[{known_[i].proper.name.language, stem}].push_back(i);
    }
  }
  for (auto& known : known_) {
    const auto& those = holders[{known.proper.name.language, *known.stems.begin()}];
    known.within = std::any_of(those.begin(), those.end(), [&](std::size_t other) {
      return known_[other].thing != known.thing && contains(known_[other].stems, known.stems);
    });
  }
}

void ProperNames::note_spare(std::size_t thing) {
  for (auto i = first_[thing]; i < first_[thing + 1]; ++i) {
    auto& known = known_[i];
    for (auto j = first_[thing]; j < first_[thing + 1] && !known.spare; ++j) {
      const auto& other = known_[j];
      const bool stands_for = i != j && other.proper.use != ProperName::Use::typed &&
                              other.proper.name.language == known.proper.name.language &&
                              (known.within || !other.within) && contains(known.stems, other.stems);
      // Of two alike the first stays.
      known.spare = stands_for && (other.stems.size() < known.stems.size() || j < i);
    }
  }
}

void ProperNames::keep_forms(std::vector<std::string> forms) {
  std::set<std::string> of_two;
  for (std::size_t i = 0; i < forms.size(); ++i) {
    if (is_common_word(forms[i])) continue;
    const auto [found, added] = by_form_.emplace(forms[i], i);
    if (!added && known_[found->second].thing != known_[i].thing) of_two.insert(forms[i]);
  }
  for (const auto& form : of_two) by_form_.erase(form);
}

std::optional<ProperNames::Meant> ProperNames::meant(
    const std::vector<const std::vector<QueryTerm>*>& words, std::size_t count) const {
  std::string form;
  for (std::size_t word = 0; word < count; ++word) add_to_form(form, *words[word]);
  const auto found = by_form_.find(form);
  if (found == by_form_.end()) return std::nullopt;
  const auto& typed = known_[found->second];
  Meant meant;
  for (auto i = first_[typed.thing]; i < first_[typed.thing + 1]; ++i) {
    const auto& other = known_[i];
    const bool same =
        other.proper.name.language == typed.proper.name.language && other.stems == typed.stems;
    if (same || (other.within && !typed.within)) continue;
    if (other.proper.use == ProperName::Use::told) meant.told.push_back(other.proper.name);
    if (other.proper.use == ProperName::Use::sought && !other.spare) {
      meant.spellings.push_back(other.proper.name);
    }
  }
  return meant;
}

}  // namespace comity::search
