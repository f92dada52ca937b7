#include "service/texts/unresolved.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/documents/documents.h"
#include "service/test_fixture.h"
#include "service/texts/citations.h"
#include "support/test_files.h"

namespace comity::service {
namespace {

using testing::ElementsAre;

TEST(FetchWords, AreForDocumentsAlone) {
  EXPECT_EQ(fetch_words("A/RES/60/251"), "comity fetch A/RES/60/251");
  EXPECT_EQ(fetch_words("Charter of the United Nations"), "");
  EXPECT_EQ(fetch_words(""), "");
}

class UnresolvedTest : public testing::Test {
 protected:
  void SetUp() override {
    Installation::Options options;
    options.folder = folder_.path();
    ASSERT_TRUE(installation_ = opened_with(options));
    bring_in(
        *installation_, "citing.md",
        "A/RES/89/1\n\n**Lamps**\n\n*The General Assembly,*\n\n*Guided* by the Charter of the "
        "United Nations,\n\n*Recalling* its resolution 60/251 of 15 March 2006, and Security "
        "Council resolution 1325 (2000) of 31 October 2000,\n\n*Mindful* of resolution 1514,\n\n"
        "1. *Reaffirms* its resolution 60/251.\n");
  }
  /// "A/RES/60/251 not_held PP2 1 <comity fetch A/RES/60/251>"
  std::vector<std::string> lines() {
    std::vector<std::string> out;
    const auto answer = document(*installation_, owner_, "A/RES/89/1");
    EXPECT_TRUE(answer);
    for (const auto& value : base::array_at(answer->body, "unresolved")) {
      const auto& row = value.as_object();
      const auto target = base::text_at(row, "target");
      std::string line(target.empty() ? base::text_at(row, "text") : target);
      line += " " + std::string(base::text_at(row, "why"));
      for (const auto& each : base::array_at(row, "paragraphs")) {
        line += " " + std::string(base::text_at(each.as_object(), "number"));
      }
      line += " <" + std::string(base::text_at(row, "fetch")) + ">";
      for (const auto& each : base::array_at(row, "candidates")) {
        line += " " + std::string(base::text_at(each.as_object(), "work")) + "?";
      }
      out.push_back(line);
    }
    return out;
  }

  const Ask owner_{owner_of_the_folder()};
  test::TestFolder folder_;
  std::unique_ptr<Installation> installation_;
};

TEST_F(UnresolvedTest, AreListedWithWhatWouldResolveThem) {
  EXPECT_THAT(lines(), ElementsAre("A/RES/60/251 not_held PP2 1 <comity fetch A/RES/60/251>",
                                   "S/RES/1325(2000) not_held PP2 <comity fetch S/RES/1325(2000)>",
                                   "resolution 1514 not_told PP3 <>"));
}

TEST_F(UnresolvedTest, WhatTheRecordHoldsIsNot) {
  bring_in(*installation_, "council.md",
           "A/RES/60/251\n\n*The General Assembly,*\n\n1. *Decides* to establish a Council.\n");
  EXPECT_THAT(lines(), testing::Not(testing::Contains(testing::HasSubstr("60/251"))));
}

TEST_F(UnresolvedTest, ANumberWithoutABodyHasCandidates) {
  bring_in(*installation_, "colonial.md",
           "A/RES/1514(XV)\n\n*The General Assembly,*\n\n1. *Declares* that it ends.\n");
  EXPECT_THAT(lines(), testing::Contains("resolution 1514 not_told PP3 <> A/RES/1514(XV)?"));
}

TEST_F(UnresolvedTest, TheListOfAllSaysWhatToFetch) {
  const auto answer = citations(*installation_, owner_, {});
  ASSERT_TRUE(answer);
  for (const auto& value : base::array_at(answer->body, "results")) {
    const auto& row = value.as_object();
    EXPECT_EQ(base::text_at(row, "fetch"), fetch_words(base::text_at(row, "symbol")));
  }
  EXPECT_EQ(base::text_at(base::array_at(answer->body, "results").at(0).as_object(), "symbol"),
            "A/RES/60/251");
}

}  // namespace
}  // namespace comity::service
