#pragma once

#include <ctime>
#include <string>

#include "http/message.h"

// Parts of the server that need no network, so that they can be tested without one.
namespace comity::http {

/// How the body of an answer is delimited.
enum class Framing : std::uint8_t { length, chunked, until_close };

/// The status line and header fields of an answer, ended by the empty line. Control characters in
/// values become spaces, so that no value can start another field.
[[nodiscard]] std::string head_of(const Response& response, Framing framing, Connection connection,
                                  std::time_t now);

/// One chunk of a chunked body: its size, CRLF, the bytes, CRLF.
[[nodiscard]] std::string chunk_of(std::string_view bytes);
inline constexpr std::string_view kLastChunk = "0\r\n\r\n";

/// "192.0.2.0/24" or "2001:db8:1:2::/64": enough to slow a sender down, too little to name one.
/// `address` is numeric; anything else is returned as "unknown".
[[nodiscard]] std::string network_of(std::string_view address);

}  // namespace comity::http
