#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace comity::service::fetching {

/// What a server says before the bytes of its answer.
struct WebHead {
  int status = 0;
  std::map<std::string, std::string, std::less<>> fields;  ///< by name in lower case
  std::string redirect;  ///< whole address of where it points; empty where it points nowhere

  /// A field's value, or empty.
  [[nodiscard]] std::string_view field(std::string_view name) const;
};

struct WebRequest {
  std::string address;
  std::vector<std::pair<std::string, std::string>> fields;
  std::uint64_t most_bytes = 0;  ///< of the answer
};

/// Takes the bytes of an answer piece by piece; its error ends the request.
using TakePiece = std::function<base::Status(const WebHead&, std::string_view piece)>;

/// Asks servers; passed in so that faulty ones can be played.
class Web {
 public:
  virtual ~Web() = default;
  /// Asks once and follows no redirect. An answer of any status is no error. Errors:
  /// unavailable (not resolved, nobody answers, broken off), timeout, too_large, forbidden (an
  /// address of this machine or a private network; a certificate that is not trusted),
  /// invalid_input (no address), those of `take`.
  [[nodiscard]] virtual base::Result<WebHead> get(const WebRequest& request, const TakePiece& take,
                                                  const std::stop_token& stop) = 0;
};

struct WebManners {
  std::string agent;  ///< what it calls itself
  std::string proxy;
  bool local = false;  ///< this machine and private networks may be asked
  std::chrono::seconds longest{300};
  std::chrono::seconds silence{60};
};

/// Asks over the network, by libcurl; http and https only.
[[nodiscard]] std::unique_ptr<Web> network(WebManners manners);

/// The parts of an address; invalid_input where it is none.
struct WebAddress {
  std::string origin;  ///< "https://example.org" or with a port that is not the usual one
  std::string host;
  std::string path;  ///< with the query, at least "/"
  bool secure = false;
};
[[nodiscard]] base::Result<WebAddress> parse_web_address(const std::string& address);

/// Whether a numeric address ("203.0.113.9", "2001:db8::1") is one of the public internet: neither
/// this machine's nor a private network's, nor set apart for something else (IANA's registries of
/// special-purpose addresses). Nothing where it is no numeric address.
[[nodiscard]] std::optional<bool> is_public(const std::string& numeric);

/// When to come back, by a Retry-After: seconds, or a date of HTTP (RFC 9110, 10.2.3).
[[nodiscard]] std::optional<std::chrono::microseconds> retry_after(const std::string& value,
                                                                   base::Time now);

}  // namespace comity::service::fetching
