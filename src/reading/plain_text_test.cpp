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
