#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/result.h"
#include "model/language.h"

namespace comity::search {

/// What the analysis of a language needs to know, from data/search/<code>.txt. All words are
/// folded.
struct LanguageTable {
  /// The Snowball algorithm's name; empty for none.
  std::string stemmer;
  /// Function words that a query of several words does not insist on.
  std::unordered_set<std::string> stop_words;
  /// Pieces that fall away before an apostrophe ("l'homme") and after one ("State's").
  std::unordered_set<std::string> elided_before;
  std::unordered_set<std::string> elided_after;
  /// Letters written in several ways, brought to one before stemming.
  std::vector<std::pair<std::string, std::string>> replacements;
  /// Particles written together with the word, longest first, and the letters that must remain.
  struct Prefix {
    std::string text;
    std::size_t letters_left = 0;
  };
  std::vector<Prefix> prefixes;
  /// Particles of which one cannot tell whether the letter is the word's own: a word that begins so
  /// is known by both.
  std::vector<Prefix> loose_prefixes;
  /// Endings, each taken away once, in this order, where two letters are left.
  std::vector<std::string> suffixes;
  /// Forms that no rule brings together: of each the one that it is stemmed as.
  std::unordered_map<std::string, std::string> same;
};

/// The table's text, read; errors name the line.
[[nodiscard]] base::Result<LanguageTable> parse_language_table(std::string_view text);

/// The built-in table of a language; an empty one for `und` and for languages without a file.
[[nodiscard]] const LanguageTable& table_of(model::Language language);

}  // namespace comity::search
