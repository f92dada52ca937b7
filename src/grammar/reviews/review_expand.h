#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/reviews/review_states.h"
#include "grammar/reviews/review_words.h"
#include "model/review.h"

namespace comity::grammar {

/// A clause's own words: single spaces, no leading or trailing conjunction or punctuation.
[[nodiscard]] std::string clause_text(std::string_view text, const ReviewWords& words);

/// A sentence in which States stand after the parts that are theirs, written out for each State:
///   "Sign (Iraq)/ratify (Brazil) the Protocol"     -> Sign the Protocol (IRQ), ratify … (BRA)
///   "Combat (A, B) and end (C) poverty (A, B, C)"  -> Combat poverty (A, B), end poverty (C)
///   "Ratify X (A)/ Accede (B)/ at once (A)"        -> Ratify X at once (A), Accede X (B)
/// States with one sentence share one clause. Byte ranges are left to the caller.
[[nodiscard]] std::vector<model::Clause> expanded(std::string_view text, std::size_t begin,
                                                  std::span<const StateGroup> groups,
                                                  const ReviewWords& words);

}  // namespace comity::grammar
