#include "reading/encoding.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace comity::reading {
namespace {

using namespace std::string_view_literals;
using base::ErrorKind;
using ::testing::HasSubstr;

struct EncodingCase {
  std::string_view bytes;
  Encoding encoding;
  bool marked;
  std::string_view text;
};

TEST(Encoding, IsGuessedAndDecoded) {
  const EncodingCase cases[] = {
      {"plain", Encoding::utf8, false, "plain"},
      {"caf\xC3\xA9", Encoding::utf8, false, "café"},
      {"\xEF\xBB\xBF"
       "caf\xC3\xA9",
       Encoding::utf8, true, "café"},
      {"\xFF\xFE"
       "c\0a\0f\0\xE9\0"sv,
       Encoding::utf16_le, true, "café"},
      {"\xFE\xFF"
       "\0c\0a\0f\0\xE9"sv,
       Encoding::utf16_be, true, "café"},
      {"c\0a\0f\0\xE9\0 \0d\0e\0 \0l\0a\0"sv, Encoding::utf16_le, false, "café de la"},
      {"\0c\0a\0f\0\xE9\0 \0d\0e\0 \0l\0a"sv, Encoding::utf16_be, false, "café de la"},
      {"L\x92"
       "\xC9tat pr\xE9sente \xE0 l\x92"
       "Assembl\xE9"
       "e g\xE9n\xE9rale",
       Encoding::windows_1252, false, "L’État présente à l’Assemblée générale"},
      {"L\xD5\x83tat pr\x8Esente \x88 l\xD5"
       "Assembl\x8E"
       "e g\x8En\x8Erale",
       Encoding::mac_roman, false, "L’État présente à l’Assemblée générale"},
      {"A\xF1o de la Constituci\xF3n", Encoding::windows_1252, false, "Año de la Constitución"},
      {"A\x96o de la Constituci\x97n", Encoding::mac_roman, false, "Año de la Constitución"},
      {"Refus\x82 \x85 nouveau\x3B la premi\x8Are r\x82ponse, re\x87ue d\x82j\x85", Encoding::cp850,
       false, "Refusé à nouveau; la première réponse, reçue déjà"},
      {"A\xA4o de la Constituci\xA2n, seg\xA3n M\x82xico", Encoding::cp850, false,
       "Año de la Constitución, según México"},
      {"C\x93te d'Ivoire,Br\x82sil", Encoding::cp850, false, "Côte d'Ivoire,Brésil"},
      {"la protec\x87\xC6o e a educa\x87\xC6o", Encoding::cp850, false,
       "la protecção e a educação"},
      {"C\xF4te d'Ivoire,M\xE9xico", Encoding::windows_1252, false, "Côte d'Ivoire,México"},
      {"M\x8Exico,C\x99te d'Ivoire", Encoding::mac_roman, false, "México,Côte d'Ivoire"},
      {"\xC9lections,\xC9tat", Encoding::windows_1252, false, "Élections,État"},
      {"the \x93rules of procedure\x94 \x96 as agreed", Encoding::windows_1252, false,
       "the “rules of procedure” – as agreed"},
      {"the \xD2rules of procedure\xD3 \xD0 as agreed", Encoding::mac_roman, false,
       "the “rules of procedure” – as agreed"},
  };
  for (const auto& each : cases) {
    const auto guess = guess_encoding(each.bytes);
    ASSERT_TRUE(guess) << each.text;
    EXPECT_EQ(name_of(guess->encoding), name_of(each.encoding)) << each.text;
    EXPECT_EQ(guess->marked, each.marked) << each.text;
    EXPECT_EQ(decoded(each.bytes, guess->encoding), each.text);
  }
}

TEST(Encoding, IsToldWhereItIsAGuess) {
  const auto guessed = decoded_text("Universit\xE9 de la ville");
  ASSERT_TRUE(guessed && guessed->finding);
  EXPECT_EQ(guessed->text, "Université de la ville");
  EXPECT_EQ(guessed->finding->rule, "text.encoding");
  EXPECT_EQ(guessed->finding->assumed, "Windows-1252");
  EXPECT_FALSE(decoded_text("plain")->finding);
  EXPECT_FALSE(decoded_text("\xFF\xFEh\0i\0"sv)->finding) << "the mark says it";
}

/// Rows of accented UTF-8, a few of which have a letter of another set.
std::string rows_with(std::string_view stray, int rows) {
  std::string text = "État examiné,Texte\n";
  for (int i = 2; i <= rows; ++i) {
    text += "Norvège,Étudier la réforme " + std::string(i % 50 == 0 ? stray : "é") + "\n";
  }
  return text;
}

TEST(Encoding, AFewBytesOfAnotherSetSpoilNoRow) {
  const auto mended = decoded_text(rows_with("l\x92\xE9t\xE9", 120));
  ASSERT_TRUE(mended && mended->finding);
  EXPECT_EQ(mended->text, rows_with("l’été", 120));
  EXPECT_EQ(mended->finding->rule, "text.stray-bytes");
  EXPECT_EQ(mended->finding->saw, "6");
  EXPECT_EQ(mended->finding->assumed, "50, 100");
  // Texts of other scripts have no Latin set to fall back upon.
  std::string chinese;
  for (int i = 0; i < 20; ++i) chinese += "批准公约，";
  const auto one = decoded_text(chinese + "\xE9\n");
  ASSERT_TRUE(one) << one.error().message;
  EXPECT_EQ(one->text, chinese + "é\n");
  EXPECT_FALSE(decoded_text(rows_with("é", 120))->finding);
}

TEST(Encoding, ALatinSetIsOneWhereMostBytesAre) {
  // "Ã©" is UTF-8 by chance.
  const auto latin = decoded_text(
      "une longue ann\xE9"
      "e \xC3\xA9 d\xE9j\xE0 pass\xE9"
      "e sans bruit");
  ASSERT_TRUE(latin && latin->finding);
  EXPECT_EQ(latin->finding->rule, "text.encoding");
  EXPECT_EQ(latin->text, "une longue année Ã© déjà passée sans bruit");
}

TEST(Encoding, WhatIsNoTextIsRefused) {
  const auto binary = guess_encoding("one\n\x01\x02 two \xE9");
  ASSERT_FALSE(binary);
  EXPECT_EQ(binary.error().kind, ErrorKind::unsupported);
  EXPECT_EQ(binary.error().place, "line 2, offset 4");
  EXPECT_FALSE(guess_encoding("\x01\x02\x00\x03"sv));
  // Russian in a set of one byte a letter.
  const auto russian = guess_encoding("one\n\xCF\xF0\xE8\xE2\xE5\xF2, \xEC\xE8\xF0");
  ASSERT_FALSE(russian);
  EXPECT_THAT(russian.error().message, HasSubstr("not known"));
  EXPECT_EQ(russian.error().place, "line 2, offset 4");
  EXPECT_THAT(russian.error().mend, HasSubstr("UTF-8"));
}

TEST(Encoding, ThatMarkupNamesIsBelieved) {
  EXPECT_EQ(decoded_markup("<meta charset=windows-1251><p>\xCF\xF0\xE8\xE2\xE5\xF2")->text,
            "<meta charset=windows-1251><p>Привет");
  const auto latin = decoded_markup("<?xml version='1.0' encoding='ISO-8859-1'?><a>\x93\xE9</a>");
  EXPECT_THAT(latin->text, HasSubstr("“é"));
  EXPECT_FALSE(latin->finding);
  EXPECT_EQ(decoded_markup("<meta charset=\"us-ascii\">caf\xC3\xA9")->text,
            "<meta charset=\"us-ascii\">café")
      << "bytes that are UTF-8 for certain are";
  EXPECT_TRUE(decoded_markup("<meta charset=utf-8><p>une id\xE9"
                             "e")
                  ->finding);
  const auto unknown = decoded_markup(
      "<meta charset=klingon><p>une id\xE9"
      "e");
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().kind, ErrorKind::unsupported);
  EXPECT_THAT(unknown.error().message, HasSubstr("klingon"));
  EXPECT_TRUE(decoded_markup("<meta name=a><p charset=x>\xE9t\xE9 et automne")->finding);
}

TEST(Encoding, LongTextsComeWhole) {
  std::string bytes;
  std::string text;
  for (int i = 0; i < 100'000; ++i) {
    bytes += "\xE9t\xE9 ";
    text += "été ";
  }
  EXPECT_EQ(decoded(bytes, Encoding::windows_1252), text);
}

}  // namespace
}  // namespace comity::reading
