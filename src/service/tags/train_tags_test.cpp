#include "service/tags/train_tags.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/tags/tags.h"
#include "support/test_files.h"

namespace comity::service {
namespace {

using base::ErrorKind;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::string_view kHead = "state_under_review,recommendation,action,issues,session\n";

TEST(TagTable, TakesRowsOfUprInfosForm) {
  const auto table =
      tag_table(std::string(kHead) +
                    "Iceland,\"Keep rivers, clean\",4,Environment; Right to water ,3\n"
                    "Iceland,,4,Environment,3\nIceland,Go on,9,Wells,x\nIceland,Go on,2,Wells,\n",
                "table.csv");
  ASSERT_TRUE(table.has_value());
  ASSERT_EQ(table->examples.size(), 2U);
  EXPECT_EQ(table->examples[0].text, "Keep rivers, clean");
  EXPECT_THAT(table->examples[0].themes, ElementsAre("Environment", "Right to water"));
  EXPECT_EQ(table->examples[0].action, 4);
  EXPECT_EQ(table->examples[0].session, 3);
  EXPECT_EQ(table->examples[1].action, 2);
  EXPECT_EQ(table->left_out, 2U);
  EXPECT_THAT(table->unknown, ElementsAre("Wells"));
}

TEST(TagTable, NamesTheColumnOrLineThatIsWrong) {
  const auto missing = tag_table("text,issues\na,b\n", "table.csv");
  ASSERT_FALSE(missing.has_value());
  EXPECT_EQ(missing.error().kind, ErrorKind::invalid_input);
  EXPECT_THAT(missing.error().message, HasSubstr("no column recommendation"));
  EXPECT_EQ(missing.error().place, "table.csv, row 1");
  const auto ragged = tag_table(std::string(kHead) + "a,b\n", "table.csv");
  ASSERT_FALSE(ragged.has_value());
  EXPECT_THAT(ragged.error().place, HasSubstr("table.csv, line 2"));
}

TEST(TrainTags, IsForTheOwnerOnly) {
  const test::TestFolder folder;
  auto installation = Installation::open({folder.path()});
  ASSERT_TRUE(installation.has_value());
  const auto refused = train_tags(**installation, anyone(), kHead, "table.csv");
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().kind, ErrorKind::forbidden);
  EXPECT_FALSE((*installation)->files().exists(tag_model_path((*installation)->folder())));
}

TEST(TrainTags, PutsAModelIntoTheFolderThatCanBeReadBack) {
  const test::TestFolder folder;
  auto installation = Installation::open({folder.path()});
  ASSERT_TRUE(installation.has_value());
  std::string table(kHead);
  for (int i = 0; i < 6; ++i) {
    table += "Iceland,Protect children,4,Rights of the Child," + std::to_string(i + 1) + "\n";
  }
  const auto trained = train_tags(**installation, owner_of_the_folder(), table, "table.csv");
  ASSERT_TRUE(trained.has_value()) << trained.error().message;
  EXPECT_EQ(trained->origin.rows, 6U);
  const auto bytes = (*installation)
                         ->files()
                         .read(tag_model_path((*installation)->folder()), tagging::kMostModelBytes);
  ASSERT_TRUE(bytes.has_value());
  EXPECT_EQ(bytes->size(), trained->bytes);
  const auto model = tagging::Model::from_bytes(*bytes);
  ASSERT_TRUE(model.has_value());
  EXPECT_THAT(model->origin().sources, ElementsAre("table.csv"));
}

}  // namespace
}  // namespace comity::service
