#include "service/sealing/shares.h"

#include "base/result.h"

namespace comity::service {
namespace {

/// In GF(2^8) modulo x^8 + x^4 + x^3 + x + 1, without a branch or table that would depend on it.
unsigned char times(unsigned char a, unsigned char b) {
  unsigned product = 0;
  unsigned factor = a;
  for (unsigned bit = 0; bit < 8; ++bit) {
    product ^= factor & (0U - ((static_cast<unsigned>(b) >> bit) & 1U));
    factor = (factor << 1U) ^ (0x11BU & (0U - (factor >> 7U)));
  }
  return static_cast<unsigned char>(product);
}

/// a^254, which is 1/a.
unsigned char inverse(unsigned char a) {
  unsigned char power = 1;
  for (int i = 0; i < 254; ++i) power = times(power, a);
  return power;
}

/// Where on the line a share lies; 0 is the secret's.
unsigned char x_of(std::size_t place) { return static_cast<unsigned char>(place + 1); }

}  // namespace

std::vector<Secret> shares_of(const Secret& secret, std::size_t count) {
  COMITY_ASSERT(count >= 2 && count <= kMostShares);
  const auto slope = Secret::random();
  std::vector<Secret> shares(count);
  for (std::size_t place = 0; place < count; ++place) {
    for (std::size_t i = 0; i < Secret::kBytes; ++i) {
      shares[place].data()[i] = secret.data()[i] ^ times(slope.data()[i], x_of(place));
    }
  }
  return shares;
}

Secret joined(const PlacedShare& a, const PlacedShare& b) {
  const auto xa = x_of(a.place);
  const auto xb = x_of(b.place);
  COMITY_ASSERT(xa != xb);
  const auto scale = inverse(xa ^ xb);
  Secret secret;
  for (std::size_t i = 0; i < Secret::kBytes; ++i) {
    const auto sum =
        static_cast<unsigned char>(times(a.share.data()[i], xb) ^ times(b.share.data()[i], xa));
    secret.data()[i] = times(sum, scale);
  }
  return secret;
}

}  // namespace comity::service
