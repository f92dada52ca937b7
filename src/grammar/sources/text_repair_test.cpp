#include "grammar/sources/text_repair.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "base/text.h"

namespace comity::grammar {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::string mended(std::string_view text) { return mended_text(text).text; }

TEST(TextRepair, LeavesAWholeTextAsItIs) {
  for (const std::string_view text :
       {"Ratify the Covenant (Côte d'Ivoire);", "Élaborer un plan à l’échelle nationale",
        "2 < 3 & 5 > 4; R&D; <unknown>", "См. пункт 5", "第5段", "في الفقرة 5", "www.Example.org",
        "see U.N. Charter", "", "Â is a letter", "para.5"}) {
    const auto same = mended_text(text);
    EXPECT_EQ(same.text, text);
    EXPECT_THAT(same.mended, IsEmpty()) << text;
  }
}

TEST(TextRepair, ReadsEntitiesAlsoThoseNamedTwice) {
  EXPECT_EQ(mended("C&ocirc;te d&#39;Ivoire &amp; &#xE9;t&eacute;"), "Côte d'Ivoire & été");
  EXPECT_EQ(mended("C&amp;ocirc;te"), "Côte");
  EXPECT_EQ(mended("&nosuch; &#0; &#xD800; &;"), "&nosuch; &#0; &#xD800; &;");
  EXPECT_THAT(mended_text("a&nbsp;b").mended, ElementsAre(Mending::entities));
}

TEST(TextRepair, ReadsUtf8ThatWasTakenForWindows1252) {
  EXPECT_EQ(mended("CÃ´te dâ€™Ivoire"), "Côte d’Ivoire");
  EXPECT_EQ(mended("CÃƒÂ´te"), "Côte") << "twice";
  EXPECT_EQ(mended("â€œwordâ€\xC2\x9D"), "“word”");
  EXPECT_EQ(mended("Ð¿ÑƒÐ½ÐºÑ‚"), "пункт");
  EXPECT_THAT(mended_text("Ã©").mended, ElementsAre(Mending::encoding));
}

TEST(TextRepair, TakesAwayTagsAndWhatNobodySees) {
  EXPECT_EQ(mended("<p>Ratify<br/>the <b>Cov</b>enant</p>"), "Ratify the Covenant");
  EXPECT_EQ(mended("im\xC2\xADple\xE2\x80\x8Bment"), "implement");
  EXPECT_EQ(mended("a\x02 b"), "a b");
  EXPECT_EQ(mended("&lt;p&gt;Go on&lt;/p&gt;"), "Go on");
}

TEST(TextRepair, PartsSentencesAndLeavesThePrintersNumberOut) {
  EXPECT_EQ(mended("protect rights.The State should"), "protect rights. The State should");
  EXPECT_EQ(mended("protect GE.12-34567 (E) all"), "protect all");
  EXPECT_EQ(mended("MANGE.12-34567"), "MANGE.12-34567");
  EXPECT_THAT(mended_text("rights.The").mended, ElementsAre(Mending::joined));
}

/// Whatever comes in: UTF-8 comes out, and mending what was mended changes nothing more than a
/// further encoding of it.
TEST(TextRepair, GivesTextForAnything) {
  std::mt19937 random(7);
  const std::string_view pieces[] = {"&",  "amp;", "#",  "x41;", "<",  "p>",  "/",       "Ã", "©",
                                     "â€", "™",    " ",  ".",    "GE", ".12", "-34567",  "a", "Z",
                                     "é",  "\x01", "；", "&lt;", "br", "Â",   "\xC2\x9D"};
  for (int i = 0; i < 3000; ++i) {
    std::string text;
    for (unsigned n = random() % 14; n > 0; --n) text += pieces[random() % std::size(pieces)];
    const auto once = mended_text(text);
    EXPECT_TRUE(base::is_utf8(once.text)) << text;
    EXPECT_EQ(once.mended.empty(), once.text == text) << text;
  }
}

}  // namespace
}  // namespace comity::grammar
