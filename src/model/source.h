#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "model/document.h"
#include "model/review.h"

// Tables of recommendations that somebody else has drawn up: sources beside the reports' own
// paragraphs (design 4).
namespace comity::model {

/// What a column of such a table says.
enum class SourceColumn : std::uint8_t { state, by, text, response, session, cycle, number };
inline constexpr std::size_t kSourceColumns = 7;
[[nodiscard]] std::string_view name_of(SourceColumn column);

/// What the source's word for the State's answer comes to.
enum class SourceAnswer : std::uint8_t { supported, noted, pending, pledge };
[[nodiscard]] std::string_view name_of(SourceAnswer answer);

/// A row that is not taken, and why.
struct RefusedRow {
  std::uint32_t row = 0;  ///< of the table, from 1; the names of the columns are row 1
  std::string rule;       ///< "source.unknown-state", …
  std::string column;     ///< as the table names it, or empty
  std::string saw;
  bool operator==(const RefusedRow&) const = default;
};

/// How a table of a Reading is read as recommendations: the columns, and what the words in them
/// mean. Every row under the names of the columns that is not refused is one.
struct SourceTable {
  std::uint32_t paragraph = 0;  ///< the table's place in Reading::paragraphs
  std::map<SourceColumn, std::uint32_t> columns;
  /// Register codes by what a cell says; none for what the source itself calls unknown.
  std::map<std::string, std::vector<std::string>> states;
  std::map<std::string, SourceAnswer> answers;
  std::vector<RefusedRow> refused;  ///< ordered by row
  bool operator==(const SourceTable&) const = default;
};

/// One row as recommendation or pledge.
struct SourceRow {
  std::uint32_t row = 0;  ///< from 1, as in RefusedRow
  std::string state;      ///< under review: register code
  int cycle = 0;
  int session = 0;              ///< 0 where the table says only the cycle
  std::vector<std::string> by;  ///< recommending States; none where the source does not know
  std::string text;
  std::string response;  ///< in the source's words
  std::optional<SourceAnswer> answer;
  std::string number;                                     ///< of the paragraph, where it says one
  std::vector<std::pair<std::string, std::string>> more;  ///< what other columns say, by name
  bool operator==(const SourceRow&) const = default;
};

/// The column in which refused rows are given back with the reason; it says nothing of a row.
inline constexpr std::string_view kReasonColumn = "reason";

struct Reading;

/// Visits the rows that the reading's source has taken, in order. None where it is no source.
void each_source_row(const Reading& reading, const std::function<void(SourceRow)>& visit);
[[nodiscard]] std::size_t source_row_count(const Reading& reading);
/// The cells of a row as texts.
[[nodiscard]] std::vector<std::string> cells_of(const std::vector<Cell>& row);

/// The cycle that a session of the Working Group belongs to (Council decision 17/119 and the
/// calendars that followed): 1–12, then fourteen sessions each. 0 for session 0.
[[nodiscard]] int cycle_of_session(int session);

[[nodiscard]] base::Json to_json(const SourceTable& source);
/// corrupt when the JSON is not what to_json writes.
[[nodiscard]] base::Result<SourceTable> source_from_json(const base::Json& json);

}  // namespace comity::model
