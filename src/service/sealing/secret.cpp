#include "service/sealing/secret.h"

#include <sodium.h>

namespace comity::service {

Secret::Secret(Secret&& other) noexcept : bytes_(other.bytes_) {
  sodium_memzero(other.bytes_.data(), kBytes);
}

Secret& Secret::operator=(Secret&& other) noexcept {
  if (this == &other) return *this;
  bytes_ = other.bytes_;
  sodium_memzero(other.bytes_.data(), kBytes);
  return *this;
}

Secret::~Secret() { sodium_memzero(bytes_.data(), kBytes); }

Secret Secret::random() {
  Secret secret;
  randombytes_buf(secret.data(), kBytes);
  return secret;
}

}  // namespace comity::service
