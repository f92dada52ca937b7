// Which text came before, where not all of them have a date.
#include "service/texts/lineage.h"

#include <gtest/gtest.h>

#include "service/importing/import.h"
#include "service/test_fixture.h"
#include "support/test_files.h"

namespace comity::service {
namespace {

std::string resolution(int session, const std::string& date, const std::string& measure) {
  const auto number = std::to_string(session);
  return "A/RES/" + number + "/178\n\n**Shared record of clean rivers**\n\n" +
         (date.empty() ? "" : "Resolution adopted by the General Assembly on " + date + "\n\n") +
         "*The General Assembly,*\n\n*Aware* of rivers,\n\n1. *Encourages* all States to measure " +
         measure + ".\n";
}

/// As a delegate has it: no symbol and no date.
constexpr std::string_view kDraft =
    "Seventy-sixth session\n\nThird Committee\n\n**Shared record of clean rivers**\n\n*The General "
    "Assembly,*\n\n*Aware* of rivers,\n\n1. *Encourages* all States to measure every river and "
    "every "
    "lake.\n";

class LineageTest : public testing::Test {
 protected:
  void SetUp() override {
    Installation::Options options;
    options.folder = folder_.path() / "record";
    ASSERT_TRUE(installation_ = opened_with(options));
  }
  void bring(std::string_view text) {
    ImportOptions options;
    options.publish = true;
    bring_in(*installation_, "text.md", text, options);
  }
  /// The name that the record gave the text without a symbol.
  std::string name_of_draft() {
    const auto read = installation_->store().read();
    const auto texts = installation_->texts().look(*read, store::Visibility::published());
    for (const auto& text : (*texts)->texts()) {
      if (text.work.symbol.empty()) return text.work.name;
    }
    ADD_FAILURE() << "no draft";
    return {};
  }
  base::JsonObject asked(const std::string& work, const std::string& paragraph) {
    const auto answer = lineage(*installation_, Ask{}, work, paragraph);
    EXPECT_TRUE(answer) << answer.error().message;
    return answer ? answer->body : base::JsonObject{{"texts", base::JsonArray{}}};
  }
  /// "A/RES/75/178 earlier, …"
  std::string related(const std::string& work) {
    std::string all;
    const auto body = asked(work, "");
    for (const auto& value : base::array_at(body, "texts")) {
      const auto& text = value.as_object();
      all += (all.empty() ? "" : ", ") + std::string(base::text_at(text, "work")) + " " +
             std::string(base::text_at(text, "relation"));
    }
    return all;
  }

  test::TestFolder folder_;
  std::unique_ptr<Installation> installation_;
};

TEST_F(LineageTest, OfADraftWithoutADateGoesBackToLastYearsText) {
  bring(resolution(75, "16 December 2020", "every river"));
  bring(kDraft);
  const auto draft = name_of_draft();
  EXPECT_EQ(related(draft), "A/RES/75/178 earlier");
  EXPECT_EQ(related("A/RES/75/178"), draft + " later");
  const auto body = asked(draft, "1");
  const auto& steps = base::array_at(body, "steps");
  ASSERT_EQ(steps.size(), 2U);
  EXPECT_EQ(base::text_at(steps[1].as_object(), "work"), "A/RES/75/178");
}

TEST_F(LineageTest, PutsTextsWithoutADateInTheirSessions) {
  bring(resolution(74, "", "some rivers"));
  bring(resolution(75, "16 December 2020", "every river"));
  bring(resolution(76, "", "every river and lake"));
  EXPECT_EQ(related("A/RES/75/178"), "A/RES/74/178 earlier, A/RES/76/178 later");
  EXPECT_EQ(related("A/RES/76/178"), "A/RES/74/178 earlier, A/RES/75/178 earlier");
}

TEST_F(LineageTest, FollowsTheBodysSessionsBeforeDates) {
  // Printed later than the text of the next session.
  bring(resolution(74, "16 March 2022", "some rivers"));
  bring(resolution(75, "16 December 2020", "every river"));
  EXPECT_EQ(related("A/RES/75/178"), "A/RES/74/178 earlier");
}

}  // namespace
}  // namespace comity::service
