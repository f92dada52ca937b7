#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace comity::specimen {

/// Languages in the order of the columns of data/states.csv.
enum Column : std::uint8_t { kEn, kFr, kEs, kRu, kAr, kZh, kColumns };
using Names = std::array<std::string, kColumns>;

/// An invented State.
struct InventedState {
  std::string code;  ///< "XBO": ISO 3166-1 leaves XAA to XZZ to users
  std::string regional_group;
  Names short_name;
  Names formal_name;
  std::string spelling;  ///< a further form, or empty
  std::string former;    ///< a former name in English, or empty
  bool article = false;  ///< "the" stands before the English name in running text
  int former_until = 0;  ///< the last year of the former name

  /// The English name that a document of that year prints.
  [[nodiscard]] const std::string& name_in(int year) const;
  /// The same as it stands in a sentence: "the Kelomar Islands".
  [[nodiscard]] std::string in_text(int year) const;
};

/// `count` (at most 400) States of the seed, ordered by code. Among the first of them stand names
/// of every kind that is hard to read: with "and", with brackets, one inside another, hyphened.
[[nodiscard]] std::vector<InventedState> invent_states(std::uint64_t seed, std::size_t count);

/// The States as a register in the form of data/states.csv.
[[nodiscard]] std::string to_csv(const std::vector<InventedState>& states);

}  // namespace comity::specimen
