#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "search/query/query.h"
#include "search/query/query_node.h"

namespace comity::search {

/// A name of one thing of its kind, as a State is.
struct ProperName {
  enum class Use : std::uint8_t {
    told,    ///< looked for, and said of a question
    sought,  ///< looked for only: another spelling
    typed    ///< leads to the others only: an abbreviation, or a name as a sentence bends it
  };
  Name name;
  Use use = Use::told;
};

/// Proper names: known as they are spelt, accents and capitals aside, and not by their stems, which
/// names of different things share ("Нигер", "Нигерия"). Immutable and thread-safe.
class ProperNames {
 public:
  ProperNames() = default;
  /// `things`: the names of each. A form that two things have leads to neither.
  explicit ProperNames(const std::vector<std::vector<ProperName>>& things);

  /// Words of the longest name.
  [[nodiscard]] std::size_t longest() const { return longest_; }

  struct Meant {
    std::vector<Name> told;
    std::vector<Name> spellings;
  };
  /// What else is looked for where the first `count` words are a name together; nothing where they
  /// are none. A name that another thing's name contains ("Republic of Korea") would find that
  /// thing's texts, and is taken only for one of which that is so already.
  [[nodiscard]] std::optional<Meant> meant(const std::vector<const std::vector<QueryTerm>*>& words,
                                           std::size_t count) const;

 private:
  struct Known {
    ProperName proper;
    std::set<std::string> stems;
    std::size_t thing = 0;
    bool within = false;  ///< in a name of another thing
    bool spare = false;   ///< finds nothing that another name of its thing does not
  };

  void note_contained();
  void note_spare(std::size_t thing);
  void keep_forms(std::vector<std::string> forms);

  std::vector<Known> known_;        ///< thing by thing
  std::vector<std::size_t> first_;  ///< of known_, by thing; one more than there are things
  std::unordered_map<std::string, std::size_t> by_form_;  ///< which of known_
  std::size_t longest_ = 0;
};

}  // namespace comity::search
