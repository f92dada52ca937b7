#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "model/document.h"
#include "model/mechanism.h"
#include "model/review.h"

// Tables of recommendations that somebody else has drawn up: sources beside the reports' own
// paragraphs (design 4).
namespace comity::model {

/// What a column of such a table says.
enum class SourceColumn : std::uint8_t {
  state,  ///< under review, or to whom a treaty body or special procedure speaks
  by,     ///< recommending States
  text,
  response,
  session,  ///< of the Working Group
  cycle,
  number,     ///< of the paragraph
  mechanism,  ///< by the source's own names
  symbol,     ///< of the document
  date,       ///< of its publication
  type,       ///< recommendation, observation, …
  themes,     ///< these and the next two: tags, as the source gives them
  persons,
  goals,
};
inline constexpr std::size_t kSourceColumns = 14;
[[nodiscard]] std::string_view name_of(SourceColumn column);
[[nodiscard]] std::optional<SourceColumn> source_column_from(std::string_view name);

/// What the source's word for the State's answer comes to.
enum class SourceAnswer : std::uint8_t { supported, noted, pending, pledge };
[[nodiscard]] std::string_view name_of(SourceAnswer answer);

/// A row that is not taken, and why.
struct RefusedRow {
  std::uint32_t row = 0;  ///< of the table, from 1
  std::string rule;       ///< "source.unknown-state", …
  std::string column;     ///< as the table names it, or empty
  std::string saw;
  bool operator==(const RefusedRow&) const = default;
};

/// What the reader found out of one row beyond what its cells say by themselves; empty where they
/// say it.
struct SaidRow {
  std::uint32_t row = 0;  ///< from 1, as in RefusedRow
  std::string text;       ///< mended, or without the number and the States that stood in it
  std::string number;     ///< that stood in the text
  std::string state;      ///< register code, by the symbol
  std::vector<std::string> by;
  std::string mechanism;
  int cycle = 0;        ///< by the symbol or the date
  std::string mending;  ///< what was mended in the text: "entities encoding"
  bool operator==(const SaidRow&) const = default;
};

/// Which column of a table means what: found out by the reader, or told by a person.
struct ColumnMapping {
  std::map<SourceColumn, std::uint32_t> columns;  ///< their places in a row, from 0
  /// What every row says, where no column does.
  std::map<SourceColumn, std::string> constants;
  bool operator==(const ColumnMapping&) const = default;
};

/// From which row on the rows of a table are those of one sheet of a workbook.
struct SourceSheet {
  std::uint32_t row = 0;  ///< of the table, from 1
  std::string name;
  std::uint32_t first = 0;  ///< what that row's number is in the sheet
  bool operator==(const SourceSheet&) const = default;
};

/// How a table of a Reading is read as recommendations: the columns, and what the words in them
/// mean. Every row under the names of the columns that is not refused is one.
struct SourceTable {
  std::uint32_t paragraph = 0;  ///< the table's place in Reading::paragraphs
  std::uint32_t header = 0;  ///< the row with the names of the columns, from 0; titles stand above
  std::vector<SourceSheet> sheets;  ///< of a workbook whose sheets were made one table
  std::map<SourceColumn, std::uint32_t> columns;
  std::map<SourceColumn, std::string> constants;  ///< as of ColumnMapping
  bool told = false;                              ///< by a person, else found out
  /// Register codes by what a cell says; none for what the source itself calls unknown.
  std::map<std::string, std::vector<std::string>> states;
  std::map<std::string, SourceAnswer> answers;
  std::map<std::string, std::string> mechanisms;  ///< by what a cell says
  std::vector<SaidRow> said;                      ///< ordered by row
  std::vector<RefusedRow> refused;                ///< ordered by row
  bool operator==(const SourceTable&) const = default;
};

/// A theme, group of persons or goal in the source's own words.
struct SourceTag {
  std::string scheme;  ///< "themes", "persons", "goals"
  std::string value;
  bool operator==(const SourceTag&) const = default;
};

/// One row as recommendation or pledge.
struct SourceRow {
  std::uint32_t row = 0;  ///< from 1, as in RefusedRow
  std::string mechanism = std::string(kUpr);
  std::string body;    ///< whose recommendation it is, in the source's words, or empty
  std::string symbol;  ///< of the document, or empty
  std::string date;    ///< as the source has it
  std::string type;    ///< in the source's words
  std::string state;   ///< under review or addressed: register code
  int cycle = 0;
  int session = 0;              ///< 0 where the table says only the cycle
  std::vector<std::string> by;  ///< recommending States; none where the source does not know
  std::string text;
  std::string response;  ///< in the source's words
  std::optional<SourceAnswer> answer;
  std::string number;  ///< of the paragraph, where it says one
  std::vector<SourceTag> tags;
  std::string mending;                                    ///< as of SaidRow
  std::vector<std::pair<std::string, std::string>> more;  ///< what other columns say, by name
  bool operator==(const SourceRow&) const = default;
};

/// The column in which refused rows are given back with the reason; it says nothing of a row.
inline constexpr std::string_view kReasonColumn = "reason";

struct Reading;

/// Visits the rows that the reading's source has taken, in order. None where it is no source.
void each_source_row(const Reading& reading, const std::function<void(SourceRow)>& visit);
[[nodiscard]] std::size_t source_row_count(const Reading& reading);
/// Whether a text is nothing but a UUID: a name that somebody's database has for a thing.
[[nodiscard]] bool is_uuid(std::string_view text);
/// The cells of a row as texts.
[[nodiscard]] std::vector<std::string> cells_of(const std::vector<Cell>& row);
/// The names of the columns of a reading's source, or first table, as one text, case and the column
/// of reasons aside: tables in which it is equal are of one kind. Empty where there is no table.
[[nodiscard]] std::string header_of(const Reading& reading);
/// The same of any row of a table.
[[nodiscard]] std::string header_of(const std::vector<Cell>& row);

/// Where a row of a source stands in the file: in which sheet, where several were made one table,
/// and as which of its rows, from 1.
struct PlaceOfRow {
  std::string sheet;
  std::uint32_t row = 0;
};
[[nodiscard]] PlaceOfRow place_of_row(const SourceTable& source, std::uint32_t row);

/// The cycle that a session of the Working Group belongs to (Council decision 17/119 and the
/// calendars that followed): 1–12, then fourteen sessions each. 0 for session 0.
[[nodiscard]] int cycle_of_session(int session);

[[nodiscard]] base::Json to_json(const SourceTable& source);
/// corrupt when the JSON is not what to_json writes.
[[nodiscard]] base::Result<SourceTable> source_from_json(const base::Json& json);

[[nodiscard]] base::JsonObject to_json(const ColumnMapping& mapping);
[[nodiscard]] base::Result<ColumnMapping> column_mapping_from(const base::JsonObject& json);

}  // namespace comity::model
