#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "service/installation.h"

// How far the record can be trusted: against a table that others have drawn up.
namespace comity::service {

enum class MeasuredAs : std::uint8_t {
  missing,   ///< a row that no clause says
  extra,     ///< a clause that no row says
  position,  ///< the two disagree on the State's answer
};

struct MeasuredDifference {
  MeasuredAs what = MeasuredAs::missing;
  std::string state;  ///< under review
  int cycle = 0;
  std::uint32_t row = 0;  ///< of the table, from 1; 0 where it has none
  std::string work;       ///< of the clause, or empty
  std::string number;
  int clause = 0;
  std::string by;      ///< recommending State
  std::string text;    ///< the row's, or the clause's where there is no row
  std::string table;   ///< of a position: the table's word for the answer
  std::string record;  ///< of a position: what the report's position counts as
  /// Of a missing row: who says it in the record instead, under `number`.
  std::string instead;
};

/// One side's reviews that the other does not have.
struct LeftOut {
  std::string state;
  int cycle = 0;
  std::uint64_t count = 0;  ///< rows, or clauses × States
};

struct RefusedReference {
  std::uint32_t row = 0;
  std::string message;
};

struct Figures {
  std::uint64_t rows = 0;         ///< of the table, each once for each State
  std::uint64_t clauses = 0;      ///< clauses × States of the record
  std::uint64_t found = 0;        ///< pairs of the two
  std::uint64_t other_state = 0;  ///< rows whose text another State says
  std::uint64_t stated = 0;       ///< found, with an answer on both sides
  std::uint64_t agreed = 0;       ///< of those stated

  [[nodiscard]] double precision() const;
  [[nodiscard]] double recall() const;
  [[nodiscard]] double f1() const;
};

struct MeasuredReview {
  std::string state;
  int cycle = 0;
  int session = 0;
  std::vector<std::string> works;
  Figures figures;
};

struct Measurement {
  Figures figures;
  std::vector<MeasuredReview> reviews;  ///< that both have, ordered by State and cycle
  std::vector<MeasuredDifference> differences;
  std::vector<LeftOut> only_in_table;
  std::vector<LeftOut> only_in_record;
  std::uint64_t pledges = 0;  ///< rows that are pledges: not compared
  std::vector<RefusedReference> refused;
};

/// Compares the record with a table: columns of `export recommendations`, or UPR Info's. Only
/// reviews that both have are measured. invalid_input: no such table, with the column that is
/// missing.
[[nodiscard]] base::Result<Measurement> measure(Installation& installation, const Actor& actor,
                                                std::string_view bytes, std::string_view name);

[[nodiscard]] std::string_view name_of(MeasuredAs what);
[[nodiscard]] base::JsonObject to_json(const Measurement& measurement);

}  // namespace comity::service
