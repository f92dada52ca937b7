// What goes out as files: workbooks, documents for word processors, calendars.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "base/csv.h"
#include "grammar/parse.h"
#include "service/documents/document_files.h"
#include "service/export.h"
#include "service/importing/import.h"
#include "service/reviews/calendar.h"
#include "service/reviews/review_files.h"
#include "service/reviews/reviews.h"
#include "service/test_fixture.h"
#include "service/workbooks.h"
#include "support/test_files.h"

namespace comity::service {
namespace {

using test::TestFolder;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

constexpr std::string_view kExportedReport = R"(A/HRC/90/3

**Human Rights Council**

**Report of the Working Group on the Universal Periodic Review**

**Iceland**

## Introduction

1. The Working Group on the Universal Periodic Review held its forty-eighth session from 20 to 31 January 2035. The review of Iceland was held at the 3rd meeting, on 21 January 2035.

2. The delegation spoke of rivers.

## II. Conclusions and/or recommendations

3. The recommendations listed below enjoy the support of Iceland:

3.1. =Keep the rivers clean, +1 and "all" (Norway);

3.2. Measure the water every year (Portugal, Brazil);

4. The following recommendations did not enjoy the support of Iceland and would thus be noted:

4.1. Close the last mill (Chile).
)";

class ExportsTest : public testing::Test {
 protected:
  void SetUp() override {
    Installation::Options options;
    options.folder = folder_.path();
    ASSERT_TRUE(installation_ = opened_with(options));
    bring_in(*installation_, "report.md", kExportedReport);
  }
  std::string rows(RowFormat format) {
    auto stream = found_rows(*installation_, owner_, {}, RowKind::recommendations, format);
    EXPECT_TRUE(stream) << stream.error().message;
    std::string out;
    while (stream) {
      auto piece = (*stream)->next();
      EXPECT_TRUE(piece);
      if (!piece || piece->empty()) break;
      out += *piece;
    }
    EXPECT_EQ((*stream)->trailer().count, 3U);
    return out;
  }
  model::Document read_again(const std::string& bytes, const std::string& name) {
    const auto document = installation_->reader().read(bytes, name);
    EXPECT_TRUE(document) << document.error().message;
    return document ? *document : model::Document();
  }
  std::string text(const base::Result<StoredFile>& file) {
    EXPECT_TRUE(file) << file.error().message;
    return file ? *file->bytes : std::string();
  }

  TestFolder folder_;
  std::unique_ptr<Installation> installation_;
  Ask owner_{owner_of_the_folder()};
};

std::vector<std::vector<std::string>> cells_of(const model::Block& table) {
  std::vector<std::vector<std::string>> out;
  for (const auto& row : table.rows) {
    out.emplace_back();
    for (const auto& cell : row) out.back().push_back(model::text_of(cell.runs));
  }
  return out;
}

/// The sheets of a workbook by their names, in order.
std::vector<std::pair<std::string, std::vector<std::vector<std::string>>>> sheets_of(
    const model::Document& workbook) {
  std::vector<std::pair<std::string, std::vector<std::vector<std::string>>>> out;
  for (const auto& block : workbook.blocks) {
    if (block.kind == model::BlockKind::heading) out.push_back({model::text_of(block.runs), {}});
    if (block.kind == model::BlockKind::table) out.back().second = cells_of(block);
  }
  return out;
}

TEST_F(ExportsTest, AWorkbookHasTheRowsOfTheCsvAndComesBack) {
  const auto sheets = sheets_of(read_again(rows(RowFormat::xlsx), "all.xlsx"));
  ASSERT_THAT(sheets, SizeIs(2));
  EXPECT_EQ(sheets[0].first, "recommendations");
  auto csv = base::parse_csv(rows(RowFormat::csv));
  ASSERT_TRUE(csv);
  auto table = sheets[0].second;
  ASSERT_EQ(table.size(), csv->rows.size() + 1);
  EXPECT_EQ(table[0], csv->columns);
  for (std::size_t i = 0; i < csv->rows.size(); ++i) {
    // A spreadsheet would compute what a CSV has unguarded; a cell of a workbook is what it is.
    for (auto& cell : csv->rows[i]) cell = std::string(base::from_defused(cell));
    table[i + 1].resize(csv->columns.size());  // empty cells at the end of a row are not written
    EXPECT_EQ(table[i + 1], csv->rows[i]);
  }
  EXPECT_THAT(table[1][8], HasSubstr("=Keep the rivers clean, +1"));
}

TEST_F(ExportsTest, AnyTextComesBackFromAWorkbook) {
  constexpr std::string_view kParts[] = {"=",       "+", "-",     "@",  "<&>", "\"", "'",
                                         "_x0041_", "é", "مرحبا", "水", "😀",  "a",  "1",
                                         ",",       ";", "{",     "#",  "\\"};
  std::mt19937 random(11);  // NOLINT(cert-msc51-cpp): the same each time
  std::vector<std::string> texts;
  for (int i = 0; i < 300; ++i) {
    std::string text;
    for (auto parts = 1 + random() % 6; parts > 0; --parts) {
      text += kParts[random() % std::size(kParts)];
    }
    texts.push_back(std::move(text));
  }
  auto workbook = new_workbook();
  ASSERT_TRUE(workbook);
  ASSERT_TRUE(workbook->begin_sheet("texts", {{"text", 10}}));
  for (const std::string_view text : texts) {
    const render::XlsxCell cells[] = {text};
    ASSERT_TRUE(workbook->add_row(cells));
  }
  ASSERT_TRUE(workbook->finish());
  const auto bytes = render::bytes_of(*workbook);
  ASSERT_TRUE(bytes);
  const auto document = read_again(*bytes, "texts.xlsx");
  ASSERT_THAT(document.blocks, SizeIs(1));
  const auto cells = cells_of(document.blocks[0]);
  ASSERT_EQ(cells.size(), texts.size() + 1);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    EXPECT_THAT(cells[i + 1], ElementsAre(texts[i]));
  }
}

