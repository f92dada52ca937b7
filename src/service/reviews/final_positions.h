#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "model/language.h"
#include "service/installation.h"
#include "service/reviews/positions.h"

// What became of a list's recommendations after their report, in words for a written review.
namespace comity::service {

/// By the list's number: a sentence for each answer that prevails over what the report says and is
/// another, with the recommendations that have it and the place where it is said: "Supported:
/// 98.3–98.5, 98.9 (A/HRC/21/11/Add.1, para. 4)". In the order of the recommendations. `records`:
/// in the report's order.
[[nodiscard]] base::Result<std::map<std::string, std::vector<std::string>>> final_positions_told(
    const Installation& installation, std::span<const store::RecommendationRecord> records,
    const PositionsOf& positions, model::Language language);

}  // namespace comity::service
