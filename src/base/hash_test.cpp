#include "base/hash.h"

#include <gtest/gtest.h>

namespace comity::base {
namespace {

// The examples of FIPS 180-4 (NIST, "SHA-256 examples").
TEST(Hash, GivesThePublishedValues) {
  EXPECT_EQ(sha256("").hex(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256("abc").hex(),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq").hex(),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(sha256(std::string(1'000'000, 'a')).hex(),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Hash, OfPartsIsOfTheirConcatenation) {
  EXPECT_EQ(sha256({"a", "", "bc"}), sha256("abc"));
  EXPECT_EQ(sha256({}), sha256(""));
}

TEST(Hash, HexComesBack) {
  const auto hash = sha256("abc");
  EXPECT_EQ(Hash::from_hex(hash.hex()).value(), hash);
  EXPECT_EQ(hash.view().size(), 32U);
}

TEST(Hash, OnlySixtyFourLowerCaseDigitsAreAHash) {
  auto text = sha256("abc").hex();
  EXPECT_FALSE(Hash::from_hex(text.substr(1)).has_value());
  EXPECT_FALSE(Hash::from_hex(text + "0").has_value());
  for (const char c : {'g', 'A', ' ', '\0'}) {
    text[10] = c;
    EXPECT_EQ(Hash::from_hex(text).error().kind, ErrorKind::invalid_input);
  }
}

TEST(Hash, RandomBytesDiffer) {
  EXPECT_EQ(random_bytes(16).size(), 16U);
  EXPECT_NE(random_bytes(16), random_bytes(16));
  EXPECT_TRUE(random_bytes(0).empty());
}

TEST(Hasher, PiecesHashAsTheWhole) {
  Hasher hasher;
  EXPECT_EQ(hasher.value(), sha256(""));
  hasher.add("ab");
  EXPECT_EQ(hasher.value(), sha256("ab"));
  hasher.add("");
  hasher.add("c");
  EXPECT_EQ(hasher.value(), sha256("abc"));
}

}  // namespace
}  // namespace comity::base
