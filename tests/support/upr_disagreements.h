#pragma once

#include <cstdint>
#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/csv.h"
#include "upr_reference.h"

/// Where the record and UPR Info disagree on the reports beside the project, each looked at on the
/// page and classed: tests/real/upr_info_disagreements.csv.
namespace comity::support {

enum class DisagreementClass : std::uint8_t { ours, theirs, ambiguous };

struct Disagreement {
  std::string symbol;
  std::string paragraph;  ///< canonical number in the report
  std::string state;      ///< that recommends
  /// missing: a row that no clause says; extra: a clause that no row says; text, state: both, of
  /// which one is meant by the other; position: the answers differ.
  std::string kind;
  DisagreementClass whose = DisagreementClass::ambiguous;
  std::uint32_t row = 0;  ///< of UPR Info's table, its head being row 1; 0 where it has none
};

/// The list in a file; empty where there is none.
inline std::vector<Disagreement> disagreements_in(const std::filesystem::path& path) {
  std::vector<Disagreement> list;
  const auto table = base::parse_csv(file_text(path));
  if (!table) return list;
  const auto cell = [&](const std::vector<std::string>& row, std::string_view name) {
    return row[table->column(name)];
  };
  for (const auto& row : table->rows) {
    Disagreement one;
    one.symbol = cell(row, "symbol");
    one.paragraph = cell(row, "paragraph");
    one.state = cell(row, "recommending_state");
    one.kind = cell(row, "kind");
    const auto whose = cell(row, "class");
    one.whose = whose == "ours"     ? DisagreementClass::ours
                : whose == "theirs" ? DisagreementClass::theirs
                                    : DisagreementClass::ambiguous;
    const auto number = cell(row, "row");
    one.row = number.empty() ? 0 : static_cast<std::uint32_t>(std::stoul(number));
    list.push_back(std::move(one));
  }
  return list;
}

/// "A/HRC/15/10" of "A_HRC_15_10.pdf".
inline std::string symbol_of(std::string_view file) {
  std::string symbol(file.substr(0, file.rfind('.')));
  for (char& c : symbol) {
    if (c == '_') c = '/';
  }
  return symbol;
}

/// The list of one report, asked row by row and clause by clause.
class ListedDisagreements {
 public:
  ListedDisagreements(const std::vector<Disagreement>& all, std::string_view file) {
    const auto symbol = symbol_of(file);
    for (const auto& one : all) {
      if (one.symbol == symbol) own_.push_back(&one);
    }
  }

  /// The entry about a row that no clause says; null where it is not listed.
  [[nodiscard]] const Disagreement* missing(const ReferenceRow& row) const {
    for (const auto* one : own_) {
      if (one->kind != "extra" && one->kind != "position" && one->row == row.row) return one;
    }
    return nullptr;
  }

  /// The entry about a clause that no row says.
  [[nodiscard]] const Disagreement* extra(const Pair& pair) const {
    for (const auto* one : own_) {
      if (one->kind == "missing" || one->kind == "position") continue;
      if (one->paragraph == pair.number && one->state == pair.state) return one;
    }
    return nullptr;
  }

  /// The entry about a row whose answer is not the report's.
  [[nodiscard]] const Disagreement* position(const ReferenceRow& row) const {
    for (const auto* one : own_) {
      if (one->kind == "position" && one->row == row.row) return one;
    }
    return nullptr;
  }

 private:
  std::vector<const Disagreement*> own_;
};

/// Whether UPR Info's answer is not the position that the report states.
inline bool disagree(const ReferenceRow& row, const Pair& pair) {
  if (pair.counts_as == model::CountsAs::pending) return false;
  return (row.response == "Accepted") != (pair.counts_as == model::CountsAs::supported);
}

}  // namespace comity::support
