#include "search/query/spelling.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "search/query/near_words.h"
#include "search/test_fixture.h"

namespace comity::search {
namespace {

using testing::ElementsAre;
using testing::UnorderedElementsAre;

class Spelling : public testing::Test {
 protected:
  void SetUp() override {
    auto opened = Index::open(folder_.path(), base::posix_file_system(),
                              {Access::read_write, Merging::on_request});
    ASSERT_TRUE(opened);
    index_ = *std::move(opened);
  }

  void add(const std::string& text, model::Language language, std::uint8_t visibility = 0) {
    IndexDocument document;
    document.id = ++last_;
    document.group = last_;
    document.text = text;
    document.language = language;
    document.visibility = visibility;
    Batch batch;
    batch.added.push_back(std::move(document));
    batch.head = last_;
    ASSERT_TRUE(index_->apply(batch));
  }

  [[nodiscard]] std::string suggested(const std::string& text,
                                      std::vector<std::uint8_t> visible = {0}) const {
    const std::vector<SpaceView> views{{index_->snapshot(), std::move(visible)}};
    const auto parsed = parse_query(text, {{{"state", "state"}}});
    EXPECT_TRUE(std::holds_alternative<Query>(parsed)) << text;
    return respelt(text, respellings(views, std::get<Query>(parsed)));
  }

  TestFolder folder_;
  std::unique_ptr<Index> index_;
  std::uint64_t last_ = 0;
};

TEST_F(Spelling, FindsTheWordThatWasMeantInSixLanguages) {
  add("Abolish the death penalty and torture", model::Language::en);
  add("Abolir la peine de mort et protéger les défenseurs", model::Language::fr);
  add("Garantizar la educación y prohibir la discriminación", model::Language::es);
  add("Запретить пытки и защитить правозащитников", model::Language::ru);
  add("ضمان الحق في التعليم ومنع التعذيب", model::Language::ar);
  add("保护人权捍卫者并禁止酷刑", model::Language::zh);
  EXPECT_EQ(suggested("tortrue"), "torture");
  EXPECT_EQ(suggested("abolish the deth pennalty"), "abolish the death penalty");
  EXPECT_EQ(suggested("défenceurs"), "défenseurs");
  EXPECT_EQ(suggested("discriminasión"), "discriminación");
  EXPECT_EQ(suggested("правозощитников"), "правозащитников");
  EXPECT_EQ(suggested("التعذسب"), "التعذيب");
  EXPECT_EQ(suggested("人全捍卫者"), "人权捍卫者");
  EXPECT_EQ(suggested("酷行"), "酷刑");
}

TEST_F(Spelling, LeavesWhatIsFoundAndWhatIsLikeNothing) {
  add("Abolish torture", model::Language::en);
  EXPECT_EQ(suggested("torture"), "torture");
  EXPECT_EQ(suggested("tortured"), "tortured");
  EXPECT_EQ(suggested("giraffe"), "giraffe");
  EXPECT_EQ(suggested("-tortrue abolish"), "-tortrue abolish");
  EXPECT_EQ(suggested("state:tortrue"), "state:tortrue");
  EXPECT_EQ(suggested("tortr*"), "tortr*");
}

TEST_F(Spelling, ChangesOnlyTheWordsThatAreWrong) {
  add("Abolish torture in prisons", model::Language::en);
  EXPECT_EQ(suggested("(«abolish tortrue» OR prison) state:BRA"),
            "(«abolish torture» OR prison) state:BRA");
  EXPECT_EQ(suggested("text:tortrue  prisons"), "text:torture  prisons");
}

TEST_F(Spelling, OfHiddenDocumentsNothingIsSuggested) {
  add("Abolish torture", model::Language::en, 1);
  add("保护人权", model::Language::zh, 1);
  EXPECT_EQ(suggested("tortrue"), "tortrue");
  EXPECT_EQ(suggested("人全"), "人全");
  EXPECT_EQ(suggested("tortrue", {0, 1}), "torture");
}

TEST_F(Spelling, PrefersOneLetterAndWhatIsFoundOften) {
  add("torte", model::Language::en);
  for (int i = 0; i < 30; ++i) add("prison", model::Language::en);
  add("prisen", model::Language::en);
  EXPECT_EQ(suggested("prisen"), "prison");
  EXPECT_EQ(suggested("prizon"), "prison");
}

TEST_F(Spelling, LooksForTheWordsThatAreFoundLeast) {
  std::string usual;
  for (const char* word : {"water", "rights", "women", "prisons", "schools", "rivers", "lakes"}) {
    usual += std::string(word) + " ";
  }
  add(usual + "torture detention", model::Language::en);
  EXPECT_EQ(suggested(usual + "and tortrue"), usual + "and torture");
  std::string wrong;
  for (int i = 0; i < 9; ++i) wrong += "tortrue ";
  std::string eight;
  for (int i = 0; i < 8; ++i) eight += "torture ";
  EXPECT_EQ(suggested(wrong), eight + "tortrue ");
}

TEST(NearWords, AreThoseOfAScan) {
  const std::vector<std::string> all = {"xa",   "xab",   "xabc",  "xabcd", "xabdc", "xacb",
                                        "xbac", "xbacd", "xbcda", "xdcba", "xé",    "xéab"};
  DictionaryWriter writer;
  for (const auto& key : all) writer.add(key, key);
  const Dictionary dictionary(writer.entries(), writer.blocks(), writer.size());
  NearWords words("abcd", 1);
  std::vector<std::string> near;
  // Twice: what is kept from the last key of the first time is not taken for the second.
  for (int i = 0; i < 2; ++i) {
    near.clear();
    words.find(dictionary, "x", [&](std::string_view form, std::size_t, std::string_view payload) {
      EXPECT_EQ("x" + std::string(form), payload);
      near.emplace_back(form);
    });
  }
  EXPECT_THAT(near, UnorderedElementsAre("abc", "abcd", "abdc", "bacd"));
}

}  // namespace
}  // namespace comity::search
