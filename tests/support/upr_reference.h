#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/csv.h"
#include "compare/compare.h"
#include "model/review.h"

/// The reference tables beside the project, and how a review is measured against them. Used by the
/// tests labelled `real` and by bench_extraction.
namespace comity::support {

/// One row of UPR Info: a recommending State and a text.
struct ReferenceRow {
  std::string state;  ///< register code, or the table's own name where the register has none
  std::string text;
  std::string response;   ///< "Accepted", "Noted"
  std::uint32_t row = 0;  ///< of the table, its head being row 1
};

struct ReferenceReport {
  std::string file;
  std::string state_under_review;  ///< register code
  int session = 0;
  std::string date;  ///< of the review
  std::vector<ReferenceRow> rows;
};

/// The numbered items of each report of sessions 8–17: the last number of every list, as printed.
inline const std::vector<std::pair<std::string_view, int>>& numbered_items() {
  static const std::vector<std::pair<std::string_view, int>> counts{
      {"A_HRC_15_10.pdf", 108}, {"A_HRC_15_11.pdf", 149}, {"A_HRC_15_16.pdf", 93},
      {"A_HRC_16_14.pdf", 121}, {"A_HRC_17_6.pdf", 116},  {"A_HRC_17_13.pdf", 82},
      {"A_HRC_18_3.pdf", 121},  {"A_HRC_18_14.pdf", 121}, {"A_HRC_18_16.pdf", 193},
      {"A_HRC_19_11.pdf", 180}, {"A_HRC_19_16.pdf", 171}, {"A_HRC_21_3.pdf", 148},
      {"A_HRC_21_11.pdf", 170}, {"A_HRC_22_10.pdf", 70},  {"A_HRC_22_16.pdf", 204},
      {"A_HRC_23_7.pdf", 175},  {"A_HRC_23_15.pdf", 144}, {"A_HRC_24_3.pdf", 183},
      {"A_HRC_24_16.pdf", 292}, {"A_HRC_25_3.pdf", 225}};
  return counts;
}

inline std::string file_text(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

/// Every report in `data`/upr-reports with its rows, in the order of its index; empty when the
/// folder is not there.
inline std::vector<ReferenceReport> reference_reports(const std::filesystem::path& data) {
  const auto table = [&](const char* path) {
    auto read = base::parse_csv(file_text(data / path));
    return read ? *std::move(read) : base::CsvTable{};
  };
  const auto index = table("upr-reports/index.csv");
  const auto rows = table("upr-info/recommendations-s01-s17.csv");
  const auto states = table("reference/states.csv");
  if (index.rows.empty() || rows.rows.empty() || states.rows.empty()) return {};

  std::map<std::string, std::string> codes{{"European Union", "EU"}};
  for (const auto& row : states.rows) {
    codes[row[states.column("upr_info_name")]] = row[states.column("iso3")];
  }
  const auto code_of = [&](const std::string& name) {
    const auto found = codes.find(name);
    return found == codes.end() ? name : found->second;
  };
  std::vector<ReferenceReport> reports;
  for (const auto& row : index.rows) {
    ReferenceReport report;
    report.file = row[index.column("file")];
    const auto name = row[index.column("state_under_review")];
    report.state_under_review = code_of(name);
    report.session = std::stoi(row[index.column("session")]);
    report.date = row[index.column("review_date")];
    std::uint32_t number = 1;
    for (const auto& one : rows.rows) {
      ++number;
      if (one[rows.column("session")] != row[index.column("session")]) continue;
      if (one[rows.column("state_under_review")] != name) continue;
      report.rows.push_back({code_of(one[rows.column("recommending_state")]),
                             one[rows.column("recommendation")], one[rows.column("response")],
                             number});
    }
    reports.push_back(std::move(report));
  }
  return reports;
}

/// A (clause, recommending State) pair of a review.
struct Pair {
  std::string state;
  std::string text;
  std::string number;
  model::CountsAs counts_as = model::CountsAs::pending;
};

inline std::vector<Pair> pairs_of(const model::Review& review,
                                  std::string_view state_under_review) {
  std::vector<Pair> pairs;
  for (const auto& recommendation : review.recommendations) {
    if (recommendation.state_under_review != state_under_review) continue;
    for (const auto& clause : recommendation.clauses) {
      for (const auto& state : clause.states) {
        pairs.push_back({state, clause.text, recommendation.number, recommendation.counts_as});
      }
      for (const auto& state : clause.unknown) {
        pairs.push_back({state, clause.text, recommendation.number, recommendation.counts_as});
      }
      if (clause.states.empty() && clause.unknown.empty()) {
        pairs.push_back(
            {"(Unknown)", clause.text, recommendation.number, recommendation.counts_as});
      }
    }
  }
  return pairs;
}

/// Pairs rows and clauses of the same State whose texts are alike.
inline compare::Assignment compared(const std::vector<ReferenceRow>& rows,
                                    const std::vector<Pair>& pairs) {
  std::vector<compare::Statement> said, heard;
  for (const auto& row : rows) said.push_back({row.state, row.text});
  for (const auto& pair : pairs) heard.push_back({pair.state, pair.text});
  return compare::assign(said, heard);
}

}  // namespace comity::support
