#include "reading/markup/markdown.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reading/reader_fixture.h"

namespace comity::reading {
namespace {

using model::BlockKind;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

model::Document sound_markdown(std::string_view text) { return sound(read_markdown(text)); }

TEST(MarkdownTest, KeepsPrintedNumbers) {
  const auto document = sound_markdown(
      "1. *Reaffirms* its commitment;\n\n3. *Also reaffirms* the duty;\n\n"
      "   (a) To act;\n   (b) To report;\n\n4\\. *Decides* to go on.\n");
  ASSERT_EQ(document.blocks.size(), 5U);
  EXPECT_EQ(document.blocks[0].label, "1.");
  EXPECT_EQ(document.blocks[1].label, "3.");
  EXPECT_EQ(document.blocks[2].label, "(a)");
  EXPECT_EQ(document.blocks[2].kind, BlockKind::list_item);
  EXPECT_EQ(document.blocks[3].label, "(b)");
  EXPECT_EQ(document.blocks[4].label, "4.");
  EXPECT_EQ(document.blocks[0].kind, BlockKind::paragraph);
  ASSERT_EQ(document.blocks[0].runs.size(), 2U);
  EXPECT_EQ(document.blocks[0].runs[0].text, "Reaffirms");
  EXPECT_TRUE(document.blocks[0].runs[0].style.italic);
  EXPECT_EQ(document.blocks[0].runs[1].text, " its commitment;");
}

TEST(MarkdownTest, JoinsAParagraphThatNotesPart) {
  const auto document = sound_markdown(
      "*Recalling further the declaration of the high-level meeting of the General*\n\n---\n\n"
      "\\* On behalf of the members of the Movement.\n\n"
      "<sup>1</sup> [A/CONF.1/24 \\(Part I\\)](#), chap. III.\n\n\n"
      "Assembly to commemorate the anniversary,<sup>2</sup> and their role,\n\n"
      "*Recognizing* that cooperation is essential,\n");
  EXPECT_THAT(texts_of(document, BlockKind::paragraph),
              ElementsAre("Recalling further the declaration of the high-level meeting of the "
                          "General Assembly to commemorate the anniversary,2 and their role,",
                          "Recognizing that cooperation is essential,"));
  EXPECT_THAT(
      texts_of(document, BlockKind::note),
      ElementsAre("On behalf of the members of the Movement.", "A/CONF.1/24 (Part I), chap. III."));
  EXPECT_TRUE(texts_of(document, BlockKind::rule).empty());
  EXPECT_EQ(labelled(document, "*").kind, BlockKind::note);
  EXPECT_EQ(document.blocks[0].places.size(), 2U);
  EXPECT_GT(document.blocks[0].places[1].offset, document.blocks[0].places[0].offset);
}

TEST(MarkdownTest, JoinsWhatGoesOnInLowerCase) {
  const auto document = sound_markdown(
      "14. *Invites* States to pay attention to cooperation,\n\nunderstanding and dialogue;\n\n"
      "15. *Encourages* all;\n");
  EXPECT_EQ(text_of_label(document, "14."),
            "Invites States to pay attention to cooperation, understanding and dialogue;");
}

TEST(MarkdownTest, DoesNotJoinWhatHasEnded) {
  const auto document =
      sound_markdown("*The General Assembly,*\n\n*Recalling* its resolution,\n\nIt goes on.\n");
  EXPECT_EQ(document.blocks.size(), 3U);
}

TEST(MarkdownTest, ReadsHeadingsRulesAndHardBreaks) {
  const auto document = sound_markdown(
      "# General Assembly\n\nDistr.: Limited  \n29 October 2020\n\n---\n\n"
      "#### **China, Cuba\\* and others: draft resolution**\n\nTitle\n=====\n");
  ASSERT_EQ(document.blocks.size(), 6U);
  EXPECT_EQ(document.blocks[0].kind, BlockKind::heading);
  EXPECT_EQ(document.blocks[0].level, 1);
  EXPECT_EQ(model::text_of(document.blocks[1].runs), "Distr.: Limited");
  EXPECT_EQ(model::text_of(document.blocks[2].runs), "29 October 2020");
  EXPECT_EQ(document.blocks[3].kind, BlockKind::rule);
  EXPECT_EQ(document.blocks[4].level, 4);
  ASSERT_EQ(document.blocks[4].runs.size(), 3U);
  EXPECT_EQ(document.blocks[4].runs[1].text, "*");
  EXPECT_TRUE(document.blocks[4].runs[1].style.superscript);
  EXPECT_EQ(document.blocks[5].kind, BlockKind::heading);
}

TEST(MarkdownTest, ReadsTablesLinksFootnotesAndEntities) {
  const auto document = sound_markdown(
      "| State | Vote |\n|---|---|\n| Norland | yes |\n\n"
      "See [A/1](https://undocs.org/A/1)[^1] &amp; more &#8212; too.\n\n[^1]: The note.\n");
  ASSERT_EQ(document.blocks.size(), 3U);
  ASSERT_EQ(document.blocks[0].rows.size(), 2U);
  EXPECT_EQ(model::text_of(document.blocks[0].rows[1][0].runs), "Norland");
  EXPECT_EQ(model::text_of(document.blocks[1].runs), "See A/11 & more — too.");
  EXPECT_EQ(document.blocks[1].runs[1].link, "https://undocs.org/A/1");
  EXPECT_EQ(document.blocks[2].kind, BlockKind::note);
  EXPECT_EQ(document.blocks[2].label, "1");
  EXPECT_EQ(model::text_of(document.blocks[2].runs), "The note.");
}

TEST(MarkdownTest, LabelsInsideEmphasisAreLabels) {
  const auto document = sound_markdown("**129.63. Take action (Norland);**\n\n**64.** Do more.\n");
  EXPECT_EQ(text_of_label(document, "129.63."), "Take action (Norland);");
  EXPECT_TRUE(labelled(document, "129.63.").runs[0].style.bold);
  EXPECT_EQ(text_of_label(document, "64."), "Do more.");
}

TEST(MarkdownTest, SurvivesOddInput) {
  for (const char* text :
       {"",   "\n\n",   "#",          "---",   "***",  "|",      "||",          "> > >",
        "[^", "[^]: x", "\\*",        "<sup>", "1.",   "- ",     "```",         "<sup>1</sup>",
        "* ", "\r\n\r", "&#x110000;", "\\",    "====", "a\n---", "\xEF\xBB\xBF"}) {
    sound_markdown(text);
  }
}

}  // namespace
}  // namespace comity::reading
