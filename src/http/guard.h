#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "http/protocol/message.h"

// What keeps one site's forms from being posted by another, and secrets from being guessed.
namespace comity::http {

/// Whether the connection people use is TLS (a reverse proxy ends it) or plain (this machine).
enum class Transport : std::uint8_t { plain, tls };

/// Whether a post comes from our own pages: by Sec-Fetch-Site where the browser sends it, else by
/// Origin against Host. A sender with neither is no browser, and holds no cookie it did not ask
/// for.
[[nodiscard]] bool is_same_origin(const Request& request, Transport transport);

/// The secret of an Authorization header of the scheme Bearer (RFC 6750); nothing for other
/// schemes, which a proxy may ask for.
[[nodiscard]] std::optional<std::string_view> bearer_of(std::string_view authorization);

/// Form tokens: a keyed hash of the session, masked anew for each page so that compression tells
/// nothing of it. Thread-safe.
class FormTokens {
 public:
  /// With a key of this process; tokens end with it.
  FormTokens();
  [[nodiscard]] std::string make(std::string_view session) const;
  [[nodiscard]] bool holds(std::string_view token, std::string_view session) const;

 private:
  [[nodiscard]] std::string hash_of(std::string_view session) const;
  std::string key_;
};

inline constexpr std::string_view kSessionCookie = "session";

/// Set-Cookie values that begin and end a session.
[[nodiscard]] std::string session_cookie(std::string_view token, std::int64_t seconds,
                                         Transport transport);
[[nodiscard]] std::string ended_session_cookie(Transport transport);

/// The network that a request came from; behind a proxy with TLS, whom that heard.
[[nodiscard]] std::string sender_of(const Request& request, Transport transport);

/// Lets a network do something so many times at once, and as many again each minute, evenly: it
/// slows one down without shutting out another. Thread-safe; its memory is bounded.
class Throttle {
 public:
  /// 0: as often as anyone likes.
  Throttle(const base::Clock& clock, int times_a_minute) : clock_(clock), times_(times_a_minute) {}
  /// Seconds to wait before the next time, or 0 where this one may go on (and is counted).
  [[nodiscard]] std::int64_t wait_of(std::string_view network);
  /// What was counted last is not to count.
  void give_back(std::string_view network);

 private:
  void forget_the_rested(std::int64_t now);

  const base::Clock& clock_;
  const int times_;
  std::mutex mutex_;
  /// When, in microseconds, a network will have rested from what it did.
  std::map<std::string, std::int64_t, std::less<>> rested_;
  std::int64_t forgotten_ = 0;
};

/// The headers that every answer carries: content security policy and its kin.
void add_security_headers(Response& response);

}  // namespace comity::http
