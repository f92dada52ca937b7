#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "model/language.h"
#include "search/query/proper_names.h"
#include "search/query/query.h"
#include "search/query/query_node.h"

namespace comity::search {

/// What one thing is called in the languages of the United Nations: data/search/thesaurus.csv.
/// Immutable and thread-safe.
class Thesaurus {
 public:
  /// The words built into the program.
  [[nodiscard]] static const Thesaurus& builtin();
  /// A table with a column a language (by its code), several names of one thing with | between.
  /// invalid_input names the line.
  [[nodiscard]] static base::Result<Thesaurus> parse(std::string_view csv);

  /// These words and proper names.
  [[nodiscard]] Thesaurus with(ProperNames names) const;

  /// What the first words mean, as many of them as are a name together.
  struct Meant {
    std::size_t words = 0;        ///< 0 where they are none
    std::vector<Name> names;      ///< the others
    std::vector<Name> spellings;  ///< looked for too, and not worth telling
  };
  /// `words`: the terms of each word that was typed, one after the other.
  [[nodiscard]] Meant meant(const std::vector<const std::vector<QueryTerm>*>& words) const;

 private:
  using Names = std::vector<Name>;
  [[nodiscard]] std::optional<Names> things_meant(
      const std::vector<const std::vector<QueryTerm>*>& words, std::size_t count) const;

  ProperNames proper_;
  std::vector<Names> things_;
  /// By language and the stems of a name in it: which thing's, and which of its names.
  std::multimap<std::string, std::pair<std::size_t, std::size_t>, std::less<>> by_name_;
  std::size_t longest_ = 0;  ///< words of a name
};

}  // namespace comity::search
