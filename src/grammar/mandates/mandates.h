#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/mandates/occasions.h"
#include "model/reading.h"
#include "names/register.h"

// What a text asks of whom, and what its body promises to do.
namespace comity::grammar {

struct Mandate {
  enum class Kind : std::uint8_t {
    request,  ///< asks others, or other bodies, for something
    promise,  ///< the adopting body says what it will do: "Decides to continue …"
  };
  Kind kind = Kind::request;
  std::size_t paragraph = 0;            ///< position in the reading
  std::string number;                   ///< of the paragraph
  std::string verb;                     ///< plain form: "request", "call", "decide"
  std::vector<std::string> addressees;  ///< codes as in addressees.h; empty: nobody is named
  std::string addressed;                ///< those asked, as printed
  std::string action;                   ///< what, as printed
  std::vector<Occasion> occasions;
  bool operator==(const Mandate&) const = default;
};

[[nodiscard]] std::string_view name_of(Mandate::Kind kind);

/// The text's own body (code of data/grammar/bodies.csv), session and year, as far as it shows
/// them.
[[nodiscard]] OccasionContext occasion_context(const model::Reading& reading);

/// The mandates of a resolution, decision or draft, in the order of the text:
///
///   paragraph = clause *( junction clause ) [ ":" items ]
///   clause    = ask addressees "to" action | ask "that" addressees action | ask-for action
///             | decides "to" action | decides "that" addressees modal action | promises action
///   junction  = start | "," | ";" | "and"                each with fillers: "in this regard"
///   item      = clause | "To" action | gerund            with the verb and addressees of what it
///                                                        stands under
///
/// What a decision does by being taken ("Decides to extend …", "Decides to establish …") is no
/// mandate; the tasks listed under it are. A paragraph that only leads to items is none either.
[[nodiscard]] std::vector<Mandate> mandates_of(const model::Reading& reading,
                                               const names::Register& states);

}  // namespace comity::grammar
