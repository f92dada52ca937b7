#include "search/query/thesaurus.h"

#include <algorithm>
#include <set>

#include "base/csv.h"
#include "base/text.h"
#include "embedded_comity_search.h"

namespace comity::search {
namespace {

using base::ErrorKind;

/// Every language in which a name may be typed; Han characters are the same in all.
constexpr model::Language kLanguages[] = {model::Language::ar, model::Language::zh,
                                          model::Language::en, model::Language::fr,
                                          model::Language::ru, model::Language::es};

/// The forms by which a name's words are known in a language: some words have two, one for readers
/// who leave accents out.
std::vector<std::string> keys_of(model::Language language,
                                 const std::vector<const std::vector<QueryTerm>*>& words,
                                 std::size_t count) {
  constexpr std::size_t kMostKeys = 64;
  std::vector<std::string> keys{std::string(model::code_of(language))};
  for (std::size_t word = 0; word < count; ++word) {
    for (const auto& term : *words[word]) {
      const auto stems = term.neutral ? std::vector<std::string>{term.form}
                                      : stem_keys(tongue_of(language), term.form);
      std::vector<std::string> longer;
      for (const auto& key : keys) {
        for (const auto& stem : stems) longer.push_back(key + " " + stem);
      }
      if (longer.size() > kMostKeys) longer.resize(kMostKeys);
      keys = std::move(longer);
    }
  }
  return keys;
}

/// The terms of each word of a name, those left out that need not be there.
std::vector<std::vector<QueryTerm>> words_of(std::string_view name) {
  std::vector<std::vector<QueryTerm>> words;
  for (const auto word : base::split(name, ' ')) {
    if (auto terms = terms_of(word); !terms.empty()) words.push_back(std::move(terms));
  }
  return words;
}

std::vector<const std::vector<QueryTerm>*> places_of(
    const std::vector<std::vector<QueryTerm>>& words) {
  std::vector<const std::vector<QueryTerm>*> places;
  places.reserve(words.size());
  for (const auto& word : words) places.push_back(&word);
  return places;
}

}  // namespace

base::Result<Thesaurus> Thesaurus::parse(std::string_view csv) {
  COMITY_TRY(const auto table, base::parse_csv(csv));
  std::vector<model::Language> languages;
  for (const auto& code : table.columns) {
    const auto language = model::language_from(code);
    if (!language) return base::fail(ErrorKind::invalid_input, "no language: " + code, "line 1");
    languages.push_back(*language);
  }
  Thesaurus made;
  for (const auto& row : table.rows) {
    const auto thing = made.things_.size();
    auto& names = made.things_.emplace_back();
    for (std::size_t column = 0; column < row.size(); ++column) {
      for (const auto name : base::split(row[column], '|')) {
        const auto words = words_of(name);
        if (words.empty()) {
          return base::fail(ErrorKind::invalid_input, "a name without words",
                            "line " + std::to_string(thing + 2));
        }
        names.push_back({languages[column], std::string(name)});
        made.longest_ = std::max(made.longest_, words.size());
        for (auto& key : keys_of(languages[column], places_of(words), words.size())) {
          made.by_name_.emplace(std::move(key), std::pair(thing, names.size() - 1));
        }
      }
    }
  }
  return made;
}

const Thesaurus& Thesaurus::builtin() {
  static const Thesaurus words = [] {
    auto parsed = parse(embedded("data/search/thesaurus.csv"));
    COMITY_ASSERT(parsed.has_value());
    return *std::move(parsed);
  }();
  return words;
}

Thesaurus Thesaurus::with(ProperNames names) const {
  auto both = *this;
  both.proper_ = std::move(names);
  return both;
}

/// The other names of things that the first words are a name of together.
std::optional<Thesaurus::Names> Thesaurus::things_meant(
    const std::vector<const std::vector<QueryTerm>*>& words, std::size_t count) const {
  std::map<std::size_t, std::set<std::size_t>> things;  // and which of their names were typed
  for (const auto language : kLanguages) {
    for (const auto& key : keys_of(language, words, count)) {
      const auto [first, last] = by_name_.equal_range(key);
      for (auto found = first; found != last; ++found) {
        things[found->second.first].insert(found->second.second);
      }
    }
  }
  if (things.empty()) return std::nullopt;
  Names names;
  for (const auto& [thing, typed] : things) {
    for (std::size_t i = 0; i < things_[thing].size(); ++i) {
      const auto& name = things_[thing][i];
      const bool known = std::find(names.begin(), names.end(), name) != names.end();
      if (!known && !typed.contains(i)) names.push_back(name);
    }
  }
  return names;
}

Thesaurus::Meant Thesaurus::meant(const std::vector<const std::vector<QueryTerm>*>& words) const {
  const auto longest = std::max(longest_, proper_.longest());
  for (auto count = std::min(words.size(), longest); count > 0; --count) {
    auto names = count <= longest_ ? things_meant(words, count) : std::nullopt;
    auto proper = proper_.meant(words, count);
    if (!names && !proper) continue;
    Meant meant{count, std::move(names).value_or(Names()), {}};
    if (proper) {
      meant.names.insert(meant.names.end(), proper->told.begin(), proper->told.end());
      meant.spellings = std::move(proper->spellings);
    }
    return meant;
  }
  return {};
}

}  // namespace comity::search
