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

// What pdftotext writes of a report's pages.
constexpr std::string_view kPages =
    "    United Nations                                            A/HRC/97/3\n\n"
    "    Report\n\n\nGE.12-18683 (E)   270711 030811\n\fA/HRC/97/3\n\n\n"
    "    7.     The delegation said that the plan of action had been drawn up with all\n"
    "    the ministries concerned, and that it would be carried out by the Office of the\n\n\n"
    "2                                                                GE.12-18683\n"
    "\f                                                              A/HRC/97/3\n\n\n"
    "High Commissioner as well, which it thanked.\n"
    "8.     Chile welcomed it.\n\n\n"
    "                                                                   3\n"
    "\fA/HRC/97/3\n\n\n"
    "9.     Norland asked why.\n\n4\n\f";

TEST(PlainTextTest, LeavesOutWhatPagesRepeat) {
  const auto document = sound_text(kPages);
  EXPECT_EQ(text_of_label(document, "7."),
            "The delegation said that the plan of action had been drawn up with all the ministries "
            "concerned, and that it would be carried out by the Office of the High Commissioner as "
            "well, which it thanked.");
  EXPECT_EQ(text_of_label(document, "8."), "Chile welcomed it.");
  EXPECT_EQ(text_of_label(document, "9."), "Norland asked why.");
  EXPECT_EQ(document.blocks.size(), 5U);
  ASSERT_EQ(document.furniture.size(), 7U);
  EXPECT_EQ(model::text_of(document.furniture[1].runs), "A/HRC/97/3");
}

TEST(PlainTextTest, LeavesOutPagesNumberedByAWord) {
  const auto document = sound_text(
      "The State\n\fA/HRC/97/3\nPage 2\n\nagreed to what had been said before by the others.\n"
      "\f   A/HRC/97/3\n   Page 3\n\nArticle 6\n");
  EXPECT_THAT(
      texts_of(document, BlockKind::paragraph),
      ElementsAre("The State agreed to what had been said before by the others.", "Article 6"));
}

TEST(PlainTextTest, KnowsHeadsOfPagesWithoutFormFeeds) {
  const auto document = sound_text(
      "7. It was agreed\n\n2\n   A/HRC/97/3\n\nthat nothing be done.\n\n3\n\nA/HRC/97/3\n\n"
      "8. See:\n\nA/HRC/4/1\n\n12\n");
  EXPECT_EQ(text_of_label(document, "7."), "It was agreed that nothing be done.");
  EXPECT_THAT(texts_of(document, BlockKind::paragraph),
              ElementsAre("It was agreed that nothing be done.", "See:", "A/HRC/4/1", "12"));
}

TEST(PlainTextTest, KeepsOtherNumbersAtAPagesEnd) {
  const auto document = sound_text("Votes\n\n17\n\n18\n\n2\n\fA/HRC/4/1\n\n2011\n");
  EXPECT_THAT(texts_of(document, BlockKind::paragraph),
              ElementsAre("Votes", "17", "18", "A/HRC/4/1", "2011"));
}

TEST(PlainTextTest, JoinsChineseOverAPage) {
  const auto document = sound_text(
      "1. 普遍定期审议工作组根据人权理事会第五号决议设立并于二零一二年五月举行了会议并对该\n\n2\n"
      "\fA/HRC/97/3\n\n国进行了审议。\n\n3\n\fA/HRC/97/3\n\n2. 完。\n");
  EXPECT_EQ(
      text_of_label(document, "1."),
      "普遍定期审议工作组根据人权理事会第五号决议设立并于二零一二年五月举行了会议并对该国进行了审"
      "议。");
  EXPECT_EQ(document.blocks.size(), 2U);
}

TEST(PlainTextTest, GoesOnWithNumbersThatASentenceLists) {
  const auto goes_on = [](const std::string& before, const std::string& after) {
    return sound_text(before + "\n" + after + "\n").blocks.size() == 1;
  };
  EXPECT_TRUE(goes_on("Accepts recommendations", "6.6, 6.7."));
  EXPECT_TRUE(goes_on("Accepts recommendations", "6.6 and 6.7."));
  EXPECT_TRUE(goes_on("Accepts recommendations", "6.6."));
  EXPECT_TRUE(goes_on("Accepts 6.1, 6.2,", "6.6 and 6.7."));
  EXPECT_TRUE(goes_on("接受建议", "6.6、6.7。"));
  EXPECT_TRUE(goes_on("يقبل التوصيات", "98-1، 98-2."));
  EXPECT_FALSE(goes_on("Accepts recommendations", "6.6 Ratify it."));
  EXPECT_FALSE(goes_on("The recommendations", "6. The State agreed."));
  EXPECT_FALSE(goes_on("Ratify it (Norland)", "6.6, 6.7."));
  EXPECT_FALSE(goes_on("The Council,", "1. Decides;"));
  EXPECT_FALSE(goes_on("It is agreed.", "6.6, 6.7."));
}

TEST(PlainTextTest, ASentenceMayEndBeforeATypesetLineDoes) {
  const std::string page =
      "   7.   Consider ratifying the Convention on all migrant workers (Norland);\n"
      "   Consider the protocols to it, as has been agreed with the State under review, also\n"
      "   with those of Chile and others.\n"
      "      The State said so.\n";
  const auto typeset = sound_text(page + "\f");
  ASSERT_EQ(typeset.blocks.size(), 2U);
  EXPECT_TRUE(text_of_label(typeset, "7.")
                  .ends_with("(Norland); Consider the protocols to it, as "
                             "has been agreed with the State under review, "
                             "also with those of Chile and others."));
  EXPECT_EQ(sound_text(page).blocks.size(), 3U);
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

TEST(PlainTextTest, KeepsItemsApartThatCountOn) {
  EXPECT_THAT(texts_of(sound_text("建议\n1、批准《公约》\n2、修改法律\n"), BlockKind::paragraph),
              ElementsAre("建议", "1、批准《公约》", "2、修改法律"));
  const auto items = sound_text("98.1 ratifier la Convention,\n98.2 adopter une loi\n");
  EXPECT_EQ(text_of_label(items, "98.1"), "ratifier la Convention,");
  EXPECT_EQ(text_of_label(items, "98.2"), "adopter une loi");
}

TEST(PlainTextTest, ReadsOtherScripts) {
  const auto document = sound_text("世界人权宣言\n\n序言\n\nالإعلان العالمي لحقوق الإنسان\n");
  EXPECT_EQ(document.blocks.size(), 3U);
  EXPECT_EQ(model::text_of(document.blocks[2].runs), "الإعلان العالمي لحقوق الإنسان");
}

}  // namespace
}  // namespace comity::reading
