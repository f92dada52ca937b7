#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace comity::service {

/// A recommendation, or a clause of it above 0.
struct RecommendationName {
  std::string work;
  std::string number;
  int clause = 0;
};

/// Of what stands behind "/recommendations/": "A/HRC/21/11/92.6~2". Empty where it is no such name.
[[nodiscard]] std::optional<RecommendationName> recommendation_named(std::string_view text);

}  // namespace comity::service
