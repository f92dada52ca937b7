// Searches counted by two facets, against searches for each pair.
#include "service/finding/plots.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/csv.h"
#include "service/importing/import.h"
#include "service/test_fixture.h"
#include "support/test_files.h"

namespace comity::service {
namespace {

using base::JsonObject;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr std::string_view kPlottedReport = R"(A/HRC/90/3

**Human Rights Council**

**Report of the Working Group on the Universal Periodic Review**

**Iceland**

## Introduction

1. The Working Group on the Universal Periodic Review held its forty-eighth session from 20 to 31 January 2035. The review of Iceland was held at the 3rd meeting, on 21 January 2035.

## II. Conclusions and/or recommendations

2. The recommendations listed below enjoy the support of Iceland:

2.1. Keep the rivers clean (Norway);

2.2. Measure the water of all rivers (Portugal, Brazil);

3. The following recommendations did not enjoy the support of Iceland and would thus be noted:

3.1. Close the last mill (Brazil).
)";

class PlotsTest : public testing::Test {
 protected:
  void SetUp() override {
    Installation::Options options;
    options.folder = folder_.path();
    ASSERT_TRUE(installation_ = opened_with(options));
    bring_in(*installation_, "report.md", kPlottedReport);
  }

  JsonObject plotted(const PlotRequest& request) {
    auto answer = plot(*installation_, owner_, request);
    EXPECT_TRUE(answer) << answer.error().message;
    return answer ? std::move(answer->body) : JsonObject{};
  }

  std::int64_t found(std::vector<std::pair<std::string, std::string>> filters) {
    SearchRequest request;
    request.filters = std::move(filters);
    request.filters.emplace_back("kind", "recommendation");
    const auto answer = search(*installation_, owner_, request);
    EXPECT_TRUE(answer) << answer.error().message;
    return base::integer_at(base::object_at(answer->body, "count"), "value");
  }

  test::TestFolder folder_;
  std::unique_ptr<Installation> installation_;
  const Ask owner_{owner_of_the_folder(), model::Language::en};
};

std::vector<std::string> values_at(const JsonObject& table, std::string_view list) {
  std::vector<std::string> values;
  for (const auto& each : base::array_at(table, list)) {
    values.emplace_back(base::text_at(each.as_object(), "value"));
  }
  return values;
}

TEST_F(PlotsTest, EveryCellCountsWhatASearchForBothFinds) {
  for (const auto& name : plot_names()) {
    const auto table = plotted({{}, name});
    const std::string row_facet(base::text_at(table, "row_facet"));
    const std::string column_facet(base::text_at(table, "column_facet"));
    const auto columns = values_at(table, "columns");
    std::int64_t sum = 0;
    for (const auto& each : base::array_at(table, "rows")) {
      const auto& row = each.as_object();
      const std::string value(base::text_at(row, "value"));
      const auto& cells = base::array_at(row, "cells");
      ASSERT_EQ(cells.size(), columns.size());
      for (std::size_t i = 0; i < cells.size(); ++i) {
        const auto count = base::integer_at(cells[i].as_object(), "value");
        EXPECT_EQ(base::array_at(row, "counts")[i].to_number<std::int64_t>(), count);
        // Most States have nothing here; of those some say as much as all.
        if (count == 0 && value != "FRA") continue;
        EXPECT_EQ(count, found({{row_facet, value}, {column_facet, columns[i]}}))
            << name << " " << value << " " << columns[i];
        sum += count;
      }
    }
    // A recommendation of two States stands in both their rows.
    if (name == "themes") continue;
    EXPECT_EQ(sum, name == "matrix" ? 4 : 3) << name;
  }
}

TEST_F(PlotsTest, CountsAreAddressesOfTheSameQuestion) {
  SearchRequest search;
  search.text = "rivers";
  search.filters = {{"by", "-PRT"}};
  const auto table = plotted({search, "time"});
  EXPECT_EQ(base::text_at(base::object_at(table, "count"), "address"),
            "/search?q=rivers&by=-PRT&kind=recommendation");
  const auto& row = base::array_at(table, "rows").front().as_object();
  EXPECT_EQ(base::text_at(base::array_at(row, "cells").front().as_object(), "address"),
            "/search?q=rivers&by=-PRT&kind=recommendation&session=48&position=supported");
  EXPECT_EQ(base::text_at(row, "opened"),
            "/plots?plot=time&q=rivers&by=-PRT&kind=recommendation&session=48");
}

TEST_F(PlotsTest, EveryMemberHasARowWhereStatesUnderReviewAreCounted) {
  const auto table = plotted({{}, "states"});
  const auto values = values_at(table, "rows");
  EXPECT_THAT(values, SizeIs(193));
  EXPECT_EQ(values.front(), "AFG");
  EXPECT_THAT(values_at(table, "columns"), ElementsAre("supported", "noted"));
}

TEST_F(PlotsTest, OfAFacetWithChosenValuesThoseAloneHaveARow) {
  SearchRequest search;
  search.filters = {{"by", "BRA"}};
  const auto table = plotted({search, "matrix"});
  EXPECT_THAT(values_at(table, "rows"), ElementsAre("BRA"));
  search.filters = {{"by", "Brazil"}};
  EXPECT_THAT(values_at(plotted({search, "matrix"}), "rows"), ElementsAre("BRA"));
  search.filters = {{"state", "FRA"}};
  EXPECT_THAT(values_at(plotted({search, "states"}), "rows"), IsEmpty());
}

TEST_F(PlotsTest, RowsAreThePairsThatCountAnything) {
  const auto rows = plot_rows(*installation_, owner_, {{}, "matrix"}, RowFormat::csv);
  ASSERT_TRUE(rows) << rows.error().message;
  std::string text;
  while (true) {
    const auto piece = (*rows)->next();
    ASSERT_TRUE(piece) << piece.error().message;
    if (piece->empty()) break;
    text += *piece;
  }
  EXPECT_THAT(text, HasSubstr("matrix,BRA,Brazil,ISL,Iceland,2"));
  EXPECT_EQ((*rows)->trailer().count, 3U);
}

TEST_F(PlotsTest, WhatCannotBePlottedIsNamed) {
  const auto unknown = plot(*installation_, owner_, {{}, "pie"});
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().kind, base::ErrorKind::invalid_input);
  EXPECT_THAT(unknown.error().mend, HasSubstr("time, positions, themes, states, matrix"));
  SearchRequest broken;
  broken.text = "\"";
  const auto unread = plot(*installation_, owner_, {broken, ""});
  ASSERT_FALSE(unread);
  EXPECT_EQ(unread.error().kind, base::ErrorKind::invalid_input);
}

}  // namespace
}  // namespace comity::service
