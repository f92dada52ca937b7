#include "reading/labels.h"

#include <gtest/gtest.h>

namespace comity::reading {
namespace {

struct LabelCase {
  const char* text;
  LabelShape shape;
  std::size_t length;
};

TEST(LabelsTest, KnowsWhatUnDocumentsPrint) {
  const LabelCase cases[] = {
      {"1. Text", LabelShape::number, 2},      {"119.1. Text", LabelShape::dotted, 6},
      {"75.21 Text", LabelShape::dotted, 5},   {"12 bis. Text", LabelShape::number, 7},
      {"(a) Text", LabelShape::bracketed, 3},  {"(iv) Text", LabelShape::bracketed, 4},
      {"(12) Text", LabelShape::bracketed, 4}, {"(aa) Text", LabelShape::bracketed, 4},
      {"A. Text", LabelShape::letter, 2},      {"II. Text", LabelShape::roman, 3},
      {"iv. Text", LabelShape::roman, 3},      {"b) Text", LabelShape::letter, 2},
      {"• Text", LabelShape::bullet, 3},       {"– Text", LabelShape::bullet, 3},
      {"а) текст", LabelShape::letter, 3},     {"1)", LabelShape::number, 2},
  };
  for (const auto& each : cases) {
    const auto label = label_at(each.text);
    EXPECT_EQ(label.shape, each.shape) << each.text;
    EXPECT_EQ(label.length, each.length) << each.text;
  }
}

TEST(LabelsTest, LeavesOtherTextAlone) {
  for (const char* text : {"", "Text", "2 million", "1.5million", "(Norland);", "A/HRC/1",
                           "U.S. text", "12", "In 2008.", "1,000", "(including) x", "..."}) {
    EXPECT_EQ(label_at(text).shape, LabelShape::none) << text;
  }
}

TEST(LabelsTest, CountsOn) {
  EXPECT_TRUE(follows("11.", "12."));
  EXPECT_TRUE(follows("129.80.", "129.81."));
  EXPECT_TRUE(follows("(b)", "(c)"));
  EXPECT_TRUE(follows("9", "10"));
  EXPECT_TRUE(follows("5.", "6"));
  EXPECT_FALSE(follows("11.", "13."));
  EXPECT_FALSE(follows("128.80.", "129.81."));
  EXPECT_FALSE(follows("", "1."));
  EXPECT_FALSE(follows("999999999999.", "1."));
}

TEST(LabelsTest, KnowsMarks) {
  for (const char* text : {"1", "99", "123", "*", "**", "a", "†"})
    EXPECT_TRUE(is_mark(text)) << text;
  for (const char* text : {"", "1234", "ab", "th", "1a", "-"}) EXPECT_FALSE(is_mark(text)) << text;
}

}  // namespace
}  // namespace comity::reading
