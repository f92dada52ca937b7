#include "base/hash.h"

#include <sodium.h>

#include <algorithm>

#include "base/hex.h"

namespace comity::base {
namespace {

const unsigned char* unsigned_data(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());  // libsodium's own byte type
}

}  // namespace

std::string Hash::hex() const { return to_hex(view()); }

Result<Hash> Hash::from_hex(std::string_view text) {
  Hash hash;
  const auto bytes = base::from_hex(text);
  if (!bytes || bytes->size() != hash.bytes.size()) {
    return fail(ErrorKind::invalid_input, "a hash has 64 hexadecimal digits");
  }
  std::copy(bytes->begin(), bytes->end(), hash.bytes.begin());
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
