#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/reading.h"

// What an editor would ask of each citation of a text: its date, its title, whether it can be.
namespace comity::grammar {

/// A document that a paragraph cites with its date or its title.
struct DescribedCitation {
  std::string number;  ///< of the paragraph
  std::string text;    ///< as printed, with the date
  std::string target;  ///< canonical symbol
  std::string date;    ///< ISO 8601; empty where none stands there
  std::string title;   ///< as printed, without quotation marks; empty where none stands there
  model::Place place;  ///< of the paragraph
};

/// The citations behind which a date stands ("resolution 74/153 of 18 December 2019"), or, there or
/// behind that date, a title in quotation marks ("resolution 66/3 of 22 September 2011, entitled
/// “…”").
[[nodiscard]] std::vector<DescribedCitation> described_citations(const model::Reading& reading);

/// Whether two titles are the same words: letters' case, spaces and marks aside.
[[nodiscard]] bool is_same_title(std::string_view a, std::string_view b);

/// Resolutions and decisions of the Assembly and the Council that are cited with a date on which
/// their session was not held, or whose session began after the text's own date. An Assembly's
/// session begins in September and ends before the next does (rule 1 of its rules of procedure,
/// A/520); the Council has met each March, June and September since its fourth session, in March
/// 2007, and has resumed a session up to three months later.
[[nodiscard]] std::vector<model::Finding> impossible_citations(const model::Reading& reading);

}  // namespace comity::grammar
