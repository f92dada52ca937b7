#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "http/site.h"

namespace comity::http {

/// Methods that routes use; any other is `other` and is answered 501.
enum class Method : std::uint8_t { get, head, post, patch, options, other };

[[nodiscard]] std::string_view name_of(Method method);
[[nodiscard]] Method method_from(std::string_view name);

struct Header {
  std::string name;
  std::string value;
};

/// A request as received. `target` is the raw request target ("/search?q=a%20b").
struct Request {
  Method method = Method::get;
  std::string target;
  std::vector<Header> headers;
  std::string body;
  std::string network;  ///< the sender's network ("192.0.2.0/24"), for throttling only

  /// The value of a header, names compared without case; several are joined by ", "; empty when
  /// there is none.
  [[nodiscard]] std::string header(std::string_view name) const;
};

/// What is sent: bytes made for this answer, bytes built into the program, bytes shared with a
/// cache, or a stream (sent in chunks).
using Body = std::variant<std::string, std::string_view, std::shared_ptr<const std::string>,
                          std::unique_ptr<ByteStream>>;

enum class Connection : std::uint8_t { keep, close };

/// An answer to send. The server adds Date, Content-Length or Transfer-Encoding, and Connection.
struct Response {
  int status = 200;
  std::vector<Header> headers;
  Body body;
  Connection connection = Connection::keep;

  void set(std::string_view name, std::string value);
  /// Empty when there is none.
  [[nodiscard]] std::string_view header(std::string_view name) const;
  /// The bytes of a body that is no stream.
  [[nodiscard]] std::string_view text() const;
};

/// "OK", "Not Found", …; empty for a status the house does not use.
[[nodiscard]] std::string_view reason_of(int status);

/// Whether two ASCII texts are equal without regard to case.
[[nodiscard]] bool equal_without_case(std::string_view a, std::string_view b);

}  // namespace comity::http
