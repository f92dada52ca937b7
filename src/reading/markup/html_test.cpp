#include "reading/markup/html.h"

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
using ::testing::IsEmpty;
using ::testing::Not;

model::Document sound_html(std::string_view html) { return sound(read_html(html)); }

/// "kind{label} text" of each block, as dump() has them, without measures.
std::vector<std::string> lines_of(const model::Document& document) {
  std::vector<std::string> out;
  for (const auto& block : document.blocks) {
    constexpr std::string_view kNames[] = {"h", "p", "item", "table", "note", "rule"};
    std::string line(kNames[static_cast<std::size_t>(block.kind)]);
    if (block.level > 0) line += std::to_string(block.level);
    if (!block.label.empty()) line += " {" + block.label + "}";
    line += ": ";
    for (const auto& run : block.runs) {
      const std::string_view mark = run.style.superscript ? "^"
                                    : run.style.italic    ? "*"
                                    : run.style.bold      ? "_"
                                                          : "";
      line += std::string(mark) + run.text + std::string(mark);
    }
    for (const auto& row : block.rows) {
      line += "|";
      for (const auto& cell : row) line += model::text_of(cell.runs) + "|";
    }
    out.push_back(line);
  }
  return out;
}

TEST(Html, ReadsBlocksAndStyles) {
  const auto document = sound_html(
      "<!DOCTYPE html><html lang=\"fr-CH\"><head><title>Site</title><style>p{}</style></head><body>"
      "<h1>A <em>title</em></h1>\n<p>One\n   <b>two</b> <i>three</i><sup>1</sup>&nbsp;&amp; four"
      "<p>Next <a href=\"https://example.org/a\">link</a> <a href=\"/local\">other</a><hr>"
      "<div>Loose<div>inner</div>text</div>"
      "<p style='font-style:italic'>all <span style='font-style: normal'>not</span></p>"
      "<center>Middle</center>");
  EXPECT_EQ(document.media_type, "text/html");
  EXPECT_EQ(document.language, model::Language::fr);
  EXPECT_THAT(lines_of(document), ElementsAre("h1: A *title*", "p: One _two_ *three*^1^ & four",
                                              "p: Next link other", "rule: ", "p: Loose",
                                              "p: inner", "p: text", "p: *all *not", "p: Middle"));
  EXPECT_EQ(document.blocks[2].runs[1].link, "https://example.org/a");
  EXPECT_EQ(document.blocks[2].runs.back().link, "");
  EXPECT_TRUE(document.blocks.back().centred);
  EXPECT_GT(document.blocks[1].places[0].offset, 100U);
}

TEST(Html, LeavesOutWhatIsNotText) {
  const auto document = sound_html(
      "<html><body><nav>Menu</nav><script>document.write('<p>x')</script><p>Text</p>"
      "<noscript>No</noscript><svg><text>drawn</text></svg><p hidden>h</p>"
      "<p style=\"display : none\">n</p><div role=navigation>n</div><span aria-hidden=true>a</span>"
      "<template><p>t</p></template><select><option>o</select><iframe src=http://example.org>"
      "</iframe><img src=\"http://example.org/a.png\" alt=\"picture\"><!-- comment -->");
  EXPECT_THAT(lines_of(document), ElementsAre("p: Text"));
}

TEST(Html, KeepsTheSitesOwnHeadAndFootApart) {
  const auto document = sound_html(
      "<body><header>The site</header><main><header><h1>Title</h1></header><p>Text</p></main>"
      "<footer>Contact</footer>");
  EXPECT_THAT(lines_of(document), ElementsAre("h1: Title", "p: Text"));
  ASSERT_EQ(document.furniture.size(), 2U);
  EXPECT_EQ(model::text_of(document.furniture[0].runs), "The site");
}

TEST(Html, GivesItemsTheLabelsThatBrowsersShow) {
  const auto document = sound_html(
      "<ol start=3><li>Three;<li value=7>Seven;<ol type=a><li>First;</li><li><p>Second;</p>"
      "<p>Its own text.</p></li></ol></li><li>Eight.</ol>"
      "<ul><li>Point<ul style='list-style: none'><li>Bare</ul></ul>"
      "<ol style='list-style-type:upper-roman'><li>R</ol><ol type=i start=4><li>r</ol><ol type=A "
      "start=27><li>L</ol>"
      "<ol><li>(a) Labelled by itself</ol><ol type=a start=0><li>zero</ol><li>stray</li>");
  EXPECT_THAT(
      lines_of(document),
      ElementsAre("p {3.}: Three;", "p {7.}: Seven;", "item2 {a.}: First;", "item2 {b.}: Second;",
                  "p: Its own text.", "p {8.}: Eight.", "item1 {•}: Point", "p: Bare",
                  "item1 {I.}: R", "item1 {iv.}: r", "item1 {AA.}: L",
                  "item1 {(a)}: Labelled by itself", "p: zero", "item1 {•}: stray"));
}

TEST(Html, ReadsTablesWithCellsThatReachOverOthers) {
  const auto document = sound_html(
      "<p>Before</p><table><caption>Votes</caption><thead><tr><th colspan=2>State<th>Vote</thead>"
      "<tr><td rowspan=2>A<td>B<td><p>yes</p><p>(a) no</p><tr><td>C<td><ul><li>x<li>y</ul>"
      "<tr><td colspan=-5>D</table>");
  EXPECT_THAT(
      lines_of(document),
      ElementsAre("p: Before", "p: Votes", "table: |State||Vote||A|B|yes (a) no|||C|• x • y||D|"));
}

