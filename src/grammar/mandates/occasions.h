#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/mandates/mandate_words.h"
#include "grammar/words.h"

namespace comity::grammar {

/// When something that is asked or promised falls due.
struct Occasion {
  enum class Kind : std::uint8_t {
    session,    ///< `number` of `body`
    year,       ///< `number`, with `date` where a day is named
    recurring,  ///< `every`: "annual", "biennial", "triennial", "each-session"
  };
  Kind kind = Kind::session;
  int number = 0;
  std::string body;  ///< code of data/grammar/bodies.csv; empty where not known
  std::string date;  ///< ISO 8601
  std::string every;
  bool operator==(const Occasion&) const = default;
};

/// "s76", "2025", "annual": as filters and exports write it.
[[nodiscard]] std::string code_of(const Occasion& occasion);

/// From when on an occasion lies ahead; 0 where not known.
struct OccasionContext {
  std::string body;  ///< the adopting body
  int session = 0;   ///< at which it adopted
  int year = 0;      ///< in which it adopted
};

/// The occasions that an action names, in order, each once: "at its seventy-sixth session",
/// "by 2025", "annually". Sessions and years that were past when the text was adopted are none.
/// "Its" session is that of the body `asked`, or of the adopting body where none is.
[[nodiscard]] std::vector<Occasion> occasions_in(std::string_view action,
                                                 const OccasionContext& context,
                                                 std::string_view asked, const MandateWords& words,
                                                 const Words& dates);

/// The ordinal with which a text begins ("Seventy-fifth session": 75), or 0.
[[nodiscard]] int leading_ordinal(std::string_view text, const MandateWords& words);

}  // namespace comity::grammar
