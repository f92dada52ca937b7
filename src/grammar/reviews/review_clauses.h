#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/reviews/review_words.h"
#include "model/review.h"
#include "names/register.h"

namespace comity::grammar {

/// Parts the text of one numbered recommendation into its clauses: each text with the States that
/// made it. `text` has footnote marks blanked out. Where States stand inside a sentence ("Sign
/// (Iraq)/ratify (Brazil) the Protocol"), each distinct sentence is expanded and the clauses share
/// the bytes. A text without States gives one clause without States; an empty one none.
/// `under_review` are never taken as recommending States.
[[nodiscard]] std::vector<model::Clause> clauses_of(std::string_view text,
                                                    const names::Register& states,
                                                    const ReviewWords& words,
                                                    std::span<const std::string> under_review);

}  // namespace comity::grammar
