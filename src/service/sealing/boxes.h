#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "service/sealing/secret.h"

// Key pairs, what is sealed to them, and secrets locked by other secrets (libsodium: X25519 with
// XSalsa20-Poly1305, XChaCha20-Poly1305 for streams).
namespace comity::service {

/// A key pair: whoever has `open` opens what was sealed to `key`.
struct KeyPair {
  std::string key;  ///< public, 32 bytes
  Secret open;
};
[[nodiscard]] KeyPair new_key_pair();
[[nodiscard]] KeyPair pair_of(Secret open);

/// 48 bytes longer than the secret.
[[nodiscard]] std::string sealed_secret(std::string_view key, const Secret& secret);
/// corrupt: it was sealed to another key, or changed since.
[[nodiscard]] base::Result<Secret> opened_secret(const KeyPair& pair, std::string_view sealed);

/// Of a text that nobody can guess, a secret for one purpose (16 to 64 bytes), from which neither
/// the text nor its SHA-256 can be made, nor it from these (BLAKE2b with the purpose as key).
[[nodiscard]] Secret secret_of(std::string_view text, std::string_view purpose);

/// A secret under another one: nonce and box.
[[nodiscard]] std::string locked(const Secret& lock, const Secret& secret);
/// corrupt: under another one, or changed since.
[[nodiscard]] base::Result<Secret> unlocked(const Secret& lock, std::string_view box);

/// Bytes of any length, under a key of their own that is sealed: version, the key that they were
/// sealed to, the sealed key, header, and pieces of 64 KiB.
[[nodiscard]] std::string sealed_bytes(std::string_view key, std::string_view bytes);
/// The key that bytes were sealed to; empty where they are none of ours.
[[nodiscard]] std::string_view sealed_to(std::string_view sealed);
/// corrupt: changed, cut off, or sealed to another key.
[[nodiscard]] base::Result<std::string> opened_bytes(const KeyPair& pair, std::string_view sealed);

}  // namespace comity::service