TEST(Html, TakesTablesThatOnlySetThePageForText) {
  const auto masthead = sound_html(
      "<table><tr><td>United Nations<td>A/RES/90/1</table><p>Text</p>"
      "<table><tr><td>one cell</table><table><tr><td><table><tr><td>a<td>b</table><td>c</table>");
  EXPECT_THAT(lines_of(masthead), ElementsAre("p: United Nations", "p: A/RES/90/1", "p: Text",
                                              "p: one cell", "table: |a|b|", "p: c"));
}

TEST(Html, FindsNotesByTheirAnchors) {
  const auto document = sound_html(
      "<p>First<sup id=ref1><a href=\"#n1\">1</a></sup> and second <a href='#n2'>[2]</a>.</p>"
      "<p><a href=\"#sec\">3</a> is a section.</p><h2 id=sec>Section</h2>"
      "<ol><li id=n1>Note one. <a href=\"#ref1\">↩</a></li>"
      "<li id=n2><p>Note two,</p><p>in two parts.</p></li></ol>");
  EXPECT_THAT(lines_of(document),
              ElementsAre("p: First^1^ and second^2^.", "p: 3 is a section.", "h2: Section",
                          "note {1}: Note one.", "note {2}: Note two, in two parts."));
}

// As Word saves a page: conditional comments, list numbers as text, footnotes at the end.
TEST(Html, ReadsWhatWordSaves) {
  const auto document = sound_html(
      "<html xmlns:o=\"urn:schemas-microsoft-com:office:office\">\n<head><meta "
      "http-equiv=Content-Type"
      " content=\"text/html; charset=windows-1252\"><!--[if gte mso 9]><xml><o:x>Y</o:x></xml>"
      "<![endif]--></head><body lang=EN-GB><div class=WordSection1>"
      "<p class=MsoNormal align=center style='text-align:center'><b>Title<o:p></o:p></b></p>"
      "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if "
      "!supportLists]><span>1.<span "
      "style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp; </span></span><![endif]><i>Calls"
      "\nupon</i> States to act;<a style='mso-footnote-id:ftn1' href=\"#_ftn1\" name=\"_ftnref1\">"
      "<span class=MsoFootnoteReference><![if !supportFootnotes]>[1]<![endif]></span></a></p>"
      "</div><div style='mso-element:footnote-list'><br clear=all><hr align=left size=1>"
      "<div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a "
      "style='mso-footnote-id:ftn1' href=\"#_ftnref1\" name=\"_ftn1\">[1]</a> See \x93the "
      "rules\x94."
      "</p></div></div></body></html>");
  EXPECT_THAT(lines_of(document),
              ElementsAre("p: _Title_", "p {1.}: *Calls upon* States to act;^1^",
                          "note {1}: See “the rules”."));
  EXPECT_TRUE(document.blocks[0].centred);
  EXPECT_THAT(document.findings, IsEmpty());
}

TEST(Html, PartsLinesWhereTheyAreParted) {
  EXPECT_THAT(
      lines_of(sound_html("<p>One.<br>Two<br>goes on.<br>Three.<h2>A<br>title</h2><pre>1. A "
                          "line.\n\n2. Another.</pre>")),
      ElementsAre("p: One.", "p: Two goes on.", "p: Three.", "h2: A title", "p {1.}: A line.",
                  "p {2.}: Another."));
}

TEST(Html, KeepsNoAnswerToDeepNesting) {
  for (const std::string_view tag :
       {"<div>", "<b>", "<font size=1>", "<ul><li>", "<svg><td><td>"}) {
    std::string html = "<body>";
    for (int i = 0; i < 200'000; ++i) html += tag;
    const auto document = read_html(html);
    ASSERT_FALSE(document) << tag;
    EXPECT_EQ(document.error().kind, ErrorKind::too_large) << tag;
    EXPECT_THAT(document.error().message, HasSubstr("nested")) << tag;
  }
  std::string open;
  for (int i = 0; i < 5'000; ++i) open += "<p>text<li>item<o:p></o:p><td>";
  EXPECT_TRUE(read_html(open)) << "what need not be closed is not nested";
}

TEST(Html, StopsWhereItTakesTooMuch) {
  MarkupLimits limits;
  limits.memory = 100'000;
  std::string html;
  for (int i = 0; i < 10'000; ++i) html += "<p class=x>text";
  const auto tree = html_tree(html, limits);
  ASSERT_FALSE(tree);
  EXPECT_EQ(tree.error().kind, ErrorKind::too_large);
  EXPECT_THAT(tree.error().message, HasSubstr("memory"));
  limits = {};
  limits.nodes = 1'000;
  EXPECT_THAT(html_tree(html, limits).error().message, HasSubstr("too many"));
  limits.bytes = 10;
  EXPECT_THAT(html_tree(html, limits).error().message, HasSubstr("too long"));
}

TEST(Html, HasALimitOfCells) {
  std::string html = "<p>x</p><table>";
  for (int i = 0; i < 1'000; ++i) html += "<tr><td colspan=1000>a<td>b";
  const auto document = read_html(html);
  ASSERT_FALSE(document);
  EXPECT_THAT(document.error().message, HasSubstr("cells"));
}

TEST(Html, KnowsNoEntitiesOfTheFilesOwn) {
  const auto document = sound_html(
      "<!DOCTYPE html [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><p>&x; &eacute; &#8217; "
      "&lt;b&gt;");
  EXPECT_THAT(lines_of(document).back(), HasSubstr("&x; é ’ <b>"));
}

}  // namespace
}  // namespace comity::reading
