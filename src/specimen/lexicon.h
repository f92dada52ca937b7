#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "specimen/random.h"

namespace comity::specimen {

/// Invented names of places, families and peoples: some sixty thousand of each kind, made of the
/// parts in data/specimen/name_parts.csv, so that a large world has as many words as a real one.
/// None is the name of a State, invented or not.
class Lexicon {
 public:
  /// Built into the program.
  [[nodiscard]] static const Lexicon& builtin();

  /// A random name of the kind ("place", "family", "people"), a few often and most seldom: the name
  /// of rank r about as often as 1/r (Zipf). Empty where there is no such kind.
  [[nodiscard]] std::string name(std::string_view kind, Random& random) const;

 private:
  struct Parts {
    std::vector<std::string> starts;
    std::vector<std::string> middles;
    std::vector<std::string> ends;
  };

  std::map<std::string, Parts, std::less<>> kinds_;
};

}  // namespace comity::specimen
