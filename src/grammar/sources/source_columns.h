#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/source.h"
#include "names/register.h"

namespace comity::grammar {

/// What each column of a table of recommendations means, by the names in data/ in six languages.
/// Where several columns may mean one thing, the name that stands first there wins; each column
/// means one thing.
[[nodiscard]] model::ColumnMapping columns_by_name(const std::vector<std::string>& names);

/// The same with what the names leave open filled by what stands in the first rows: names of
/// States, answers, numbers such as "119.23", the longest texts.
[[nodiscard]] model::ColumnMapping columns_by_content(
    const model::ColumnMapping& known, const std::vector<std::string>& names,
    std::span<const std::vector<std::string>> rows, const names::Register& states);

/// What an answer comes to by the words in data/; nothing for other words.
[[nodiscard]] std::optional<model::SourceAnswer> answer_by_word(std::string_view word);

/// The mechanism that a source's name for it means ("- CEDAW", "SR Freedom of opinion"); of several
/// the first. Empty for a name that is not known.
[[nodiscard]] std::string mechanism_by_name(std::string_view name);
/// The same by a document's symbol; empty where it tells nothing.
[[nodiscard]] std::string mechanism_by_symbol(std::string_view symbol);

/// The State that a symbol names ("CEDAW/C/ALB/CO/4"): its code, or empty.
[[nodiscard]] std::string state_by_symbol(std::string_view symbol, const names::Register& states);

/// The cycle in which the Council considered a report ("A/HRC/21/11"), or the Working Group a
/// review ("A/HRC/WG.6/13/BRA/1"); 0 where the symbol is no such.
[[nodiscard]] int cycle_by_symbol(std::string_view symbol);
/// The cycle of which a report came out on a day ("2012-07-09"); 0 where it is no date of one.
[[nodiscard]] int cycle_by_date(std::string_view date);

/// The cycle that a cell names in words or as an ordinal ("2nd cycle", "Second (2012–2016)",
/// "deuxième cycle", "II"), by the words in data/ in six languages; 0 where it says more than that,
/// or names two.
[[nodiscard]] int cycle_by_words(std::string_view text);

/// Where a text ends and its table says from which document the answer is taken ("Source of
/// position: A/HRC/28/15/Add.1 - Para. 3"), with that document's symbol; npos where it does not.
struct PositionFrom {
  std::size_t begin = std::string_view::npos;
  std::string symbol;
};
[[nodiscard]] PositionFrom position_from(std::string_view text);

/// A number before a recommendation ("118.12 Ratify", "118.12. Ratify"); empty where there is none.
/// `end` of the text behind it.
struct NumberBefore {
  std::string number;
  std::size_t end = 0;
};
[[nodiscard]] NumberBefore number_before(std::string_view text);

}  // namespace comity::grammar
