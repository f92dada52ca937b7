// A review written out after its report: final positions with their places, and corrigenda.
#include "service/reviews/review_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/export.h"
#include "service/reviews/corrections.h"
#include "service/reviews/reviews.h"
#include "service/test_fixture.h"
#include "support/test_files.h"

namespace comity::service {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using Lines = std::vector<std::string>;

constexpr std::string_view kWrittenReport = R"(A/HRC/90/6

**Human Rights Council**

**Report of the Working Group on the Universal Periodic Review**

**Iceland**

## Introduction

1. The Working Group on the Universal Periodic Review held its forty-eighth session from 20 to 31 January 2035. The review of Iceland was held at the 3rd meeting, on 21 January 2035.

## II. Conclusions and/or recommendations

98. The recommendations listed below will be examined by Iceland:

98.1. Keep the rivers clean (Norway);

98.2. Measure the water (Portugal);

98.3. Open the archives (Chad);

98.4. Plant more trees (Ghana);

98.5. Close the last mill (Chile).

99. The following recommendations enjoy the support of Iceland:

99.1. Paint the bridges (Peru).
)";

constexpr std::string_view kWrittenAddendum = R"(A/HRC/90/6/Add.1

**Human Rights Council**

**Report of the Working Group on the Universal Periodic Review**

**Iceland**

**Addendum**

## Views on conclusions and/or recommendations presented by the State under review

1. Iceland thanks all those who spoke.

2. Iceland accepts recommendations 98.1, 98.2, 98.3 and 98.5. It does not accept recommendation 98.4.

3. Iceland accepts recommendation 99.1.
)";

class WrittenReviewTest : public testing::Test {
 protected:
  void SetUp() override {
    Installation::Options options;
    options.folder = folder_.path();
    ASSERT_TRUE(installation_ = opened_with(options));
    bring_in(*installation_, "report.md", kWrittenReport);
  }
  Lines written(model::Language language = model::Language::en) {
    auto ask = owner_;
    ask.language = language;
    const auto file = written_review(*installation_, ask, "ISL", 4, ReviewFormat::docx);
    EXPECT_TRUE(file) << file.error().message;
    if (!file) return {};
    const auto document = installation_->reader().read(*file->bytes, "review.docx");
    EXPECT_TRUE(document) << document.error().message;
    Lines lines;
    for (const auto& block : document->blocks) lines.push_back(model::text_of(block.runs));
    return lines;
  }
  std::string csv() {
    auto rows = found_rows(*installation_, owner_, {}, RowKind::recommendations, RowFormat::csv);
    EXPECT_TRUE(rows);
    std::string all;
    while (rows) {
      const auto more = (*rows)->next();
      EXPECT_TRUE(more);
      if (!more || more->empty()) break;
      all += *more;
    }
    return all;
  }

  const Ask owner_{owner_of_the_folder()};
  test::TestFolder folder_;
  std::unique_ptr<Installation> installation_;
};

TEST_F(WrittenReviewTest, WithoutAnswersIsTheListsAlone) {
  EXPECT_THAT(written(), Not(Contains(HasSubstr("["))));
}

TEST_F(WrittenReviewTest, SaysFinalPositionsBehindTheirListWithTheirPlace) {
  bring_in(*installation_, "addendum.md", kWrittenAddendum);
  const auto lines = written();
  const auto head = std::find_if(lines.begin(), lines.end(), [](const std::string& line) {
    return line.find("will be examined by Iceland") != std::string::npos;
  });
  ASSERT_LE(head - lines.begin() + 3, static_cast<std::ptrdiff_t>(lines.size()));
  EXPECT_EQ(head[1], "[Supported: 98.1–98.3, 98.5 (A/HRC/90/6/Add.1, para. 2)]");
  EXPECT_EQ(head[2], "[Noted: 98.4 (A/HRC/90/6/Add.1, para. 2)]");
  EXPECT_THAT(head[3], HasSubstr("Keep the rivers clean"));
  // What the report supports and the addendum supports again is no other position.
  EXPECT_THAT(lines, Not(Contains(HasSubstr("[Supported: 99.1"))));
  EXPECT_THAT(written(model::Language::ru),
              Contains("[Поддержано: 98.1–98.3, 98.5 (A/HRC/90/6/Add.1, пункт 2)]"));
}