TEST_F(ExportsTest, AWorkbookSaysWhatItIs) {
  const auto sheets = sheets_of(read_again(rows(RowFormat::xlsx), "all.xlsx"));
  ASSERT_THAT(sheets, SizeIs(2));
  EXPECT_EQ(sheets[1].first, "About");
  const auto& about = sheets[1].second;
  ASSERT_THAT(about, SizeIs(testing::Gt(14U)));
  EXPECT_THAT(about[1], ElementsAre("Query", "/search"));
  EXPECT_EQ(about[2][0], "Time (UTC)");
  EXPECT_THAT(about[2][1], testing::MatchesRegex("20..-..-.. ..:..:.."));
  EXPECT_THAT(about[3], ElementsAre("Rows", "3"));
  EXPECT_EQ(about[5][0], "symbol");
}

TEST_F(ExportsTest, AReviewHasASheetForEachList) {
  const auto bytes = text(written_review(*installation_, owner_, "ISL", 4, ReviewFormat::xlsx));
  const auto sheets = sheets_of(read_again(bytes, "review.xlsx"));
  ASSERT_THAT(sheets, SizeIs(3));
  EXPECT_EQ(sheets[0].first, "3 supported");
  EXPECT_THAT(sheets[0].second, SizeIs(3));
  EXPECT_EQ(sheets[1].first, "4 noted");
  EXPECT_THAT(sheets[1].second, SizeIs(2));
  EXPECT_EQ(sheets[1].second[1][1], "4.1");
  EXPECT_EQ(sheets[2].first, "About");
  // Given back, it is one table of all the lists.
  const auto back = grammar::parse(read_again(bytes, "review.xlsx"), names::Register::builtin());
  ASSERT_TRUE(back.source);
  EXPECT_EQ(back.paragraphs[back.source->paragraph].rows.size(), 4U);
  EXPECT_THAT(back.source->refused, testing::IsEmpty());
}

TEST_F(ExportsTest, AReviewForWordProcessorsIsItsListsAsPrinted) {
  const auto bytes = text(written_review(*installation_, owner_, "ISL", 4, ReviewFormat::docx));
  const auto document = read_again(bytes, "review.docx");
  std::vector<std::string> lines;
  for (const auto& block : document.blocks) {
    lines.push_back(block.label + " " + model::text_of(block.runs));
  }
  EXPECT_THAT(lines, testing::Contains("3.2. Measure the water every year (Portugal, Brazil);"));
  EXPECT_THAT(lines, testing::Contains(
                         "3. The recommendations listed below enjoy the support of Iceland:"));
  EXPECT_THAT(lines, Not(testing::Contains(HasSubstr("The delegation spoke"))));
  EXPECT_THAT(lines, testing::Contains("II. Conclusions and/or recommendations"));
  EXPECT_THAT(lines, Not(testing::Contains(HasSubstr("Introduction"))));
}

