#include "service/transfer.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

#include "base/text.h"

namespace comity::service {
namespace {

using base::ErrorKind;
using base::fail;
using base::Result;

constexpr const char* kAgent = "Comity/0.1";
constexpr std::int64_t kLongestRetry = 86'400L * 366;  // seconds
constexpr long kSlowest = 100;                         // bytes a second

struct FreeHandle {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

struct Network {
  std::uint32_t address;
  int bits;
};

constexpr std::uint32_t ipv4(std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t d) {
  return a << 24 | b << 16 | c << 8 | d;
}

// Not of the public internet: https://www.iana.org/assignments/iana-ipv4-special-registry
constexpr auto kSpecial = std::to_array<Network>({{ipv4(0, 0, 0, 0), 8},
                                                  {ipv4(10, 0, 0, 0), 8},
                                                  {ipv4(100, 64, 0, 0), 10},
                                                  {ipv4(127, 0, 0, 0), 8},
                                                  {ipv4(169, 254, 0, 0), 16},
                                                  {ipv4(172, 16, 0, 0), 12},
                                                  {ipv4(192, 0, 0, 0), 24},
                                                  {ipv4(192, 0, 2, 0), 24},
                                                  {ipv4(192, 168, 0, 0), 16},
                                                  {ipv4(198, 18, 0, 0), 15},
                                                  {ipv4(198, 51, 100, 0), 24},
                                                  {ipv4(203, 0, 113, 0), 24},
                                                  {ipv4(224, 0, 0, 0), 3}});

bool is_public(std::uint32_t address) {
  return std::none_of(kSpecial.begin(), kSpecial.end(), [address](const Network& network) {
    return (address ^ network.address) >> (32 - network.bits) == 0;
  });
}

bool is_public(const std::array<std::uint8_t, 16>& address) {
  const auto last = ipv4(address[12], address[13], address[14], address[15]);
  const bool zeros = std::all_of(address.begin(), address.begin() + 10,
                                 [](std::uint8_t byte) { return byte == 0; });
  if (zeros && address[10] == 0xff && address[11] == 0xff) return is_public(last);  // ::ffff:0:0/96
  // 64:ff9b::/96 and 2002::/16 carry an IPv4 address.
  if (address[0] == 0x00 && address[1] == 0x64) return false;
  if (address[0] == 0x20 && address[1] == 0x02) return false;
  if (address[0] == 0x20 && address[1] == 0x01 && (address[2] & 0xfe) == 0) return false;
  if (address[0] == 0x20 && address[1] == 0x01 && address[2] == 0x0d) return false;
  return (address[0] & 0xe0) == 0x20;  // 2000::/3 is what is given to networks
}

/// What one request fills in.
struct Exchange {
  TransferAnswer answer;
  std::uint64_t most_bytes = 0;
  bool too_large = false;
  bool refused = false;  ///< an address that may not be talked to
  Reach reach = Reach::public_only;
  const std::stop_token* stop = nullptr;
};

std::size_t take_body(char* bytes, std::size_t size, std::size_t count, void* exchange) {
  auto& into = *static_cast<Exchange*>(exchange);
  if (into.answer.body.size() + size * count > into.most_bytes) {
    into.too_large = true;
    return 0;
  }
  into.answer.body.append(bytes, size * count);
  return size * count;
}

std::size_t take_header(char* bytes, std::size_t size, std::size_t count, void* exchange) {
  auto& answer = static_cast<Exchange*>(exchange)->answer;
  const std::string_view line(bytes, size * count);
  if (line.starts_with("HTTP/")) answer.headers.clear();
  const auto colon = line.find(':');
  if (colon != std::string_view::npos && answer.headers.size() < 200) {
    answer.headers[base::lower_ascii(line.substr(0, colon))] =
        std::string(base::trimmed(line.substr(colon + 1)));
  }
  return size * count;
}

// The name was resolved already: what is looked at here is what is talked to.
curl_socket_t open_socket(void* exchange, curlsocktype, curl_sockaddr* address) {
  auto& into = *static_cast<Exchange*>(exchange);
  std::array<char, INET6_ADDRSTRLEN> text{};
  const void* number = nullptr;
  if (address->family == AF_INET) {
    number = &reinterpret_cast<const sockaddr_in*>(&address->addr)->sin_addr;
  } else if (address->family == AF_INET6) {
    number = &reinterpret_cast<const sockaddr_in6*>(&address->addr)->sin6_addr;
  }
  const bool told = number != nullptr && inet_ntop(address->family, number, text.data(),
                                                   static_cast<socklen_t>(text.size())) != nullptr;
  if (!told || (into.reach == Reach::public_only && !is_public_address(text.data()))) {
    into.refused = true;
    return CURL_SOCKET_BAD;
  }
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

int look_up(void* exchange, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<Exchange*>(exchange)->stop->stop_requested() ? 1 : 0;
}

base::Error error_of(CURLcode code, const Exchange& exchange, const TransferRequest& request) {
  const std::string why = curl_easy_strerror(code);
  if (exchange.too_large) {
    return {ErrorKind::too_large,
            fmt::format("the answer has more than {} bytes", request.most_bytes), request.address,
            ""};
  }
  if (exchange.refused) {
    return {ErrorKind::forbidden, "the address leads into a private network", request.address,
            "allow private addresses where the mirror is one's own"};
  }
  if (code == CURLE_OPERATION_TIMEDOUT) {
    return {ErrorKind::timeout, "the service is too slow, or does not answer", request.address,
            "try again later"};
  }
  if (code == CURLE_URL_MALFORMAT || code == CURLE_UNSUPPORTED_PROTOCOL) {
    return {ErrorKind::invalid_input, "this is no address: " + why, request.address,
            "https://… or http://…"};
  }
  return {ErrorKind::unavailable, "the service cannot be reached: " + why, request.address,
          "try again later"};
}

class NetworkTransfers final : public Transfers {
 public:
  NetworkTransfers(Reach reach, const TransferPatience& patience, std::stop_token stop)
      : reach_(reach), patience_(patience), stop_(std::move(stop)) {}

  Result<TransferAnswer> get(const TransferRequest& request) override {
    if (!handle_) {
      handle_.reset(curl_easy_init());
      if (!handle_) return fail(ErrorKind::internal, "there is no memory for a request");
    }
    auto* handle = handle_.get();
    curl_easy_reset(handle);  // keeps connections and resolved names
    Exchange exchange;
    exchange.most_bytes = request.most_bytes;
    exchange.reach = reach_;
    exchange.stop = &stop_;
    std::unique_ptr<curl_slist, FreeList> headers;
    for (const auto& [name, value] : request.headers) {
      auto* longer = curl_slist_append(headers.get(), (name + ": " + value).c_str());
      if (longer == nullptr) return fail(ErrorKind::internal, "there is no memory for a request");
      static_cast<void>(headers.release());
      headers.reset(longer);
    }
    set_up(handle, request, exchange, headers.get());
    const auto code = curl_easy_perform(handle);
    long status = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
    exchange.answer.status = static_cast<int>(status);
    if (code == CURLE_OK) return std::move(exchange.answer);
    const bool broke = code == CURLE_PARTIAL_FILE || code == CURLE_RECV_ERROR ||
                       code == CURLE_HTTP2_STREAM || code == CURLE_OPERATION_TIMEDOUT;
    if (broke && status != 0 && !exchange.answer.body.empty()) {
      exchange.answer.cut = true;
      return std::move(exchange.answer);
    }
    return tl::unexpected<base::Error>(error_of(code, exchange, request));
  }

 private:
  void set_up(CURL* handle, const TransferRequest& request, Exchange& exchange,
              curl_slist* headers) const {
    curl_easy_setopt(handle, CURLOPT_URL, request.address.c_str());
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(handle, CURLOPT_PROXY, "");
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_USERAGENT, kAgent);
    curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, &exchange);
    curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, take_header);
    curl_easy_setopt(handle, CURLOPT_HEADERDATA, &exchange);
    curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    curl_easy_setopt(handle, CURLOPT_OPENSOCKETDATA, &exchange);
    curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, look_up);
    curl_easy_setopt(handle, CURLOPT_XFERINFODATA, &exchange);
    curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, static_cast<long>(patience_.connect.count()));
    curl_easy_setopt(handle, CURLOPT_LOW_SPEED_LIMIT, kSlowest);
    curl_easy_setopt(handle, CURLOPT_LOW_SPEED_TIME, static_cast<long>(patience_.stalled.count()));
    curl_easy_setopt(handle, CURLOPT_TIMEOUT, static_cast<long>(patience_.whole.count()));
  }

  Reach reach_;
  TransferPatience patience_;
  std::stop_token stop_;
  std::unique_ptr<CURL, FreeHandle> handle_;
};

}  // namespace

