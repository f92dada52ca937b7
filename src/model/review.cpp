#include "model/review.h"

#include "model/names_of.h"

namespace comity::model {
namespace {
constexpr std::array<std::string_view, 3> kCountsAs = {"supported", "noted", "pending"};
}

std::string_view name_of(CountsAs value) { return detail::name_in(kCountsAs, value); }

std::optional<CountsAs> counts_as_from(std::string_view name) {
  return detail::value_in<CountsAs>(kCountsAs, name);
}

}  // namespace comity::model
