#include "service/fetch/web.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <fmt/format.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>

#include "base/text.h"

namespace comity::service::fetching {
namespace {

using base::Error;
using base::ErrorKind;
using base::fail;

constexpr std::size_t kMostHeadBytes = std::size_t{64} * 1024;

struct EndEasy {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
struct EndList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

std::string numeric(const sockaddr& address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  // The system's own way of telling addresses: the family says what it is.
  if (address.sa_family == AF_INET) {
    const auto& v4 = reinterpret_cast<const sockaddr_in&>(address);
    inet_ntop(AF_INET, &v4.sin_addr, text.data(), text.size());
  } else if (address.sa_family == AF_INET6) {
    const auto& v6 = reinterpret_cast<const sockaddr_in6&>(address);
    inet_ntop(AF_INET6, &v6.sin6_addr, text.data(), text.size());
  }
  return text.data();
}

tl::unexpected<Error> local_address(const std::string& which, const std::string& place) {
  return fail(ErrorKind::forbidden,
              which + " is an address of this machine or of a private network", place,
              "where a server of your own is meant, write local,yes into fetch.csv of the "
              "installation's folder");
}

/// One request on its way, as libcurl's callbacks see it.
struct Exchange {
  const WebRequest& request;
  const TakePiece& take;
  const std::stop_token& stop;
  bool local;
  WebHead head;
  std::size_t head_bytes = 0;
  std::uint64_t bytes = 0;
  std::string refused;         ///< an address that may not be asked
  std::optional<Error> error;  ///< of what takes the bytes, or of their number

  static curl_socket_t open(void* user, curlsocktype, curl_sockaddr* address) {
    auto& self = *static_cast<Exchange*>(user);
    const auto name = numeric(address->addr);
    if (!self.local && !is_public(name).value_or(false)) {
      self.refused = name;
      return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
  }

  static std::size_t line(char* text, std::size_t, std::size_t size, void* user) {
    auto& self = *static_cast<Exchange*>(user);
    self.head_bytes += size;
    if (self.head_bytes > kMostHeadBytes) return 0;
    self.add_line(base::trimmed(std::string_view(text, size)));
    return size;
  }

  void add_line(std::string_view text) {
    // After "100 Continue" and the like comes another head.
    if (text.starts_with("HTTP/")) {
      head = {};
      const auto* const end = text.data() + text.size();
      (void)std::from_chars(text.data() + std::min(text.find(' ') + 1, text.size()), end,
                            head.status);
      return;
    }
    const auto colon = text.find(':');
    if (colon == text.npos) return;
    head.fields[base::lower_ascii(text.substr(0, colon))] =
        std::string(base::trimmed(text.substr(colon + 1)));
  }

  static std::size_t piece(char* text, std::size_t, std::size_t size, void* user) {
    auto& self = *static_cast<Exchange*>(user);
    return self.add({text, size}) ? size : 0;
  }

  bool add(std::string_view text) {
    bytes += text.size();
    if (bytes > request.most_bytes) {
      error = too_large();
      return false;
    }
    auto taken = take(head, text);
    if (!taken) error = std::move(taken).error();
    return !error;
  }

  [[nodiscard]] Error too_large() const {
    return {ErrorKind::too_large,
            fmt::format("the answer is larger than {} bytes", request.most_bytes), request.address,
            "where so large a document is meant, raise largest in fetch.csv of the "
            "installation's folder"};
  }

  static int progress(void* user, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return static_cast<Exchange*>(user)->stop.stop_requested() ? 1 : 0;
  }
};

Error told(CURLcode code, const std::string& host, const std::string& address) {
  const std::string why = curl_easy_strerror(code);
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
      return {ErrorKind::unavailable, "the name " + host + " is not found", address,
              "is there a network? else bring the documents from a folder with --from FOLDER"};
    case CURLE_COULDNT_CONNECT:
      return {ErrorKind::unavailable, "nobody answers at " + host, address,
              "is there a network, or a proxy to be named in fetch.csv? else --from FOLDER"};
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CONNECT_ERROR:
      return {ErrorKind::forbidden, fmt::format("{} cannot be trusted: {}", host, why), address,
              "look at this machine's date and time, and whether the package ca-certificates is "
              "installed"};
    case CURLE_OPERATION_TIMEDOUT:
      return {ErrorKind::timeout, host + " took too long", address,
              "run it again, it goes on where it stopped; or raise longest in fetch.csv"};
    case CURLE_ABORTED_BY_CALLBACK:
      return {ErrorKind::unavailable, "interrupted", address, "run it again to fetch the rest"};
    default:
      return {ErrorKind::unavailable, fmt::format("the connection to {} broke: {}", host, why),
              address, "run it again, it goes on where it stopped"};
  }
}

class Network final : public Web {
 public:
  explicit Network(WebManners manners) : manners_(std::move(manners)) {
    static const auto ready = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (ready == CURLE_OK) easy_.reset(curl_easy_init());
  }

