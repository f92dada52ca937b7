#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

// One request over the network: no redirect is followed, nothing is tried twice.
namespace comity::service {

struct TransferRequest {
  std::string address;  ///< http or https
  std::vector<std::pair<std::string, std::string>> headers;
  std::uint64_t most_bytes = 0;  ///< of the body
};

struct TransferAnswer {
  int status = 0;
  std::map<std::string, std::string> headers;  ///< names in small letters; the last of several
  std::string body;
  bool cut = false;  ///< the connection ended before the body did

  /// The value of a header, or empty.
  [[nodiscard]] std::string_view header(std::string_view name) const;
};

/// Whom one talks to.
class Transfers {
 public:
  virtual ~Transfers() = default;
  /// unavailable: no connection, or it ended before there were headers; timeout: none in time, or
  /// too slow; too_large: more than `most_bytes`; forbidden: an address of a private network;
  /// invalid_input: no address of that form.
  [[nodiscard]] virtual base::Result<TransferAnswer> get(const TransferRequest& request) = 0;
};

/// Which machines may be talked to: those of the public internet, or those of one's own networks
/// too (RFC 1918, loopback, link-local and the like).
enum class Reach : std::uint8_t { public_only, private_too };

/// How long one waits.
struct TransferPatience {
  std::chrono::seconds connect{20};
  std::chrono::seconds stalled{30};  ///< with less than a hundred bytes a second
  std::chrono::seconds whole{600};
};

/// Over libcurl: HTTP/1.1 and 2, TLS checked against the system's authorities, proxies of the
/// environment not asked. A stop ends what runs.
[[nodiscard]] std::unique_ptr<Transfers> network_transfers(Reach reach,
                                                           const TransferPatience& patience,
                                                           std::stop_token stop);

/// Whether a numeric address (IPv4 or IPv6) is of the public internet (IANA's registries of special
/// addresses).
[[nodiscard]] bool is_public_address(std::string_view numeric);

/// Parts of an address that is http or https and names no user: "https://host:port" and
/// "/path?query".
struct AddressParts {
  std::string whole;  ///< without a fragment
  std::string origin;
  std::string path;
};
/// `address` as it is meant on the page `base`, which may be empty. invalid_input: no such address.
[[nodiscard]] base::Result<AddressParts> address_parts(std::string_view address,
                                                       std::string_view base = {});

/// How long a Retry-After ("120", or a date of HTTP) wants one to wait; 0 where it says nothing.
[[nodiscard]] std::chrono::seconds retry_after(std::string_view value, std::int64_t now_seconds);

}  // namespace comity::service
