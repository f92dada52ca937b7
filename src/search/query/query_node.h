#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "search/analysis/analysis.h"

// A question as a tree: what parse_query() makes and what searching and highlighting walk.
namespace comity::search {

/// A word as it is looked up.
struct QueryTerm {
  std::string form;  ///< folded
  /// The same in all languages (numbers, symbols, Han characters): kept under no language.
  bool neutral = false;
  /// Places after the first word of its phrase.
  std::uint32_t offset = 0;
  /// Where it was typed: bytes of what terms_of() was given, characters of a whole question.
  std::size_t position = 0;
  std::size_t length = 0;
};

/// Where a word is looked for.
struct Fields {
  bool title = true;
  bool text = true;
  bool number = true;
};

struct QueryNode {
  enum class Kind : std::uint8_t {
    word,         ///< any form of it
    phrase,       ///< these very forms (or any, see `stemmed`), one after the other
    prefix,       ///< any word that begins so
    facet,        ///< documents whose facet has the value, case aside, or a number of the range
    conjunction,  ///< all children
    disjunction,  ///< at least one
    negation,     ///< all documents but the child's
  } kind = Kind::word;
  std::vector<QueryTerm> terms;  ///< one for word and prefix
  Fields fields;
  std::string facet;
  std::string value;
  std::vector<QueryNode> children;
  bool stemmed = false;  ///< of a phrase: any forms of its words
  bool typed = true;     ///< not so: another name of what was typed, by the thesaurus
};

/// The forms of a piece of a question, as the analysis of any language gives them: a compound such
/// as "a/hrc/21/11" as one, Han characters as overlapping pairs.
[[nodiscard]] std::vector<QueryTerm> terms_of(std::string_view text);

/// The tree as one line that no other tree has.
[[nodiscard]] std::string describe(const QueryNode& node);

}  // namespace comity::search
