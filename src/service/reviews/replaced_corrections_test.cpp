// What people corrected of a draft is asked of the report that replaces it.
#include "service/reviews/replaced_corrections.h"

#include <gtest/gtest.h>

#include "service/reviews/corrections.h"
#include "service/reviews/reviews.h"
#include "service/test_fixture.h"
#include "support/test_files.h"

namespace comity::service {
namespace {

using base::JsonObject;
using Wished = CorrectionWish::What;

constexpr const char* kDraftReport = "A/HRC/WG.6/48/L.3";
constexpr const char* kFinalReport = "A/HRC/90/3";

std::string report_named(const std::string& symbol, const std::string& items) {
  return symbol +
         "\n\n**Human Rights Council**\n\n**Report of the Working Group on the Universal Periodic "
         "Review**\n\n**Iceland**\n\n## Introduction\n\n1. The Working Group on the Universal "
         "Periodic Review held its forty-eighth session from 20 to 31 January 2035. The review of "
         "Iceland was held at the 3rd meeting, on 21 January 2035.\n\n## II. Conclusions and/or "
         "recommendations\n\n2. The recommendations listed below will be examined by Iceland:\n\n" +
         items;
}

class ReplacedCorrectionsTest : public testing::Test {
 protected:
  void SetUp() override {
    Installation::Options options;
    options.folder = folder_.path();
    ASSERT_TRUE(installation_ = opened_with(options));
    bring(
        kDraftReport,
        "2.1. Keep the rivers clean (Norway);\n\n2.2. Measure the water every year (Portugal);\n");
  }
  void bring(const char* symbol, const std::string& items, bool publish = true) {
    ImportOptions options;
    options.publish = publish;
    bring_in(*installation_, "report.md", report_named(symbol, items), options);
  }
  std::uint64_t say(const char* work, const char* number, const CorrectionWish& wish) {
    const auto done = correct(*installation_, owner_, work, number, wish, {});
    EXPECT_TRUE(done) << done.error().message;
    return done ? static_cast<std::uint64_t>(base::integer_at(*done, "entry")) : 0;
  }
  static CorrectionWish text_wish(const std::string& text) {
    CorrectionWish wish;
    wish.text = text;
    wish.reason = "as on the page";
    return wish;
  }
  /// The one correction of the draft's, as the list has it.
  [[nodiscard]] JsonObject listed(const Ask& ask) const {
    const auto answer = corrections(*installation_, ask, {"", kDraftReport});
    EXPECT_TRUE(answer) << answer.error().message;
    const auto& all = base::array_at(answer->body, "corrections");
    EXPECT_EQ(all.size(), 1U);
    return all.empty() ? JsonObject() : all.front().as_object();
  }
  [[nodiscard]] std::size_t asked_count() const {
    const auto answer = corrections(*installation_, owner_, {"asked", ""});
    EXPECT_TRUE(answer);
    return base::array_at(answer->body, "corrections").size();
  }
  [[nodiscard]] std::string shown_text(const char* work, const char* number) const {
    const auto answer = recommendation(*installation_, owner_, work, number, 0);
    EXPECT_TRUE(answer);
    return std::string(
        base::text_at(base::array_at(answer->body, "clauses").front().as_object(), "text"));
  }

