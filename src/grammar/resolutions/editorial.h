#pragma once

#include <string>
#include <vector>

#include "model/reading.h"

// What an editor would mark in a text that the reader understood: warnings, never errors.
namespace comity::grammar {

/// Verbs and openings that the word tables do not know, and where the words of sequence do not
/// follow each other: of paragraphs that open with one verb the second that addresses the same has
/// "Also" and the third "Further", or what the text's language has for them (rule `sequence`);
/// neither stands where the paragraph before has another verb. And paragraphs that open in another
/// language than the text.
[[nodiscard]] std::vector<model::Finding> editorial_findings(const model::Reading& reading);

/// Every date that the document gives itself: of its masthead, and in the lines before and after
/// its text ("adopted by the General Assembly on …").
[[nodiscard]] std::vector<std::string> own_dates(const model::Reading& reading);

}  // namespace comity::grammar
