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
/// The session of its body that a symbol names (A/HRC/21/11: 21; A/C.3/75/L.12: 75; A/RES/73/6:
/// 73), or 0: the first number of others is a year or a document's (A/AC.109/2020/L.8, A/CN.9/1025,
/// A/520), or counts the sessions of another organ (A/HRC/WG.6/13/BRA/1).
[[nodiscard]] int session_of(const model::Symbol& symbol);
/// Whether the session in the masthead of a document with this symbol is one that its body counts.
/// That of an organ below the Assembly or the Council, or of a special session, is not.
[[nodiscard]] bool shows_session_of_body(const model::Symbol& symbol);
/// The year in which the body's session opens by the rule of its table, or 0: the General
/// Assembly's seventy-fifth in 2020, the Human Rights Council's three a year since 2006.
[[nodiscard]] int year_of_session(const Body& body, int session);
/// The month in which it opens by the same rule ("2021-09"), or empty: the Assembly's in September
/// (its rule of procedure 1), the Council's in March, June and September.
[[nodiscard]] std::string opening_of_session(const Body& body, int session);
/// The last session that the body opens in the year by the same rule, or 0.
[[nodiscard]] int last_session_of(const Body& body, int year);

}  // namespace comity::grammar
