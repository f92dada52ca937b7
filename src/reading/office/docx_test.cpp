#include "reading/office/docx.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reading/archive/zip.h"
#include "reading/reader_fixture.h"
#include "support/docx_writer.h"

namespace comity::reading {
namespace {

using base::ErrorKind;
using model::BlockKind;
using test_support::DocxForm;
using test_support::DocxWriter;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

model::Document sound_docx(const std::string& bytes) { return sound(read_docx(bytes)); }

// A document of one body.
model::Document read_body(std::string_view xml) {
  DocxWriter writer;
  writer.raw(xml);
  return sound_docx(writer.save());
}

std::string paragraph(std::string_view content, std::string_view properties = {}) {
  return "<w:p><w:pPr>" + std::string(properties) + "</w:pPr>" + std::string(content) + "</w:p>";
}

std::string run(std::string_view text, std::string_view properties = {}) {
  return "<w:r><w:rPr>" + std::string(properties) + "</w:rPr><w:t xml:space=\"preserve\">" +
         std::string(text) + "</w:t></w:r>";
}

std::vector<std::string> texts(const model::Document& document) {
  std::vector<std::string> out;
  for (const auto& block : document.blocks) {
    out.push_back((block.label.empty() ? "" : block.label + "|") + model::text_of(block.runs));
  }
  return out;
}

std::vector<std::string> findings(const model::Document& document) {
  std::vector<std::string> out;
  for (const auto& finding : document.findings) out.push_back(finding.rule + " " + finding.saw);
  return out;
}

// Paragraphs of a list with these levels, in order, each with its label alone.
std::vector<std::string> labels(std::string_view numbering, const std::vector<int>& levels,
                                std::string_view list = "1") {
  DocxWriter writer;
  writer.part("word/numbering.xml",
              "<w:numbering xmlns:w=\"w\">" + std::string(numbering) + "</w:numbering>");
  for (const int level : levels) {
    writer.raw(paragraph(run("text"), "<w:numPr><w:ilvl w:val=\"" + std::to_string(level) +
                                          "\"/><w:numId w:val=\"" + std::string(list) +
                                          "\"/></w:numPr>"));
  }
  std::vector<std::string> out;
  for (const auto& block : sound_docx(writer.save()).blocks) out.push_back(block.label);
  return out;
}

std::string level(int at, std::string_view format, std::string_view text,
                  std::string_view more = {}) {
  return "<w:lvl w:ilvl=\"" + std::to_string(at) + "\"><w:start w:val=\"1\"/><w:numFmt w:val=\"" +
         std::string(format) + "\"/><w:lvlText w:val=\"" + std::string(text) + "\"/>" +
         std::string(more) + "</w:lvl>";
}

std::string pattern(std::string_view levels) {
  return "<w:abstractNum w:abstractNumId=\"0\">" + std::string(levels) + "</w:abstractNum>";
}

constexpr std::string_view kOneList = "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>";

TEST(Docx, ReadsRunsInTheirStyles) {
  const auto document = read_body(paragraph(
      run("The ") + run("Assembly", "<w:i/>") + run(" asks", "<w:b w:val=\"1\"/>") +
      run(" all", "<w:b w:val=\"0\"/>") + run("2", "<w:vertAlign w:val=\"superscript\"/>")));
  ASSERT_EQ(document.blocks.size(), 1U);
  const std::vector<model::Run> expected = {{"The ", {}, {}},
                                            {"Assembly", {.italic = true}, {}},
                                            {" asks", {.bold = true}, {}},
                                            {" all", {}, {}},
                                            {"2", {.superscript = true}, {}}};
  EXPECT_EQ(document.blocks[0].runs, expected);
  EXPECT_EQ(document.media_type,
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document");
}

TEST(Docx, TakesStylesOverFromThoseTheyAreBasedOn) {
  DocxWriter writer;
  writer.part(
      "word/styles.xml",
      "<w:styles xmlns:w=\"w\"><w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val=\"24\"/>"
      "</w:rPr></w:rPrDefault></w:docDefaults>"
      "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"N\"/>"
      "<w:style w:type=\"paragraph\" w:styleId=\"A\"><w:basedOn w:val=\"N\"/>"
      "<w:pPr><w:jc w:val=\"center\"/><w:ind w:left=\"400\"/></w:pPr><w:rPr><w:i/></w:rPr>"
      "</w:style>"
      "<w:style w:type=\"paragraph\" w:styleId=\"B\"><w:basedOn w:val=\"A\"/>"
      "<w:pPr><w:ind w:hanging=\"200\"/></w:pPr></w:style>"
      "<w:style w:type=\"paragraph\" w:styleId=\"H\"><w:name w:val=\"heading 3\"/></w:style>"
      "<w:style w:type=\"paragraph\" w:styleId=\"L1\"><w:basedOn w:val=\"L2\"/></w:style>"
      "<w:style w:type=\"paragraph\" w:styleId=\"L2\"><w:basedOn w:val=\"L1\"/></w:style>"
      "<w:style w:type=\"character\" w:styleId=\"C\"><w:rPr><w:i/></w:rPr></w:style>"
      "</w:styles>");
  writer.raw(paragraph(run("in style.") + run(" Both.", "<w:rStyle w:val=\"C\"/>"),
                       "<w:pStyle w:val=\"B\"/>"));
  writer.raw(paragraph(run("A heading."), "<w:pStyle w:val=\"H\"/>"));
  writer.raw(paragraph(run("One that goes round in rings."), "<w:pStyle w:val=\"L1\"/>"));
  const auto document = sound_docx(writer.save());
  ASSERT_EQ(document.blocks.size(), 3U);
  const auto& first = document.blocks[0];
  EXPECT_TRUE(first.centred);
  EXPECT_FLOAT_EQ(first.indent, 20);
  EXPECT_FLOAT_EQ(first.label_indent, 10);
  EXPECT_FLOAT_EQ(first.size, 12);
  ASSERT_EQ(first.runs.size(), 2U);
  EXPECT_TRUE(first.runs[0].style.italic);
  EXPECT_FALSE(first.runs[1].style.italic) << "italics in italics stand upright";
  EXPECT_EQ(document.blocks[1].kind, BlockKind::heading);
  EXPECT_EQ(document.blocks[1].level, 3);
  EXPECT_EQ(document.blocks[2].kind, BlockKind::paragraph);
}

TEST(DocxNumbering, CountsLevels) {
  const auto numbering = pattern(level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2") +
                                 level(2, "lowerLetter", "(%3)") + level(3, "lowerRoman", "(%4)")) +
                         std::string(kOneList);
  EXPECT_THAT(labels(numbering, {0, 1, 1, 2, 2, 3, 0, 1, 2}),
              ElementsAre("1.", "1.1", "1.2", "(a)", "(b)", "(i)", "2.", "2.1", "(a)"));
  EXPECT_THAT(labels(numbering, {1, 2}), ElementsAre("1.1", "(a)")) << "levels above not begun";
}

TEST(DocxNumbering, CountsInEveryFormat) {
  const auto one = [](std::string_view format) {
    return labels(pattern(level(0, format, "%1")) + std::string(kOneList), {0, 0, 0, 0}).back();
  };
  EXPECT_EQ(one("decimal"), "4");
  EXPECT_EQ(one("decimalZero"), "04");
  EXPECT_EQ(one("lowerLetter"), "d");
  EXPECT_EQ(one("upperLetter"), "D");
  EXPECT_EQ(one("lowerRoman"), "iv");
  EXPECT_EQ(one("upperRoman"), "IV");
  EXPECT_EQ(one("russianLower"), "г");
  EXPECT_EQ(one("russianUpper"), "Г");
  EXPECT_EQ(one("arabicAlpha"), "ث");
  EXPECT_EQ(one("arabicAbjad"), "د");
  EXPECT_EQ(one("chicago"), "§");
  EXPECT_EQ(one("none"), "");
  EXPECT_EQ(one("bullet"), "•");
  EXPECT_EQ(one("a format of tomorrow"), "4");
  const auto far =
      "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start "
      "w:val=\"28\"/><w:numFmt w:val=\"lowerLetter\"/><w:lvlText w:val=\"%1\"/>"
      "</w:lvl></w:abstractNum>" +
      std::string(kOneList);
  EXPECT_THAT(labels(far, {0, 0}), ElementsAre("bb", "cc"));
}

TEST(DocxNumbering, StartsAnewWhereAListSaysSo) {
  const auto numbering =
      pattern(level(0, "decimal", "%1.") + level(1, "lowerLetter", "(%2)")) +
      "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/><w:lvlOverride w:ilvl=\"0\">"
      "<w:startOverride w:val=\"41\"/></w:lvlOverride></w:num>";
  EXPECT_THAT(labels(numbering, {0, 1, 0, 1}), ElementsAre("41.", "(a)", "42.", "(a)"));
  const auto own_level =
      pattern(level(0, "decimal", "%1.")) +
      "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/><w:lvlOverride w:ilvl=\"0\">" +
      level(0, "upperRoman", "%1)") + "</w:lvlOverride></w:num>";
  EXPECT_THAT(labels(own_level, {0, 0}), ElementsAre("I)", "II)"));
}

TEST(DocxNumbering, RestartsAfterTheLevelThatIsNamed) {
  const auto levels = [](std::string_view restart) {
    return pattern(level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2.") +
                   level(2, "lowerLetter", "(%3)", restart)) +
           std::string(kOneList);
  };
  EXPECT_THAT(labels(levels(""), {0, 2, 1, 2}), ElementsAre("1.", "(a)", "1.1.", "(a)"));
  EXPECT_THAT(labels(levels("<w:lvlRestart w:val=\"1\"/>"), {0, 2, 1, 2, 0, 2}),
              ElementsAre("1.", "(a)", "1.1.", "(b)", "2.", "(a)"));
  EXPECT_THAT(labels(levels("<w:lvlRestart w:val=\"0\"/>"), {0, 2, 0, 2}),
              ElementsAre("1.", "(a)", "2.", "(b)"));
}

TEST(DocxNumbering, PutsFiguresWhereALevelIsLegal) {
  const auto numbering =
      pattern(level(0, "upperRoman", "%1.") + level(1, "decimal", "%1.%2", "<w:isLgl/>")) +
      std::string(kOneList);
  EXPECT_THAT(labels(numbering, {0, 0, 1}), ElementsAre("I.", "II.", "2.1"));
}

TEST(DocxNumbering, FollowsStyles) {
  DocxWriter writer;
  writer.part(
      "word/styles.xml",
      "<w:styles xmlns:w=\"w\"><w:style w:type=\"paragraph\" w:styleId=\"Para\"><w:pPr>"
      "<w:numPr><w:numId w:val=\"1\"/></w:numPr><w:ind w:left=\"1000\"/></w:pPr></w:style>"
      "<w:style w:type=\"paragraph\" w:styleId=\"Sub\"><w:basedOn w:val=\"Para\"/></w:style>"
      "<w:style w:type=\"numbering\" w:styleId=\"Ours\"><w:pPr><w:numPr><w:numId "
      "w:val=\"2\"/></w:numPr></w:pPr></w:style></w:styles>");
  writer.part("word/numbering.xml",
              "<w:numbering xmlns:w=\"w\"><w:abstractNum w:abstractNumId=\"0\"><w:numStyleLink "
              "w:val=\"Ours\"/></w:abstractNum><w:abstractNum w:abstractNumId=\"1\">" +
                  level(0, "decimal", "%1.", "<w:pStyle w:val=\"Para\"/>") +
                  level(1, "lowerLetter", "(%2)",
                        "<w:pStyle w:val=\"Sub\"/><w:pPr><w:ind w:left=\"2000\" "
                        "w:hanging=\"500\"/></w:pPr>") +
                  "</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>"
                  "<w:num w:numId=\"2\"><w:abstractNumId w:val=\"1\"/></w:num></w:numbering>");
  writer.raw(paragraph(run("One"), "<w:pStyle w:val=\"Para\"/>"));
  writer.raw(paragraph(run("Two"), "<w:pStyle w:val=\"Sub\"/>"));
  writer.raw(paragraph(run("Three"),
                       "<w:pStyle w:val=\"Sub\"/><w:numPr><w:numId w:val=\"0\"/>"
                       "</w:numPr>"));
  const auto document = sound_docx(writer.save());
  EXPECT_THAT(texts(document), ElementsAre("1.|One", "(a)|Two", "Three"));
  EXPECT_FLOAT_EQ(document.blocks[1].indent, 50) << "a style's own indent prevails over its list's";
  EXPECT_FLOAT_EQ(document.blocks[1].label_indent, 25);
  EXPECT_EQ(document.blocks[1].kind, BlockKind::list_item);
}

TEST(Docx, TakesTrackedChangesAsAcceptedAndSaysSo) {
  const auto document = read_body(
      paragraph(run("Asks ") + "<w:del><w:r><w:delText>some </w:delText></w:r></w:del><w:ins>" +
                run("all ") + "</w:ins>" + run("States") + "<w:moveFrom>" + run(" gone") +
                "</w:moveFrom>") +
      paragraph("<w:moveTo>" + run("come ") + "</w:moveTo><w:ins>" + run("in") + "</w:ins>") +
      paragraph(run("One line"), "<w:rPr><w:del/></w:rPr>") + paragraph(run(" and its end.")) +
      "<w:del>" + paragraph(run("Out")) + "</w:del><w:ins>" + paragraph(run("In")) + "</w:ins>");
  EXPECT_THAT(texts(document),
              ElementsAre("Asks all States", "come in", "One line and its end.", "In"));
  EXPECT_THAT(findings(document),
              ElementsAre("reading.tracked-insertions 3", "reading.tracked-deletions 3",
                          "reading.tracked-moves 1"));
  EXPECT_GT(document.findings[0].place.offset, 0U);
  EXPECT_EQ(document.findings[0].assumed, "“Asks all States”, “come in”, “In”");
  EXPECT_EQ(document.findings[2].assumed, "“come in”") << "where it was moved to";
}

TEST(Docx, LeavesCommentsAndHiddenTextOutAndSaysSo) {
  const auto document = read_body(paragraph("<w:commentRangeStart w:id=\"1\"/>" + run("Seen") +
                                            "<w:r><w:commentReference w:id=\"1\"/>" + "</w:r>" +
                                            run(" unseen", "<w:vanish/>")));
  EXPECT_THAT(texts(document), ElementsAre("Seen"));
  EXPECT_THAT(findings(document), ElementsAre("reading.comments 1", "reading.hidden-text 1"));
  EXPECT_EQ(document.findings[0].assumed, "“Seen”");
}

TEST(Docx, KeepsResultsOfFieldsAndNotTheirInstructions) {
  const auto sign = [](std::string_view type) {
    return "<w:r><w:fldChar w:fldCharType=\"" + std::string(type) + "\"/></w:r>";
  };
  const auto code = [](std::string_view text) {
    return "<w:r><w:instrText>" + std::string(text) + "</w:instrText></w:r>";
  };
  const auto document = read_body(
      paragraph(run("Page ") + sign("begin") + code(" PAGE ") + sign("separate") + run("7") +
                sign("end") + run(" of ") + "<w:fldSimple w:instr=\" NUMPAGES \">" + run("9") +
                "</w:fldSimple>") +
      paragraph(sign("begin") + code("HYPERLINK &quot;https://example.org/a&quot;") +
                sign("separate") + run("linked") + sign("end") + run(" not")) +
      paragraph(sign("begin") + code("IF ") + sign("begin") + code("PAGE") + sign("separate") +
                run("inner") + sign("end") + sign("separate") + run("outer") + sign("end")) +
      paragraph(sign("begin") + code("never ended") + run("lost")) + paragraph(run("goes on")));
  EXPECT_THAT(texts(document), ElementsAre("Page 7 of 9", "linked not", "outer", "goes on"));
  EXPECT_EQ(document.blocks[1].runs[0].link, "https://example.org/a");
  EXPECT_EQ(document.blocks[1].runs[1].link, "");
}

TEST(Docx, ShowsLinksAndOpensNone) {
  DocxWriter writer;
  writer.relation("rId20", "hyperlink", "https://example.org/?a=1&b=2", true);
  writer.relation("rId21", "hyperlink", "file:///etc/passwd", true);
  writer.relation("rId22", "attachedTemplate", "http://127.0.0.1:1/template.dotm", true);
  writer.relation("rId23", "footnotes", "http://127.0.0.1:1/footnotes.xml", true);
  writer.relation("rId24", "header", "http://127.0.0.1:1/header.xml", true);
  writer.raw(paragraph("<w:hyperlink r:id=\"rId20\">" + run("one") + "</w:hyperlink>" +
                       "<w:hyperlink r:id=\"rId21\">" + run(" two") + "</w:hyperlink>" +
                       "<w:hyperlink w:anchor=\"here\">" + run(" three") + "</w:hyperlink>"));
  const auto document = sound_docx(writer.save());
  ASSERT_EQ(document.blocks.size(), 1U);
  const std::vector<model::Run> expected = {{"one", {}, "https://example.org/?a=1&b=2"},
                                            {" two three", {}, {}}};
  EXPECT_EQ(document.blocks[0].runs, expected);
}

TEST(Docx, ReadsTextBoxesOnce) {
  const auto box = [](std::string_view text) {
    return "<w:txbxContent>" + paragraph(run(text)) + "</w:txbxContent>";
  };
  const auto document = read_body(paragraph(
      run("Before") +
      "<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wps:txbx>" + box("Box") +
      "</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>" + box("Box") +
      "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>" + run(" after") +
      "<w:r><mc:AlternateContent><mc:Fallback><w:pict><v:textbox>" + box("Old box") +
      "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"));
  EXPECT_THAT(texts(document), ElementsAre("Before after", "Box", "Old box"));
}

TEST(Docx, ReadsSignsAsTheyArePrinted) {
  const auto document = read_body(paragraph(
      "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t>"
      "<w:softHyphen/><w:t>e</w:t><w:sym w:font=\"Symbol\" w:char=\"F0B3\"/>"
      "<w:sym w:font=\"Wingdings\" w:char=\"F0FC\"/><w:sym w:font=\"Wingdings\" w:char=\"F001\"/>"
      "<w:sym w:font=\"Arial\" w:char=\"2122\"/><w:sym w:font=\"Arial\" w:char=\"zz\"/>"
      "<w:t>f\xC2\xADg</w:t></w:r>"));
  EXPECT_THAT(texts(document), ElementsAre("a b c-de≥✓□™□fg"));
}

TEST(Docx, ReadsTablesCellByCell) {
  const auto cell = [](std::string_view content) {
    return "<w:tc>" + std::string(content) + "</w:tc>";
  };
  const auto document =
      read_body(paragraph(run("Before.")) + "<w:tbl><w:tr>" +
                cell(paragraph(run("one")) + paragraph(run("1. two"))) +
                cell(paragraph(run("three", "<w:b/>"))) + "</w:tr><w:tr><w:trPr><w:del/></w:trPr>" +
                cell(paragraph(run("deleted"))) +
                "</w:tr><w:sdt><w:sdtContent><w:tr><w:trPr><w:ins/></w:trPr>" +
                cell("<w:tbl><w:tr>" + cell(paragraph(run("in"))) + cell(paragraph(run("side"))) +
                     "</w:tr></w:tbl><w:p/>") +
                cell("<w:p/>") + "</w:tr></w:sdtContent></w:sdt></w:tbl>" + "<w:tbl><w:tr>" +
                cell(paragraph(run("Framed."))) + "</w:tr></w:tbl>");
  ASSERT_EQ(document.blocks.size(), 3U);
  const auto& table = document.blocks[1];
  EXPECT_EQ(table.kind, BlockKind::table);
  ASSERT_EQ(table.rows.size(), 2U);
  EXPECT_EQ(model::text_of(table.rows[0][0].runs), "one 1. two");
  EXPECT_TRUE(table.rows[0][1].runs[0].style.bold);
  EXPECT_EQ(model::text_of(table.rows[1][0].runs), "in side");
  EXPECT_TRUE(table.rows[1][1].runs.empty());
  EXPECT_EQ(texts(document)[2], "Framed.");
  EXPECT_THAT(findings(document),
              ElementsAre("reading.tracked-insertions 1", "reading.tracked-deletions 1"));
}

TEST(Docx, CountsNotesAndReadsTheirText) {
  DocxWriter writer;
  writer.part("word/footnotes.xml",
              "<w:footnotes xmlns:w=\"w\"><w:footnote w:type=\"separator\" w:id=\"0\"/>"
              "<w:footnote w:id=\"8\"><w:p><w:r><w:footnoteRef/><w:t> See A/1.</w:t></w:r></w:p>"
              "<w:p><w:r><w:t>And A/2.</w:t></w:r></w:p></w:footnote>"
              "<w:footnote w:id=\"9\"><w:p><w:r><w:t>* Late.</w:t></w:r></w:p></w:footnote>"
              "</w:footnotes>");
  writer.part("word/endnotes.xml",
              "<w:endnotes xmlns:w=\"w\"><w:endnote w:id=\"2\"><w:p><w:r><w:endnoteRef/><w:t>The "
              "end.</w:t></w:r></w:p></w:endnote></w:endnotes>");
  writer.relation("rId30", "footnotes", "footnotes.xml");
  writer.relation("rId31", "endnotes", "endnotes.xml");
  writer.raw(paragraph(run("One") + "<w:r><w:footnoteReference w:id=\"8\"/></w:r>" + run(" two") +
                       "<w:r><w:endnoteReference w:id=\"2\"/></w:r>"));
  writer.raw(paragraph(run("Three") +
                       "<w:r><w:footnoteReference w:customMarkFollows=\"1\" "
                       "w:id=\"9\"/><w:t>*</w:t></w:r>" +
                       "<w:r><w:footnoteReference w:id=\"77\"/></w:r>"));
  const auto document = sound_docx(writer.save());
  EXPECT_THAT(texts(document),
              ElementsAre("One1 twoi", "1|See A/1. And A/2.", "i|The end.", "Three*2", "*|Late."));
  EXPECT_EQ(document.blocks[1].kind, BlockKind::note);
  EXPECT_TRUE(document.blocks[0].runs[1].style.superscript);
}

TEST(Docx, KeepsHeadersAndFootersApart) {
  DocxWriter writer;
  writer.running_head("A/HRC/1/2");
  writer.relation("rId40", "footer", "footer1.xml");
  writer.part("word/footer1.xml",
              "<w:ftr xmlns:w=\"w\"><w:p><w:r><w:t>GE.31-1234</w:t></w:r></w:p>"
              "<w:p><w:r><w:t>A/HRC/1/2</w:t></w:r></w:p></w:ftr>");
  writer.paragraph("1.", "Text.");
  const auto document = sound_docx(writer.save());
  ASSERT_EQ(document.furniture.size(), 2U);
  EXPECT_EQ(model::text_of(document.furniture[0].runs), "GE.31-1234");
  EXPECT_EQ(model::text_of(document.furniture[1].runs), "A/HRC/1/2");
  EXPECT_EQ(document.blocks.size(), 1U);
}

TEST(Docx, TellsHeadingsFromTextByTheirLook) {
  const auto document = read_body(
      paragraph(run("A long paragraph of ordinary size says what the size of the text is.")) +
      paragraph(run("A large title", "<w:sz w:val=\"36\"/>"), "<w:jc w:val=\"center\"/>") +
      paragraph(run("A bold heading", "<w:b/>")) + paragraph(run("Bold, but a list;", "<w:b/>")) +
      paragraph(run("B.\tA lettered heading", "<w:b/>")) +
      paragraph(run("Contents ") + "<w:r><w:tab/><w:t>7</w:t></w:r>",
                "<w:tabs><w:tab w:leader=\"dot\" w:pos=\"900\"/></w:tabs><w:outlineLvl "
                "w:val=\"0\"/>") +
      paragraph(run("________")) + paragraph("", "<w:pBdr><w:bottom w:val=\"single\"/></w:pBdr>"));
  std::vector<BlockKind> kinds;
  for (const auto& block : document.blocks) kinds.push_back(block.kind);
  EXPECT_THAT(kinds, ElementsAre(BlockKind::paragraph, BlockKind::heading, BlockKind::heading,
                                 BlockKind::paragraph, BlockKind::heading, BlockKind::paragraph,
                                 BlockKind::rule, BlockKind::rule));
  EXPECT_LT(document.blocks[1].level, document.blocks[2].level);
  EXPECT_EQ(document.blocks[4].label, "B.");
  EXPECT_THAT(texts(document)[5], HasSubstr(" ...... 7"));
}

TEST(Docx, GivesOffsetsInItsPart) {
  DocxWriter writer;
  writer.paragraph("1.", "First.");
  writer.paragraph("2.", "Second.");
  const auto bytes = writer.save();
  const auto zip = Zip::open(bytes);
  const auto xml = zip->read("word/document.xml");
  const auto document = sound_docx(bytes);
  ASSERT_EQ(document.blocks.size(), 2U);
  for (const auto& block : document.blocks) {
    const auto rest = xml->substr(block.places[0].offset);
    EXPECT_TRUE(rest.starts_with("<w:p>"));
    EXPECT_LT(rest.find(model::text_of(block.runs)), rest.find("</w:p>"));
  }
}

TEST(Docx, ReadsStrictFilesWithOtherPrefixes) {
  const auto bytes = test_support::zip_of(
      {{"[Content_Types].xml", "<Types/>"},
       {"_rels/.rels",
        "<Relationships><Relationship Id=\"a\" "
        "Type=\"http://purl.oclc.org/ooxml/officeDocument/relationships/"
        "officeDocument\" Target=\"/word/main.xml\"/></Relationships>"},
       {"word/main.xml",
        "<ns0:document xmlns:ns0=\"http://purl.oclc.org/ooxml/wordprocessingml/"
        "main\"><ns0:body><ns0:p><ns0:r><ns0:t>Words.</ns0:t></ns0:r></ns0:p>"
        "</ns0:body></ns0:document>"}});
  EXPECT_THAT(texts(sound_docx(bytes)), ElementsAre("Words."));
}

}  // namespace
}  // namespace comity::reading
