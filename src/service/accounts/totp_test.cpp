#include "service/accounts/totp.h"

#include <gtest/gtest.h>

#include <utility>

namespace comity::service {
namespace {

constexpr std::string_view kRfcSecret = "12345678901234567890";

// RFC 6238, appendix B, for SHA-1; RFC 4226, appendix D.
TEST(Totp, TheCodesAreThoseOfTheStandard) {
  const std::pair<std::int64_t, const char*> kSeconds[] = {
      {59, "94287082"},         {1111111109, "07081804"}, {1111111111, "14050471"},
      {1234567890, "89005924"}, {2000000000, "69279037"}, {20000000000, "65353130"}};
  for (const auto& [seconds, code] : kSeconds) {
    EXPECT_EQ(totp_code(kRfcSecret, totp_step({seconds * 1'000'000}), 8), code) << seconds;
  }
  const char* kCounters[] = {"755224", "287082", "359152", "969429", "338314",
                             "254676", "287922", "162583", "399871", "520489"};
  for (std::int64_t counter = 0; counter < 10; ++counter) {
    EXPECT_EQ(totp_code(kRfcSecret, counter), kCounters[counter]);
  }
}

TEST(Totp, ACodeHoldsAStepBeforeAndAfterItsTime) {
  const base::Time now{std::int64_t{1'700'000'000} * 1'000'000};
  const auto step = totp_step(now);
  for (const std::int64_t beside : {-1, 0, 1}) {
    EXPECT_EQ(totp_step_of(kRfcSecret, totp_code(kRfcSecret, step + beside), now), step + beside);
  }
  EXPECT_FALSE(totp_step_of(kRfcSecret, totp_code(kRfcSecret, step - 2), now));
  EXPECT_FALSE(totp_step_of(kRfcSecret, totp_code(kRfcSecret, step + 2), now));
  auto parted = totp_code(kRfcSecret, step);
  parted.insert(3, " ");
  EXPECT_EQ(totp_step_of(kRfcSecret, parted, now), step);
  for (const char* none : {"", "12345", "1234567", "abcdef", "12345a"}) {
    EXPECT_FALSE(totp_step_of(kRfcSecret, none, now)) << none;
  }
}

// RFC 4648, section 10.
TEST(Totp, SecretsAreWrittenInBase32) {
  const std::pair<const char*, const char*> kTexts[] = {{"", ""},
                                                        {"f", "MY"},
                                                        {"fo", "MZXQ"},
                                                        {"foo", "MZXW6"},
                                                        {"foob", "MZXW6YQ"},
                                                        {"fooba", "MZXW6YTB"},
                                                        {"foobar", "MZXW6YTBOI"}};
  for (const auto& [bytes, text] : kTexts) EXPECT_EQ(base32(bytes), text);
  EXPECT_EQ(new_totp_secret().size(), 20U);
  EXPECT_NE(new_totp_secret(), new_totp_secret());
  EXPECT_EQ(otpauth_address("foobar", "Ana é"),
            "otpauth://totp/Comity:Ana%20%C3%A9?secret=MZXW6YTBOI&issuer=Comity");
}

}  // namespace
}  // namespace comity::service
