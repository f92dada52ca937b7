#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "service/documents/documents.h"
#include "service/installation.h"

// Pledges and voluntary commitments of States under review: those that reports state, and those
// that only sources have. Beside recommendations, never counted among them.
namespace comity::service {

/// A pledge, with the sources that have it too.
struct PledgeSaid {
  std::string state;
  int cycle = 0;
  int session = 0;
  std::string work;  ///< the report, or the source where no report says it
  std::string title;
  bool in_report = false;
  std::string number;     ///< in the report, or empty
  std::uint32_t row = 0;  ///< in the source, or 0
  std::string text;
  std::vector<std::string> sources;  ///< names, of those that say the same
};

/// The pledges of a State, of one cycle or all, by cycle: as the reports order them, then those
/// that only sources have. A row in several tables with the same columns is one pledge.
[[nodiscard]] base::Result<std::vector<PledgeSaid>> pledges_of(Installation& installation,
                                                               const store::Read& read,
                                                               const store::Visibility& asker,
                                                               std::string_view state, int cycle);
[[nodiscard]] base::JsonArray to_json(const std::vector<PledgeSaid>& pledges);

struct PledgesQuery {
  std::string state;  ///< register code; empty for all
  int cycle = 0;      ///< 0 for all
};
enum class PledgesFormat : std::uint8_t { csv, ndjson };
/// One row a pledge, with the columns symbol, number, state_under_review, cycle, session, text,
/// sources; States by name of their code. NDJSON ends with a trailer. not_found: no such State.
[[nodiscard]] base::Result<StoredFile> pledges_file(Installation& installation, const Ask& ask,
                                                    const PledgesQuery& query,
                                                    PledgesFormat format);

}  // namespace comity::service
