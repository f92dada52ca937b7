#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "grammar/mandates/mandate_words.h"
#include "names/register.h"

namespace comity::grammar {

/// Those whom a stretch of text names as asked: codes of data/grammar/mandates.LANGUAGE.csv
/// ("secretary-general", "states"), "state:FRA" for a State, in order, each once. `own`: code of
/// the adopting body in data/grammar/bodies.csv, which tells which "the Council" is.
struct Addressees {
  std::vector<std::string> codes;
  std::size_t end = 0;  ///< bytes of the text behind the last name taken
};

enum class NamesTaken : std::uint8_t {
  independent,  ///< those that say more of another ("… of the Council") are left out
  all,
};

[[nodiscard]] Addressees addressees_in(std::string_view text, std::string_view own,
                                       NamesTaken taken, const MandateWords& words,
                                       const names::Register& states, model::Language language);

/// The code under which a body is addressed ("GA": "general-assembly"); empty where it has none.
[[nodiscard]] std::string_view addressee_of_body(std::string_view body);
/// The other way.
[[nodiscard]] std::string_view body_of_addressee(std::string_view code);

}  // namespace comity::grammar
