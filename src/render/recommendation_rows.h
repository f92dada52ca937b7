#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "render/xlsx.h"

namespace comity::render {

/// One row of `export recommendations`: a clause (design 9). States by register code.
struct RecommendationRow {
  std::string symbol;
  std::string number;
  int clause = 1;
  std::string printed;
  std::string mechanism;
  std::string state_under_review;
  int cycle = 0;
  int session = 0;
  std::string text;
  std::vector<std::string> recommending_states;
  std::string position;
  std::string counts_as;
  std::vector<std::string> sources;
  std::vector<std::string> corrected;  ///< what a person corrected of what was read
};

/// A column, and for people what it holds.
struct RecommendationColumn {
  std::string_view name;
  std::string_view holds;
  double width = 12;  ///< in a workbook
};
/// In their order.
[[nodiscard]] std::span<const RecommendationColumn> recommendation_columns();

/// The header row, ended by CRLF.
[[nodiscard]] std::string recommendations_csv_header();
/// Appends one row (RFC 4180); lists are joined by ";".
void append_recommendation_csv(std::string& out, const RecommendationRow& row);
/// Appends one JSON object with the same names, and a line feed; lists are arrays, numbers that are
/// not known are null.
void append_recommendation_json(std::string& out, const RecommendationRow& row);

/// Opens a sheet with the names of the columns.
[[nodiscard]] base::Status begin_recommendations(Xlsx& workbook, std::string_view sheet);
/// One row with what the CSV has; clause, cycle and session are numbers, and labels such as
/// "119.10" are not.
[[nodiscard]] base::Status add_recommendation(Xlsx& workbook, const RecommendationRow& row);

}  // namespace comity::render
