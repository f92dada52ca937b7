// What is cut out of a document is public where the document is.
#include "service/documents/parts.h"

#include <gtest/gtest.h>

#include "service/importing/import.h"
#include "service/test_fixture.h"
#include "support/pdf_writer.h"
#include "support/test_files.h"

namespace comity::service {
namespace {

constexpr std::string_view kReport =
    "A/HRC/64/2\n\nHuman Rights Council\n\nSixty-fourth session\n\n**Report of the Human Rights "
    "Council on its sixty-fourth session**\n\n## I. Resolutions\n\n## 64/1. Roads that are lit\n\n"
    "*The Human Rights Council,*\n\n*Aware* of the dark,\n\n1. *Encourages* States to light their "
    "roads.\n\n12th meeting\n\n28 March 2036\n\n[Adopted without a vote.]\n\n## 64/2. Bridges that "
    "stand\n\n*The Human Rights Council,*\n\n*Aware* of rivers,\n\n1. *Encourages* States to mend "
    "their bridges.\n\n12th meeting\n\n28 March 2036\n\n[Adopted without a vote.]\n";

constexpr std::string_view kAlone =
    "A/HRC/RES/64/2\n\nHuman Rights Council\n\nSixty-fourth session\n\n**Bridges that stand**\n\n"
    "*The Human Rights Council,*\n\n*Aware* of rivers,\n\n1. *Encourages* States to mend their "
    "bridges.\n";

class PartsTest : public testing::Test {
 protected:
  void SetUp() override {
    Installation::Options options;
    options.folder = folder_.path() / "record";
    ASSERT_TRUE(installation_ = opened_with(options));
  }
  bool is_public(std::string_view name) {
    const auto read = installation_->store().read();
    const std::vector<std::string> names{std::string(name)};
    const auto known = read->known(names, store::Visibility::published());
    EXPECT_TRUE(known);
    return known && !known->empty();
  }
  std::uint64_t entries() {
    const auto read = installation_->store().read();
    std::uint64_t all = 0;
    for (const auto& head : read->heads()) all += head.size;
    return all;
  }
  void set(Publication wish) {
    const auto done = set_publication(*installation_, owner_, "A/HRC/64/2", wish, {});
    EXPECT_TRUE(done) << done.error().message;
  }

  const Ask owner_{owner_of_the_folder()};
  test::TestFolder folder_;
  std::unique_ptr<Installation> installation_;
};

TEST_F(PartsTest, ArePublishedAndWithdrawnWithTheReport) {
  bring_in(*installation_, "report.md", kReport);
  EXPECT_FALSE(is_public("A/HRC/RES/64/1"));
  set(Publication::publish);
  EXPECT_TRUE(is_public("A/HRC/64/2"));
  EXPECT_TRUE(is_public("A/HRC/RES/64/1"));
  EXPECT_TRUE(is_public("A/HRC/RES/64/2"));
  set(Publication::withdraw);
  EXPECT_FALSE(is_public("A/HRC/64/2"));
  EXPECT_FALSE(is_public("A/HRC/RES/64/1"));
}

TEST_F(PartsTest, StayWhereAnotherFileHoldsThem) {
  ImportOptions options;
  options.publish = true;
  bring_in(*installation_, "report.md", kReport, options);
  bring_in(*installation_, "alone.md", kAlone, options);
  set(Publication::withdraw);
  EXPECT_FALSE(is_public("A/HRC/RES/64/1"));
  EXPECT_TRUE(is_public("A/HRC/RES/64/2"));
}

TEST_F(PartsTest, BecomePublicWhereTheReportIsBroughtInAgainToBe) {
  bring_in(*installation_, "report.md", kReport);
  ImportOptions options;
  options.publish = true;
  const auto again = import_bytes(*installation_, owner_of_the_folder(),
                                  {{"report.md", std::string(kReport)}}, options);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->unchanged, 1U);
  EXPECT_TRUE(is_public("A/HRC/RES/64/1"));
  EXPECT_TRUE(is_public("A/HRC/RES/64/2"));
}

TEST_F(PartsTest, AreNotSaidToChangeWhereTheyDoNot) {
  bring_in(*installation_, "report.md", kReport);
  ASSERT_TRUE(set_publication(*installation_, owner_, "A/HRC/RES/64/1", Publication::publish, {}));
  const auto before = entries();
  set(Publication::publish);
  // The report and the one resolution that was internal.
  EXPECT_EQ(entries(), before + 2);
}

/// The report on two pages, a resolution on each.
std::string report_on_paper() {
  test_support::PdfWriter writer(test_support::PdfLayout::word_a4());
  for (const char* line : {"A/HRC/64/2", "Human Rights Council", "Sixty-fourth session"}) {
    writer.paragraph("", line);
  }
  writer.heading("", "Report of the Human Rights Council on its sixty-fourth session", 17);
  writer.heading("I.", "Resolutions");
  for (const char* about : {"64/1. Roads that are lit", "64/2. Bridges that stand"}) {
    writer.heading("", about);
    writer.paragraph("", "*The Human Rights Council*,");
    writer.paragraph("", "*Aware* of all that the night and the rivers hide from those who walk,");
    writer.paragraph("1.", "*Encourages* States to look after their roads and their bridges.");
    writer.paragraph("", "[Adopted without a vote.]");
    if (about[3] == '1') writer.new_page();
  }
  return writer.save();
}

TEST_F(PartsTest, AreShownOnThePagesOfTheReport) {
  bring_in(*installation_, "report.pdf", report_on_paper());
  const auto part = document(*installation_, owner_, "A/HRC/RES/64/2", {});
  ASSERT_TRUE(part) << part.error().message;
  const auto& pages = base::array_at(part->body, "pages");
  ASSERT_EQ(pages.size(), 1U);
  const auto& page = pages.front().as_object();
  EXPECT_EQ(base::integer_at(page, "page"), 2);
  EXPECT_EQ(base::text_at(page, "image"), "/documents/A/HRC/64/2/pages/2.png");
  std::string numbers;
  for (const auto& mark : base::array_at(page, "marks")) {
    numbers += std::string(base::text_at(mark.as_object(), "number")) + ";";
  }
  EXPECT_NE(numbers.find("PP1;"), std::string::npos) << numbers;
  EXPECT_NE(numbers.find(";1;"), std::string::npos) << numbers;
}

}  // namespace
}  // namespace comity::service
