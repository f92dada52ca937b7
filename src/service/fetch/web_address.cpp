#include <arpa/inet.h>
#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.h"
#include "service/fetch/web.h"

namespace comity::service::fetching {
namespace {

struct EndUrl {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};

std::string url_part(CURLU* url, CURLUPart part) {
  char* text = nullptr;
  if (curl_url_get(url, part, &text, 0) != CURLUE_OK || text == nullptr) return {};
  std::string out = text;
  curl_free(text);
  return out;
}

/// Addresses whose first bits are these.
struct Block {
  std::array<std::uint8_t, 16> first;
  int bits;
};

bool lies_in(const std::uint8_t* bytes, const Block& block) {
  for (int bit = 0; bit < block.bits; ++bit) {
    const auto byte = static_cast<std::size_t>(bit) / 8;
    const unsigned mask = 0x80U >> (static_cast<unsigned>(bit) % 8U);
    if (((bytes[byte] ^ block.first[byte]) & mask) != 0) return false;
  }
  return true;
}

bool is_public_v4(const std::uint8_t* bytes) {
  static constexpr auto kSpecial = std::to_array<Block>({{{0}, 8},
                                                         {{10}, 8},
                                                         {{100, 64}, 10},
                                                         {{127}, 8},
                                                         {{169, 254}, 16},
                                                         {{172, 16}, 12},
                                                         {{192, 0, 0}, 24},
                                                         {{192, 0, 2}, 24},
                                                         {{192, 88, 99}, 24},
                                                         {{192, 168}, 16},
                                                         {{198, 18}, 15},
                                                         {{198, 51, 100}, 24},
                                                         {{203, 0, 113}, 24},
                                                         {{224}, 3}});
  return std::none_of(kSpecial.begin(), kSpecial.end(),
                      [&](const Block& block) { return lies_in(bytes, block); });
}

bool is_public_v6(const std::uint8_t* bytes) {
  // IPv4 inside: as it is, and as networks without IPv4 reach it (RFC 6052).
  static constexpr Block kMapped{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF}, 96};
  static constexpr Block kTranslated{{0, 0x64, 0xFF, 0x9B}, 96};
  if (lies_in(bytes, kMapped) || lies_in(bytes, kTranslated)) return is_public_v4(bytes + 12);
  static constexpr Block kGlobal{{0x20}, 3};
  static constexpr auto kSpecial = std::to_array<Block>(
      {{{0x20, 0x01}, 23}, {{0x20, 0x01, 0x0D, 0xB8}, 32}, {{0x20, 0x02}, 16}, {{0x3F, 0xFF}, 20}});
  return lies_in(bytes, kGlobal) &&
         std::none_of(kSpecial.begin(), kSpecial.end(),
                      [&](const Block& block) { return lies_in(bytes, block); });
}

}  // namespace

std::string_view WebHead::field(std::string_view name) const {
  const auto found = fields.find(name);
  return found == fields.end() ? std::string_view() : std::string_view(found->second);
}

base::Result<WebAddress> parse_web_address(const std::string& address) {
  const std::unique_ptr<CURLU, EndUrl> url(curl_url());
  const auto refused = [&] {
    return base::fail(base::ErrorKind::invalid_input, "this is no address of a document", address,
                      "https://SERVER/PATH, without a name or password in it");
  };
  if (curl_url_set(url.get(), CURLUPART_URL, address.c_str(), CURLU_DISALLOW_USER) != CURLUE_OK) {
    return refused();
  }
  const auto scheme = url_part(url.get(), CURLUPART_SCHEME);
  WebAddress parts;
  parts.secure = scheme == "https";
  parts.host = base::lower_ascii(url_part(url.get(), CURLUPART_HOST));
  if ((!parts.secure && scheme != "http") || parts.host.empty()) return refused();
  parts.origin = scheme + "://" + parts.host;
  const auto port = url_part(url.get(), CURLUPART_PORT);
  if (!port.empty() && port != (parts.secure ? "443" : "80")) parts.origin += ":" + port;
  parts.path = url_part(url.get(), CURLUPART_PATH);
  if (parts.path.empty()) parts.path = "/";
  const auto query = url_part(url.get(), CURLUPART_QUERY);
  if (!query.empty()) parts.path += "?" + query;
  return parts;
}

std::optional<bool> is_public(const std::string& numeric) {
  std::array<std::uint8_t, 16> bytes{};
  if (inet_pton(AF_INET, numeric.c_str(), bytes.data()) == 1) return is_public_v4(bytes.data());
  auto bare = numeric;
  if (bare.starts_with('[') && bare.ends_with(']')) bare = bare.substr(1, bare.size() - 2);
  bare = bare.substr(0, bare.find('%'));  // the interface of a link-local one
  if (inet_pton(AF_INET6, bare.c_str(), bytes.data()) == 1) return is_public_v6(bytes.data());
  return std::nullopt;
}

std::optional<std::chrono::microseconds> retry_after(const std::string& value, base::Time now) {
  using std::chrono::microseconds;
  std::int64_t seconds = 0;
  const auto* const end = value.data() + value.size();
  const auto read = std::from_chars(value.data(), end, seconds);
  constexpr std::int64_t kMost = std::int64_t{365} * 24 * 3600;
  if (read.ec == std::errc{} && read.ptr == end && seconds >= 0) {
    return microseconds(std::min(seconds, kMost) * 1'000'000);
  }
  const auto date = curl_getdate(value.c_str(), nullptr);
  if (value.empty() || date < 0) return std::nullopt;
  const auto left = static_cast<std::int64_t>(date) - now.microseconds / 1'000'000;
  return microseconds(std::clamp<std::int64_t>(left, 0, kMost) * 1'000'000);
}

}  // namespace comity::service::fetching
