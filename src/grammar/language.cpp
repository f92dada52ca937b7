#include "grammar/language.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/csv.h"
#include "base/text.h"
#include "embedded_comity_grammar.h"
#include "grammar/scan.h"

namespace comity::grammar {
namespace {

using model::Language;

constexpr std::size_t kSample = 20'000;  ///< bytes looked at
using Counts = std::array<std::size_t, 7>;

struct Hash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const {
    return std::hash<std::string_view>{}(text);
  }
};
/// The languages that have the word among their commonest: "la" is French and Spanish.
using CommonWords = std::unordered_map<std::string, std::vector<Language>, Hash, std::equal_to<>>;

const CommonWords& common_words() {
  static const CommonWords kWords = [] {
    CommonWords words;
    const auto table = base::parse_csv(embedded("data/grammar/languages.csv"));
    COMITY_ASSERT(table.has_value());
    for (const auto& row : table->rows) {
      if (const auto language = model::language_from(row[table->column("language")])) {
        words[row[table->column("word")]].push_back(*language);
      }
    }
    return words;
  }();
  return kWords;
}

/// Latin letters count for no language.
void count_script(char32_t letter, Counts& counts) {
  const auto add = [&](Language language) { ++counts[static_cast<std::size_t>(language)]; };
  if (letter >= 0x0600 && letter <= 0x06FF) add(Language::ar);
  if (letter >= 0x0400 && letter <= 0x04FF) add(Language::ru);
  if (letter >= 0x4E00 && letter <= 0x9FFF) add(Language::zh);
  const bool latin = (letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z');
  if (latin) add(Language::und);
}

/// Whether the script is more than a name or a quotation among Latin letters; a character of
/// Chinese says as much as some letters.
bool is_main_script(std::size_t script, const Counts& counts) {
  const std::size_t worth = script == static_cast<std::size_t>(Language::zh) ? 6 : 2;
  return counts[script] * worth > counts[static_cast<std::size_t>(Language::und)];
}

std::string sample_of(const model::Document& document) {
  std::string sample;
  for (const model::Block& block : document.blocks) {
    if (sample.size() >= kSample) break;
    for (const model::Run& run : block.runs) sample += run.text;
    sample += ' ';
    for (const auto& row : block.rows) {
      if (sample.size() >= kSample) break;
      for (const model::Cell& cell : row) sample += model::text_of(cell.runs) + ' ';
    }
  }
  return sample;
}

std::size_t best(const Counts& counts) {
  return static_cast<std::size_t>(std::max_element(counts.begin(), counts.end()) - counts.begin());
}

Counts common_words_in(std::string_view sample) {
  Counts words{};
  const auto& common = common_words();
  const std::string small = small_letters(sample);
  for (std::size_t at = 0; at < small.size();) {
    const std::size_t end = std::min(small.find(' ', at), small.size());
    const auto found = common.find(std::string_view(small).substr(at, end - at));
    if (found != common.end()) {
      for (const auto language : found->second) ++words[static_cast<std::size_t>(language)];
    }
    at = end + 1;
  }
  return words;
}

}  // namespace

Language language_of(const model::Document& document) {
  const std::string sample = sample_of(document);
  Counts scripts{};
  for (std::size_t at = 0; at < sample.size();)
    count_script(base::next_code_point(sample, at), scripts);
  // Names in Latin letters stand in every text; a tenth of another script tells it, and half of it
  // against what is declared.
  auto others_than_latin = scripts;
  others_than_latin[static_cast<std::size_t>(Language::und)] = 0;
  const std::size_t script = best(others_than_latin);
  const std::size_t share = document.language == Language::und ? 20 : 5;
  if (scripts[script] * share > sample.size() && is_main_script(script, scripts)) {
    return static_cast<Language>(script);
  }
  const Counts words = common_words_in(sample);
  const std::size_t told = best(words);
  Counts others = words;
  others[told] = 0;
  const auto next = others[best(others)];
  if (document.language != Language::und) {
    // Whoever types over an old file leaves its language behind; a few words prove nothing.
    const auto declared = words[static_cast<std::size_t>(document.language)];
    const bool clear = words[told] >= 5 && declared * 3 <= words[told] && next * 3 <= words[told];
    return clear ? static_cast<Language>(told) : document.language;
  }
  // A short draft has few such words; they tell it where none is of another language.
  const bool tells = words[told] > next && (words[told] > 2 || (words[told] == 2 && next == 0));
  return tells ? static_cast<Language>(told) : Language::und;
}

}  // namespace comity::grammar
