#include "render/akn.h"
#include "render/test_fixture.h"

#include <gtest/gtest.h>

#include <pugixml.hpp>
#include <set>

namespace comity::render {
namespace {

using model::Paragraph;
using model::ParagraphKind;
using model::Reading;
using model::WorkKind;

Reading resolution() {
  Reading reading;
  reading.kind = WorkKind::resolution;
  reading.language = model::Language::en;
  reading.title = "Clean rivers";
  reading.masthead.date = "2035-12-19";
  auto& list = reading.paragraphs;
  list.push_back(paragraph(ParagraphKind::masthead, "", "", {{"A/RES/90/7", {}, ""}}));
  list.push_back(paragraph(ParagraphKind::title, "", "90/7.", {{"Clean rivers", {}, ""}}));
  list.push_back(paragraph(ParagraphKind::enacting, "", "",
                           {{"The General Assembly", {.italic = true}, ""}, {",", {}, ""}}));
  list.push_back(paragraph(ParagraphKind::preambular, "PP1", "",
                           {{"Recalling", {.italic = true}, ""},
                            {" its resolution 89/12,", {}, ""},
                            {"1", {.superscript = true}, ""}}));
  list.back().citations = {{14, 30, "resolution 89/12", "A/RES/89/12"}};
  list.back().footnotes = {"fn1"};
  list.push_back(paragraph(ParagraphKind::operative, "1", "1.",
                           {{"Invites", {.italic = true}, ""}, {" States:", {}, ""}}));
  list.push_back(paragraph(ParagraphKind::sub_item, "1 (a)", "(a)", {{"To measure <&>;", {}, ""}}));
  list.push_back(paragraph(ParagraphKind::sub_item, "1 (b)", "(b)", {{"To publish.", {}, ""}}));
  list.push_back(paragraph(ParagraphKind::operative, "2", "2.",
                           {{"Decides", {.italic = true}, ""}, {" to go on.", {}, ""}}));
  list.push_back(
      paragraph(ParagraphKind::text, "", "", {{"54th plenary meeting, 19 December 2035", {}, ""}}));
  list.push_back(paragraph(ParagraphKind::note, "fn1", "1", {{"A note.", {}, ""}}));
  list.push_back(paragraph(ParagraphKind::note, "fn2", "2", {{"Marked nowhere.", {}, ""}}));
  return reading;
}

pugi::xml_document parsed(const std::string& xml) {
  pugi::xml_document document;
  EXPECT_TRUE(document.load_string(xml.c_str(), pugi::parse_default | pugi::parse_ws_pcdata));
  return document;
}

TEST(Akn, AResolutionIsAStatementWithItsParts) {
  const auto document = parsed(akn(resolution(), "A/RES/90/7"));
  const auto statement = document.child("akomaNtoso").child("statement");
  ASSERT_TRUE(statement);
  EXPECT_STREQ(statement.attribute("name").value(), "resolution");
  const auto work = statement.child("meta").child("identification").child("FRBRWork");
  EXPECT_STREQ(work.child("FRBRuri").attribute("value").value(),
               "/akn/un/statement/resolution/ga/2035-12-19/A-RES-90-7");
  EXPECT_STREQ(work.child("FRBRnumber").attribute("value").value(), "A/RES/90/7");
  const auto title = statement.child("preface").last_child();
  EXPECT_STREQ(title.child("docNumber").text().get(), "90/7.");
  EXPECT_STREQ(title.child("docTitle").text().get(), "Clean rivers");
  EXPECT_STREQ(statement.select_node("preamble/formula/p/i").node().text().get(),
               "The General Assembly");
  EXPECT_STREQ(statement.select_node("conclusions/p").node().text().get(),
               "54th plenary meeting, 19 December 2035");
}

TEST(Akn, WritesTheClosingLinesOnceBehindAHeadingToo) {
  auto reading = resolution();
  auto heading = paragraph(ParagraphKind::heading, "", "", {{"Measures", {}, ""}});
  heading.level = 1;
  reading.paragraphs.insert(reading.paragraphs.begin() + 4, heading);
  const std::string xml = akn(reading, "A/RES/90/7");
  const auto first = xml.find("54th plenary meeting");
  ASSERT_NE(first, std::string::npos);
  EXPECT_EQ(xml.find("54th plenary meeting", first + 1), std::string::npos);
}

TEST(Akn, WhatWasPutInBetweenIsNoItem) {
  auto reading = resolution();
  reading.paragraphs.insert(
      reading.paragraphs.begin() + 7,
      paragraph(ParagraphKind::operative, "1 bis", "1 bis.", {{"Thanks all;", {}, ""}}));
  const auto document = parsed(akn(reading, "A/RES/90/7"));
  const auto body = document.select_node("//mainBody").node();
  EXPECT_STREQ(body.child("paragraph").next_sibling().child("num").text().get(), "1 bis.");
}

TEST(Akn, ItemsStandInTheListOfTheirParagraph) {
  const auto document = parsed(akn(resolution(), "A/RES/90/7"));
  const auto body = document.select_node("//mainBody").node();
  const auto first = body.child("paragraph");
  EXPECT_STREQ(first.attribute("eId").value(), "para_1");
  EXPECT_STREQ(first.select_node("list/intro/p/i").node().text().get(), "Invites");
  const auto point = first.child("list").child("point");
  EXPECT_STREQ(point.attribute("eId").value(), "para_1__list_1__point_a");
  EXPECT_STREQ(point.child("content").child("p").text().get(), "To measure <&>;");
  EXPECT_STREQ(first.next_sibling().child("num").text().get(), "2.");
}

TEST(Akn, CitationsAreReferencesAndNotesStandWhereTheyAreMarked) {
  const auto document = parsed(akn(resolution(), "A/RES/90/7"));
  const auto block = document.select_node("//preamble/container/block").node();
  EXPECT_STREQ(block.child("ref").text().get(), "resolution 89/12");
  EXPECT_STREQ(block.child("ref").attribute("href").value(),
               "/akn/un/statement/resolution/ga/nodate/A-RES-89-12");
  const auto note = block.child("authorialNote");
  EXPECT_STREQ(note.attribute("marker").value(), "1");
  EXPECT_STREQ(note.child("p").text().get(), "A note.");
  const auto apart = document.select_node("//meta/notes/note").node();
  EXPECT_STREQ(apart.child("p").text().get(), "Marked nowhere.");
}

TEST(Akn, IdsAreUniqueAndTheSameEachTime) {
  auto reading = resolution();
  // A second resolution under the same number counts from 1 again.
  for (const auto kind : {ParagraphKind::operative, ParagraphKind::operative}) {
    reading.paragraphs.push_back(paragraph(kind, "A.1", "1.", {{"Decides", {}, ""}}));
  }
  const auto xml = akn(reading, "A/RES/90/7");
  EXPECT_EQ(xml, akn(reading, "A/RES/90/7"));
  const auto document = parsed(xml);
  std::set<std::string> ids;
  std::size_t named = 0;
  for (const auto& each : document.select_nodes("//@eId")) {
    ++named;
    ids.insert(each.attribute().value());
  }
  EXPECT_GT(named, 8U);
  EXPECT_EQ(ids.size(), named);
}

TEST(Akn, AReportIsADocumentWhoseHeadingsHoldItsParagraphs) {
  Reading reading;
  reading.kind = WorkKind::working_group_report;
  auto heading = paragraph(ParagraphKind::heading, "", "II.", {{"Conclusions", {}, ""}});
  heading.level = 1;
  reading.paragraphs = {heading,
                        paragraph(ParagraphKind::numbered, "119", "119.", {{"These:", {}, ""}}),
                        paragraph(ParagraphKind::recommendation, "119.1", "119.1.",
                                  {{"Ratify it (Chile);", {}, ""}})};
  const auto document = parsed(akn(reading, "A/HRC/90/7"));
  const auto body = document.select_node("//doc[@name='workingGroupReport']/mainBody").node();
  const auto division = body.child("division");
  EXPECT_STREQ(division.child("num").text().get(), "II.");
  EXPECT_STREQ(division.child("heading").text().get(), "Conclusions");
  EXPECT_STREQ(division.select_node("paragraph/list/point/num").node().text().get(), "119.1.");
}

TEST(Akn, NothingIsStillADocument) {
  const auto document = parsed(akn(Reading{}, "~0000000000001"));
  EXPECT_TRUE(document.select_node("//doc[@name='document']/mainBody/p"));
}

}  // namespace
}  // namespace comity::render
