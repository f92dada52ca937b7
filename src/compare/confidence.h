#pragma once

#include "compare/compare.h"

namespace comity::compare {

/// How often a pair of that likeness is no chance: the row says the clause, or a part of it. Found
/// as bench_reconcile prints it: the rows of UPR Info were compared once with the clauses of their
/// own review, and once with as many clauses that the same States made in another review, where no
/// pair is right; what is found there at a likeness is what is wrong here at that likeness (target
/// and decoy: J. Elias, S. Gygi, Nature Methods 4, 2007).
[[nodiscard]] double confidence_of(Doubt doubt, double likeness);

}  // namespace comity::compare
