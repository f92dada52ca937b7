#include "service/accounts/totp.h"

#include <array>
#include <bit>

#include "base/ascii.h"
#include "base/hash.h"

namespace comity::service {
namespace {

constexpr std::int64_t kStepMicroseconds = std::int64_t{30} * 1'000'000;
constexpr std::size_t kSecretBytes = 20;
constexpr std::size_t kSha1Block = 64;

using Sha1 = std::array<std::uint32_t, 5>;

std::uint32_t big_endian(std::string_view bytes) {
  std::uint32_t word = 0;
  for (const char c : bytes.substr(0, 4)) word = word << 8U | static_cast<unsigned char>(c);
  return word;
}

void add_big_endian(std::string& bytes, std::uint64_t value, int count) {
  for (int shift = 8 * (count - 1); shift >= 0; shift -= 8) {
    bytes += static_cast<char>(value >> static_cast<unsigned>(shift) & 0xFFU);
  }
}

void add_block(Sha1& state, std::string_view block) {
  std::array<std::uint32_t, 80> w{};
  for (std::size_t t = 0; t < 16; ++t) w.at(t) = big_endian(block.substr(4 * t));
  for (std::size_t t = 16; t < 80; ++t) {
    w.at(t) = std::rotl(w.at(t - 3) ^ w.at(t - 8) ^ w.at(t - 14) ^ w.at(t - 16), 1);
  }
  auto [a, b, c, d, e] = state;
  for (std::size_t t = 0; t < 80; ++t) {
    const std::uint32_t mixed = t < 20   ? (b & c) | (~b & d)
                                : t < 40 ? b ^ c ^ d
                                : t < 60 ? (b & c) | (b & d) | (c & d)
                                         : b ^ c ^ d;
    constexpr std::array<std::uint32_t, 4> kRound = {0x5A827999, 0x6ED9EBA1, 0x8F1BBCDC,
                                                     0xCA62C1D6};
    const std::uint32_t next = std::rotl(a, 5) + mixed + e + w.at(t) + kRound.at(t / 20);
    e = d;
    d = c;
    c = std::rotl(b, 30);
    b = a;
    a = next;
  }
  const Sha1 added = {a, b, c, d, e};
  for (std::size_t i = 0; i < state.size(); ++i) state.at(i) += added.at(i);
}

// FIPS 180-4. Broken for signatures, sound within HMAC, and all that such programs know in common;
// libsodium has none.
std::string sha1(std::string bytes) {
  const std::uint64_t bits = std::uint64_t{8} * bytes.size();
  bytes += '\x80';
  while (bytes.size() % kSha1Block != kSha1Block - 8) bytes += '\0';
  add_big_endian(bytes, bits, 8);
  Sha1 state = {0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0};
  for (std::size_t at = 0; at < bytes.size(); at += kSha1Block) {
    add_block(state, std::string_view(bytes).substr(at, kSha1Block));
  }
  std::string value;
  for (const auto word : state) add_big_endian(value, word, 4);
  return value;
}

std::string hmac_sha1(std::string_view key, std::string_view message) {
  std::string inner(key.size() > kSha1Block ? sha1(std::string(key)) : std::string(key));
  inner.resize(kSha1Block, '\0');
  std::string outer = inner;
  for (char& c : inner) c = static_cast<char>(c ^ 0x36);
  for (char& c : outer) c = static_cast<char>(c ^ 0x5c);
  return sha1(outer + sha1(inner + std::string(message)));
}

/// In a time that does not tell where they differ.
bool same_code(std::string_view a, std::string_view b) {
  unsigned differs = a.size() == b.size() ? 0 : 1;
  for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) {
    differs |= static_cast<unsigned char>(a[i]) ^ static_cast<unsigned char>(b[i]);
  }
  return differs == 0;
}

}  // namespace

std::string new_totp_secret() { return base::random_bytes(kSecretBytes); }

std::string totp_code(std::string_view secret, std::int64_t step, int digits) {
  std::string counter;
  add_big_endian(counter, static_cast<std::uint64_t>(step), 8);
  const auto mac = hmac_sha1(secret, counter);
  const std::size_t offset = static_cast<unsigned char>(mac.back()) & 0x0FU;
  std::uint32_t number = big_endian(std::string_view(mac).substr(offset)) & 0x7FFFFFFFU;
  std::string code(static_cast<std::size_t>(digits), '0');
  for (auto digit = code.rbegin(); digit != code.rend(); ++digit, number /= 10) {
    *digit = static_cast<char>('0' + number % 10);
  }
  return code;
}

std::int64_t totp_step(base::Time time) { return time.microseconds / kStepMicroseconds; }

std::optional<std::int64_t> totp_step_of(std::string_view secret, std::string_view code,
                                         base::Time now) {
  std::string digits;
  for (const char c : code) {
    if (base::is_digit(c))
      digits += c;
    else if (c != ' ')
      return std::nullopt;
  }
  std::optional<std::int64_t> found;
  for (const std::int64_t beside : {-1, 0, 1}) {
    const auto step = totp_step(now) + beside;
    if (same_code(totp_code(secret, step), digits)) found = step;
  }
  return found;
}

std::string base32(std::string_view bytes) {
  constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string text;
  std::uint32_t held = 0;
  unsigned bits = 0;
  for (const char c : bytes) {
    held = (held << 8U | static_cast<unsigned char>(c)) & 0xFFFFU;
    for (bits += 8; bits >= 5; bits -= 5) text += kLetters[held >> (bits - 5) & 31U];
  }
  if (bits > 0) text += kLetters[held << (5 - bits) & 31U];
  return text;
}

std::string otpauth_address(std::string_view secret, std::string_view name) {
  std::string label;
  for (const char c : name) {
    if (base::is_digit(c) || base::is_letter(c)) {
      label += c;
      continue;
    }
    constexpr std::string_view kHex = "0123456789ABCDEF";
    const auto byte = static_cast<unsigned char>(c);
    label += '%';
    label += kHex[byte >> 4U];
    label += kHex[byte & 15U];
  }
  return "otpauth://totp/Comity:" + label + "?secret=" + base32(secret) + "&issuer=Comity";
}

}  // namespace comity::service
