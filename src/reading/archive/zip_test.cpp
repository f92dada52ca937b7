#include "reading/archive/zip.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reading/reader_fixture.h"
#include "support/zip_writer.h"

namespace comity::reading {
namespace {

using base::ErrorKind;
using test_support::encrypted_zip_of;
using test_support::overlapping_zip;
using test_support::zip_of;

base::Error refused_zip(const std::string& bytes, const ZipLimits& limits = {}) {
  const auto zip = Zip::open(bytes, limits);
  EXPECT_FALSE(zip);
  return zip ? base::Error{} : zip.error();
}

TEST(Zip, GivesItsMembersInOrder) {
  const auto bytes = zip_of({{"b.txt", "one"}, {"folder/", ""}, {"folder/a.txt", "three"}});
  const auto zip = Zip::open(bytes);
  ASSERT_TRUE(zip);
  ASSERT_EQ(zip->members().size(), 2U);
  EXPECT_EQ(zip->members()[0].name, "b.txt");
  EXPECT_EQ(zip->members()[0].bytes, 3U);
  EXPECT_EQ(zip->members()[1].name, "folder/a.txt");
  EXPECT_TRUE(zip->has("b.txt"));
  EXPECT_FALSE(zip->has("c.txt"));
  EXPECT_EQ(zip->read("b.txt"), "one");
  EXPECT_EQ(zip->read("folder/a.txt"), "three");
}

TEST(Zip, MayBeEmpty) {
  const std::string bytes = std::string("PK\x05\x06", 4) + std::string(18, '\0');
  const auto zip = Zip::open(bytes);
  ASSERT_TRUE(zip);
  EXPECT_TRUE(zip->members().empty());
}

TEST(Zip, TellsWhatIsNotThere) {
  const auto bytes = zip_of({{"a.txt", "one"}});
  const auto member = Zip::open(bytes)->read("b.txt");
  ASSERT_FALSE(member);
  EXPECT_EQ(member.error().kind, ErrorKind::corrupt);
  EXPECT_EQ(member.error().place, "b.txt");
}

TEST(Zip, RefusesWhatIsDamaged) {
  const auto bytes = zip_of({{"a.txt", "the same words again and again and again"}});
  EXPECT_EQ(refused_zip("no archive at all").kind, ErrorKind::corrupt);
  EXPECT_EQ(refused_zip(bytes.substr(0, bytes.size() - 5)).kind, ErrorKind::corrupt);
  auto changed = bytes;
  changed[42] = static_cast<char>(changed[42] ^ 0x55);  // within the packed bytes
  const auto zip = Zip::open(changed);
  ASSERT_TRUE(zip);
  const auto member = zip->read("a.txt");
  ASSERT_FALSE(member);
  EXPECT_EQ(member.error().kind, ErrorKind::corrupt);
  EXPECT_EQ(member.error().place, "a.txt");
}

TEST(Zip, RefusesAMemberThatIsLongerThanItDeclares) {
  auto bytes = zip_of({{"a.txt", std::string(5000, 'a')}});
  const auto directory = bytes.rfind("PK\x01\x02");
  ASSERT_NE(directory, std::string::npos);
  bytes[directory + 24] = 1;  // declared size, lowest byte
  bytes[directory + 25] = 0;
  const auto zip = Zip::open(bytes);
  ASSERT_TRUE(zip);
  const auto member = zip->read("a.txt");
  ASSERT_FALSE(member);
  EXPECT_EQ(member.error().kind, ErrorKind::corrupt);
}

TEST(Zip, RefusesEncryptedMembers) {
  const auto bytes = encrypted_zip_of({{"a.txt", "one"}});
  const auto member = Zip::open(bytes)->read("a.txt");
  ASSERT_FALSE(member);
  EXPECT_EQ(member.error().kind, ErrorKind::corrupt);
  EXPECT_EQ(member.error().message, "the file is encrypted");
  EXPECT_EQ(member.error().place, "a.txt");
}

TEST(Zip, RefusesMembersThatOverlap) {
  // Two hundred names over one megabyte of zeros, which packs to about a kilobyte: there is no
  // room for their headers.
  const auto headers = refused_zip(overlapping_zip(200, std::string(kMegabyte, '\0')));
  EXPECT_EQ(headers.kind, ErrorKind::corrupt);
  EXPECT_EQ(headers.message, "the archive's members overlap");
  // Two names over bytes that do not pack: there is no room for them.
  std::string noise;
  for (std::uint32_t i = 1; noise.size() < 10'000; i = i * 1'664'525 + 1'013'904'223) {
    noise += static_cast<char>(i >> 24);
  }
  const auto bytes = refused_zip(overlapping_zip(2, noise));
  EXPECT_EQ(bytes.message, "the archive's members overlap");
  EXPECT_EQ(bytes.place, "0000");
}

TEST(Zip, RefusesABombAtItsRatio) {
  const auto bytes = zip_of({{"bomb", std::string(4 * kMegabyte, '\0')}, {"a.txt", "one"}});
  const auto zip = Zip::open(bytes);
  ASSERT_TRUE(zip);
  const auto member = zip->read("bomb");
  ASSERT_FALSE(member);
  EXPECT_EQ(member.error().kind, ErrorKind::too_large);
  EXPECT_EQ(member.error().place, "bomb");
  EXPECT_EQ(zip->read("a.txt"), "one") << "the others can be read";
}

TEST(Zip, RefusesMoreThanItsLimits) {
  const auto bytes = zip_of({{"a", "12345"}, {"bc", "67890"}, {"d", "1"}});
  ZipLimits limits;
  limits.entries = 2;
  EXPECT_EQ(refused_zip(bytes, limits).kind, ErrorKind::too_large);
  limits = {};
  limits.inflated_bytes = 10;
  const auto too_much = refused_zip(bytes, limits);
  EXPECT_EQ(too_much.kind, ErrorKind::too_large);
  EXPECT_EQ(too_much.place, "d");
  limits = {};
  limits.name_bytes = 1;
  EXPECT_EQ(refused_zip(bytes, limits).kind, ErrorKind::too_large);
}

TEST(Zip, RefusesNamesThatLeadOut) {
  for (const auto* name : {"../a", "a/../../b", "/etc/a", "C:/a", "a\\..\\b"}) {
    const auto error = refused_zip(zip_of({{name, "one"}}));
    EXPECT_EQ(error.kind, ErrorKind::corrupt) << name;
    EXPECT_EQ(error.message, "a member's name leads out of the archive") << name;
  }
  const auto bytes = zip_of({{"a..b/c", "one"}});
  EXPECT_EQ(Zip::open(bytes)->read("a..b/c"), "one");
}

TEST(Zip, RefusesTwoMembersOfOneName) {
  auto bytes = zip_of({{"a.txt", "one"}, {"b.txt", "two"}});
  for (auto at = bytes.find("b.txt"); at != std::string::npos; at = bytes.find("b.txt")) {
    bytes.replace(at, 5, "a.txt");
  }
  const auto error = refused_zip(bytes);
  EXPECT_EQ(error.kind, ErrorKind::corrupt);
  EXPECT_EQ(error.place, "a.txt");
}

}  // namespace
}  // namespace comity::reading
