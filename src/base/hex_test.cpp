#include "base/hex.h"

#include <gtest/gtest.h>

#include "base/hash.h"
#include "base/id.h"

namespace comity::base {
namespace {

TEST(Hex, ComesBack) {
  const auto bytes = random_bytes(40);
  EXPECT_EQ(from_hex(to_hex(bytes)), bytes);
  EXPECT_EQ(to_hex(std::string("\x00\xff\x1a", 3)), "00ff1a");
  EXPECT_EQ(from_hex(""), "");
}

TEST(Hex, WhatIsNoneIsNothing) {
  for (const char* digits : {"0", "0g", "0G", "AB", " 0", "0\xC3\xA9"}) {
    EXPECT_FALSE(from_hex(digits)) << digits;
  }
}

}  // namespace
}  // namespace comity::base
