// Archives and Word documents made to do harm: each is refused within the limits, by a reader that
// lives on and opens nothing.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

#include "reading/reader_fixture.h"
#include "support/docx_writer.h"

namespace comity::reading {
namespace {

using base::ErrorKind;
using test_support::DocxWriter;
using test_support::overlapping_zip;
using test_support::zip_of;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string with_main_part(const std::string& xml) {
  DocxWriter writer;
  writer.part("word/document.xml", xml);
  return writer.save();
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string out;
  out.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

// The error of reading the bytes; a second file is read after it.
base::Error refused_docx(const std::string& bytes) {
  const auto before = std::chrono::steady_clock::now();
  const auto document = shared_reader().read(bytes, "bad.docx");
  EXPECT_FALSE(document);
  EXPECT_LT(std::chrono::steady_clock::now() - before, std::chrono::seconds(60));
  DocxWriter good;
  good.paragraph("1.", "Words.");
  EXPECT_TRUE(shared_reader().read(good.save(), "good.docx")) << "the reader lives on";
  if (document) return {};
  EXPECT_FALSE(document.error().mend.empty()) << document.error().message;
  EXPECT_THAT(document.error().place, HasSubstr("bad.docx"));
  return document.error();
}

TEST(HarmfulDocx, BombsAreNotUnpacked) {
  const auto zeros = refused_docx(with_main_part(std::string(20 * kMegabyte, ' ')));
  EXPECT_EQ(zeros.kind, ErrorKind::too_large);
  EXPECT_THAT(zeros.place, HasSubstr("word/document.xml"));
}

TEST(HarmfulDocx, EntitiesAreNotExpanded) {
  const auto laughs = refused_docx(with_main_part(
      "<!DOCTYPE d [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\">]>"
      "<w:document xmlns:w=\"w\"><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body>"
      "</w:document>"));
  EXPECT_EQ(laughs.kind, ErrorKind::corrupt);
  EXPECT_THAT(laughs.message, HasSubstr("document type"));
  const auto file = refused_docx(
      with_main_part("<!DOCTYPE d SYSTEM \"file:///etc/passwd\"><w:document xmlns:w=\"w\"/>"));
  EXPECT_EQ(file.kind, ErrorKind::corrupt);
}

TEST(HarmfulDocx, DeepNestingIsRefused) {
  constexpr std::size_t kDeep = 10'000;  // enough to exhaust a stack, too few to be a bomb
  const auto deep = refused_docx(with_main_part(
      "<w:document xmlns:w=\"w\"><w:body>" + repeated("<w:sdt><w:sdtContent>", kDeep) +
      repeated("</w:sdtContent></w:sdt>", kDeep) + "</w:body></w:document>"));
  EXPECT_EQ(deep.kind, ErrorKind::corrupt);
  EXPECT_THAT(deep.message, HasSubstr("nested deeper"));
}

TEST(HarmfulDocx, TooManyElementsAreRefused) {
  // Noise among them keeps them from being a bomb as well.
  const auto fifty = repeated("<a/>", 50);
  std::string xml = "<w:document xmlns:w=\"w\"><w:body>";
  for (std::uint32_t i = 1; i <= 90'000; ++i) xml += fifty + std::to_string(i * 2'654'435'761U);
  const auto many = refused_docx(with_main_part(xml + "</w:body></w:document>"));
  EXPECT_EQ(many.kind, ErrorKind::too_large);
}

TEST(HarmfulDocx, WhatIsNoWordDocumentIsTold) {
  EXPECT_EQ(refused_docx(with_main_part("<w:document")).kind, ErrorKind::corrupt);
  EXPECT_EQ(refused_docx(with_main_part("")).kind, ErrorKind::corrupt);
  EXPECT_EQ(refused_docx(with_main_part("<w:document xmlns:w=\"w\"/>")).kind, ErrorKind::corrupt);
  EXPECT_EQ(refused_docx(zip_of({{"[Content_Types].xml", "x"}, {"word/a.xml", "x"}})).kind,
            ErrorKind::corrupt);
}

// A socket or a file that is opened for writing would end the worker; one that is opened for
// reading is refused. Neither is asked for: what points outside is not followed.
TEST(HarmfulDocx, NothingOutsideIsOpened) {
  DocxWriter writer;
  writer.relation("a", "footnotes", "http://127.0.0.1:1/notes.xml", true);
  writer.relation("b", "numbering", "file:///etc/passwd", true);
  writer.relation("c", "header", "../../../../etc/passwd");
  writer.relation("d", "subDocument", "http://127.0.0.1:1/part.docx", true);
  writer.raw(
      "<w:p><w:r><w:footnoteReference w:id=\"1\"/></w:r></w:p>"
      "<w:subDoc r:id=\"d\"/><w:altChunk r:id=\"d\"/>");
  writer.paragraph("1.", "Words.");
  const auto error = refused_docx(writer.save());
  EXPECT_EQ(error.kind, ErrorKind::corrupt) << "a header that is not there";
  EXPECT_THAT(error.message, HasSubstr("lacks a member"));
  DocxWriter external;
  external.relation("a", "footnotes", "http://127.0.0.1:1/notes.xml", true);
  external.relation("b", "header", "file:///etc/passwd", true);
  external.paragraph("1.", "Words.");
  const auto document = shared_reader().read(external.save(), "external.docx");
  ASSERT_TRUE(document) << document.error().message;
  EXPECT_EQ(text_of_label(*document, "1."), "Words.");
  EXPECT_TRUE(document->furniture.empty());
}

TEST(Archives, GiveTheirFilesAndWhyOthersAreNotThere) {
  const auto members =
      shared_reader().unpack(zip_of({{"a.txt", "Words."},
                                     {"bomb.txt", std::string(8 * kMegabyte, '\0')},
                                     {"folder/b.bin", std::string("\0\xFF", 2)},
                                     {".hidden", "x"},
                                     {"__MACOSX/a.txt", "x"}}),
                             "in.zip");
  ASSERT_TRUE(members) << members.error().message;
  std::vector<std::string> names;
  for (const auto& member : *members) names.push_back(member.name);
  EXPECT_THAT(names, ElementsAre("a.txt", "bomb.txt", "folder/b.bin"));
  EXPECT_EQ((*members)[0].bytes, "Words.");
  ASSERT_FALSE((*members)[1].bytes);
  EXPECT_EQ((*members)[1].bytes.error().kind, ErrorKind::too_large);
  EXPECT_EQ((*members)[1].bytes.error().place, "in.zip/bomb.txt");
  EXPECT_EQ((*members)[2].bytes, std::string("\0\xFF", 2));
}

TEST(Archives, AreRefusedWhole) {
  const auto refused = [](const std::string& bytes) {
    const auto members = shared_reader().unpack(bytes, "in.zip");
    EXPECT_FALSE(members);
    if (members) return ErrorKind::internal;
    EXPECT_THAT(members.error().place, testing::StartsWith("in.zip"));
    EXPECT_FALSE(members.error().mend.empty());
    return members.error().kind;
  };
  EXPECT_EQ(refused(overlapping_zip(300, std::string(kMegabyte, '\0'))), ErrorKind::corrupt);
  EXPECT_EQ(refused(zip_of({{"__MACOSX/x", "x"}})), ErrorKind::corrupt);
  EXPECT_EQ(refused("PK\x03\x04 and nothing more"), ErrorKind::corrupt);
  std::vector<std::pair<std::string, std::string>> many;
  many.reserve(10'001);
  for (int i = 0; i <= 10'000; ++i) many.emplace_back(std::to_string(i), "");
  EXPECT_EQ(refused(zip_of(many)), ErrorKind::too_large);
}

TEST(Archives, AreToldFromDocuments) {
  EXPECT_TRUE(holds_several(zip_of({{"a.txt", "x"}}), "a.zip"));
  DocxWriter writer;
  writer.paragraph("", "Words.");
  EXPECT_FALSE(holds_several(writer.save(), "a.docx"));
  EXPECT_FALSE(holds_several("words", "a.txt"));
  EXPECT_FALSE(holds_several("", "a.zip"));
}

}  // namespace
}  // namespace comity::reading
