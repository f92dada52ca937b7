#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace comity::reading {

using Deadline = std::chrono::steady_clock::time_point;

/// An open file descriptor, closed when destroyed.
class Fd {
 public:
  Fd() = default;
  explicit Fd(int fd) : fd_(fd) {}
  Fd(Fd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Fd& operator=(Fd&& other) noexcept;
  ~Fd() { reset(); }

  [[nodiscard]] int get() const { return fd_; }
  [[nodiscard]] bool open() const { return fd_ >= 0; }
  void reset();

 private:
  int fd_ = -1;
};

struct FdPair {
  Fd first;
  Fd second;
};

/// A pipe: `first` is read, `second` written. Error: unavailable (no descriptors left).
[[nodiscard]] base::Result<FdPair> make_pipe();
/// A connected pair of local stream sockets.
[[nodiscard]] base::Result<FdPair> make_socket_pair();
/// A file in memory that holds the bytes, at its start. Errors: unavailable.
[[nodiscard]] base::Result<Fd> memory_file(std::string_view bytes);

/// Sends one small message with descriptors; false where the other side is gone.
[[nodiscard]] bool send_message(int socket, std::string_view bytes, std::span<const int> fds);

struct Message {
  std::string bytes;  ///< empty: the other side is gone
  std::vector<Fd> fds;
};
/// Takes one message of at most `limit` bytes and four descriptors; waits for it.
[[nodiscard]] Message take_message(int socket, std::size_t limit);

/// What a read with a deadline came to.
enum class ReadEnd : std::uint8_t { done, timeout, too_large, closed };

/// Appends exactly `count` bytes; `closed` where the other side ends before.
[[nodiscard]] ReadEnd read_exactly(int fd, std::size_t count, std::string& out, Deadline deadline);
/// Appends all up to the end; `too_large` after `limit` bytes. `came` is told each time that more
/// stands in `out`, of which it may take away what it has used.
[[nodiscard]] ReadEnd read_to_end(int fd, std::uint64_t limit, std::string& out, Deadline deadline,
                                  const std::function<void()>& came = {});
/// Writes all; false where the other side is gone. Never raises SIGPIPE on sockets.
[[nodiscard]] bool send_all(int socket, std::string_view bytes);

}  // namespace comity::reading
