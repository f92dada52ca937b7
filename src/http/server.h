#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/result.h"
#include "http/protocol/message.h"

namespace comity::http {

/// Limits that keep one sender from taking the server from the others.
struct ServerOptions {
  std::string address = "127.0.0.1";  ///< numeric IPv4 or IPv6 address to listen on
  std::uint16_t port = 0;             ///< 0 lets the system pick one
  std::size_t workers = 4;            ///< threads of the blocking pool
  /// Open at once. Above it one is closed that is idle, else one whose request has been longest on
  /// its way; where all have a request under way the newcomer gets 503.
  std::size_t connections = 1024;
  std::size_t header_bytes = 16 * 1024;
  std::size_t body_bytes = 64 * 1024;             ///< unless Handlers::body_bytes allows more
  std::chrono::milliseconds header_time{10'000};  ///< for a whole request head
  std::chrono::milliseconds body_time{30'000};    ///< for a whole request body of body_bytes
  std::size_t body_pace = 16 * 1024;              ///< bytes a second that a longer one must keep
  std::chrono::milliseconds write_time{30'000};   ///< for each 64 KiB of an answer
  std::chrono::milliseconds idle_time{75'000};    ///< between requests of one connection
  std::chrono::milliseconds stop_time{20'000};    ///< for stop() to let running requests finish
};

/// What the server asks of the application.
struct Handlers {
  /// Answers a request; called on the blocking pool, by several threads at once.
  std::function<Response(const Request&)> handle;
  /// Answers at once what needs no waiting (built-in files), on the server's own thread; nothing
  /// sends the request to `handle`. May be empty.
  std::function<std::optional<Response>(const Request&)> immediate;
  /// How many bytes of body this request may send, asked where it wants to send more than
  /// ServerOptions::body_bytes; called on the blocking pool with the head alone. May be empty.
  std::function<std::size_t(const Request& head)> body_bytes;
  /// The answer to bytes that are no acceptable request: 400, 408, 413, 414, 431, 501, 503. Called
  /// on the server's own thread; `request` holds what was read of the head.
  std::function<Response(int status, const Request& request)> refuse;
  /// Told how many connections are open. May be empty.
  std::function<void(std::size_t open)> connections;
};

/// An HTTP/1.1 server on one port: one thread for the network and a pool for handlers. TLS and
/// HTTP/2 belong to a reverse proxy. Prints nothing.
class Server {
 public:
  /// Listens and serves at once. Errors: invalid_input (the address), unavailable (the port).
  [[nodiscard]] static base::Result<std::unique_ptr<Server>> start(ServerOptions options,
                                                                   Handlers handlers);
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  /// Stops.
  ~Server();

  [[nodiscard]] std::uint16_t port() const;
  /// Accepts no more, lets running requests finish (at most stop_time), closes what is idle, and
  /// returns when all threads have ended. May be called more than once, by one thread at a time.
  void stop();

 private:
  struct Impl;
  explicit Server(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace comity::http
