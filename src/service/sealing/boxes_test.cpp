// What is sealed opens with its key and with no other, whole or not at all.
#include "service/sealing/boxes.h"

#include <gtest/gtest.h>

#include "base/hash.h"
#include "service/sealing/shares.h"

namespace comity::service {
namespace {

constexpr std::size_t kLong = std::size_t{64} << 10;

TEST(Boxes, BytesOfAnyLengthOpenWithTheirKeyAlone) {
  const auto pair = new_key_pair();
  const auto other = new_key_pair();
  for (const std::size_t length :
       {std::size_t{0}, std::size_t{1}, kLong - 1, kLong, kLong + 1, 3 * kLong, 3 * kLong + 17}) {
    const auto bytes = base::random_bytes(length);
    const auto sealed = sealed_bytes(pair.key, bytes);
    EXPECT_EQ(sealed_to(sealed), pair.key);
    EXPECT_EQ(*opened_bytes(pair, sealed), bytes);
    EXPECT_FALSE(opened_bytes(other, sealed));
    EXPECT_NE(sealed_bytes(pair.key, bytes), sealed) << "never twice the same";
    EXPECT_EQ(sealed.size(),
              length + 137 + 17 * std::max<std::size_t>(1, (length + kLong - 1) / kLong));
  }
}

TEST(Boxes, WhatWasChangedOrCutOffDoesNotOpen) {
  const auto pair = new_key_pair();
  const auto sealed = sealed_bytes(pair.key, std::string(2 * kLong + 5, 'a'));
  for (std::size_t at = 0; at < sealed.size(); at += at < 400 ? 1 : 997) {
    auto changed = sealed;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    EXPECT_FALSE(opened_bytes(pair, changed)) << at;
  }
  const std::string_view view = sealed;
  for (const std::size_t length :
       {std::size_t{0}, std::size_t{1}, std::size_t{136}, std::size_t{137}, std::size_t{154},
        137 + kLong + 17, 137 + 2 * (kLong + 17), sealed.size() - 1}) {
    EXPECT_FALSE(opened_bytes(pair, view.substr(0, length))) << length;
  }
  EXPECT_FALSE(opened_bytes(pair, sealed + "a"));
  EXPECT_FALSE(opened_bytes(pair, sealed + sealed));
}

TEST(Boxes, SecretsOpenWithTheirLockAndTheirKeyAlone) {
  const auto secret = Secret::random();
  const auto lock = Secret::random();
  EXPECT_EQ(unlocked(lock, locked(lock, secret))->view(), secret.view());
  EXPECT_FALSE(unlocked(Secret::random(), locked(lock, secret)));
  EXPECT_FALSE(unlocked(lock, ""));
  const auto pair = new_key_pair();
  EXPECT_EQ(opened_secret(pair, sealed_secret(pair.key, secret))->view(), secret.view());
  EXPECT_FALSE(opened_secret(new_key_pair(), sealed_secret(pair.key, secret)));
  EXPECT_FALSE(opened_secret(pair, ""));
}

TEST(Boxes, ASecretThatIsMovedLeavesNothingBehind) {
  auto secret = Secret::random();
  const std::string before(secret.view());
  const auto moved = std::move(secret);
  EXPECT_EQ(moved.view(), before);
  EXPECT_EQ(secret.view(), std::string(Secret::kBytes, '\0'));  // NOLINT: what a move promises
}

TEST(Shares, AnyTwoMakeTheSecret) {
  const auto secret = Secret::random();
  for (const std::size_t count : {std::size_t{2}, std::size_t{3}, std::size_t{9}, kMostShares}) {
    auto shares = shares_of(secret, count);
    const std::size_t step = count > 10 ? 31 : 1;
    for (std::size_t a = 0; a < count; a += step) {
      for (std::size_t b = a + 1; b < count; b += step) {
        const auto copy = [&](std::size_t place) {
          PlacedShare share{place, {}};
          std::copy_n(shares[place].data(), Secret::kBytes, share.share.data());
          return share;
        };
        EXPECT_EQ(joined(copy(a), copy(b)).view(), secret.view()) << a << " " << b;
        EXPECT_EQ(joined(copy(b), copy(a)).view(), secret.view());
      }
      EXPECT_NE(shares[a].view(), secret.view());
    }
  }
}

TEST(Shares, OneSaysNothingOfTheSecret) {
  // A byte of a share takes every value alike, whatever the secret's is.
  Secret secret;
  std::array<int, 256> seen{};
  constexpr int kTimes = 2000;
  for (int i = 0; i < kTimes; ++i) {
    const auto shares = shares_of(secret, 2);
    for (std::size_t at = 0; at < Secret::kBytes; ++at) ++seen.at(shares[0].data()[at]);
  }
  for (const int count : seen) {
    EXPECT_GT(count, 250 / 2);
    EXPECT_LT(count, 250 * 2);
  }
}

}  // namespace
}  // namespace comity::service
