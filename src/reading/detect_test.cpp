#include "reading/detect.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/zip_writer.h"

namespace comity::reading {
namespace {

using namespace std::string_view_literals;
using base::ErrorKind;
using test_support::zip_of;
using ::testing::HasSubstr;

TEST(DetectTest, GoesByBytesFirst) {
  EXPECT_EQ(*type_of("%PDF-1.4 …", "resolution.txt"), FileType::pdf);
  EXPECT_EQ(*type_of("junk before\n%PDF-1.7", "x"), FileType::pdf);
  EXPECT_EQ(*type_of("Plain words.", "a.txt"), FileType::text);
  EXPECT_EQ(*type_of("Plain words.", "a.md"), FileType::markdown);
  EXPECT_EQ(*type_of("# Title\n\n*The Assembly*,\n\n*Recalling* x,\n", "x"), FileType::markdown);
  EXPECT_EQ(*type_of("<?xml version=\"1.0\"?><a/>", "a.txt"), FileType::xml);
  EXPECT_EQ(*type_of("<akomaNtoso><doc/>", "a"), FileType::xml);
  EXPECT_EQ(*type_of("<!DOCTYPE html><html>", "a"), FileType::html);
  EXPECT_EQ(*type_of("<?xml version='1.0'?>\n<html xmlns='x'>", "a.xml"), FileType::html);
  EXPECT_EQ(*type_of("<p>A part of a page.", "a.htm"), FileType::html);
  EXPECT_EQ(*type_of("<html><meta charset=windows-1251>\xCF\xF0\xE8", "a"), FileType::html);
  EXPECT_EQ(*type_of("a;b\n", "a.csv"), FileType::csv);
  EXPECT_EQ(*type_of("a\tb\n", "a.tsv"), FileType::tsv);
  EXPECT_EQ(*type_of("a,b,c\n1,2,3\n4,5,6\n", "a"), FileType::csv);
  EXPECT_EQ(*type_of("a,b,c\n1,2,3\n4,5,6\n", "a.txt"), FileType::text);
  EXPECT_EQ(*type_of("\xFF\xFEh\0i\0"sv, "a.txt"), FileType::text);
  EXPECT_EQ(*type_of("un caf\xE9\n", "a.txt"), FileType::text);
  EXPECT_EQ(*type_of("\xFE\xFF\0<\0h\0t\0m\0l\0>"sv, "a"), FileType::html);
  EXPECT_EQ(*type_of("MZungu is a word that begins a text.", "a.txt"), FileType::text);
}

struct RefusedBytes {
  std::string_view bytes;
  std::string_view name;
  ErrorKind kind;
  std::string_view says;
};

TEST(DetectTest, TellsPackedFilesApartByTheirMembers) {
  const auto docx = zip_of({{"[Content_Types].xml", "x"}, {"word/document.xml", "x"}});
  EXPECT_EQ(*type_of(docx, "a.zip"), FileType::docx);
  const auto workbook = zip_of({{"[Content_Types].xml", "x"}, {"xl/workbook.xml", "x"}});
  EXPECT_EQ(*type_of(workbook, "a.docx"), FileType::xlsx);
  EXPECT_EQ(*type_of(zip_of({{"a.docx", docx}, {"word/b.txt", "x"}}), "a"), FileType::zip);
  EXPECT_EQ(*type_of("PK\x03\x04 and nothing more", "a.docx"), FileType::zip);
  EXPECT_EQ(*type_of("PK\x03\x04 a.pdf %PDF-1.4 stored as it is", "a.zip"), FileType::zip);
  EXPECT_EQ(*type_of("\xD0\xCF\x11\xE0 W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0"sv, "a"),
            FileType::doc);
}

TEST(DetectTest, NamesWhatItRefuses) {
  const auto binary_book = zip_of({{"[Content_Types].xml", "x"}, {"xl/workbook.bin", "x"}});
  const auto slides = zip_of({{"[Content_Types].xml", "x"}, {"ppt/presentation.xml", "x"}});
  const auto open_text = zip_of({{"content.xml", "x"}, {"META-INF/manifest.xml", "x"}});
  const auto book = zip_of({{"mimetype", "x"}, {"META-INF/container.xml", "x"}});
  std::string encrypted = "\xD0\xCF\x11\xE0";
  for (const char c : "EncryptedPackage"sv) encrypted += {c, '\0'};
  const RefusedBytes cases[] = {
      {"", "a.pdf", ErrorKind::corrupt, "empty"},
      {" \n ", "a.txt", ErrorKind::corrupt, "white space"},
      {binary_book, "a", ErrorKind::unsupported, "XLSB"},
      {slides, "a.docx", ErrorKind::unsupported, "PPTX"},
      {open_text, "a.odt", ErrorKind::unsupported, "ODT"},
      {book, "a.epub", ErrorKind::unsupported, "EPUB"},
      {"\xD0\xCF\x11\xE0\xA1\xB1", "a.doc", ErrorKind::unsupported, "old Office"},
      {"\xD0\xCF\x11\xE0 W\0o\0r\0k\0b\0o\0o\0k\0"sv, "a.doc", ErrorKind::unsupported, "XLS"},
      {encrypted, "a.docx", ErrorKind::corrupt, "encrypted"},
      {"\x89PNG\r\n", "a.pdf", ErrorKind::unsupported, "PNG"},
      {"Not a PDF at all", "a.pdf", ErrorKind::corrupt, "named PDF"},
      {"\xCF\xF0\xE8\xE2\xE5\xF2\n", "a.txt", ErrorKind::unsupported, "encoding"},
      {"\x01\x02\x00\x03"sv, "a", ErrorKind::unsupported, "not a document"},
  };
  for (const auto& each : cases) {
    const auto type = type_of(each.bytes, each.name);
    ASSERT_FALSE(type) << each.says;
    EXPECT_EQ(type.error().kind, each.kind) << each.says;
    EXPECT_THAT(type.error().message, HasSubstr(std::string(each.says)));
    EXPECT_FALSE(type.error().mend.empty()) << each.says;
  }
}

TEST(DetectTest, SaysWhereTheEncodingIsNotKnown) {
  const auto type = type_of("one\ntwo \xCF\xF0\xE8\xE2\xE5\xF2\n", "a.txt");
  ASSERT_FALSE(type);
  EXPECT_EQ(type.error().place, "line 2, offset 8");
  EXPECT_THAT(type.error().mend, HasSubstr("UTF-8"));
}

}  // namespace
}  // namespace comity::reading
