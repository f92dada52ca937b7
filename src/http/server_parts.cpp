#include "http/server_parts.h"

#include <arpa/inet.h>
#include <fmt/chrono.h>
#include <fmt/format.h>

#include <array>
#include <cstring>
#include <iterator>

namespace comity::http {
namespace {

// RFC 9110 section 5.6.7 asks for English names, whatever the locale.
std::string date_text(std::time_t now) {
  static constexpr std::array kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::tm utc = fmt::gmtime(now);
  return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} GMT",
                     kDays[static_cast<std::size_t>(utc.tm_wday)], utc.tm_mday,
                     kMonths[static_cast<std::size_t>(utc.tm_mon)], utc.tm_year + 1900, utc.tm_hour,
                     utc.tm_min, utc.tm_sec);
}

void append_value(std::string& head, std::string_view value) {
  for (const char c : value) {
    const auto byte = static_cast<unsigned char>(c);
    head += (byte < 0x20 && c != '\t') || byte == 0x7f ? ' ' : c;
  }
}

}  // namespace

std::string head_of(const Response& response, Framing framing, Connection connection,
                    std::time_t now) {
  std::string head;
  head.reserve(1024);
  fmt::format_to(std::back_inserter(head), "HTTP/1.1 {} {}\r\nDate: {}\r\n", response.status,
                 reason_of(response.status), date_text(now));
  for (const Header& header : response.headers) {
    head += header.name;
    head += ": ";
    append_value(head, header.value);
    head += "\r\n";
  }
  const bool bodiless = response.status == 204 || response.status == 304;
  if (framing == Framing::chunked) {
    head += "Transfer-Encoding: chunked\r\n";
  } else if (framing == Framing::length && !bodiless) {
    fmt::format_to(std::back_inserter(head), "Content-Length: {}\r\n", response.text().size());
  }
  if (connection == Connection::close) head += "Connection: close\r\n";
  head += "\r\n";
  return head;
}

std::string chunk_of(std::string_view bytes) {
  std::string chunk = fmt::format("{:x}\r\n", bytes.size());
  chunk += bytes;
  chunk += "\r\n";
  return chunk;
}

std::string last_chunk(const std::optional<Trailer>& trailer) {
  if (!trailer) return "0\r\n\r\n";
  return fmt::format("0\r\nComity-Count: {}\r\nComity-SHA256: {}\r\n\r\n", trailer->count,
                     trailer->sha256);
}

std::string network_of(std::string_view address) {
  // An IPv4 sender as a socket of both families names it.
  constexpr std::string_view kMapped = "::ffff:";
  if (address.starts_with(kMapped) && address.find('.') != std::string_view::npos) {
    address.remove_prefix(kMapped.size());
  }
  const std::string text(address);
  std::array<unsigned char, 16> bytes{};
  if (inet_pton(AF_INET, text.c_str(), bytes.data()) == 1) {
    return fmt::format("{}.{}.{}.0/24", bytes[0], bytes[1], bytes[2]);
  }
  if (inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1) {
    std::memset(bytes.data() + 8, 0, 8);
    std::array<char, INET6_ADDRSTRLEN> printed{};
    if (inet_ntop(AF_INET6, bytes.data(), printed.data(), printed.size()) != nullptr) {
      return std::string(printed.data()) + "/64";
    }
  }
  return "unknown";
}

bool is_this_machine(std::string_view network) {
  return network.starts_with("127.") || network == "::/64";
}

}  // namespace comity::http
