#include "service/reviews/recommendation_name.h"

#include <charconv>

namespace comity::service {

std::optional<RecommendationName> recommendation_named(std::string_view text) {
  const auto slash = text.rfind('/');
  if (slash == std::string_view::npos) return std::nullopt;
  RecommendationName name{std::string(text.substr(0, slash)), std::string(text.substr(slash + 1)),
                          0};
  const auto tilde = name.number.rfind('~');
  if (tilde == std::string::npos) return name;
  const auto digits = name.number.substr(tilde + 1);
  const auto* const end = digits.data() + digits.size();
  const auto read = std::from_chars(digits.data(), end, name.clause);
  if (read.ec != std::errc{} || read.ptr != end || name.clause < 1) return std::nullopt;
  name.number.resize(tilde);
  return name;
}

}  // namespace comity::service
