#include "reading/pdf/layout.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.h"
#include "reading/reader_fixture.h"
#include "support/pdf_writer.h"

namespace comity::reading {
namespace {

using model::BlockKind;
using test_support::PdfLayout;
using test_support::PdfParagraph;
using test_support::PdfWriter;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

model::Document sound_pdf(PdfWriter& writer) {
  return sound(shared_reader().read(writer.save(), "test.pdf"));
}

// A text long enough to take several lines, without a full stop inside.
std::string long_text(const std::string& start, int words = 40) {
  std::string out = start;
  for (int i = 0; i < words; ++i) out += i % 3 == 0 ? " measures" : " taken further";
  return out;
}

class EveryLayout : public testing::TestWithParam<PdfLayout> {};

TEST_P(EveryLayout, KeepsNumbersWithTheirText) {
  PdfWriter writer(GetParam());
  writer.heading("II.", "Conclusions and/or recommendations");
  writer.paragraph("95.", long_text("The recommendations listed below enjoy support") + ":");
  writer.item("95.1.", long_text("**Ratify the Convention") + " (Norland);**");
  writer.item("95.2.", "**Consider ratifying it (Southland);**");
  writer.item("95.3.", long_text("**Amend the law") + " (Eastland, Westland).**");
  const auto document = sound_pdf(writer);
  EXPECT_EQ(text_of_label(document, "95."),
            long_text("The recommendations listed below enjoy support") + ":");
  EXPECT_EQ(text_of_label(document, "95.1."), long_text("Ratify the Convention") + " (Norland);");
  EXPECT_EQ(text_of_label(document, "95.2."), "Consider ratifying it (Southland);");
  EXPECT_EQ(text_of_label(document, "95.3."),
            long_text("Amend the law") + " (Eastland, Westland).");
  EXPECT_EQ(labelled(document, "95.").kind, BlockKind::paragraph);
  EXPECT_EQ(labelled(document, "95.2.").kind, BlockKind::list_item);
  EXPECT_TRUE(labelled(document, "95.2.").runs.front().style.bold);
  EXPECT_EQ(labelled(document, "II.").kind, BlockKind::heading);
  EXPECT_EQ(text_of_label(document, "II."), "Conclusions and/or recommendations");
}

TEST_P(EveryLayout, JoinsItemsOverPages) {
  auto layout = GetParam();
  layout.symbol = "A/HRC/99/1";
  PdfWriter writer(layout);
  for (int i = 1; writer.lines_left() > 6; ++i) {
    writer.item("7." + std::to_string(i) + ".", "Do what is asked (Norland);");
  }
  const auto whole = long_text("Take steps", 90) + " (Southland);";
  writer.item("8.1.", whole);
  writer.item("8.2.", "Another one (Norland);");
  const auto document = sound_pdf(writer);
  ASSERT_EQ(document.pages.size(), 2U);
  const auto block = labelled(document, "8.1.");
  EXPECT_EQ(model::text_of(block.runs), whole);
  EXPECT_EQ(block.places.front().page, 1);
  EXPECT_EQ(block.places.back().page, 2);
  EXPECT_EQ(text_of_label(document, "8.2."), "Another one (Norland);");
}

TEST_P(EveryLayout, TakesRunningHeadsAndFoliosOut) {
  auto layout = GetParam();
  layout.symbol = "A/HRC/99/1";
  PdfWriter writer(layout);
  for (int i = 1; writer.pages() < 4; ++i) {
    writer.paragraph(std::to_string(i) + ".", long_text("Norland said that"));
  }
  const auto document = sound_pdf(writer);
  for (const auto& block : document.blocks) {
    EXPECT_THAT(model::text_of(block.runs), Not(HasSubstr("A/HRC/99/1")));
    EXPECT_THAT(model::text_of(block.runs), Not(HasSubstr("Page")));
  }
  EXPECT_EQ(document.furniture.size(), 6U);  // symbol and folio of pages 2 to 4
}

INSTANTIATE_TEST_SUITE_P(Layouts, EveryLayout,
                         testing::Values(PdfLayout::word_a4(), PdfLayout::hanging_a4(),
                                         PdfLayout::letter_2008()));

TEST(PdfLayoutTest, TellsNotesFromText) {
  PdfWriter writer(PdfLayout::word_a4());
  writer.note("1", "The recommendation as read: “Establish an institution (Norland)”.");
  writer.note("2", long_text("A note that takes two lines and more", 20) + ".");
  writer.paragraph("1.", "First.");
  writer.item("1.1.", "**Consider an institution (Norland)**^1^**;**");
  writer.item("1.2.", "**Do more (Southland)**^2^**;**");
  const auto document = sound_pdf(writer);
  EXPECT_THAT(texts_of(document, BlockKind::note),
              ElementsAre("The recommendation as read: “Establish an institution (Norland)”.",
                          long_text("A note that takes two lines and more", 20) + "."));
  const auto runs = labelled(document, "1.1.").runs;
  ASSERT_EQ(runs.size(), 3U);
  EXPECT_EQ(runs[0].text, "Consider an institution (Norland)");
  EXPECT_EQ(runs[1].text, "1");
  EXPECT_TRUE(runs[1].style.superscript);
  EXPECT_EQ(runs[2].text, ";");
  EXPECT_EQ(labelled(document, "1").kind, BlockKind::note);
}

TEST(PdfLayoutTest, JoinsTextThatANoteParts) {
  PdfWriter writer(PdfLayout::word_a4());
  writer.note("1", "A note between the two parts.");
  while (writer.lines_left() > 3) writer.paragraph("", "A short paragraph.");
  const auto whole = long_text("Begins here^1^ and goes", 90) + " to its end.";
  writer.paragraph("9.", whole);
  const auto document = sound_pdf(writer);
  EXPECT_EQ(text_of_label(document, "9."), long_text("Begins here1 and goes", 90) + " to its end.");
  EXPECT_THAT(texts_of(document, BlockKind::note), ElementsAre("A note between the two parts."));
}

TEST(PdfLayoutTest, JoinsNotesOverPages) {
  PdfLayout layout;
  PdfWriter writer(layout);
  writer.note("1", "A note that is not finished and");
  writer.paragraph("1.", long_text("Page one^1^ has text"));
  writer.new_page();
  writer.paragraph("2.", "Page two has text.");
  writer.paragraph("3.", long_text("More of it"));
  writer.line_at(113, 722, "goes on here.", 9);
  const auto document = sound_pdf(writer);
  EXPECT_THAT(texts_of(document, BlockKind::note),
              ElementsAre("A note that is not finished and goes on here."));
  EXPECT_EQ(text_of_label(document, "2."), "Page two has text.");
}

TEST(PdfLayoutTest, KeepsItalicVerbs) {
  PdfWriter writer;
  writer.paragraph("", "*The General Assembly*,");
  writer.paragraph("1.", "*Calls upon* States to act;");
  const auto document = sound_pdf(writer);
  const auto runs = labelled(document, "1.").runs;
  ASSERT_EQ(runs.size(), 2U);
  EXPECT_TRUE(runs[0].style.italic);
  EXPECT_EQ(base::trimmed(runs[0].text), "Calls upon");
  EXPECT_FALSE(runs[1].style.italic);
}

TEST(PdfLayoutTest, DecidesAboutHyphensAtLineEnds) {
  PdfWriter writer(PdfLayout{.alignment = test_support::Alignment::left});
  writer.put({}, "The right to self-determination and the implementation of treaties.");
  writer.line_at(113, 300, "This line speaks of self-", 10);
  writer.line_at(113, 312, "determination and of the imple-", 10);
  writer.line_at(113, 324, "mentation of the text.", 10);
  const auto document = sound_pdf(writer);
  EXPECT_THAT(texts_of(document, BlockKind::paragraph),
              testing::Contains("This line speaks of self-determination and of the implementation "
                                "of the text."));
}

TEST(PdfLayoutTest, PutsPiecesInOrderWhateverOrderTheyAreDrawnIn) {
  PdfWriter writer;
  writer.line_at(142, 212, "of the first item (Norland);", 10);
  writer.line_at(176, 200, "The text", 10);
  writer.line_at(142, 200, "170.3.", 10);
  writer.line_at(142, 182, "170.2.", 10);
  writer.line_at(176, 182, "Before it (Southland);", 10);
  const auto document = sound_pdf(writer);
  EXPECT_EQ(text_of_label(document, "170.2."), "Before it (Southland);");
  EXPECT_THAT(text_of_label(document, "170.3."), HasSubstr("The text"));
}

TEST(PdfLayoutTest, DoesNotTakeAYearForANumber) {
  PdfWriter writer(PdfLayout{.alignment = test_support::Alignment::left});
  writer.line_at(113, 200, "1.", 10);
  writer.line_at(142, 200, "The Working Group held its ninth session from 1 to 12 November", 10);
  writer.line_at(113, 212, "2010. The review was held at the first meeting of that session.", 10);
  const auto document = sound_pdf(writer);
  EXPECT_THAT(text_of_label(document, "1."), HasSubstr("12 November 2010. The review"));
}

TEST(PdfLayoutTest, KeepsColumnsOfProseApart) {
  PdfWriter writer;
  for (int i = 0; i < 12; ++i) {
    const auto y = 200.0F + 12.0F * static_cast<float>(i);
    writer.line_at(60, y, "left words that fill this column " + std::to_string(i), 10);
    writer.line_at(320, y, "right words that fill this column " + std::to_string(i), 10);
  }
  const auto document = sound_pdf(writer);
  std::string all;
  for (const auto& block : document.blocks) all += model::text_of(block.runs) + "\n";
  EXPECT_THAT(all, HasSubstr("column 0 left words"));
  EXPECT_THAT(all, HasSubstr("column 0 right words"));
}

TEST(PdfLayoutTest, MakesATableOfContentsATable) {
  PdfWriter writer;
  writer.heading("", "Contents");
  writer.line_at(113, 200, "I. Summary of the proceedings ........................ 5–94", 10);
  writer.line_at(113, 214, "A. Presentation by the State ........................ 5–20", 10);
  writer.line_at(113, 228, "II. Conclusions ........................ 95", 10);
  const auto document = sound_pdf(writer);
  ASSERT_EQ(document.blocks.size(), 2U);
  EXPECT_EQ(document.blocks[1].kind, BlockKind::table);
  ASSERT_EQ(document.blocks[1].rows.size(), 3U);
  EXPECT_EQ(model::text_of(document.blocks[1].rows[2][0].runs), "II. Conclusions");
}

TEST(PdfLayoutTest, SortsMastheads) {
  PdfWriter writer;
  writer.line_at(392, 94, "Distr.: General", 10);
  writer.line_at(392, 106, "6 July 2012", 10);
  writer.line_at(119, 100, "**General Assembly**", 20);
  writer.line_at(57, 240, "**Human Rights Council**", 12);
  writer.line_at(57, 254, "Agenda item 6", 10);
  writer.line_at(113, 300, "**Report of the Working Group^\\*^**", 14);
  const auto document = sound_pdf(writer);
  std::vector<std::string> texts;
  for (const auto& block : document.blocks) texts.push_back(model::text_of(block.runs));
  EXPECT_THAT(texts, testing::UnorderedElementsAre(
                         "General Assembly", "Distr.: General", "6 July 2012",
                         "Human Rights Council", "Agenda item 6", "Report of the Working Group*"));
}

TEST(PdfLayoutTest, GivesBoxesInPoints) {
  PdfWriter writer;
  writer.line_at(113, 200, "One line.", 10);
  const auto document = sound_pdf(writer);
  ASSERT_EQ(document.blocks.size(), 1U);
  const auto& place = document.blocks[0].places.at(0);
  EXPECT_NEAR(place.box.left, 113, 1);
  EXPECT_NEAR(place.box.top + place.box.height, 202, 3);
  EXPECT_NEAR(document.pages[0].width, 595, 1);
  EXPECT_NEAR(document.pages[0].height, 842, 1);
}

TEST(PdfLayoutTest, ForgivesBadlyNestedMarks) {
  const auto document = pdf_layout(
      "<pdf2xml><page number=\"1\" height=\"1263\" width=\"892\">"
      "<fontspec id=\"0\" size=\"15\"/>"
      "<text top=\"100\" left=\"100\" width=\"200\" height=\"17\" font=\"0\">"
      "<b>bold <a href=\"https://undocs.org/A/1\">link</b></a> &amp; ﬁne\xC2\xA0text</text>"
      "</page></pdf2xml>");
  ASSERT_TRUE(document);
  ASSERT_EQ(document->blocks.size(), 1U);
  EXPECT_EQ(model::text_of(document->blocks[0].runs), "bold link & fine text");
}

TEST(PdfLayoutTest, KeepsMarksOfNotesTogetherAndApartFromNumbers) {
  const auto document = pdf_layout(
      "<pdf2xml><page number=\"1\" height=\"1263\" width=\"892\">"
      "<fontspec id=\"0\" size=\"15\"/><fontspec id=\"1\" size=\"9\"/>"
      "<fontspec id=\"2\" size=\"14\"/>"
      "<text top=\"100\" left=\"100\" width=\"200\" height=\"17\" font=\"0\">the bodies of wells"
      "</text><text top=\"99\" left=\"300\" width=\"5\" height=\"9\" font=\"1\">1</text>"
      "<text top=\"99\" left=\"305\" width=\"7\" height=\"16\" font=\"2\">, </text>"
      "<text top=\"99\" left=\"312\" width=\"5\" height=\"9\" font=\"1\">2</text>"
      "<text top=\"400\" left=\"100\" width=\"34\" height=\"17\" font=\"0\">2007.</text>"
      "<text top=\"398\" left=\"134\" width=\"14\" height=\"9\" font=\"1\">115</text>"
      "</page></pdf2xml>");
  ASSERT_TRUE(document);
  ASSERT_EQ(document->blocks.size(), 2U);
  EXPECT_EQ(model::text_of(document->blocks[0].runs), "the bodies of wells1, 2");
  const auto& last = document->blocks[1];
  EXPECT_EQ(last.label + model::text_of(last.runs), "2007.115");
  EXPECT_TRUE(last.runs.back().style.superscript);
  EXPECT_EQ(last.runs.back().text, "115");
}

TEST(PdfLayoutTest, JoinsAWordThatAnotherLineKnows) {
  std::string xml =
      "<pdf2xml><page number=\"1\" height=\"1263\" width=\"892\">"
      "<fontspec id=\"0\" size=\"15\"/>";
  int top = 100;
  for (const std::string_view line :
       {"The keepers of wells take part in well-keeping for short- ",
        "and long-term aims, and they know that much of the well- ",
        "keeping of the dry lands is done by those who live there."}) {
    xml += "<text top=\"" + std::to_string(top) +
           "\" left=\"100\" width=\"600\" height=\"17\" font=\"0\">" + std::string(line) +
           "</text>";
    top += 18;
  }
  const auto document = pdf_layout(xml + "</page></pdf2xml>");
  ASSERT_TRUE(document);
  ASSERT_EQ(document->blocks.size(), 1U);
  EXPECT_THAT(model::text_of(document->blocks[0].runs),
              AllOf(HasSubstr("for short- and long-term"), HasSubstr("of the well-keeping of")));
}

TEST(PdfLayoutTest, PagesThatComeOneByOneGiveTheSame) {
  std::vector<std::string> parts = {"<pdf2xml>",
                                    "<page number=\"1\" height=\"1263\" width=\"892\">"
                                    "<fontspec id=\"0\" size=\"15\"/>"};
  for (int i = 0; i < 90; ++i) {
    parts.push_back("<text top=\"" + std::to_string(200 + i % 30 * 25) +
                    "\" left=\"100\" width=\"600\" height=\"17\" font=\"0\">" + std::to_string(i) +
                    ". The keepers of the wells met.</text>");
    if (i % 30 == 29) parts.emplace_back("</page>\n<page height=\"1263\" width=\"892\">");
  }
  parts.emplace_back("</page></pdf2xml>");
  std::string xml;
  PdfPages pages;
  for (const auto& part : parts) {
    xml += part;
    pages.take(part);
  }
  const auto at_once = pdf_layout(xml);
  const auto one_by_one = pages.finish();
  ASSERT_TRUE(at_once && one_by_one);
  EXPECT_EQ(at_once->pages.size(), 4U);
  EXPECT_GE(at_once->blocks.size(), 90U);
  EXPECT_EQ(*at_once, *one_by_one);
}

TEST(PdfLayoutTest, RefusesWhatIsNoAnswer) {
  EXPECT_EQ(pdf_layout("").error().kind, base::ErrorKind::corrupt);
  EXPECT_EQ(pdf_layout("<pdf2xml><page number=\"1\">").error().kind, base::ErrorKind::corrupt);
  EXPECT_EQ(pdf_layout("<pdf2xml><page number=\"1\"></page></pdf2xml>").error().kind,
            base::ErrorKind::unsupported);
}

}  // namespace
}  // namespace comity::reading
