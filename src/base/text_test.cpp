#include "base/text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace comity::base {
namespace {

using testing::ElementsAre;

std::vector<std::string> sorted(std::vector<std::string> words, std::string_view language) {
  std::sort(words.begin(), words.end(), [&](const auto& a, const auto& b) {
    return sort_key(a, language) < sort_key(b, language);
  });
  return words;
}

TEST(Text, KnowsUtf8) {
  EXPECT_TRUE(is_utf8(""));
  EXPECT_TRUE(is_utf8("Côte d’Ivoire, 中国, السودان, \xF0\x9F\x8C\x8D"));
  EXPECT_FALSE(is_utf8("\xC3"));
  EXPECT_FALSE(is_utf8("\xC0\x80"));
  EXPECT_FALSE(is_utf8("\xED\xA0\x80"));
  EXPECT_FALSE(is_utf8("\xF4\x90\x80\x80"));
  EXPECT_FALSE(is_utf8("caf\xE9"));
}

TEST(Text, NormalisesToNfc) {
  EXPECT_EQ(normalised("Co\xCC\x82te"), "Côte");
  EXPECT_EQ(normalised("plain"), "plain");
  EXPECT_EQ(normalised("a\xFFz"), "a\xEF\xBF\xBDz");
}

TEST(Text, FoldingComparesWords) {
  EXPECT_EQ(folded("CÔTE D’IVOIRE"), folded("Côte d’Ivoire"));
  EXPECT_EQ(folded("РОССИЙСКАЯ"), "российская");
  EXPECT_EQ(folded("ＵＮ"), "un");
  EXPECT_EQ(folded("中国"), "中国");
  EXPECT_EQ(folded("STRASSE"), folded("straße"));
}

TEST(Text, AccentsAndVowelSignsCanBeTakenAway) {
  EXPECT_EQ(unaccented("Côte"), "cote");
  EXPECT_EQ(unaccented("São Tomé"), "sao tome");
  EXPECT_EQ(unaccented("Türkiye"), "turkiye");
  EXPECT_EQ(unaccented("السُّودَان"), "السودان");
  EXPECT_EQ(unaccented("中国"), "中国");
}

TEST(Text, SortsByTheLanguagesOwnOrder) {
  EXPECT_THAT(sorted({"Zambia", "Éthiopie", "Égypte", "Espagne"}, "fr"),
              ElementsAre("Égypte", "Espagne", "Éthiopie", "Zambia"));
  EXPECT_THAT(sorted({"ñandú", "nube", "oso"}, "es"), ElementsAre("nube", "ñandú", "oso"));
  EXPECT_THAT(sorted({"Швеция", "Австрия", "Ёлка", "Зимбабве"}, "ru"),
              ElementsAre("Австрия", "Ёлка", "Зимбабве", "Швеция"));
  EXPECT_THAT(sorted({"تونس", "الأردن", "بلجيكا"}, "ar"), ElementsAre("الأردن", "بلجيكا", "تونس"));
  // By pinyin: Bāxī, Fǎguó, Zhōngguó.
  EXPECT_THAT(sorted({"中国", "法国", "巴西"}, "zh"), ElementsAre("巴西", "法国", "中国"));
}

TEST(Text, SortKeysOfEqualTextsAreEqual) {
  EXPECT_EQ(sort_key("Co\xCC\x82te", "fr"), sort_key("Côte", "fr"));
  EXPECT_EQ(sort_key("", "en"), sort_key("", "en"));
  EXPECT_LT(sort_key("", "en"), sort_key("a", "en"));
  const std::string longest(5000, 'z');
  EXPECT_LT(sort_key(longest, "en"), sort_key(longest + "z", "en"));
}

TEST(Text, CodePointsComeBack) {
  const std::string text = "aé中\xF0\x9F\x8C\x8D";
  std::string copy;
  std::vector<char32_t> points;
  for (std::size_t at = 0; at < text.size();) {
    points.push_back(next_code_point(text, at));
    append_code_point(copy, points.back());
  }
  EXPECT_THAT(points, ElementsAre(U'a', U'é', U'中', U'\U0001F30D'));
  EXPECT_EQ(copy, text);
}

TEST(Text, AnInvalidByteIsOneReplacementCharacter) {
  std::size_t at = 0;
  const std::string_view text = "\xFF\x61";
  EXPECT_EQ(next_code_point(text, at), U'\uFFFD');
  EXPECT_EQ(at, 1U);
  EXPECT_EQ(next_code_point(text, at), U'a');
  std::size_t cut = 0;
  EXPECT_EQ(next_code_point("\xE4\xB8", cut), U'\uFFFD');
  EXPECT_EQ(cut, 2U);
}

TEST(Text, TrimsEveryWhiteSpaceOfUnicode) {
  EXPECT_EQ(trimmed("  a b \n"), "a b");
  EXPECT_EQ(trimmed("\u00A0\u3000中 国\u2009\u202F"), "中 国");
  EXPECT_EQ(trimmed("\u00A0 \t"), "");
  EXPECT_EQ(trimmed(""), "");
  // Bytes that are no code point are no white space either.
  EXPECT_EQ(trimmed(" \x80\xA0 "), "\x80\xA0");
  EXPECT_EQ(trimmed("a\xE3\x80"), "a\xE3\x80");
  EXPECT_EQ(trimmed("a\u3000\x80"), "a\u3000\x80");
}

TEST(Text, CollapsesRunsOfWhiteSpace) {
  EXPECT_EQ(collapsed(" Iran\n  (Islamic\u00A0 Republic of) "), "Iran (Islamic Republic of)");
  EXPECT_EQ(collapsed("\n"), "");
}

TEST(Text, SplitKeepsEmptyParts) {
  EXPECT_THAT(split("a,,b", ','), ElementsAre("a", "", "b"));
  EXPECT_THAT(split("", ','), ElementsAre(""));
  EXPECT_THAT(split(",", ','), ElementsAre("", ""));
}

}  // namespace
}  // namespace comity::base
