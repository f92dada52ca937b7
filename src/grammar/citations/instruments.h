#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "grammar/words.h"

namespace comity::grammar {

/// A treaty, the Charter or a declaration whose articles texts cite: data/grammar/instruments.csv.
struct Instrument {
  std::string name;
  std::string short_name;  ///< "ICCPR", as places name it
  std::string kind;        ///< "Convention": how it is called for short
  std::string target;      ///< the document that holds it, else its name
};

/// The instrument whose name, in the language of the words or as an acronym, begins at `at`.
/// `small` is the text in small letters.
struct InstrumentAt {
  const Instrument* instrument = nullptr;
  std::size_t end = 0;
};
[[nodiscard]] std::optional<InstrumentAt> instrument_at(std::string_view text,
                                                        std::string_view small, std::size_t at,
                                                        const Words& words);

/// The one registered under a number of the United Nations Treaty Series, or null.
[[nodiscard]] const Instrument* instrument_registered(std::string_view number);

/// Which instrument of each kind a text named last: what "the Convention" means. Null where that is
/// none of the table.
using NamedInstruments = std::map<std::string, const Instrument*, std::less<>>;
/// Takes up what a paragraph names.
void note_instruments(std::string_view text, const Words& words, NamedInstruments& named);

}  // namespace comity::grammar
