#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

// How far two who coded the same replies agree.
namespace comity::service::coding {

/// The codes that each of two coders gave to one unit: a paragraph of a reply that both have
/// finished. A paragraph has a code of a coder where any mark of theirs in it has.
struct JudgedUnit {
  std::set<std::string> first;
  std::set<std::string> second;
};

/// Agreement on one code over all units.
struct Agreement {
  std::string code;
  std::int64_t both = 0;
  std::int64_t first_only = 0;
  std::int64_t second_only = 0;
  std::int64_t neither = 0;
  /// Cohen's kappa (J. Cohen, A Coefficient of Agreement for Nominal Scales, 1960):
  /// (p_o - p_e) / (1 - p_e) for given or not given. None where chance alone would agree wholly:
  /// there are no units, or both gave the code to all of them, or to none.
  std::optional<double> kappa;
};

/// One for each code, in their order.
[[nodiscard]] std::vector<Agreement> agreement_on(std::span<const JudgedUnit> units,
                                                  std::span<const std::string> codes);

}  // namespace comity::service::coding
