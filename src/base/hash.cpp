#include "base/hash.h"

#include <sodium.h>

namespace comity::base {
namespace {

const unsigned char* unsigned_data(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());  // libsodium's own byte type
}

int digit_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

}  // namespace

std::string Hash::hex() const {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const auto byte : bytes) {
    out += kDigits[byte >> 4];
    out += kDigits[byte & 15];
  }
  return out;
}

Result<Hash> Hash::from_hex(std::string_view text) {
  Hash hash;
  if (text.size() != hash.bytes.size() * 2) {
    return fail(ErrorKind::invalid_input, "a hash has 64 hexadecimal digits");
  }
  for (std::size_t i = 0; i < hash.bytes.size(); ++i) {
    const int high = digit_of(text[2 * i]);
    const int low = digit_of(text[2 * i + 1]);
    if (high < 0 || low < 0) {
      return fail(ErrorKind::invalid_input, "a hash has 64 hexadecimal digits");
    }
    hash.bytes[i] = static_cast<std::uint8_t>(high * 16 + low);
  }
  return hash;
}

Hash sha256(std::string_view bytes) { return sha256({bytes}); }

Hash sha256(std::initializer_list<std::string_view> parts) {
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  for (const auto part : parts) {
    crypto_hash_sha256_update(&state, unsigned_data(part), part.size());
  }
  Hash hash;
  crypto_hash_sha256_final(&state, hash.bytes.data());
  return hash;
}

struct Hasher::State {
  crypto_hash_sha256_state sodium;
};

Hasher::Hasher() : state_(std::make_unique<State>()) { crypto_hash_sha256_init(&state_->sodium); }
Hasher::Hasher(Hasher&&) noexcept = default;
Hasher& Hasher::operator=(Hasher&&) noexcept = default;
Hasher::~Hasher() = default;

void Hasher::add(std::string_view bytes) {
  crypto_hash_sha256_update(&state_->sodium, unsigned_data(bytes), bytes.size());
}

Hash Hasher::value() const {
  auto state = state_->sodium;
  Hash hash;
  crypto_hash_sha256_final(&state, hash.bytes.data());
  return hash;
}

std::string random_bytes(std::size_t count) {
  std::string out(count, '\0');
  randombytes_buf(out.data(), out.size());
  return out;
}

}  // namespace comity::base
