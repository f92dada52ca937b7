#include "render/docx.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <pugixml.hpp>
#include <set>

#include "render/test_fixture.h"
#include "support/unzipped.h"

namespace comity::render {
namespace {

using model::Paragraph;
using model::ParagraphKind;
using model::Reading;
using testing::HasSubstr;
using testing::Not;

Reading report() {
  Reading reading;
  reading.language = model::Language::en;
  reading.title = "Rivers & lakes";
  auto& list = reading.paragraphs;
  list.push_back(paragraph(ParagraphKind::masthead, "", "", {{"A/HRC/99/1*", {}, ""}}));
  list.back().footnotes = {"fn*"};
  list.push_back(paragraph(ParagraphKind::title, "", "", {{"Rivers & lakes", {}, ""}}));
  list.push_back(paragraph(ParagraphKind::heading, "", "I.", {{"Water", {}, ""}}));
  list.back().level = 2;
  list.push_back(paragraph(ParagraphKind::numbered, "1", "1.",
                           {{"Noting", {.italic = true}, ""},
                            {" the rivers,", {.bold = true}, ""},
                            {"1", {.superscript = true}, ""},
                            {" see ", {}, ""},
                            {"there", {}, "https://x.example/?a=1&b=2"}}));
  list.back().footnotes = {"fn1"};
  list.push_back(paragraph(ParagraphKind::sub_item, "1 (a)", "(a)", {{"one <&>", {}, ""}}));
  list.push_back(paragraph(ParagraphKind::table, "", "", {}));
  list.back().rows = {{{{{"Lake", {}, ""}}}, {{{"Depth", {}, ""}}}}, {{{{"Deep", {}, ""}}}}};
  list.push_back(paragraph(ParagraphKind::note, "fn*", "*", {{"Reissued.", {}, ""}}));
  list.push_back(paragraph(ParagraphKind::note, "fn1", "1",
                           {{"A note: ", {}, ""}, {"here", {}, "https://y.example/"}}));
  list.push_back(paragraph(ParagraphKind::note, "fn2", "2", {{"Marked nowhere.", {}, ""}}));
  return reading;
}

std::map<std::string, std::string> parts(const Reading& reading) {
  const auto bytes = docx(reading, "A/HRC/99/1");
  EXPECT_TRUE(bytes);
  return bytes ? test_support::unzipped(*bytes) : std::map<std::string, std::string>();
}

pugi::xml_document xml(const std::string& text) {
  pugi::xml_document document;
  EXPECT_TRUE(document.load_string(text.c_str()));
  return document;
}

/// The parts that relations of the package lead to, from `base`.
void reach(std::map<std::string, std::string>& files, const std::string& relations,
           const std::string& base, std::set<std::string>& reached) {
  const auto found = files.find(relations);
  if (found == files.end()) return;
  reached.insert(relations);
  const auto links = xml(found->second);
  for (const auto relation : links.child("Relationships")) {
    if (relation.attribute("TargetMode")) continue;
    const auto target = base + relation.attribute("Target").value();
    EXPECT_TRUE(files.contains(target)) << target;
    EXPECT_TRUE(reached.insert(target).second) << target;
    const auto cut = target.rfind('/') + 1;
    reach(files, target.substr(0, cut) + "_rels/" + target.substr(cut) + ".rels",
          target.substr(0, cut), reached);
  }
}

// ECMA-376 part 2: every part has a type, and relations lead to each.
TEST(Docx, IsAWholePackage) {
  auto files = parts(report());
  const auto types = xml(files["[Content_Types].xml"]);
  std::set<std::string> extensions;
  std::set<std::string> typed;
  for (const auto type : types.child("Types")) {
    EXPECT_STRNE(type.attribute("ContentType").value(), "");
    if (std::string_view(type.name()) == "Default") {
      extensions.insert(type.attribute("Extension").value());
    } else {
      typed.insert(std::string(type.attribute("PartName").value()).substr(1));
    }
  }
  EXPECT_EQ(extensions, (std::set<std::string>{"rels", "xml"}));
  std::set<std::string> reached;
  reach(files, "_rels/.rels", "", reached);
  for (const auto& [name, text] : files) {
    EXPECT_TRUE(xml(text).document_element()) << name;
    if (name == "[Content_Types].xml") continue;
    EXPECT_TRUE(reached.contains(name)) << name << " is referred to by nothing";
    EXPECT_TRUE(name.ends_with(".rels") || typed.contains(name)) << name << " has no type";
  }
  for (const auto& name : typed) EXPECT_TRUE(files.contains(name)) << name;
}

TEST(Docx, EveryReferenceIsMet) {
  auto files = parts(report());
  std::set<std::string> relations;
  const auto links = xml(files["word/_rels/document.xml.rels"]);
  for (const auto relation : links.child("Relationships")) {
    relations.insert(relation.attribute("Id").value());
  }
  std::set<std::string> styles;
  const auto named = xml(files["word/styles.xml"]);
  for (const auto style : named.child("w:styles")) {
    styles.insert(style.attribute("w:styleId").value());
  }
  std::set<std::string> notes;
  const auto below = xml(files["word/footnotes.xml"]);
  for (const auto note : below.child("w:footnotes")) {
    notes.insert(note.attribute("w:id").value());
  }
  const auto body = xml(files["word/document.xml"]);
  int seen = 0;
  for (const auto& each : body.select_nodes("//@r:id")) {
    seen += static_cast<int>(relations.count(each.attribute().value()));
  }
  EXPECT_EQ(seen, 3);  // header, footer, link
  const auto below_links = xml(files["word/_rels/footnotes.xml.rels"]);
  const auto link = below_links.child("Relationships").child("Relationship");
  EXPECT_STREQ(link.attribute("Target").value(), "https://y.example/");
  EXPECT_STREQ(below.select_node("//@r:id").attribute().value(), link.attribute("Id").value());
  for (const auto& each : body.select_nodes("//w:pStyle/@w:val | //w:rStyle/@w:val")) {
    EXPECT_TRUE(styles.contains(each.attribute().value())) << each.attribute().value();
  }
  const auto marks = body.select_nodes("//w:footnoteReference/@w:id");
  EXPECT_EQ(marks.size(), 2U);
  for (const auto& each : marks) EXPECT_TRUE(notes.contains(each.attribute().value()));
}

// pugixml does not ask, word processors do.
TEST(Docx, EveryPrefixHasItsNamespace) {
  for (const auto& [name, text] : parts(report())) {
    const auto document = xml(text);
    for (const auto& each : document.select_nodes("//* | //@*")) {
      const std::string_view full = each.attribute() ? each.attribute().name() : each.node().name();
      const auto colon = full.find(':');
      if (colon == std::string_view::npos) continue;
      const auto prefix = full.substr(0, colon);
      if (prefix == "xml" || prefix == "xmlns") continue;
      EXPECT_TRUE(document.document_element().attribute(("xmlns:" + std::string(prefix)).c_str()))
          << name << ": " << full;
    }
  }
}

TEST(Docx, SaysWhatTheParagraphsAre) {
  auto files = parts(report());
  const auto body = files["word/document.xml"];
  EXPECT_THAT(body, HasSubstr("<w:pStyle w:val=\"Heading2\"/></w:pPr><w:r><w:t "
                              "xml:space=\"preserve\">I.</w:t><w:tab/></w:r>"));
  EXPECT_THAT(body, HasSubstr("<w:rPr><w:i/><w:iCs/></w:rPr><w:t xml:space=\"preserve\">Noting<"));
  EXPECT_THAT(body, HasSubstr("<w:rPr><w:b/><w:bCs/></w:rPr><w:t xml:space=\"preserve\"> the"));
  EXPECT_THAT(body, HasSubstr("<w:ind w:left=\"567\"/>"));
  EXPECT_THAT(body, HasSubstr("one &lt;&amp;&gt;"));
  EXPECT_THAT(body, HasSubstr("<w:gridSpan w:val=\"2\"/>"));
  // A mark that counts is the word processor's, another is typed and not printed twice.
  EXPECT_THAT(body, HasSubstr("<w:footnoteReference w:id=\"2\"/>"));
  EXPECT_THAT(body, HasSubstr("A/HRC/99/1</w:t>"));
  EXPECT_THAT(body, HasSubstr("<w:footnoteReference w:customMarkFollows=\"1\" w:id=\"1\"/>"));
  EXPECT_THAT(body, HasSubstr("Marked nowhere."));
  EXPECT_THAT(files["word/footnotes.xml"], HasSubstr("A note: "));
  EXPECT_THAT(files["word/styles.xml"], HasSubstr("<w:lang w:val=\"en-GB\""));
  EXPECT_THAT(files["docProps/core.xml"], HasSubstr("<dc:title>Rivers &amp; lakes</dc:title>"));
  EXPECT_THAT(body, Not(HasSubstr("<w:rtl/>")));
}

TEST(Docx, ArabicRunsFromRightToLeft) {
  auto reading = report();
  reading.language = model::Language::ar;
  auto files = parts(reading);
  EXPECT_THAT(files["word/styles.xml"], HasSubstr("<w:pPr><w:bidi/></w:pPr>"));
  EXPECT_THAT(files["word/styles.xml"], HasSubstr("w:bidi=\"ar-SA\""));
  const auto body = files["word/document.xml"];
  EXPECT_THAT(body, HasSubstr("<w:bidiVisual/>"));
  EXPECT_THAT(body, HasSubstr("<w:rPr><w:i/><w:iCs/><w:rtl/></w:rPr>"));
  EXPECT_THAT(body, HasSubstr("<w:bidi/></w:sectPr>"));
}

TEST(Docx, EqualReadingsGiveEqualBytes) {
  EXPECT_EQ(docx(report(), "A/HRC/99/1").value(), docx(report(), "A/HRC/99/1").value());
}

}  // namespace
}  // namespace comity::render
