#include "reading/detect.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace comity::reading {
namespace {

using namespace std::string_view_literals;
using base::ErrorKind;
using ::testing::HasSubstr;

TEST(DetectTest, GoesByBytesFirst) {
  EXPECT_EQ(*type_of("%PDF-1.4 …", "resolution.txt"), FileType::pdf);
  EXPECT_EQ(*type_of("junk before\n%PDF-1.7", "x"), FileType::pdf);
  EXPECT_EQ(*type_of("Plain words.", "a.txt"), FileType::text);
  EXPECT_EQ(*type_of("Plain words.", "a.md"), FileType::markdown);
  EXPECT_EQ(*type_of("# Title\n\n*The Assembly*,\n\n*Recalling* x,\n", "x"), FileType::markdown);
  EXPECT_EQ(*type_of("PK\x03\x04 … xl/workbook.xml", "a"), FileType::xlsx);
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

struct Refused {
  std::string_view bytes;
  std::string_view name;
  ErrorKind kind;
  std::string_view says;
};

TEST(DetectTest, NamesWhatItRefuses) {
  const Refused cases[] = {
      {"", "a.pdf", ErrorKind::corrupt, "empty"},
      {" \n ", "a.txt", ErrorKind::corrupt, "white space"},
      {"PK\x03\x04 … word/document.xml", "a.docx", ErrorKind::unsupported, "DOCX"},
      {"PK\x03\x04", "a.zip", ErrorKind::unsupported, "ZIP"},
      {"\xD0\xCF\x11\xE0\xA1\xB1", "a.doc", ErrorKind::unsupported, "DOC"},
      {"{\"a\": 1}", "a.json", ErrorKind::unsupported, "JSON"},
      {"\x89PNG\r\n", "a.pdf", ErrorKind::unsupported, "PNG"},
      {"Not a PDF at all", "a.pdf", ErrorKind::corrupt, "named PDF"},
      {"\xCF\xF0\xE8\xE2\xE5\xF2\n", "a.txt", ErrorKind::unsupported, "encoding"},
      {"PK\x03\x04 … xl/workbook.bin", "a", ErrorKind::unsupported, "XLSB"},
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
