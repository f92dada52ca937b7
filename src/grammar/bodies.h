#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/symbol.h"

namespace comity::grammar {

/// A body whose documents have a series of their own: data/grammar/bodies.csv.
struct Body {
  std::string code;         ///< "HRC"
  std::string series;       ///< "A/HRC"
  std::string resolutions;  ///< "A/HRC/RES"; empty where it adopts none
  std::string decisions;    ///< "A/HRC/DEC"
  int first_session = 0;    ///< of those numbered session/number
  int first_year = 0;       ///< of its first session, where sessions follow by a rule, else 0
  int sessions_a_year = 0;
};

/// The body by its code, or null.
[[nodiscard]] const Body* body_by_code(std::string_view code);
/// The body in whose series the symbol stands (the longest that fits), or null.
[[nodiscard]] const Body* body_of(const model::Symbol& symbol);
/// Whether `first` begins a series of the United Nations ("A", "CCPR"): data/grammar/series.csv.
[[nodiscard]] bool is_series(std::string_view first);
/// The session that a symbol of the body's series names (A/HRC/21/11: 21; A/RES/73/6: 73), or 0.
[[nodiscard]] int session_of(const model::Symbol& symbol);
/// The year in which the body's session opens by the rule of its table, or 0: the General
/// Assembly's seventy-fifth in 2020, the Human Rights Council's three a year since 2006.
[[nodiscard]] int year_of_session(const Body& body, int session);

}  // namespace comity::grammar
