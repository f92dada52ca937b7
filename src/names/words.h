#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "names/tokens.h"

namespace comity::names {

/// A phrase as folded words.
using Phrase = std::vector<std::string>;

/// A letter that Arabic writes together with the word after it, and what it stands for.
struct Prefix {
  std::string form;
  std::string instead;      ///< what remains in its place ("لل" stands for "ل" + "ال"), or empty
  std::size_t letters = 0;  ///< of `form` that are not of the name
};

/// The small words around names in six languages, from data/names.csv, folded.
struct Words {
  std::vector<std::string> articles;
  std::vector<Phrase> joiners;     ///< "and", "as well as"; longest first
  std::vector<Phrase> on_behalf;   ///< "on behalf of"
  std::vector<Phrase> exceptions;  ///< "with the exception of"
  std::vector<Phrase> leads;       ///< "recommended by" before a name
  std::vector<Phrase> trails;      ///< "twice" after a name
  std::vector<Prefix> prefixes;
  std::vector<Phrase> only_in;  ///< names that are common words in other languages

  [[nodiscard]] bool is_article(std::string_view folded) const;
};

/// Built into the program.
[[nodiscard]] const Words& words();

/// How many tokens from `at` the longest phrase that stands there takes; 0 when none does.
[[nodiscard]] std::size_t phrase_at(const std::vector<Phrase>& phrases, const Tokens& tokens,
                                    std::size_t at);

}  // namespace comity::names
