#include "service/sealing/boxes.h"

#include <sodium.h>

#include <algorithm>

#include "base/hash.h"

namespace comity::service {
namespace {

using base::Result;

constexpr char kVersion = '\x01';
constexpr std::size_t kKeyBytes = crypto_box_PUBLICKEYBYTES;
constexpr std::size_t kSealedSecret = Secret::kBytes + crypto_box_SEALBYTES;
constexpr std::size_t kHeaderAt = 1 + kKeyBytes + kSealedSecret;
constexpr std::size_t kPiecesAt = kHeaderAt + crypto_secretstream_xchacha20poly1305_HEADERBYTES;
constexpr std::size_t kPiece = std::size_t{64} << 10;
constexpr std::size_t kPieceMore = crypto_secretstream_xchacha20poly1305_ABYTES;
static_assert(Secret::kBytes == crypto_box_SECRETKEYBYTES &&
              Secret::kBytes == crypto_secretbox_KEYBYTES &&
              Secret::kBytes == crypto_secretstream_xchacha20poly1305_KEYBYTES);

const unsigned char* in(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());  // libsodium's own byte type
}
unsigned char* out(std::string& bytes) {
  return reinterpret_cast<unsigned char*>(bytes.data());  // libsodium's own byte type
}

tl::unexpected<base::Error> not_opened() {
  return base::fail(base::ErrorKind::corrupt,
                    "what was sealed was changed since, or is sealed to another key");
}

/// The state of a stream, wiped when it goes.
struct Stream {
  crypto_secretstream_xchacha20poly1305_state state{};
  Stream() = default;
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;
  ~Stream() { sodium_memzero(&state, sizeof state); }
};

}  // namespace

KeyPair new_key_pair() { return pair_of(Secret::random()); }

KeyPair pair_of(Secret open) {
  KeyPair pair{std::string(kKeyBytes, '\0'), std::move(open)};
  crypto_scalarmult_base(out(pair.key), pair.open.data());
  return pair;
}

std::string sealed_secret(std::string_view key, const Secret& secret) {
  COMITY_ASSERT(key.size() == kKeyBytes);
  std::string sealed(kSealedSecret, '\0');
  const int bad = crypto_box_seal(out(sealed), secret.data(), Secret::kBytes, in(key));
  COMITY_ASSERT(bad == 0);
  return sealed;
}

Result<Secret> opened_secret(const KeyPair& pair, std::string_view sealed) {
  Secret secret;
  if (sealed.size() != kSealedSecret ||
      crypto_box_seal_open(secret.data(), in(sealed), sealed.size(), in(pair.key),
                           pair.open.data()) != 0) {
    return not_opened();
  }
  return secret;
}

Secret secret_of(std::string_view text, std::string_view purpose) {
  Secret secret;
  const int bad = crypto_generichash(secret.data(), Secret::kBytes, in(text), text.size(),
                                     in(purpose), purpose.size());
  COMITY_ASSERT(bad == 0);
  return secret;
}

std::string locked(const Secret& lock, const Secret& secret) {
  std::string box = base::random_bytes(crypto_secretbox_NONCEBYTES);
  box.resize(crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + Secret::kBytes);
  crypto_secretbox_easy(out(box) + crypto_secretbox_NONCEBYTES, secret.data(), Secret::kBytes,
                        in(box), lock.data());
  return box;
}

Result<Secret> unlocked(const Secret& lock, std::string_view box) {
  Secret secret;
  constexpr auto kBox = crypto_secretbox_MACBYTES + Secret::kBytes;
  if (box.size() != crypto_secretbox_NONCEBYTES + kBox ||
      crypto_secretbox_open_easy(secret.data(), in(box) + crypto_secretbox_NONCEBYTES, kBox,
                                 in(box), lock.data()) != 0) {
    return not_opened();
  }
  return secret;
}

std::string sealed_bytes(std::string_view key, std::string_view bytes) {
  const auto own = Secret::random();
  std::string sealed(1, kVersion);
  sealed += key;
  sealed += sealed_secret(key, own);
  const std::string about = sealed.substr(0, 1 + kKeyBytes);
  const std::size_t pieces = std::max<std::size_t>(1, (bytes.size() + kPiece - 1) / kPiece);
  sealed.resize(kPiecesAt + bytes.size() + pieces * kPieceMore);
  Stream stream;
  crypto_secretstream_xchacha20poly1305_init_push(&stream.state, out(sealed) + kHeaderAt,
                                                  own.data());
  auto* to = out(sealed) + kPiecesAt;
  for (std::size_t i = 0; i < pieces; ++i) {
    const auto piece = bytes.substr(i * kPiece, kPiece);
    crypto_secretstream_xchacha20poly1305_push(
        &stream.state, to, nullptr, in(piece), piece.size(), in(about), about.size(),
        i + 1 == pieces ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : 0);
    to += piece.size() + kPieceMore;
  }
  return sealed;
}

std::string_view sealed_to(std::string_view sealed) {
  if (sealed.size() < kPiecesAt + kPieceMore || sealed.front() != kVersion) return {};
  return sealed.substr(1, kKeyBytes);
}

Result<std::string> opened_bytes(const KeyPair& pair, std::string_view sealed) {
  if (sealed_to(sealed) != pair.key) return not_opened();
  COMITY_TRY(const auto own, opened_secret(pair, sealed.substr(1 + kKeyBytes, kSealedSecret)));
  const auto about = sealed.substr(0, 1 + kKeyBytes);
  Stream stream;
  if (crypto_secretstream_xchacha20poly1305_init_pull(&stream.state, in(sealed) + kHeaderAt,
                                                      own.data()) != 0) {
    return not_opened();
  }
  std::string bytes;
  unsigned char tag = 0;
  for (std::size_t at = kPiecesAt; at < sealed.size(); at += kPiece + kPieceMore) {
    if (tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL) return not_opened();
    const auto piece = sealed.substr(at, kPiece + kPieceMore);
    if (piece.size() < kPieceMore) return not_opened();
    const auto before = bytes.size();
    bytes.resize(before + piece.size() - kPieceMore);
    if (crypto_secretstream_xchacha20poly1305_pull(&stream.state, out(bytes) + before, nullptr,
                                                   &tag, in(piece), piece.size(), in(about),
                                                   about.size()) != 0) {
      return not_opened();
    }
  }
  if (tag != crypto_secretstream_xchacha20poly1305_TAG_FINAL) return not_opened();
  return bytes;
}

}  // namespace comity::service
