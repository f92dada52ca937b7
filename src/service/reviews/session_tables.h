#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/json.h"
#include "service/installation.h"
#include "service/state_names.h"

// Reviews that only an imported table of sessions names (docs/decisions/0044): nothing that was
// read of them stands in the record, so that what is told of them is unverified.
namespace comity::service {

struct UnverifiedReview {
  std::string state;  ///< register code; empty: `name` is known to no register
  std::string name;   ///< as the table has it
  int cycle = 0;
  int session = 0;
  std::string date;  ///< ISO 8601, where the table says it
  std::string
      first;         ///< of the session's reviews that were read, the first and the last day; empty
  std::string last;  ///< where none was
  store::Work table;
  std::uint32_t row = 0;
};

struct UnverifiedQuery {
  std::string state;  ///< register code; empty for all
  int cycle = 0;      ///< 0 for all
  int session = 0;    ///< 0 for all
};

/// By session and State, each review once: of several tables the first by name counts. Those of
/// which the asker sees a report are left out.
[[nodiscard]] base::Result<std::vector<UnverifiedReview>> unverified_reviews(
    Installation& installation, const store::Read& read, const store::Visibility& asker,
    const StateNames& states, const UnverifiedQuery& query);

[[nodiscard]] base::JsonArray unverified_json(const std::vector<UnverifiedReview>& reviews,
                                              const StateNames& states, model::Language language);

}  // namespace comity::service
