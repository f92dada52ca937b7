#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/citations/instruments.h"
#include "grammar/words.h"
#include "model/language.h"
#include "model/reading.h"

namespace comity::grammar {

/// Whose resolution a number is ("34/24"), as a document says somewhere: the body's code, or empty
/// where it says it of two.
using StatedBodies = std::map<std::string, std::string>;

/// What a text is cited in: the body whose "its resolution" is meant, and its session.
struct CitingContext {
  std::string body;          ///< code of data/grammar/bodies.csv; empty where not known
  int session = 0;           ///< of a body whose resolutions are numbered by session, or 0
  std::string series;        ///< first part of the document's own symbol: its series is known too
  StatedBodies stated = {};  ///< elsewhere in the document
  model::Language language = model::Language::en;
  NamedInstruments instruments = {};  ///< in the paragraphs before
  std::string last_target = {};       ///< what the text or note before cites last: "ibid."
};

/// Every document named in a text, in order, not overlapping:
///
///   citation   = symbol [ "and" suffix ] | [ body | "its" ] noun numbers
///              | [ body | "its" ] [ date ] numbers noun       where numbers have a lead:
///              "第74/153号决议"
///   noun       = "resolution" | "resolutions" | "decision" | "decisions"
///   numbers    = number *( [ "of" date ] ( "," | "and" ) number )
///   number     = 74/153 | S-26/2 | 2000/22 | 217 A (III) | 2106 (XX) | 1325 (2000) | 1/CP.21 |
///   WHA73.1 ibid       = "ibid." [ "," places ] range      = number ( "-" | "to" ) number its two
///   ends are cited
///
/// with the place in it that is named before or behind ("paragraph 5 of", "chap. V, sect. A"), and
/// beside them what provisions.h and cited_records.h find: articles of treaties, goals,
/// supplements.
///
/// "resolution 74/153" is A/RES/74/153 or A/HRC/RES/74/153 by the body named before it, after it,
/// or that of the document; README.md gives the rules. A resolution whose body is not known has no
/// target.
[[nodiscard]] std::vector<model::Citation> citations_in(std::string_view text,
                                                        const CitingContext& context,
                                                        const Words& words);

/// The bodies that a text names with the numbers of their resolutions.
[[nodiscard]] StatedBodies stated_bodies(std::string_view text, const CitingContext& context,
                                         const Words& words);

}  // namespace comity::grammar
