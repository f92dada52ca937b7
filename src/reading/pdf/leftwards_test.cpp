#include "reading/pdf/leftwards.h"

#include <gtest/gtest.h>

namespace comity::reading::pdf {
namespace {

TEST(Leftwards, LettersComeInReadingOrderAndPlain) {
  EXPECT_EQ(in_reading_order("ةﺪﺤﺘﻤﻟا ﻢﻣﻷا"), "الأمم المتحدة");
  EXPECT_EQ(in_reading_order("نﺎﺴﻧﻹا قﻮﻘﺣ ﺲﻠﺠﻣ"), "مجلس حقوق الإنسان");
}

TEST(Leftwards, FiguresKeepTheirOrder) {
  EXPECT_EQ(in_reading_order("ﻦﻳﺮﺸﺗ ٧ ﻰﻟإ"), "إلى ٧ تشرين");
  EXPECT_EQ(in_reading_order("ﺲﻠﺠﻣ راﺮﻗ ٥/١"), "٥/١ قرار مجلس");
  EXPECT_EQ(in_reading_order("ﺮﻴﺧﻷا ١-٩٨"), "٩٨-١ الأخير");
  EXPECT_EQ(in_reading_order("ﺮﻴﺧﻷا -98-2"), "98-2- الأخير");
  EXPECT_EQ(in_reading_order("ﺔﻘﻴﺛو A/HRC/98/7"), "A/HRC/98/7 وثيقة");
}

TEST(Leftwards, BracketsAreMirrored) {
  EXPECT_EQ(in_reading_order("؛(ﺎﺴﻧﺮﻓ)"), "(فرنسا)؛");
  EXPECT_EQ(in_reading_order("؛)ﺎﺴﻧﺮﻓ(", false), "(فرنسا)؛");
}

TEST(Leftwards, LamAlefDrawnAsOneIsPutRight) {
  // The ligature names lam and alef in reading order among letters that stand as drawn.
  EXPECT_EQ(in_reading_order("ناسنلإا"), "الإنسان");
}

TEST(Leftwards, OnlyPagesOfSuchScriptsAreTurned) {
  PagePieces page;
  page.page = {600, 800};
  Piece piece;
  piece.left = 100;
  piece.right = 250;
  piece.spans = {{"ﺔﻣﺪﻘﻣ", {}, {}}};
  page.pieces = {piece};
  turn(page);
  EXPECT_TRUE(page.turned);
  EXPECT_EQ(page.pieces[0].left, 350);
  EXPECT_EQ(page.pieces[0].right, 500);
  EXPECT_EQ(page.pieces[0].text(), "مقدمة");

  std::vector<model::Block> blocks(1);
  blocks[0].places = {{0, 10, 1, {350, 10, 150, 12}, 0}};
  turn_back(blocks, {page});
  EXPECT_EQ(blocks[0].places[0].box.left, 100);

  page.turned = false;
  page.pieces[0].spans = {{"Introduction", {}, {}}};
  turn(page);
  EXPECT_FALSE(page.turned);
}

}  // namespace
}  // namespace comity::reading::pdf
