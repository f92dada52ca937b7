// What reports say that came of a text of a session.
#include "service/texts/session_texts.h"

#include <gtest/gtest.h>

#include "service/test_fixture.h"
#include "support/test_files.h"

namespace comity::service {
namespace {

class SessionTextsTest : public testing::Test {
 protected:
  void SetUp() override {
    Installation::Options options;
    options.folder = folder_.path();
    ASSERT_TRUE(installation_ = opened_with(options));
    ImportOptions published;
    published.publish = true;
    bring_in(*installation_, "draft.md",
             "A/C.3/86/L.44\n\n**Ghana: draft resolution**\n\n**Care of lamps**\n\n*The General "
             "Assembly*,\n\n1. *Urges* all States to light lamps.\n",
             published);
  }
  /// What a report of that symbol makes of the draft.
  SessionText reported(const std::string& symbol, const std::string& paragraphs) {
    ImportOptions published;
    published.publish = true;
    bring_in(*installation_, "report.md",
             symbol + "\n\n# Care of lamps: report of the Third Committee\n\n" + paragraphs,
             published);
    const auto read = installation_->store().read();
    const auto asker = store::Visibility::published();
    const auto texts = installation_->texts().look(*read, asker);
    const auto looked =
        session_texts(*installation_, *read, asker, {(*texts)->named("A/C.3/86/L.44")});
    EXPECT_TRUE(looked);
    if (!looked) return {};
    auto text = looked->front();
    text.work = nullptr;  // of a look that ends here
    return text;
  }
  static std::int64_t in_favour(const SessionText& text) {
    return text.action.is_null() ? -1 : base::integer_at(text.action.as_object(), "in_favour");
  }

  test::TestFolder folder_;
  std::unique_ptr<Installation> installation_;
};

TEST_F(SessionTextsTest, AddendaAreReports) {
  const auto text = reported(
      "A/86/458/Add.2",
      "1. The representative of Cuba introduced draft resolution A/C.3/86/L.44. Subsequently, "
      "Brazil joined in sponsoring the draft resolution.\n\n2. The Committee adopted draft "
      "resolution A/C.3/86/L.44 by a recorded vote of 181 to 2.\n");
  EXPECT_EQ(in_favour(text), 181);
  EXPECT_EQ(text.joined.count("BRA"), 1U);
}

TEST_F(SessionTextsTest, TheLastWordOfAReportHolds) {
  const auto text = reported(
      "A/86/458",
      "1. The Committee adopted draft resolution A/C.3/86/L.44 by a recorded vote of 120 to "
      "3.\n\n2. The Committee reconsidered it and adopted draft resolution A/C.3/86/L.44 by a "
      "recorded vote of 181 to 2.\n");
  EXPECT_EQ(in_favour(text), 181);
}

}  // namespace
}  // namespace comity::service
