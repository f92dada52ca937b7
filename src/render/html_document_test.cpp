#include "render/html_document.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace comity::render {
namespace {

using model::Paragraph;
using model::ParagraphKind;
using testing::HasSubstr;
using testing::Not;

Paragraph plain_paragraph(ParagraphKind kind, std::string number, std::string printed,
                          std::string text) {
  Paragraph out;
  out.kind = kind;
  out.number = std::move(number);
  out.printed = std::move(printed);
  out.runs = {{std::move(text), {}, ""}};
  return out;
}

model::Reading arabic_report() {
  model::Reading reading;
  reading.language = model::Language::ar;
  reading.title = "Rivers <script>";
  auto& list = reading.paragraphs;
  list.push_back(plain_paragraph(ParagraphKind::heading, "", "I.", "First"));
  list.back().level = 2;
  list.push_back(plain_paragraph(ParagraphKind::heading, "", "A.", "Under it"));
  list.back().level = 5;
  list.push_back(plain_paragraph(ParagraphKind::heading, "", "II.", "Second"));
  list.back().level = 2;
  list.push_back(plain_paragraph(ParagraphKind::numbered, "6", "6.", "Text"));
  list.back().runs.push_back({"1", {.superscript = true}, ""});
  list.back().footnotes = {"fn1"};
  list.push_back(plain_paragraph(ParagraphKind::sub_item, "6 (b)", "(b)", "<b>item</b>"));
  list.push_back(plain_paragraph(ParagraphKind::note, "fn1", "1", "A note."));
  return reading;
}

TEST(HtmlDocument, NeedsNothingBesideItAndRunsNothing) {
  const auto html = html_document(arabic_report(), "A/HRC/99/1");
  EXPECT_THAT(html, HasSubstr("<html lang=\"ar\" dir=\"rtl\">"));
  EXPECT_THAT(html, HasSubstr("<h1>Rivers &lt;script&gt;</h1>"));
  EXPECT_THAT(html, Not(HasSubstr("<script")));
  EXPECT_THAT(html, Not(HasSubstr("src=")));
  EXPECT_THAT(html, Not(HasSubstr("<link")));
}

TEST(HtmlDocument, HeadingsNestWithoutAGap) {
  const auto html = html_document(arabic_report(), "A/HRC/99/1");
  EXPECT_THAT(html, HasSubstr("<h2 id=\"p1\"><span class=\"label\">I.</span> First</h2>"));
  EXPECT_THAT(html, HasSubstr("<h3 id=\"p2\"><span class=\"label\">A.</span> Under it</h3>"));
  EXPECT_THAT(html, HasSubstr("<h2 id=\"p3\"><span class=\"label\">II.</span> Second</h2>"));
}

TEST(HtmlDocument, NotesAndTheirMarksLeadToEachOther) {
  const auto html = html_document(arabic_report(), "A/HRC/99/1");
  EXPECT_THAT(html, HasSubstr("id=\"ref-fn1-6\" href=\"#fn1\""));
  EXPECT_THAT(html, HasSubstr("<p id=\"fn1\"><a class=\"label\" role=\"doc-backlink\" "
                              "href=\"#ref-fn1-6\">1</a> A note.</p>"));
  EXPECT_THAT(html, HasSubstr("<p id=\"6_(b)\" class=\"in1\"><span class=\"label\">(b)</span> "
                              "&lt;b&gt;item&lt;/b&gt;</p>"));
}

}  // namespace
}  // namespace comity::render
