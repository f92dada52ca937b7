#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "specimen/random.h"

namespace comity::specimen {

/// What stands for a rule in one text, instead of the table: {"State", "Bodoria"}.
using Given = std::map<std::string, std::string, std::less<>>;

/// The sentence grammar of data/specimen/phrases.csv: a rule is one of several texts, in which
/// {rule} stands for another rule and {@kind} for an invented name (lexicon.h).
class Phrases {
 public:
  /// Built into the program.
  [[nodiscard]] static const Phrases& builtin();

  /// A random text of the rule. A rule that neither the table nor `given` has is left out.
  [[nodiscard]] std::string text(std::string_view rule, Random& random,
                                 const Given& given = {}) const;

  /// The text of the rule at that place of the table, counted round; empty where there is no rule.
  [[nodiscard]] std::string nth(std::string_view rule, std::size_t index) const;

 private:
  struct Expansion;
  using Rules = std::map<std::string, std::vector<std::string>, std::less<>>;

  Rules rules_;
};

}  // namespace comity::specimen
