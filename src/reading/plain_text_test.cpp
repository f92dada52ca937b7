#include "reading/plain_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reading/reader_fixture.h"

namespace comity::reading {
namespace {

using model::BlockKind;
using ::testing::ElementsAre;

model::Document sound_text(std::string_view text) { return sound(read_text(text)); }

TEST(PlainTextTest, PartsParagraphsAtEmptyLines) {
  const auto document =
      sound_text("Human Rights Council\r\n\r\nThe Council,\r\n\r\n1. Decides;\r\n");
  EXPECT_THAT(texts_of(document, BlockKind::paragraph),
              ElementsAre("Human Rights Council", "The Council,", "Decides;"));
  EXPECT_EQ(document.blocks[2].label, "1.");
  EXPECT_EQ(document.blocks[2].places[0].offset, 40U);
}

TEST(PlainTextTest, JoinsWrappedLines) {
  const auto document = sound_text(
      "Promotion and protection of all human rights, civil,\n"
      "political, economic, social and cultural rights,\n"
      "including the right to develop-\nment, with all that development means\n");
  EXPECT_THAT(
      texts_of(document, BlockKind::paragraph),
      ElementsAre("Promotion and protection of all human rights, civil, political, economic, "
                  "social and cultural rights, including the right to development, with all "
                  "that development means"));
  EXPECT_EQ(document.blocks[0].places.size(), 4U);
}

TEST(PlainTextTest, MeasuresLinesWithoutLeadersAndGaps) {
  const std::string gap(90, ' ');
  const auto document = sound_text(
      "     United Nations" + gap + "A/HRC/97/3\n     General Assembly" + gap +
      "Distr.: General\n\n" + "     Introduction " + std::string(120, '.') + "   1-4    3\n" +
      "     Conclusions " + std::string(120, '.') + "   5-9   13\n\n" +
      "              5.     The delegation said that the plan of action had been drawn up with\n"
      "              all ministries, and that it would be carried out within the next years\n"
      "              wherever the means allowed it.\n"
      "              6.     Chile welcomed the plan.\n");
  EXPECT_EQ(
      text_of_label(document, "5."),
      "The delegation said that the plan of action had been drawn up with all ministries, and "
      "that it would be carried out within the next years wherever the means allowed it.");
  EXPECT_EQ(text_of_label(document, "6."), "Chile welcomed the plan.");
  EXPECT_EQ(document.blocks.size(), 6U);
}

TEST(PlainTextTest, WrapsAlthoughOneLineIsLong) {
  std::string text = std::string(140, 'x') + "\n\n";
  for (int i = 0; i < 20; ++i) {
    text += "The working group was told of the progress made by\nNorland in these years.\n\n";
  }
  EXPECT_EQ(sound_text(text).blocks.size(), 21U);
}

TEST(PlainTextTest, TakesLongLinesForParagraphs) {
  const std::string line = "The State " + std::string(130, 'x');
  EXPECT_EQ(sound_text(line + "\nA second one\nA third one\n").blocks.size(), 3U);
}

TEST(PlainTextTest, LeavesOutMarksOfConverters) {
  const auto document = sound_text("<!-- Page 1 -->\n\nThe Council,\n<!-- Page 2 -->\nDecides;\n");
  EXPECT_THAT(texts_of(document, BlockKind::paragraph), ElementsAre("The Council,", "Decides;"));
}

TEST(PlainTextTest, KeepsShortLinesApart) {
  const auto document =
      sound_text("Recommendation\nPosition\n\nTheme: Norms\n121.1 Ratify it (Norland);\n- Norms\n");
  EXPECT_THAT(texts_of(document, BlockKind::paragraph),
              ElementsAre("Recommendation", "Position", "Theme: Norms"));
  EXPECT_EQ(text_of_label(document, "121.1"), "Ratify it (Norland);");
  EXPECT_EQ(labelled(document, "-").kind, BlockKind::list_item);
}

TEST(PlainTextTest, ReadsOtherScripts) {
  const auto document = sound_text("世界人权宣言\n\n序言\n\nالإعلان العالمي لحقوق الإنسان\n");
  EXPECT_EQ(document.blocks.size(), 3U);
  EXPECT_EQ(model::text_of(document.blocks[2].runs), "الإعلان العالمي لحقوق الإنسان");
}

}  // namespace
}  // namespace comity::reading
