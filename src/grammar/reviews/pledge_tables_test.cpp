// Pledges that stand in tables, in their section and in annexes.
#include "grammar/reviews/pledge_tables.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "grammar/document_sketch.h"
#include "grammar/parse.h"

namespace comity::grammar {
namespace {

using testing::ElementsAre;

constexpr std::string_view kOfPledges =
    "A/HRC/98/7\n# Report of the Working Group on the Universal Periodic Review\n# Fiji\n"
    "{1.} The Working Group on the Universal Periodic Review, established in accordance with "
    "resolution 5/1, held its thirteenth session from 1 to 9 May 2012. The review of Fiji was "
    "held at the 3rd meeting on 2 May 2012.\n# II. Conclusions and/or recommendations\n"
    "{98.} The recommendations listed below enjoy the support of Fiji:\n";

model::Block table_of(const std::vector<std::vector<std::string>>& rows) {
  model::Block block;
  block.kind = model::BlockKind::table;
  for (const auto& row : rows) {
    auto& cells = block.rows.emplace_back();
    for (const auto& text : row) {
      model::Cell cell;
      if (!text.empty()) cell.runs.push_back({text, {}, ""});
      cells.push_back(std::move(cell));
    }
  }
  return block;
}

model::Block block_of(model::BlockKind kind, const std::string& text) {
  model::Block block;
  block.kind = kind;
  block.runs.push_back({text, {}, ""});
  return block;
}

std::vector<std::string> pledges_in(const model::Reading& reading) {
  std::vector<std::string> told;
  for (const auto& each : reading.review->pledges) {
    told.push_back(each.number + " " + each.state + " " + each.text);
  }
  return told;
}

TEST(PledgeTables, RowsOfTablesOfPledgesArePledges) {
  using Kind = model::BlockKind;
  auto document = sketch(std::string(kOfPledges) +
                         "{98.1.} Light the lamps (Norway);\n# III. Voluntary pledges\n"
                         "{99.} Fiji commits itself to the following:\n");
  auto& blocks = document.blocks;
  blocks.push_back(table_of({{"1.", "Count the wells."}, {"2.", "Tell the count."}}));
  blocks.push_back(block_of(Kind::heading, "Annex I"));
  blocks.push_back(block_of(Kind::heading, "Composition of the delegation"));
  blocks.push_back(table_of({{"Name", "Office"}, {"Ana Lal", "Minister"}}));
  blocks.push_back(block_of(Kind::heading, "Annex II"));
  blocks.push_back(block_of(Kind::paragraph, "Voluntary commitments of Fiji"));
  blocks.push_back(table_of({{"No.", "Commitment", "Ministry"},
                             {"Water"},
                             {"1", "Open the sluices (Norway).", "Works"},
                             {"2", "Close the mill.", ""}}));
  blocks.push_back(table_of({{"3", "Plant reeds.", "Lands"}}));
  blocks.push_back(block_of(Kind::heading, "Annex III"));
  blocks.push_back(table_of({{"1", "A list of documents", "2012"}}));
  const auto reading = parse(document, names::Register::builtin());
  ASSERT_TRUE(reading.review);
  EXPECT_EQ(reading.review->recommendations.size(), 1U);
  EXPECT_THAT(pledges_in(reading),
              ElementsAre("99.1 FJI Count the wells.", "99.2 FJI Tell the count.",
                          "annex.1 FJI Open the sluices (Norway).", "annex.2 FJI Close the mill.",
                          "annex.3 FJI Plant reeds."));
  const auto& paragraphs = reading.paragraphs;
  const auto reeds = std::find_if(paragraphs.begin(), paragraphs.end(),
                                  [](const auto& each) { return each.number == "annex.3"; });
  ASSERT_NE(reeds, paragraphs.end());
  EXPECT_EQ(reeds->kind, model::ParagraphKind::pledge);
  EXPECT_EQ(reeds->printed, "3");
  EXPECT_EQ(model::text_of((reeds + 1)->runs), "Ministry: Lands");
}

/// The pledges of an annex with these paragraphs behind a list, in this language.
std::vector<std::string> annexed(const std::vector<std::string>& paragraphs,
                                 const std::string& heading = "Voluntary pledges of Fiji") {
  using Kind = model::BlockKind;
  auto document = sketch(std::string(kOfPledges) + "{98.1.} Light the lamps (Norway);\n");
  auto& blocks = document.blocks;
  blocks.push_back(block_of(Kind::heading, "Annex I"));
  blocks.push_back(block_of(Kind::heading, "Composition of the delegation"));
  blocks.push_back(block_of(Kind::paragraph, "The delegation was headed by Ana Lal."));
  blocks.push_back(block_of(Kind::heading, "Annex II"));
  blocks.push_back(block_of(Kind::heading, heading));
  for (const auto& text : paragraphs) blocks.push_back(block_of(Kind::paragraph, text));
  blocks.push_back(block_of(Kind::heading, "Annex III"));
  blocks.push_back(block_of(Kind::paragraph, "A list of documents was given out."));
  const auto reading = parse(document, names::Register::builtin());
  EXPECT_TRUE(reading.review);
  EXPECT_EQ(reading.review->recommendations.size(), 1U);
  return pledges_in(reading);
}

TEST(PledgeTables, PlainParagraphsOfAnAnnexArePledges) {
  EXPECT_THAT(annexed({"Fiji makes the following voluntary commitments in good faith.",
                       "Fiji will count the wells of every village.", "Water",
                       "It will tell the count to the Council in 2015."}),
              ElementsAre("annex.1 FJI Fiji will count the wells of every village.",
                          "annex.2 FJI It will tell the count to the Council in 2015."));
}

TEST(PledgeTables, WhereTheyHaveLabelsProseBetweenThemIsNone) {
  EXPECT_THAT(annexed({"In this spirit Fiji commits itself to:", "(a) Count the wells;",
                       "This was asked for by villages.", "(b) Tell the count."}),
              ElementsAre("annex.1 FJI Count the wells;", "annex.2 FJI Tell the count."));
}

TEST(PledgeTables, AnAnnexOfSomethingElseHasNone) {
  EXPECT_THAT(annexed({"Fiji will count the wells of every village."}, "Opening statement"),
              testing::IsEmpty());
}

}  // namespace
}  // namespace comity::grammar
