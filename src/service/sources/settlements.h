#pragma once

#include <string>
#include <string_view>

#include "service/installation.h"
#include "service/reviews/corrections.h"
#include "service/sources/reconciliation.h"

// What people say of rows of sources that are doubtful: which clause a row is, or that it is none
// (docs/decisions/0013-sources-are-documents.md).
namespace comity::service {

struct SettlementWish {
  enum class What : std::uint8_t {
    clause,     ///< the row is that clause
    none,       ///< the row is no clause
    take_back,  ///< what was said of it is taken back
  } what = What::clause;
  /// Which clause: WORK/NUMBER~CLAUSE, or the address of its page.
  std::string clause;
  std::string by;  ///< code of the State of the row that is meant; empty where it names one or none
  std::string reason;
};

[[nodiscard]] std::optional<SettlementWish::What> settlement_from(std::string_view name);

/// Writes it down, in one entry of the journal. `etag` is that of the source's rows or document
/// that the person saw, or empty. Gives `{"entry", "address"}`. forbidden, not_found, conflict;
/// invalid_input: it cannot be read.
[[nodiscard]] base::Result<base::JsonObject> settle_row(Installation& installation, const Ask& ask,
                                                        std::string_view source, std::uint32_t row,
                                                        const SettlementWish& wish,
                                                        std::string_view etag);

/// `settlement` of a row in the contract; null where nobody said anything of it.
[[nodiscard]] base::Result<base::Json> settlement_json(const RowVerdict& row,
                                                       CorrectionTeller& teller);

}  // namespace comity::service