  base::Result<WebHead> get(const WebRequest& request, const TakePiece& take,
                            const std::stop_token& stop) override {
    if (!easy_) return fail(ErrorKind::internal, "libcurl cannot be started", request.address);
    COMITY_TRY(const auto parts, parse_web_address(request.address));
    // Also where a proxy resolves the name.
    const bool own = parts.host == "localhost" || parts.host.ends_with(".localhost");
    if (!manners_.local && (own || !is_public(parts.host).value_or(true))) {
      return local_address(parts.host, request.address);
    }
    Exchange exchange{request, take, stop, manners_.local || !manners_.proxy.empty(), {}};
    curl_easy_reset(easy_.get());
    const auto fields = list_of(request);
    prepare(exchange, fields.get());
    const auto code = curl_easy_perform(easy_.get());
    if (exchange.error) return tl::unexpected<Error>(*std::move(exchange.error));
    if (!exchange.refused.empty()) return local_address(exchange.refused, request.address);
    if (code == CURLE_FILESIZE_EXCEEDED) return tl::unexpected<Error>(exchange.too_large());
    if (code != CURLE_OK) return tl::unexpected<Error>(told(code, parts.host, request.address));
    return head_of(std::move(exchange.head));
  }

 private:
  static std::unique_ptr<curl_slist, EndList> list_of(const WebRequest& request) {
    std::unique_ptr<curl_slist, EndList> list;
    for (const auto& [name, value] : request.fields) {
      auto* longer = curl_slist_append(list.get(), (name + ": " + value).c_str());
      if (longer == nullptr) continue;
      (void)list.release();
      list.reset(longer);
    }
    return list;
  }

  template <typename Value>
  void set(CURLoption option, Value value) {
    (void)curl_easy_setopt(easy_.get(), option, value);
  }

  void prepare(Exchange& exchange, curl_slist* fields) {
    set(CURLOPT_URL, exchange.request.address.c_str());
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_USERAGENT, manners_.agent.c_str());
    // An empty one says that the environment's does not count.
    set(CURLOPT_PROXY, manners_.proxy.c_str());
    set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    set(CURLOPT_HTTPHEADER, fields);
    // What a server sets before it sends on is told to it again, in this run alone.
    set(CURLOPT_COOKIEFILE, "");
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_CONNECTTIMEOUT, 30L);
    set(CURLOPT_TIMEOUT, static_cast<long>(manners_.longest.count()));
    set(CURLOPT_LOW_SPEED_LIMIT, 1L);
    set(CURLOPT_LOW_SPEED_TIME, static_cast<long>(manners_.silence.count()));
    set(CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(exchange.request.most_bytes));
    set(CURLOPT_OPENSOCKETFUNCTION, &Exchange::open);
    set(CURLOPT_OPENSOCKETDATA, &exchange);
    set(CURLOPT_HEADERFUNCTION, &Exchange::line);
    set(CURLOPT_HEADERDATA, &exchange);
    set(CURLOPT_WRITEFUNCTION, &Exchange::piece);
    set(CURLOPT_WRITEDATA, &exchange);
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_XFERINFOFUNCTION, &Exchange::progress);
    set(CURLOPT_XFERINFODATA, &exchange);
  }

  WebHead head_of(WebHead head) {
    char* redirect = nullptr;
    (void)curl_easy_getinfo(easy_.get(), CURLINFO_REDIRECT_URL, &redirect);
    if (redirect != nullptr) head.redirect = redirect;
    return head;
  }

  WebManners manners_;
  std::unique_ptr<CURL, EndEasy> easy_;
};

}  // namespace

std::unique_ptr<Web> network(WebManners manners) {
  return std::make_unique<Network>(std::move(manners));
}

}  // namespace comity::service::fetching