TEST_F(WrittenReviewTest, ASheetsNameClaimsNoPositionThatItsRowsHaveNot) {
  bring_in(*installation_, "addendum.md", kWrittenAddendum);
  const auto file = written_review(*installation_, owner_, "ISL", 4, ReviewFormat::xlsx);
  ASSERT_TRUE(file);
  const auto document = installation_->reader().read(*file->bytes, "review.xlsx");
  ASSERT_TRUE(document);
  Lines sheets;
  for (const auto& block : document->blocks) {
    if (block.kind == model::BlockKind::heading) sheets.push_back(model::text_of(block.runs));
  }
  EXPECT_THAT(sheets, ElementsAre("98", "99 supported", "About"));
}

TEST_F(WrittenReviewTest, TellsCorrigendaOfReportAndAnswers) {
  bring_in(*installation_, "addendum.md", kWrittenAddendum);
  bring_in(*installation_, "corr.md",
           "A/HRC/90/6/Corr.1\n\n# Corrigendum\n\nParagraph 98.2: for water read waters.\n");
  bring_in(
      *installation_, "add-corr.md",
      "A/HRC/90/6/Add.1/Corr.1\n\n# Corrigendum\n\nParagraph 99: delete recommendation 98.5.\n");
  const auto lines = written();
  EXPECT_THAT(lines, Contains("[A/HRC/90/6/Corr.1 corrects this paragraph: Paragraph 98.2: for "
                              "water read waters.]"));
  EXPECT_THAT(lines, Contains(HasSubstr("[A/HRC/90/6/Add.1/Corr.1 corrects an answer to this "
                                        "recommendation: Paragraph 99:")));
  const auto rows = csv();
  EXPECT_THAT(rows, HasSubstr(",confirmed,corrigenda\r\n"));
  EXPECT_THAT(rows, HasSubstr(",A/HRC/90/6/Corr.1\r\n"));
  EXPECT_THAT(rows, HasSubstr(",A/HRC/90/6/Add.1/Corr.1\r\n"));

  const auto whole = review(*installation_, owner_, "ISL", 4);
  ASSERT_TRUE(whole);
  const auto& by = base::array_at(whole->body, "corrected_by");
  ASSERT_EQ(by.size(), 2U);
  const auto& second = by[1].as_object();
  EXPECT_EQ(base::text_at(second, "corrects"), "A/HRC/90/6/Add.1");
  // "Paragraph 99" is the addendum's own, 98.5 the report's.
  ASSERT_EQ(base::array_at(second, "numbers").size(), 1U);
  EXPECT_EQ(base::text_at(base::array_at(second, "numbers")[0].as_object(), "address"),
            "/documents/A/HRC/90/6#98.5");
  const auto one = recommendation(*installation_, owner_, "A/HRC/90/6", "98.5", 0);
  ASSERT_TRUE(one);
  EXPECT_THAT(base::to_text(one->body.at("findings")), HasSubstr("amendment.corrected-answer"));
  const auto other = recommendation(*installation_, owner_, "A/HRC/90/6", "99.1", 0);
  ASSERT_TRUE(other);
  EXPECT_THAT(base::array_at(other->body, "findings"), IsEmpty());
}

TEST_F(WrittenReviewTest, ACorrigendumThatNamesNoParagraphStandsAboveTheLists) {
  bring_in(*installation_, "corr.md",
           "A/HRC/90/6/Corr.1\n\n# Corrigendum\n\nThe cover should read Iceland.\n");
  EXPECT_THAT(written(), Contains(HasSubstr("[A/HRC/90/6/Corr.1 corrects this document: ")));
}

}  // namespace
}  // namespace comity::service
