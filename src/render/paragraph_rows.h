#pragma once

#include <array>
#include <span>
#include <string>
#include <vector>

#include "render/table_rows.h"

// What treaty bodies recommend and what States say in dialogues, a paragraph each, as rows. States
// by register code.
namespace comity::render {

/// One row of `export observations`.
struct ObservationRow {
  std::string symbol;
  std::string number;
  std::string mechanism;  ///< "treaty-body:CERD"
  std::string state;      ///< the addressee
  int session = 0;        ///< of the committee
  std::string date;       ///< of adoption, ISO 8601
  std::string subject;    ///< the heading that the paragraph stands under
  std::string text;
};
[[nodiscard]] std::span<const Column> observation_columns();
/// What the columns say of a row, which must outlive it.
[[nodiscard]] std::array<Field, 8> fields_of(const ObservationRow& row);

/// One row of `export statements`.
struct StatementRow {
  std::string symbol;
  std::string number;
  std::vector<std::string> states_under_review;
  int cycle = 0;
  int session = 0;  ///< of the Working Group
  std::vector<std::string> speaking_states;
  std::string role;  ///< "under_review" where they are those under review, else "other"
  std::string statement;
};
[[nodiscard]] std::span<const Column> statement_columns();
[[nodiscard]] std::array<Field, 8> fields_of(const StatementRow& row);

}  // namespace comity::render
