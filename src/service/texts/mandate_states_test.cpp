// A request is kept by what was asked for, not by whatever names the resolution.
#include "service/texts/mandate_states.h"

#include <gtest/gtest.h>

#include "service/importing/import.h"
#include "service/test_fixture.h"
#include "service/texts/mandates.h"
#include "support/test_files.h"

namespace comity::service {
namespace {

constexpr std::string_view kRequest =
    "A/RES/75/178\n\n**Clean rivers**\n\nResolution adopted by the General Assembly on 16 December "
    "2020\n\n*The General Assembly,*\n\n*Aware* of rivers,\n\n1. *Requests* the Secretary-General "
    "to submit a report on rivers to the General Assembly at its seventy-sixth session.\n";

class MandateJudgeTest : public testing::Test {
 protected:
  void SetUp() override {
    Installation::Options options;
    options.folder = folder_.path() / "record";
    ASSERT_TRUE(installation_ = opened_with(options));
    bring(kRequest);
  }
  void bring(std::string_view text) {
    ImportOptions options;
    options.publish = true;
    bring_in(*installation_, "text.md", std::string(text), options);
  }
  /// "kept A/76/310" of the first request of the resolution.
  std::string standing() {
    MandatesRequest request;
    request.filters = {{"work", "A/RES/75/178"}};
    const auto answer = mandates(*installation_, Ask{}, request);
    EXPECT_TRUE(answer) << answer.error().message;
    if (!answer) return {};
    const auto& results = base::array_at(answer->body, "results");
    EXPECT_EQ(results.size(), 1U);
    if (results.empty()) return {};
    const auto& row = results.front().as_object();
    std::string standing(base::text_at(row, "state"));
    if (const auto* by = row.at("by").if_object())
      standing += " " + std::string(base::text_at(*by, "work"));
    return standing;
  }

  test::TestFolder folder_;
  std::unique_ptr<Installation> installation_;
};

TEST_F(MandateJudgeTest, FindsTheReportThatSaysWhyItIsSubmitted) {
  EXPECT_EQ(standing(), "due");
  bring(
      "A/76/310\n\n**Report of the Secretary-General**\n\n1. The present report is submitted "
      "pursuant to General Assembly resolution 75/178.\n");
  EXPECT_EQ(standing(), "kept A/76/310");
}

TEST_F(MandateJudgeTest, FindsTheReportOfTheOneAskedByItsTitle) {
  bring("A/76/311\n\n**Clean rivers: report of the Secretary-General**\n\n1. Rivers run.\n");
  EXPECT_EQ(standing(), "kept A/76/311");
}

TEST_F(MandateJudgeTest, PassesOverTheReportOfAnother) {
  bring("A/76/312\n\n**Clean rivers: report of the High Commissioner**\n\n1. Rivers run.\n");
  EXPECT_EQ(standing(), "not_seen");
}

TEST_F(MandateJudgeTest, PassesOverTheCommitteeThatPrintsTheNextDraft) {
  bring(
      "A/76/462/Add.2\n\n**Report of the Third Committee**\n\n1. The Third Committee recommends "
      "to the General Assembly the adoption of the following draft resolution:\n\n## Draft "
      "resolution I\n\n## Clean rivers\n\n*The General Assembly,*\n\n*Recalling* its resolution "
      "75/178 of 16 December 2020,\n\n1. *Encourages* States to measure the water.\n\n## Draft "
      "resolution II\n\n## Old bridges\n\n*The General Assembly,*\n\n*Aware* of bridges,\n\n1. "
      "*Encourages* States to mend them.\n");
  EXPECT_EQ(standing(), "not_seen");
}

TEST_F(MandateJudgeTest, PassesOverADocumentThatNamesTheResolutionInPassing) {
  bring(
      "A/76/401\n\n**Old bridges: report of the Secretary-General**\n\n1. Bridges stand.\n\n2. "
      "Some fall.\n\n3. Some are mended.\n\n4. Rivers run below them, as General Assembly "
      "resolution 75/178 says.\n");
  EXPECT_EQ(standing(), "not_seen");
}

TEST_F(MandateJudgeTest, PassesOverProposedAmendments) {
  bring(
      "A/C.3/76/L.60\n\n**Cuba: amendments to draft resolution A/C.3/76/L.9**\n\n1. In the first "
      "preambular paragraph, insert the words \xE2\x80\x9CRecalling its resolution 75/178"
      "\xE2\x80\x9D.\n");
  EXPECT_EQ(standing(), "not_seen");
}

}  // namespace
}  // namespace comity::service
