// What is extracted of working-group reports, against UPR Info and against the numbers the reports
// themselves print.
#include <gtest/gtest.h>

#include "grammar/parse.h"
#include "reading/reader.h"
#include "support/real_data.h"
#include "support/upr_disagreements.h"
#include "support/upr_reference.h"

namespace comity {
namespace {

constexpr int kFirstSessionWithPlainLists = 8;  // earlier tables count the dialogue as well

std::size_t items_of(const model::Review& review, const std::string& state) {
  return static_cast<std::size_t>(
      std::count_if(review.recommendations.begin(), review.recommendations.end(),
                    [&](const auto& each) { return each.state_under_review == state; }));
}

std::size_t printed_items(std::string_view file) {
  for (const auto& [name, count] : support::numbered_items()) {
    if (name == file) return static_cast<std::size_t>(count);
  }
  return 0;
}

TEST(RealExtraction, FindsTheRowsAndTheNumberedItems) {
  const auto data = real::data();
  if (!data) return;
  const auto reader = reading::Reader::create();
  ASSERT_TRUE(reader);
  std::size_t rows = 0, found = 0, pairs_made = 0, printed = 0, items = 0;
  for (const auto& report : support::reference_reports(*data)) {
    if (report.session < kFirstSessionWithPlainLists) continue;
    const auto document =
        reader->read(real::bytes_of(*data / "upr-reports" / report.file), report.file);
    ASSERT_TRUE(document) << report.file;
    const auto reading = grammar::parse(*document, names::Register::builtin());
    ASSERT_TRUE(reading.review) << report.file;
    const auto pairs = support::pairs_of(*reading.review, report.state_under_review);
    rows += report.rows.size();
    pairs_made += pairs.size();
    found += support::compared(report.rows, pairs).found.size();
    printed += printed_items(report.file);
    // What is found above the printed count of one report makes up for nothing in another.
    items +=
        std::min(printed_items(report.file), items_of(*reading.review, report.state_under_review));
    EXPECT_EQ(reading.review->session, report.session) << report.file;
    EXPECT_EQ(reading.review->date, report.date) << report.file;
  }
  ASSERT_GT(rows, 3500U);
  EXPECT_GE(2 * found * 1000, (rows + pairs_made) * 985) << "F1 under 98.5 %";
  EXPECT_GE(found * 100, rows * 98) << found << " of " << rows << " rows";
  EXPECT_GE(found * 100, pairs_made * 99) << found << " of " << pairs_made << " pairs";
  EXPECT_GE(items * 100, printed * 99) << items << " of " << printed << " items";
}

TEST(RealExtraction, EveryDisagreementWithUprInfoWasLookedAt) {
  const auto data = real::data();
  if (!data) return;
  const auto reader = reading::Reader::create();
  ASSERT_TRUE(reader);
  const auto all = support::disagreements_in(std::filesystem::path(COMITY_SOURCE_DIR) /
                                             "tests/real/upr_info_disagreements.csv");
  ASSERT_FALSE(all.empty());
  for (const auto& report : support::reference_reports(*data)) {
    const auto document =
        reader->read(real::bytes_of(*data / "upr-reports" / report.file), report.file);
    ASSERT_TRUE(document) << report.file;
    const auto reading = grammar::parse(*document, names::Register::builtin());
    ASSERT_TRUE(reading.review) << report.file;
    const auto pairs = support::pairs_of(*reading.review, report.state_under_review);
    const auto compared = support::compared(report.rows, pairs);
    const support::ListedDisagreements listed(all, report.file);
    for (const auto index : compared.missing) {
      const auto& row = report.rows[index];
      EXPECT_TRUE(listed.missing(row)) << report.file << ": row " << row.row << " of " << row.state
                                       << " is in no recommendation and not listed";
    }
    for (const auto index : compared.extra) {
      const auto& pair = pairs[index];
      EXPECT_TRUE(listed.extra(pair)) << report.file << ": " << pair.number << " of " << pair.state
                                      << " is in no row and not listed";
    }
    for (const auto& match : compared.found) {
      const auto& row = report.rows[match.row];
      EXPECT_TRUE(!support::disagree(row, pairs[match.clause]) || listed.position(row))
          << report.file << ": row " << row.row << " has another answer and is not listed";
    }
  }
}

}  // namespace
}  // namespace comity
