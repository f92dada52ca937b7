// What is cited and not there is told to each by what they may see.
#include "service/texts/citations.h"

#include <gtest/gtest.h>

#include "service/importing/import.h"
#include "service/test_fixture.h"
#include "support/test_files.h"

namespace comity::service {
namespace {

std::string citing_text(const std::string& symbol, const std::string& cited) {
  return symbol + "\n\n**Clean rivers**\n\n*The General Assembly,*\n\n*Recalling* its resolution " +
         cited + ",\n\n1. *Urges* all States to keep the rivers clean.\n";
}

class CitationsTest : public testing::Test {
 protected:
  void SetUp() override {
    Installation::Options options;
    options.folder = folder_.path() / "record";
    ASSERT_TRUE(installation_ = opened_with(options));
  }
  void bring(const std::string& text, bool publish) {
    ImportOptions options;
    options.publish = publish;
    bring_in(*installation_, "text.md", text, options);
  }
  /// "SYMBOL works" of each row.
  std::vector<std::string> rows(const Ask& ask, const CitationsRequest& request = {}) {
    const auto answer = citations(*installation_, ask, request);
    EXPECT_TRUE(answer) << answer.error().message;
    std::vector<std::string> out;
    if (!answer) return out;
    for (const auto& value : base::array_at(answer->body, "results")) {
      const auto& row = value.as_object();
      const auto works = base::integer_at(base::object_at(row, "works"), "value");
      out.push_back(std::string(base::text_at(row, "symbol")) + " " + std::to_string(works));
    }
    return out;
  }

  const Ask owner_{owner_of_the_folder()};
  const Ask public_{};
  test::TestFolder folder_;
  std::unique_ptr<Installation> installation_;
};

TEST_F(CitationsTest, AreListedUntilTheTextIsThere) {
  bring(citing_text("A/C.3/89/L.1", "88/4"), true);
  bring(citing_text("A/C.3/90/L.1", "88/4"), true);
  bring(citing_text("A/C.3/90/L.2", "87/9"), true);
  const std::vector<std::string> before = {"A/RES/88/4 2", "A/RES/87/9 1"};
  EXPECT_EQ(rows(public_), before);
  EXPECT_EQ(rows(public_, {"", "/87/", ""}), std::vector<std::string>{"A/RES/87/9 1"});
  bring(citing_text("A/RES/88/4", "86/1"), true);
  const std::vector<std::string> after = {"A/RES/86/1 1", "A/RES/87/9 1"};
  EXPECT_EQ(rows(public_), after);
  // Asked for by its symbol, a text that is there is told too.
  EXPECT_EQ(rows(public_, {"A/RES/88/4", "", ""}), std::vector<std::string>{"A/RES/88/4 2"});
}

TEST_F(CitationsTest, AreNotToldOfWhatOneMayNotSee) {
  bring(citing_text("A/C.3/89/L.1", "88/4"), false);
  EXPECT_EQ(rows(owner_), std::vector<std::string>{"A/RES/88/4 1"});
  EXPECT_TRUE(rows(public_).empty());
  EXPECT_TRUE(rows(public_, {"A/RES/88/4", "", ""}).empty());
}

TEST_F(CitationsTest, RefuseACursorThatIsNone) {
  const auto answer = citations(*installation_, public_, {"", "", "later"});
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, base::ErrorKind::invalid_input);
}

}  // namespace
}  // namespace comity::service
