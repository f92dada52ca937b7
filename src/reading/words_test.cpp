#include "reading/words.h"

#include <gtest/gtest.h>

namespace comity::reading {
namespace {

TEST(WordsTest, DecidesAboutHyphensByTheDocument) {
  Words words;
  words.add(
      "The right to self-determination, follow-up and cooperation; the implementation of law.");
  words.add("non state actors took part");
  EXPECT_TRUE(words.keeps_hyphen("self-", "determination"));
  EXPECT_TRUE(words.keeps_hyphen("follow-", "up"));
  EXPECT_FALSE(words.keeps_hyphen("imple-", "mentation"));
  EXPECT_FALSE(words.keeps_hyphen("coop-", "eration"));
  EXPECT_TRUE(words.keeps_hyphen("non-", "state")) << "both halves are words";
  EXPECT_TRUE(words.keeps_hyphen("post-", "electoral")) << "nothing here breaks words";
  words.add_line_end("imple-", "mentation");
  words.add_line_end("coop-", "eration");
  EXPECT_FALSE(words.keeps_hyphen("dis-", "seminate")) << "this document breaks words";
  EXPECT_TRUE(words.keeps_hyphen("North-", "South"));
}

TEST(WordsTest, FindsWordsTornByLetterSpacing) {
  Words words;
  words.add(
      "The Conference on cooperation, people and a broad range. Confere nce cooperat ion peopl e");
  EXPECT_TRUE(words.torn("Confere", "nce"));
  EXPECT_TRUE(words.torn("cooperat", "ion"));
  EXPECT_TRUE(words.torn("peopl", "e"));
  EXPECT_FALSE(words.torn("a", "broad"));
  EXPECT_FALSE(words.torn("The", "Conference"));
  words.add("New Zealand acted with zeal and");
  EXPECT_FALSE(words.torn("zeal", "and"));
}

TEST(WordsTest, CutsWordsAtBothEnds) {
  EXPECT_EQ(last_word("and of self-"), "self-");
  EXPECT_EQ(first_word("détente, and"), "détente");
  EXPECT_EQ(last_word("la détente"), "détente");
  EXPECT_EQ(last_word(""), "");
  EXPECT_EQ(first_word("(x)"), "");
}

}  // namespace
}  // namespace comity::reading
