#include "http/guard.h"

#include <fmt/format.h>
#include <sodium.h>

#include "base/hash.h"
#include "base/text.h"

namespace comity::http {
namespace {

constexpr std::size_t kHashBytes = 32;
constexpr std::size_t kMostNetworks = 10'000;

std::string hex(std::string_view bytes) {
  std::string text;
  for (const char c : bytes) text += fmt::format("{:02x}", static_cast<unsigned char>(c));
  return text;
}

std::string unhex(std::string_view text) {
  std::string bytes(text.size() / 2, '\0');
  std::size_t length = 0;
  const int bad = sodium_hex2bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(),
                                 text.data(), text.size(), nullptr, &length, nullptr);
  return bad == 0 && length == bytes.size() ? bytes : std::string();
}

std::string mixed(std::string_view a, std::string_view b) {
  std::string out(a);
  for (std::size_t index = 0; index < out.size(); ++index) {
    out[index] = static_cast<char>(out[index] ^ b[index]);
  }
  return out;
}

std::string cookie(std::string_view token, std::int64_t seconds, Transport transport) {
  return fmt::format("{}={}; Path=/; Max-Age={}; HttpOnly; SameSite=Strict{}", kSessionCookie,
                     token, seconds, transport == Transport::tls ? "; Secure" : "");
}

}  // namespace

bool is_same_origin(const Request& request, Transport transport) {
  const std::string site = request.header("Sec-Fetch-Site");
  if (!site.empty()) return site == "same-origin";
  const std::string origin = request.header("Origin");
  if (origin.empty()) return true;
  const std::string_view scheme = transport == Transport::tls ? "https://" : "http://";
  return equal_without_case(origin, std::string(scheme) + request.header("Host"));
}

std::optional<std::string_view> bearer_of(std::string_view authorization) {
  constexpr std::string_view kScheme = "Bearer ";
  if (!equal_without_case(authorization.substr(0, kScheme.size()), kScheme)) return std::nullopt;
  return base::trimmed(authorization.substr(kScheme.size()));
}

FormTokens::FormTokens() : key_(base::random_bytes(crypto_auth_KEYBYTES)) {}

std::string FormTokens::hash_of(std::string_view session) const {
  std::string hash(crypto_auth_BYTES, '\0');
  crypto_auth(reinterpret_cast<unsigned char*>(hash.data()),
              reinterpret_cast<const unsigned char*>(session.data()), session.size(),
              reinterpret_cast<const unsigned char*>(key_.data()));
  hash.resize(kHashBytes);
  return hash;
}

std::string FormTokens::make(std::string_view session) const {
  const std::string mask = base::random_bytes(kHashBytes);
  return hex(mask) + hex(mixed(hash_of(session), mask));
}

bool FormTokens::holds(std::string_view token, std::string_view session) const {
  if (token.size() != 4 * kHashBytes) return false;
  const std::string bytes = unhex(token);
  if (bytes.size() != 2 * kHashBytes) return false;
  const std::string_view mask = std::string_view(bytes).substr(0, kHashBytes);
  const std::string hash = mixed(std::string_view(bytes).substr(kHashBytes), mask);
  return sodium_memcmp(hash.data(), hash_of(session).data(), kHashBytes) == 0;
}

std::string session_cookie(std::string_view token, std::int64_t seconds, Transport transport) {
  return cookie(token, seconds, transport);
}

std::string ended_session_cookie(Transport transport) { return cookie("", 0, transport); }

std::int64_t Throttle::wait_of(std::string_view network) {
  const std::int64_t seconds = clock_.now().microseconds / 1'000'000;
  const std::int64_t minute = seconds / 60;
  const std::lock_guard lock(mutex_);
  if (minute != minute_) {
    minute_ = minute;
    counts_.clear();
  }
  auto count = counts_.find(network);
  if (count == counts_.end()) {
    // Where too many networks come at once, the newcomers share one count.
    const std::string_view key = counts_.size() < kMostNetworks ? network : "others";
    count = counts_.try_emplace(std::string(key), 0).first;
  }
  if (count->second >= attempts_) return 60 - seconds % 60;
  ++count->second;
  return 0;
}

void add_security_headers(Response& response) {
  if (response.header("Content-Security-Policy").empty()) {
    response.set("Content-Security-Policy",
                 "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
                 "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
  }
  response.set("X-Content-Type-Options", "nosniff");
  response.set("Referrer-Policy", "same-origin");
  response.set("Cross-Origin-Opener-Policy", "same-origin");
  response.set("Cross-Origin-Resource-Policy", "same-origin");
  response.set("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
}

}  // namespace comity::http
