#include "grammar/resolutions/held_label.h"

#include <algorithm>
#include <vector>

#include "base/csv.h"
#include "embedded_comity_grammar.h"
#include "grammar/by_language.h"
#include "grammar/masthead.h"
#include "grammar/numbering.h"
#include "grammar/scan.h"

namespace comity::grammar {
namespace {

constexpr int kMostNumber = 999;

struct HeldWord {
  std::string small;
  std::string value;
};

/// Longest first.
struct HeldWords {
  std::vector<HeldWord> nouns;
  std::vector<HeldWord> numbers;

  static const HeldWords& of(model::Language language) {
    static ByLanguage<HeldWords> tables;
    return tables.of(language, load);
  }

  static HeldWords load(model::Language language) {
    HeldWords words;
    const auto table = base::parse_csv(embedded("data/grammar/held.csv"));
    COMITY_ASSERT(table.has_value());
    for (const auto& row : table->rows) {
      const auto& own = row[table->column("language")];
      if (own != model::code_of(language) && own != "en") continue;
      auto& list = row[table->column("rule")] == "noun" ? words.nouns : words.numbers;
      list.push_back({small_letters(row[table->column("phrase")]), row[table->column("value")]});
    }
    for (auto* list : {&words.nouns, &words.numbers}) {
      std::stable_sort(list->begin(), list->end(), [](const HeldWord& a, const HeldWord& b) {
        return a.small.size() > b.small.size();
      });
    }
    return words;
  }
};

const HeldWord* word_at(const std::vector<HeldWord>& words, std::string_view small,
                        std::size_t at) {
  const auto found = std::find_if(words.begin(), words.end(), [&](const HeldWord& word) {
    return small.substr(at).starts_with(word.small) && is_word_bound(small, at + word.small.size());
  });
  return found == words.end() ? nullptr : &*found;
}

/// The number behind the noun, with its end; 0 where none stands there.
NumberAt number_behind(std::string_view text, std::string_view small, std::size_t at,
                       const HeldWords& words) {
  if (const auto* word = word_at(words.numbers, small, at)) {
    return {std::stoi(word->value), at + word->small.size()};
  }
  if (const auto number = number_at(text, at, 3)) return *number;
  const std::size_t end = std::min(text.find_first_of(" .:,", at), text.size());
  return {is_upper(text[at]) ? roman_value(text.substr(at, end - at)) : 0, end};
}

/// "Draft resolution II bis", "Decision 3: …", "Resolution 14/1", "决议草案二".
std::optional<HeldLabel> worded_label(std::string_view text, const HeldWords& words) {
  const std::string small = small_letters(text);
  const auto* noun = word_at(words.nouns, small, 0);
  if (noun == nullptr) return std::nullopt;
  HeldLabel label{noun->value, false, false, noun->value.ends_with("decision"), {}};
  const std::size_t at = past_space(text, noun->small.size());
  if (at == text.size()) return label;
  if (const Numbered own = resolution_number(text.substr(at)); !own.number.empty()) {
    const auto title = std::min(at + own.title, text.size());
    return HeldLabel{own.number, true, true, label.decides, std::string(text.substr(title))};
  }
  auto number = number_behind(text, small, at, words);
  if (number.value < 1 || number.value > kMostNumber) return std::nullopt;
  label.counted = true;
  label.name += "-" + std::to_string(number.value);
  if (const auto ordinal = latin_ordinal_at(text, number.end); !ordinal.word.empty()) {
    label.name += "-" + std::string(ordinal.word);
    number.end = ordinal.end;
  }
  const auto rest = text.substr(past_space(text, number.end));
  const std::size_t title = rest.find_first_not_of(".:*-— \u2013");
  if (title == 0) return std::nullopt;  // "Resolution 5 of the Conference"
  if (title != std::string_view::npos) label.title = rest.substr(title);
  return label;
}

}  // namespace

std::optional<HeldLabel> held_label(std::string_view printed, std::string_view text,
                                    model::Language language) {
  if (const Numbered own = resolution_number(printed); !own.number.empty()) {
    return HeldLabel{own.number, true, true, std::nullopt, std::string(text)};
  }
  if (!printed.empty()) return std::nullopt;
  if (const Numbered own = resolution_number(text); !own.number.empty()) {
    const auto title = std::min(own.title, text.size());
    return HeldLabel{own.number, true, true, std::nullopt, std::string(text.substr(title))};
  }
  return worded_label(text, HeldWords::of(language));
}

}  // namespace comity::grammar
