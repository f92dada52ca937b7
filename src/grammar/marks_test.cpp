// Punctuation, figures and labels of the six languages as ASCII.
#include "grammar/marks.h"

#include <gtest/gtest.h>

#include <array>
#include <random>

#include "base/text.h"
#include "grammar/reviews/review_labels.h"
#include "grammar/scan.h"

namespace comity::grammar {
namespace {

TEST(Marks, OfOtherScriptsKeepTheirBytes) {
  EXPECT_EQ(shaped("批准（法国）；"), "批准  (法国)  ;  ");
  EXPECT_EQ(shaped("(فرنسا)؛ نشر، ثم"), "(فرنسا);  نشر,  ثم");
  EXPECT_EQ(shaped("plain (text); “quoted”"), "plain (text); “quoted”");
}

TEST(Marks, FiguresOfOtherScriptsAreDigits) { EXPECT_EQ(ascii_digits("٩٨-١ و１２"), "98-1 و12"); }

TEST(Marks, ItemsInFiguresAreTold) {
  EXPECT_EQ(item_number_of("㈠"), 1);
  EXPECT_EQ(item_number_of("㈩"), 10);
  EXPECT_EQ(item_number_of("(一)"), 1);
  EXPECT_EQ(item_number_of("（十二）"), 12);
  EXPECT_EQ(item_number_of("(二十一)"), 21);
  for (const auto* label : {"'3'", "’3‘", "‘3’", "\"3\"", "“3”", "”٣“", "«3»"}) {
    EXPECT_EQ(item_number_of(label), 3) << label;
  }
  for (const auto* other : {"", "(a)", "(3)", "3.", "'a'", "'3", "(一", "一", "'3'.", "(法)"}) {
    EXPECT_EQ(item_number_of(other), 0) << other;
  }
}

TEST(Marks, ChineseRunsTogether) {
  EXPECT_TRUE(runs_together("批准", "公约"));
  EXPECT_TRUE(runs_together("（法国）；", "公约"));
  EXPECT_FALSE(runs_together("ratify", "the"));
  EXPECT_FALSE(runs_together("批准", "98"));
}

/// Any text of these pieces keeps its length and its letters' places when it is shaped and lowered.
TEST(Marks, KeepEveryByteInItsPlace) {
  constexpr std::array<std::string_view, 20> kPieces = {"（", "）", "；", "،", "؛",  "。", "É",
                                                        "é",  "Ж",  "ж",  "ё", "批", "ا",  "٣",
                                                        "a",  "Z",  " ",  "(", ".",  "“"};
  std::mt19937 random(7);
  for (int round = 0; round < 500; ++round) {
    std::string text;
    const auto count = random() % 12;
    for (std::size_t i = 0; i < count; ++i) text += kPieces[random() % kPieces.size()];
    const auto shape = shaped(text);
    ASSERT_EQ(shape.size(), text.size());
    ASSERT_TRUE(base::is_utf8(shape)) << text;
    const auto low = small_letters(shape);
    ASSERT_EQ(low.size(), text.size());
    ASSERT_TRUE(base::is_utf8(low)) << text;
    EXPECT_EQ(small_letters(low), low);
    EXPECT_EQ(shaped(shape), shape);
    (void)label_at_start(text);
  }
}

TEST(Labels, AreReadInSixLanguages) {
  const auto dotted = [](std::string_view text, int first, int second) {
    const auto label = label_at_start(text);
    return label.kind == ReviewLabel::Kind::dotted && label.first == first &&
           label.second == second && label.end < text.size();
  };
  EXPECT_TRUE(dotted("98.1 Ratifier", 98, 1));
  EXPECT_TRUE(dotted("٩٨-١ التصديق", 98, 1));
  EXPECT_TRUE(dotted("٩٨-١- التصديق", 98, 1));
  EXPECT_TRUE(dotted("98-12 - التصديق", 98, 12));
  EXPECT_EQ(label_at_start("٩٨ - نظرت").first, 98);
  EXPECT_EQ(label_at_start("98-12 of them").kind, ReviewLabel::Kind::none);
  EXPECT_EQ(label_at_start("2011-2014 التصديق").kind, ReviewLabel::Kind::none);
  EXPECT_EQ(label_at_start("(ب) التصديق").letter, "b");
  EXPECT_EQ(label_at_start("b) ratificar").letter, "b");
  EXPECT_EQ(label_at_start("б) ратифицировать").letter, "b");
  EXPECT_EQ(label_at_start("（b）批准").letter, "b");
}

}  // namespace
}  // namespace comity::grammar
