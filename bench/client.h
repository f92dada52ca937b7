#pragma once

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

namespace comity::bench {

/// One connection to a server on this machine that asks and waits for the whole answer.
class Client {
 public:
  explicit Client(std::uint16_t port) : socket_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int yes = 1;
    setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    if (connect(socket_, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) stop("connect");
  }
  Client(Client&& other) noexcept : socket_(other.socket_) { other.socket_ = -1; }
  Client& operator=(Client&&) = delete;
  ~Client() {
    if (socket_ >= 0) close(socket_);
  }

  void ask(const std::string& path) {
    const auto request = "GET " + path +
                         " HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\n"
                         "Accept-Encoding: gzip\r\n\r\n";
    send(request);
  }

  void send(std::string_view request) {
    while (!request.empty()) {
      const auto written = write(socket_, request.data(), request.size());
      if (written <= 0) stop("write");
      request.remove_prefix(static_cast<std::size_t>(written));
    }
    answer_.clear();
  }

  /// Sends a request as it is and waits for the answer, whatever it says.
  const std::string& exchange(std::string_view request) {
    send(request);
    while (!take()) {
    }
    return answer_;
  }

  /// Takes what is there; whether the answer is whole.
  bool take() {
    char part[65536];
    const auto length = read(socket_, part, sizeof part);
    if (length <= 0) stop("read");
    answer_.append(part, static_cast<std::size_t>(length));
    return whole();
  }

  /// Asks and waits; bytes of the answer.
  std::size_t get(const std::string& path) {
    ask(path);
    while (!take()) {
    }
    if (!answer_.starts_with("HTTP/1.1 200")) stop(path.c_str());
    return answer_.size();
  }

  [[nodiscard]] int descriptor() const { return socket_; }
  [[nodiscard]] std::string body() const { return answer_.substr(answer_.find("\r\n\r\n") + 4); }

 private:
  [[nodiscard]] bool whole() const {
    const auto end = answer_.find("\r\n\r\n");
    if (end == answer_.npos) return false;
    const auto length = answer_.find("Content-Length: ");
    if (length < end) {
      return answer_.size() == end + 4 + std::strtoull(answer_.c_str() + length + 16, nullptr, 10);
    }
    return answer_.ends_with("\r\n0\r\n\r\n");
  }

  [[noreturn]] void stop(const char* what) const {
    std::fprintf(stderr, "%s failed: %.200s\n", what, answer_.c_str());
    std::exit(1);
  }

  int socket_;
  std::string answer_;
};

}  // namespace comity::bench