TEST_F(ExportsTest, RowsOfAReviewAreItsClauses) {
  const auto request = search_of_review(*installation_, owner_, "ISL", 4);
  ASSERT_TRUE(request);
  auto stream =
      found_rows(*installation_, owner_, *request, RowKind::recommendations, RowFormat::csv);
  ASSERT_TRUE(stream);
  const auto piece = (*stream)->next();
  ASSERT_TRUE(piece);
  while (const auto more = (*stream)->next()) {
    if (more->empty()) break;
  }
  EXPECT_EQ((*stream)->trailer().count, 3U);
  EXPECT_EQ(search_of_review(*installation_, owner_, "ISL", 3).error().kind,
            base::ErrorKind::not_found);
  EXPECT_EQ(search_of_review(*installation_, Ask{}, "ISL", 4).error().kind,
            base::ErrorKind::not_found);
}

TEST_F(ExportsTest, ADocumentGoesOutForWordProcessorsAndBrowsers) {
  const auto docx = written_document(*installation_, owner_, "A/HRC/90/3", DocumentFormat::docx);
  ASSERT_TRUE(docx);
  EXPECT_EQ(docx->name, "A_HRC_90_3.docx");
  EXPECT_THAT(read_again(*docx->bytes, docx->name).blocks, SizeIs(testing::Gt(8U)));
  const auto html =
      text(written_document(*installation_, owner_, "A/HRC/90/3", DocumentFormat::html));
  EXPECT_THAT(html, HasSubstr("<p id=\"3.2\" class=\"in1\"><span class=\"label\">3.2.</span> "
                              "Measure the water every year (Portugal, Brazil);</p>"));
}

TEST_F(ExportsTest, TheCalendarHasWhatIsKnownAndMarksWhatIsNot) {
  const auto all = text(calendar(*installation_, owner_, {}));
  EXPECT_THAT(all, HasSubstr("DTSTART;VALUE=DATE:20350121\r\nDTEND;VALUE=DATE:20350122\r\n"
                             "SUMMARY:Iceland – Universal periodic review\\, 4\r\n"));
  // Four and a half years on, for a month.
  EXPECT_THAT(all, HasSubstr("DTSTART;VALUE=DATE:20390701\r\nDTEND;VALUE=DATE:20390801\r\n"));
  EXPECT_THAT(all, HasSubstr("STATUS:TENTATIVE"));
  EXPECT_THAT(all, HasSubstr("Foreseen\\, not verified: four and a half years after"));
  EXPECT_THAT(text(calendar(*installation_, owner_, {"ISL", 5, 0})),
              Not(HasSubstr("STATUS:CONFIRMED")));
  EXPECT_THAT(text(calendar(*installation_, owner_, {"ISL", 4, 0})),
              Not(HasSubstr("STATUS:TENTATIVE")));
  EXPECT_THAT(text(calendar(*installation_, owner_, {"", 0, 48})),
              Not(HasSubstr("STATUS:TENTATIVE")));
  EXPECT_THAT(text(calendar(*installation_, owner_, {"NOR", 0, 0})), Not(HasSubstr("VEVENT")));
  EXPECT_THAT(text(calendar(*installation_, Ask{}, {})), Not(HasSubstr("VEVENT")));
  EXPECT_EQ(calendar(*installation_, owner_, {"XXX", 0, 0}).error().kind,
            base::ErrorKind::not_found);
}

TEST_F(ExportsTest, AStateSaysWhatIsForeseenAndByWhichRule) {
  const auto iceland = state(*installation_, owner_, "ISL");
  ASSERT_TRUE(iceland);
  const auto& next = base::object_at(iceland->body, "next_review");
  EXPECT_EQ(base::integer_at(next, "cycle"), 5);
  EXPECT_EQ(base::text_at(next, "month"), "2039-07");
  EXPECT_EQ(base::text_at(next, "rule"), "A/HRC/RES/16/21, annex, para. 3");
  const auto norway = state(*installation_, owner_, "NOR");
  ASSERT_TRUE(norway);
  EXPECT_TRUE(norway->body.at("next_review").is_null());
}

TEST(NextReview, FollowsFromTheRuleOfItsCycle) {
  store::ReviewRecord review;
  review.date = "2008-04-11";
  review.cycle = 1;
  EXPECT_EQ(next_review(review)->month, "2012-04");
  EXPECT_EQ(next_review(review)->cycle, 2);
  review.date = "2012-10-31";
  review.cycle = 2;
  EXPECT_EQ(next_review(review)->month, "2017-04");
  review.date = "2012";
  EXPECT_FALSE(next_review(review));
  review.date = "2012-10-31";
  review.cycle = 0;
  EXPECT_FALSE(next_review(review));
}

}  // namespace
}  // namespace comity::service
