#include "http/protocol/multipart.h"

#include <gtest/gtest.h>

namespace comity::http {
namespace {

constexpr std::string_view kType = "multipart/form-data; boundary=xYz";

std::string file_part(std::string_view disposition, std::string_view content) {
  return "--xYz\r\nContent-Disposition: form-data; " + std::string(disposition) +
         "\r\nContent-Type: text/plain\r\n\r\n" + std::string(content) + "\r\n";
}

TEST(Multipart, HoldsFieldsAndFilesByteForByte) {
  const std::string content("\0a\r\n--xY\r\n\xff", 11);
  const std::string body = "--xYz\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\nab\r\n" +
                           file_part("name=\"file\"; filename=\"C:\\\\x\\\\Résumé.md\"", content) +
                           file_part("filename=a.pdf; name=file", "") + "--xYz--\r\n";
  const auto parts = parse_multipart(body, kType);
  ASSERT_TRUE(parts) << parts.error().message;
  ASSERT_EQ(parts->size(), 3U);
  EXPECT_EQ(field_of(*parts, "csrf"), "ab");
  EXPECT_FALSE(parts->at(0).is_file);
  EXPECT_EQ(parts->at(1).name, "file");
  EXPECT_EQ(parts->at(1).file_name, "Résumé.md");
  EXPECT_EQ(parts->at(1).content, content);
  EXPECT_TRUE(parts->at(2).is_file);
  EXPECT_EQ(parts->at(2).file_name, "a.pdf");
  EXPECT_EQ(parts->at(2).content, "");
}

TEST(Multipart, TakesAQuotedBoundaryAndAFormWithoutParts) {
  EXPECT_TRUE(parse_multipart("--a b--", "Multipart/Form-Data; charset=utf-8; boundary=\"a b\""));
}

TEST(Multipart, RefusesWhatIsNoWholeForm) {
  const std::string whole = file_part("name=\"f\"; filename=\"a\"", "content") + "--xYz--\r\n";
  ASSERT_TRUE(parse_multipart(whole, kType));
  const std::size_t close = whole.find("--xYz--") + 7;
  for (std::size_t length = 0; length < close; ++length) {
    EXPECT_FALSE(parse_multipart(whole.substr(0, length), kType)) << length;
  }
  for (const char* type : {"", "text/plain", "multipart/form-data", "multipart/mixed; boundary=xYz",
                           "multipart/form-data; boundary="}) {
    const auto parts = parse_multipart(whole, type);
    ASSERT_FALSE(parts) << type;
    EXPECT_EQ(parts.error().kind, base::ErrorKind::unsupported);
  }
  EXPECT_FALSE(parse_multipart(file_part("filename=\"a\"", "x") + "--xYz--", kType)) << "no name";
}

TEST(Multipart, RefusesVeryManyParts) {
  std::string body;
  for (int i = 0; i < 1001; ++i) body += file_part("name=f; filename=a", "x");
  const auto parts = parse_multipart(body + "--xYz--", kType);
  ASSERT_FALSE(parts);
  EXPECT_EQ(parts.error().kind, base::ErrorKind::too_large);
}

}  // namespace
}  // namespace comity::http