std::string_view TransferAnswer::header(std::string_view name) const {
  const auto found = headers.find(std::string(name));
  return found == headers.end() ? std::string_view() : std::string_view(found->second);
}

bool is_public_address(std::string_view numeric) {
  const std::string text(numeric);
  in_addr four{};
  if (inet_pton(AF_INET, text.c_str(), &four) == 1) return is_public(ntohl(four.s_addr));
  std::array<std::uint8_t, 16> six{};
  return inet_pton(AF_INET6, text.c_str(), six.data()) == 1 && is_public(six);
}

Result<AddressParts> address_parts(std::string_view address, std::string_view base) {
  struct Free {
    void operator()(CURLU* url) const { curl_url_cleanup(url); }
  };
  const auto wrong = [&] {
    return fail(ErrorKind::invalid_input, "this is no address of a document", std::string(address),
                "https://… or http://…, without a user");
  };
  const std::unique_ptr<CURLU, Free> url(curl_url());
  if (!url) return fail(ErrorKind::internal, "there is no memory for an address");
  const auto put = [&](std::string_view text) {
    return curl_url_set(url.get(), CURLUPART_URL, std::string(text).c_str(),
                        CURLU_DISALLOW_USER | CURLU_URLENCODE) == CURLUE_OK;
  };
  if ((!base.empty() && !put(base)) || !put(address)) return wrong();
  curl_url_set(url.get(), CURLUPART_FRAGMENT, nullptr, 0);
  const auto part = [&](CURLUPart which, unsigned flags = 0) {
    char* text = nullptr;
    if (curl_url_get(url.get(), which, &text, flags) != CURLUE_OK) return std::string();
    std::string out(text);
    curl_free(text);
    return out;
  };
  const auto scheme = part(CURLUPART_SCHEME);
  if ((scheme != "http" && scheme != "https") || part(CURLUPART_HOST).empty()) return wrong();
  const auto query = part(CURLUPART_QUERY);
  return AddressParts{part(CURLUPART_URL),
                      scheme + "://" + base::lower_ascii(part(CURLUPART_HOST)) + ":" +
                          part(CURLUPART_PORT, CURLU_DEFAULT_PORT),
                      part(CURLUPART_PATH) + (query.empty() ? "" : "?" + query)};
}

std::chrono::seconds retry_after(std::string_view value, std::int64_t now_seconds) {
  std::int64_t seconds = 0;
  const auto* const end = value.data() + value.size();
  const auto read = std::from_chars(value.data(), end, seconds);
  if (read.ec == std::errc::result_out_of_range) seconds = kLongestRetry;
  if (read.ptr != end || value.empty()) {
    const auto date = curl_getdate(std::string(value).c_str(), nullptr);
    seconds = date < 0 ? 0 : static_cast<std::int64_t>(date) - now_seconds;
  }
  return std::chrono::seconds(std::clamp<std::int64_t>(seconds, 0, kLongestRetry));
}

std::unique_ptr<Transfers> network_transfers(Reach reach, const TransferPatience& patience,
                                             std::stop_token stop) {
  static const bool begun = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  static_cast<void>(begun);  // curl_easy_init gives nothing where it failed
  return std::make_unique<NetworkTransfers>(reach, patience, std::move(stop));
}

}  // namespace comity::service
