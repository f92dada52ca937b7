#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The human rights treaties by their names in six languages and acronyms (data/treaties.csv).
namespace comity::names {

/// The text with each treaty by one short name of ours, whichever form it stands in, so that texts
/// that name it differently can be compared. Acronyms are known in capitals only.
[[nodiscard]] std::string with_short_treaties(std::string_view text);

/// The treaty whose name, in whichever form, begins at a place of a text, by its short name, and
/// where that name ends. `small` is the text in small letters, of ASCII at least.
struct TreatyAt {
  std::string_view treaty;
  std::size_t end = 0;
};
[[nodiscard]] std::optional<TreatyAt> treaty_at(std::string_view text, std::string_view small,
                                                std::size_t at);

/// The short names that stand in such a text, in order of the alphabet.
[[nodiscard]] std::vector<std::string_view> treaties_named(std::string_view with_short_names);

/// All names and acronyms of the treaties that a text names, in English and in the languages in
/// which it does, one after the other; empty where it names none.
[[nodiscard]] std::string other_treaty_forms(std::string_view text);

}  // namespace comity::names
