#include "reading/markup/akn.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reading/markup/tree.h"
#include "reading/reader_fixture.h"

namespace comity::reading {
namespace {

using base::ErrorKind;
using model::BlockKind;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string akn(const std::string& inside) {
  return "<akomaNtoso xmlns=\"http://docs.oasis-open.org/legaldocml/ns/akn/3.0\"><statement>" +
         inside + "</statement></akomaNtoso>";
}

model::Document sound_akn(const std::string& inside) { return sound(read_akn(akn(inside))); }

std::vector<std::string> labelled_texts(const model::Document& document) {
  std::vector<std::string> out;
  for (const auto& block : document.blocks) {
    out.push_back((block.label.empty() ? "" : "{" + block.label + "} ") +
                  model::text_of(block.runs));
  }
  return out;
}

TEST(Akn, KeepsNumbersWithNothingBehindThem) {
  const auto document = sound_akn(
      "<mainBody><paragraph><num>1.</num><content><p/></content></paragraph>"
      "<paragraph><num>2.</num><list><intro><p/></intro><point><num>(a)</num><content><p>One;</p>"
      "</content></point><point><num>(b)</num><content><p> </p></content></point></list>"
      "</paragraph><paragraph><num>3.</num><content><p>Three.</p></content></paragraph>"
      "<paragraph><num>4.</num><content><table><tr><td>Four</td></tr></table></content>"
      "</paragraph></mainBody>");
  EXPECT_THAT(labelled_texts(document),
              ElementsAre("{1.} ", "{2.} ", "{(a)} One;", "{(b)} ", "{3.} Three.", ""));
  EXPECT_EQ(document.blocks[0].kind, BlockKind::paragraph);
  EXPECT_EQ(document.blocks[3].kind, BlockKind::list_item);
  EXPECT_EQ(document.blocks[5].kind, BlockKind::table);
}

TEST(Akn, ReadsNumbersOfArabic) {
  const auto document = sound_akn(
      "<mainBody><paragraph><num>1-</num><content><p>تقرر</p></content></paragraph>"
      "<paragraph><num>2 -</num><content><p>تطلب</p></content></paragraph></mainBody>");
  EXPECT_THAT(labelled_texts(document), ElementsAre("{1-} تقرر", "{2 -} تطلب"));
}

TEST(Akn, ReadsTheNumberOfATitleAsItsLabel) {
  for (const std::string number : {"79/300.", "79/300-"}) {
    const auto document = sound_akn("<preface><p><docNumber>" + number +
                                    "</docNumber><docTitle>Wells</docTitle></p></preface>"
                                    "<mainBody><p>Text</p></mainBody>");
    EXPECT_THAT(labelled_texts(document), ElementsAre("{" + number + "} Wells", "Text"));
    EXPECT_EQ(document.blocks[0].kind, BlockKind::heading);
    EXPECT_EQ(document.blocks[0].level, 0);
  }
}

TEST(Akn, ReadsAResolution) {
  const auto document = sound_akn(
      "<meta><identification><FRBRWork/><FRBRExpression><FRBRlanguage language=\"fra\"/>"
      "</FRBRExpression></identification></meta>"
      "<preface><p><docNumber>A/RES/90/1</docNumber></p>"
      "<p><docIntroducer>United Nations</docIntroducer> <docTitle>A title</docTitle></p>"
      "<p>Distr.: <docStatus>General</docStatus></p></preface>"
      "<preamble><p><i>The General Assembly</i>,</p><p><i>Recalling</i> it,"
      " <authorialNote marker=\"1\"><p>See A/RES/1/1.</p></authorialNote></p></preamble>"
      "<mainBody><paragraph><num>1.</num><content><p><i>Decides</i>:</p><blockList><item>"
      "<num>(a)</num><p>To act;</p><p>And more;</p></item></blockList></content></paragraph>"
      "<division><num>A.</num><heading>Part</heading><paragraph><num>“2.</num><content><p>Asks."
      "</p></content></paragraph></division></mainBody>");
  EXPECT_EQ(document.media_type, "application/akn+xml");
  EXPECT_EQ(document.language, model::Language::fr);
  EXPECT_THAT(
      labelled_texts(document),
      ElementsAre("A/RES/90/1", "United Nations", "A title", "Distr.: General",
                  "The General Assembly,", "Recalling it,1", "{1.} Decides:", "{(a)} To act;",
                  "And more;", "{A.} Part", "{2.} Asks.", "{1} See A/RES/1/1."));
  EXPECT_EQ(document.blocks[2].kind, BlockKind::heading);
  EXPECT_TRUE(document.blocks[4].runs[0].style.italic);
  EXPECT_TRUE(document.blocks[5].runs.back().style.superscript);
  EXPECT_EQ(document.blocks[6].kind, BlockKind::paragraph);
  EXPECT_EQ(document.blocks[7].kind, BlockKind::list_item);
  EXPECT_EQ(document.blocks[7].level, 2);
  EXPECT_EQ(document.blocks[9].kind, BlockKind::heading);
  EXPECT_EQ(document.blocks[11].kind, BlockKind::note);
}

TEST(Akn, ReadsTheRestThatTextsHave) {
  const auto document = sound_akn(
      "<meta><notes><note eId=\"n7\" marker=\"7\"><p>Apart.</p></note></notes></meta><mainBody>"
      "<article><num>Article 3</num><content><p>One<br/>Two<eol/>lines <quotedText startQuote=\"“\""
      " endQuote=\"”\">said</quotedText> <omissis/></p></content></article>"
      "<p>Marked<noteRef href=\"#n7\"/> and lost<noteRef href=\"#n8\" marker=\"8\"/> "
      "<ref href=\"/akn/un\">inner</ref> <a href=\"https://example.org\">outer</a> <b>b</b>"
      "<sup>s</sup><authorialNote>Bare.</authorialNote></p>"
      "<table><tr><th>A</th><th>B</th></tr><tr><td colspan=\"2\"><p>c</p><p>d</p></td></tr></table>"
      "<ul><li>point</li></ul><toc><tocItem>skipped</tocItem></toc></mainBody>");
  EXPECT_THAT(labelled_texts(document), ElementsAre("Article 3", "One", "Two lines “said” …",
                                                    "Marked7 and lost8 inner outer bs2", "",
                                                    "{•} point", "{7} Apart.", "{2} Bare."));
  const auto& table = document.blocks[4];
  EXPECT_EQ(table.kind, BlockKind::table);
  ASSERT_EQ(table.rows.size(), 2U);
  EXPECT_EQ(model::text_of(table.rows[1][0].runs), "c d");
  EXPECT_EQ(table.rows[1].size(), 2U);
  EXPECT_EQ(document.blocks[3].runs[4].link, "");
  EXPECT_EQ(document.blocks[3].runs[5].link, "https://example.org");
}

TEST(Akn, ReadsVersionTwoAndPrefixes) {
  EXPECT_TRUE(
      read_akn("<?xml version=\"1.0\"?><akomaNtoso xmlns=\"http://www.akomantoso.org/2.0\">"
               "<bill><body><p>Text</p></body></bill></akomaNtoso>"));
  const auto prefixed = read_akn(
      "<an:akomaNtoso xmlns:an=\"http://docs.oasis-open.org/legaldocml/ns/akn/3.0\"><an:doc>"
      "<an:p>Text</an:p></an:doc></an:akomaNtoso>");
  ASSERT_TRUE(prefixed);
  EXPECT_THAT(labelled_texts(*prefixed), ElementsAre("Text"));
}

struct RefusedXml {
  std::string xml;
  ErrorKind kind;
  std::string says;
};

TEST(Akn, RefusesOtherXmlByName) {
  const RefusedXml cases[] = {
      {"<udhr><p>x</p></udhr>", ErrorKind::unsupported, "<udhr>"},
      {"<akomaNtoso><doc/></akomaNtoso>", ErrorKind::unsupported, "name space"},
      {"<akomaNtoso xmlns=\"http://docs.oasis-open.org/legaldocml/ns/akn/3.0\"><a></b>",
       ErrorKind::corrupt, "not well formed"},
      {"<?xml version=\"1.0\"?>", ErrorKind::corrupt, "not well formed"},
  };
  for (const auto& each : cases) {
    const auto document = read_akn(each.xml);
    ASSERT_FALSE(document) << each.xml;
    EXPECT_EQ(document.error().kind, each.kind) << each.xml;
    EXPECT_THAT(document.error().message, HasSubstr(each.says));
    EXPECT_FALSE(document.error().mend.empty());
  }
}

TEST(Akn, PassesOverDocumentTypesAndTheirEntities) {
  std::string bombs = "<!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\">";
  for (int i = 0; i < 20; ++i) bombs += "<!ENTITY b" + std::to_string(i) + " \"&a;&a;&a;&a;\">";
  bombs +=
      "<!ENTITY file SYSTEM \"file:///etc/passwd\"><!ENTITY % more SYSTEM "
      "\"http://example.org/x.dtd\">]>";
  const auto document = read_akn(bombs + akn("<p>One &b19; &file; &amp; two</p>"));
  ASSERT_TRUE(document) << document.error().message;
  EXPECT_THAT(labelled_texts(*document), ElementsAre("One &b19; &file; & two"));
}

TEST(Akn, RefusesDeepNestingAndTooManyElements) {
  std::string deep;
  for (int i = 0; i < 300'000; ++i) deep += "<p>";
  std::string closed = deep;
  for (int i = 0; i < 300'000; ++i) closed += "</p>";
  const auto nested = read_akn(akn(closed));
  ASSERT_FALSE(nested);
  EXPECT_EQ(nested.error().kind, ErrorKind::too_large);
  EXPECT_THAT(nested.error().message, HasSubstr("nested"));
  EXPECT_EQ(read_akn(akn(deep)).error().kind, ErrorKind::corrupt);
  std::string many;
  for (int i = 0; i < 1'100'000; ++i) many += "<p/>";
  EXPECT_EQ(read_akn(akn(many)).error().kind, ErrorKind::too_large);
  MarkupLimits limits;
  limits.bytes = 10;
  EXPECT_EQ(xml_tree(akn("<p/>"), limits).error().kind, ErrorKind::too_large);
}

TEST(Akn, TellsOfAGuessedEncoding) {
  const auto document = read_akn(akn("<p>Libert\xE9 et \xE9galit\xE9</p>"));
  ASSERT_TRUE(document);
  EXPECT_THAT(labelled_texts(*document), ElementsAre("Liberté et égalité"));
  ASSERT_EQ(document->findings.size(), 1U);
  EXPECT_EQ(document->findings[0].rule, "text.encoding");
}

}  // namespace
}  // namespace comity::reading
