#include "http/guard.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>

#include "base/hash.h"
#include "base/hex.h"
#include "base/text.h"
#include "http/server_parts.h"

namespace comity::http {
namespace {

constexpr std::size_t kHashBytes = 32;
constexpr std::size_t kMostNetworks = 10'000;
constexpr std::int64_t kSecond = 1'000'000;
constexpr std::int64_t kMinute = 60 * kSecond;

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
  return base::to_hex(mask) + base::to_hex(mixed(hash_of(session), mask));
}

bool FormTokens::holds(std::string_view token, std::string_view session) const {
  if (token.size() != 4 * kHashBytes) return false;
  const auto bytes = base::from_hex(token).value_or("");
  if (bytes.size() != 2 * kHashBytes) return false;
  const std::string_view mask = std::string_view(bytes).substr(0, kHashBytes);
  const std::string hash = mixed(std::string_view(bytes).substr(kHashBytes), mask);
  return sodium_memcmp(hash.data(), hash_of(session).data(), kHashBytes) == 0;
}

std::string session_cookie(std::string_view token, std::int64_t seconds, Transport transport) {
  return cookie(token, seconds, transport);
}

std::string ended_session_cookie(Transport transport) { return cookie("", 0, transport); }

// Behind a proxy every request comes from the proxy, which writes last in the list whom it heard.
std::string sender_of(const Request& request, Transport transport) {
  if (transport == Transport::plain) return request.network;
  const std::string list = request.header("X-Forwarded-For");
  const std::size_t comma = list.rfind(',');
  const auto last = std::string_view(list).substr(comma == std::string::npos ? 0 : comma + 1);
  return list.empty() ? request.network : network_of(base::trimmed(last));
}

// The generic cell rate algorithm (ITU-T I.371): a bucket of tokens kept as one moment.
std::int64_t Throttle::wait_of(std::string_view network) {
  if (times_ == 0) return 0;
  const std::int64_t now = clock_.now().microseconds;
  const std::int64_t each = kMinute / times_;
  const std::lock_guard lock(mutex_);
  auto found = rested_.find(network);
  if (found == rested_.end()) {
    if (rested_.size() >= kMostNetworks) forget_the_rested(now);
    // Where too many networks come at once, the newcomers share one count.
    const std::string_view key = rested_.size() < kMostNetworks ? network : "others";
    found = rested_.try_emplace(std::string(key), now).first;
  }
  // A clock that was set back lets nobody wait longer than a minute.
  const auto rested = std::clamp(found->second, now, now + kMinute);
  const auto wait = rested + each - now - each * times_;
  if (wait > 0) return (wait + kSecond - 1) / kSecond;
  found->second = rested + each;
  return 0;
}

void Throttle::give_back(std::string_view network) {
  if (times_ == 0) return;
  const std::lock_guard lock(mutex_);
  const auto found = rested_.find(network);
  if (found != rested_.end()) found->second -= kMinute / times_;
}

// At most once a second, so that a crowd does not make each request go through all.
void Throttle::forget_the_rested(std::int64_t now) {
  if (now - forgotten_ < kSecond && now >= forgotten_) return;
  forgotten_ = now;
  std::erase_if(rested_, [&](const auto& each) { return each.second <= now; });
}

void add_security_headers(Response& response) {
  if (response.header("Content-Security-Policy").empty()) {
    response.set("Content-Security-Policy",
                 "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
                 "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
  }
  response.set("X-Content-Type-Options", "nosniff");
  response.set("Referrer-Policy", "same-origin");
  response.set("Cross-Origin-Opener-Policy", "same-origin");
  response.set("Cross-Origin-Resource-Policy", "same-origin");
  response.set("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
}

}  // namespace comity::http
