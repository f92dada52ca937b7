#pragma once

#include <ctime>
#include <optional>
#include <string>

#include "http/protocol/message.h"

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
/// The end of a chunked body, with what is said of it (RFC 9112 section 7.1.2).
[[nodiscard]] std::string last_chunk(const std::optional<Trailer>& trailer);
/// The value of the header that announces them.
inline constexpr std::string_view kTrailerNames = "Comity-Count, Comity-SHA256";

/// "192.0.2.0/24" or "2001:db8:1:2::/64": enough to slow a sender down, too little to name one.
/// `address` is numeric; anything else is returned as "unknown".
[[nodiscard]] std::string network_of(std::string_view address);
/// Whether that is the loopback's.
[[nodiscard]] bool is_this_machine(std::string_view network);

}  // namespace comity::http
