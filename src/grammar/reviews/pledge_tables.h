#pragma once

#include "grammar/reviews/review_lists.h"
#include "grammar/reviews/review_words.h"

namespace comity::grammar {

/// What was read of the conclusions, with the rows of tables that stand under a heading of pledges,
/// in their section or in an annex, as pledges: "62.3" under paragraph 62, "annex.3" in an annex. A
/// row's other cells follow it as a text. So are the paragraphs of an annex of pledges: those with
/// a label, or, where none has, whole sentences. No row is a recommendation.
[[nodiscard]] Conclusions with_pledge_tables(Conclusions conclusions, const ReviewWords& words);

}  // namespace comity::grammar
