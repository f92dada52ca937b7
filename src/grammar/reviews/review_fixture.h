#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "grammar/document_sketch.h"
#include "grammar/parse.h"
#include "names/register.h"

// Small reports of the Working Group, as the tests of their lists give them.
namespace comity::grammar::review_fixture {

inline constexpr std::string_view kReviewHead =
    "A/HRC/98/7\n# Report of the Working Group on the Universal Periodic Review\n# Fiji\n"
    "{1.} The Working Group on the Universal Periodic Review, established in accordance with "
    "resolution 5/1, held its thirteenth session from 1 to 9 May 2012. The review of Fiji was "
    "held at the 3rd meeting on 2 May 2012.\n# II. Conclusions and/or recommendations\n";
inline constexpr std::string_view kList =
    "{98.} The recommendations listed below enjoy the support of Fiji:\n";

inline model::Reading reading_of_lists(const std::string& lists) {
  auto reading = parse(sketch(std::string(kReviewHead) + lists), names::Register::builtin());
  EXPECT_TRUE(reading.review);
  if (!reading.review) reading.review.emplace();
  return reading;
}

}  // namespace comity::grammar::review_fixture
