#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "render/table_rows.h"

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
  std::vector<std::string> corrected;   ///< what a person corrected of what was read
  std::vector<std::string> themes;      ///< codes, as people said or a machine guesses
  std::vector<std::string> confirmed;   ///< tags that people gave or confirmed: scheme:code
  std::vector<std::string> corrigenda;  ///< that name its paragraph; nothing of them is applied
};

/// In their order.
[[nodiscard]] std::span<const Column> recommendation_columns();
/// What the columns say of a row, which must outlive it.
[[nodiscard]] std::array<Field, 17> fields_of(const RecommendationRow& row);

// table_rows.h with these columns.
[[nodiscard]] std::string recommendations_csv_header();
void append_recommendation_csv(std::string& out, const RecommendationRow& row);
void append_recommendation_json(std::string& out, const RecommendationRow& row);
[[nodiscard]] base::Status begin_recommendations(Xlsx& workbook, std::string_view sheet);
[[nodiscard]] base::Status add_recommendation(Xlsx& workbook, const RecommendationRow& row);

}  // namespace comity::render
