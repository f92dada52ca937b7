// What is kept of the record's texts is what a new look would give.
#include "service/texts/record_texts.h"

#include <gtest/gtest.h>

#include "service/importing/import.h"
#include "service/test_fixture.h"
#include "support/test_files.h"

namespace comity::service {
namespace {

std::string resolution_on_rivers(const std::string& symbol) {
  return symbol + "\n\n**Clean rivers**\n\n*The General Assembly,*\n\n1. *Encourages* all States " +
         "to keep the rivers clean.\n";
}

class KeptTextsTest : public testing::Test {
 protected:
  void SetUp() override {
    Installation::Options options;
    options.folder = folder_.path() / "record";
    ASSERT_TRUE(installation_ = opened_with(options));
  }
  void import(const std::string& symbol, bool publish) {
    ImportOptions options;
    options.publish = publish;
    bring_in(*installation_, "text.md", resolution_on_rivers(symbol), options);
  }
  std::shared_ptr<const RecordTexts> look(const store::Visibility& asker) {
    const auto read = installation_->store().read();
    EXPECT_TRUE(read);
    auto texts = installation_->texts().look(*read, asker);
    EXPECT_TRUE(texts);
    return texts ? *texts : nullptr;
  }

  test::TestFolder folder_;
  std::unique_ptr<Installation> installation_;
};

TEST_F(KeptTextsTest, AreLookedThroughAgainWhenTheRecordGrows) {
  import("A/C.3/89/L.1", true);
  const auto first = look(store::Visibility::published());
  EXPECT_EQ(look(store::Visibility::published()), first);
  EXPECT_EQ(first->texts().size(), 1U);
  import("A/C.3/90/L.1", true);
  const auto second = look(store::Visibility::published());
  EXPECT_NE(second, first);
  EXPECT_EQ(second->texts().size(), 2U);
  EXPECT_EQ(second->on_question("Clean rivers").size(), 2U);
}

TEST_F(KeptTextsTest, AreNotShownToThoseWhoMayNotSeeThem) {
  import("A/C.3/89/L.1", false);
  EXPECT_EQ(look(store::Visibility::everything())->texts().size(), 1U);
  EXPECT_EQ(look(store::Visibility::published())->texts().size(), 0U);
  EXPECT_EQ(look(store::Visibility::everything())->texts().size(), 1U);
}

TEST_F(KeptTextsTest, HaveSessionsOfTheirBodyAlone) {
  import("A/C.3/75/L.1", true);
  import("A/CN.9/1025", true);
  import("A/AC.109/2020/L.8", true);
  import("A/HRC/WG.6/13/BRA/1\n\nHuman Rights Council\n\nThirteenth session", true);
  import("A/RES/S-26/2\n\nTwenty-sixth special session", true);
  const auto texts = look(store::Visibility::published());
  ASSERT_EQ(texts->texts().size(), 5U);
  EXPECT_EQ(texts->last_session("GA"), 75);
  EXPECT_EQ(texts->last_session("HRC"), 0);
  EXPECT_EQ(texts->named("A/AC.109/2020/L.8")->session, 0);
  EXPECT_EQ(texts->named("A/HRC/WG.6/13/BRA/1")->body, "HRC");
}

}  // namespace
}  // namespace comity::service