  Ask owner_{owner_of_the_folder()};
  Ask public_{anyone()};
  test::TestFolder folder_;
  std::unique_ptr<Installation> installation_;
};

TEST_F(ReplacedCorrectionsTest, AreAskedOfTheClauseThatIsTheSame) {
  const auto entry = say(kDraftReport, "2.1", text_wish("Keep the rivers clear"));
  EXPECT_EQ(base::text_at(listed(owner_), "standing"), "kept");
  EXPECT_TRUE(listed(owner_).at("instead").is_null());
  // The report numbers anew.
  bring(kFinalReport,
        "2.1. Measure the water every year (Portugal);\n\n2.2. Keep the rivers clean (Norway);\n");
  EXPECT_EQ(asked_count(), 1U);
  const auto asked = listed(owner_);
  EXPECT_EQ(base::text_at(asked, "standing"), "asked");
  EXPECT_EQ(base::text_at(asked, "because"), "replaced");
  EXPECT_FALSE(base::truth_at(asked, "can_keep"));
  const auto& instead = base::object_at(asked, "instead");
  EXPECT_EQ(base::text_at(instead, "work"), kFinalReport);
  EXPECT_EQ(base::text_at(instead, "number"), "2.2");
  EXPECT_EQ(base::integer_at(instead, "clause"), 1);
  EXPECT_EQ(base::text_at(instead, "what"), "clause");
  EXPECT_EQ(base::text_at(instead, "correct"), "/recommendations/A/HRC/90/3/2.2/correct");
  const auto& reads = base::array_at(base::object_at(instead, "reads"), "clauses");
  EXPECT_EQ(base::text_at(reads.front().as_object(), "text"), "Keep the rivers clean");
  EXPECT_EQ(shown_text(kFinalReport, "2.2"), "Keep the rivers clean") << "nothing moves by itself";
  EXPECT_EQ(base::text_at(base::object_at(listed(public_), "instead"), "correct"), "");

  // A person says it of the report, too.
  say(kFinalReport, "2.2", text_wish("Keep the rivers clear"));
  EXPECT_EQ(base::text_at(listed(owner_), "standing"), "kept");
  EXPECT_EQ(asked_count(), 0U);
  EXPECT_TRUE(decide(*installation_, owner_, kDraftReport, "2.1",
                     {CorrectionDecision::take_back, entry, "the report is corrected"}, {}));
}

TEST_F(ReplacedCorrectionsTest, AreNotAskedWhereTheReportSaysTheSame) {
  say(kDraftReport, "2.1", text_wish("Keep the rivers clear"));
  bring(kFinalReport, "2.1. Keep the rivers clear (Norway);\n");
  EXPECT_EQ(base::text_at(listed(owner_), "standing"), "kept");
  EXPECT_TRUE(listed(owner_).at("instead").is_null());
}

TEST_F(ReplacedCorrectionsTest, AreAskedOfThePublicWhenTheReportIsPublished) {
  say(kDraftReport, "2.1", text_wish("Keep the rivers clear"));
  bring(kFinalReport, "2.1. Keep the rivers clean (Norway);\n", false);
  EXPECT_EQ(base::text_at(listed(owner_), "standing"), "asked");
  EXPECT_EQ(base::text_at(listed(public_), "standing"), "kept");
}

TEST_F(ReplacedCorrectionsTest, ProposeNoneOfTwoThatAreAlikeAndNothingElse) {
  say(kDraftReport, "2.1", text_wish("Keep the rivers clear"));
  bring(kFinalReport,
        "2.1. Measure the water every year (Portugal);\n\n2.2. Keep the rivers clean "
        "(Norway);\n\n2.3. Keep the rivers clean (Norway);\n");
  const auto asked = listed(owner_);
  EXPECT_EQ(base::text_at(asked, "standing"), "asked");
  const auto& instead = base::object_at(asked, "instead");
  EXPECT_EQ(base::text_at(instead, "number"), "");
  EXPECT_EQ(base::text_at(instead, "correct"), "");
  EXPECT_EQ(base::text_at(instead, "address"), "/documents/A/HRC/90/3");
  bring("A/HRC/90/3/Rev.1", "2.1. Abolish the fees of all schools (Norway);\n");
  EXPECT_EQ(base::text_at(base::object_at(listed(owner_), "instead"), "work"), "A/HRC/90/3/Rev.1")
      << "the last of those that replace it";
  EXPECT_EQ(base::text_at(base::object_at(listed(owner_), "instead"), "number"), "");
}

TEST_F(ReplacedCorrectionsTest, OfPositionsAreAskedUntilTheReportComesToTheSame) {
  CorrectionWish wish;
  wish.what = Wished::position;
  wish.position = "accepts";
  wish.counts_as = "supported";
  wish.reason = "said in the room";
  say(kDraftReport, "2.2", wish);
  bring(kFinalReport, "2.1. Measure the water every year (Portugal);\n");
  const auto asked = listed(owner_);
  const auto& instead = base::object_at(asked, "instead");
  EXPECT_EQ(base::text_at(instead, "number"), "2.1");
  EXPECT_EQ(base::text_at(instead, "what"), "position");
  EXPECT_EQ(base::text_at(base::object_at(instead, "reads"), "counts_as"), "pending");
  say(kFinalReport, "2.1", wish);
  EXPECT_TRUE(listed(owner_).at("instead").is_null());
}

TEST_F(ReplacedCorrectionsTest, OfASplitAreAskedAndDoneByHand) {
  CorrectionWish wish;
  wish.what = Wished::split;
  wish.parts = "Measure the water\n\nevery year";
  wish.reason = "two things";
  say(kDraftReport, "2.2", wish);
  bring(kFinalReport, "2.1. Measure the water every year (Portugal);\n");
  const auto asked = listed(owner_);
  const auto& instead = base::object_at(asked, "instead");
  EXPECT_EQ(base::text_at(instead, "number"), "2.1");
  EXPECT_EQ(base::text_at(instead, "what"), "");
  say(kFinalReport, "2.1", wish);
  EXPECT_EQ(base::text_at(listed(owner_), "standing"), "kept");
}

}  // namespace
}  // namespace comity::service
