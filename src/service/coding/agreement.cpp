#include "service/coding/agreement.h"

namespace comity::service::coding {
namespace {

std::optional<double> kappa_of(const Agreement& counts) {
  const auto both = static_cast<double>(counts.both);
  const auto first = both + static_cast<double>(counts.first_only);
  const auto second = both + static_cast<double>(counts.second_only);
  const auto neither = static_cast<double>(counts.neither);
  const auto all = first + static_cast<double>(counts.second_only) + neither;
  // By counts, so that nothing is lost to rounding before it is known whether there is a kappa.
  const auto expected = first * second + (all - first) * (all - second);
  if (all * all - expected <= 0) return std::nullopt;
  return (all * (both + neither) - expected) / (all * all - expected);
}

}  // namespace

std::vector<Agreement> agreement_on(std::span<const JudgedUnit> units,
                                    std::span<const std::string> codes) {
  std::vector<Agreement> all;
  for (const auto& code : codes) {
    Agreement one;
    one.code = code;
    for (const auto& unit : units) {
      const bool first = unit.first.contains(code);
      const bool second = unit.second.contains(code);
      ++(first ? (second ? one.both : one.first_only) : (second ? one.second_only : one.neither));
    }
    one.kappa = kappa_of(one);
    all.push_back(std::move(one));
  }
  return all;
}

}  // namespace comity::service::coding
