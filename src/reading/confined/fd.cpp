#include "reading/confined/fd.h"

#include <poll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include <fcntl.h>

namespace comity::reading {
namespace {

constexpr std::size_t kMostFds = 4;
constexpr std::size_t kChunk = std::size_t{1} << 16;

tl::unexpected<base::Error> no_descriptor(std::string_view what) {
  return base::fail(base::ErrorKind::unavailable,
                    std::string(what) + " could not be made: " + std::strerror(errno), {},
                    "raise the limit of open files (ulimit -n) or try again");
}

// Milliseconds until the deadline; 0 when it has passed.
int milliseconds_to(Deadline deadline) {
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
                        deadline - std::chrono::steady_clock::now())
                        .count();
  return static_cast<int>(std::clamp<decltype(left + 0)>(left + 1, 0, 1'000'000));
}

// Waits until something can be read; false at the deadline.
bool wait_readable(int fd, Deadline deadline) {
  while (true) {
    if (std::chrono::steady_clock::now() >= deadline) return false;
    pollfd entry{fd, POLLIN, 0};
    const int ready = poll(&entry, 1, milliseconds_to(deadline));
    if (ready > 0) return true;
    if (ready < 0 && errno != EINTR) return true;  // read() tells what is wrong
  }
}

}  // namespace

Fd& Fd::operator=(Fd&& other) noexcept {
  if (this != &other) {
    reset();
    fd_ = std::exchange(other.fd_, -1);
  }
  return *this;
}

void Fd::reset() {
  if (fd_ >= 0) close(fd_);
  fd_ = -1;
}

base::Result<FdPair> make_pipe() {
  std::array<int, 2> fds{};
  if (pipe2(fds.data(), O_CLOEXEC) != 0) return no_descriptor("a pipe");
  return FdPair{Fd(fds[0]), Fd(fds[1])};
}

base::Result<FdPair> make_socket_pair() {
  std::array<int, 2> fds{};
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds.data()) != 0) {
    return no_descriptor("a socket");
  }
  return FdPair{Fd(fds[0]), Fd(fds[1])};
}

base::Result<Fd> memory_file(std::string_view bytes) {
  Fd file(memfd_create("comity-input", MFD_CLOEXEC | MFD_ALLOW_SEALING));
  if (!file.open()) return no_descriptor("a file in memory");
  while (!bytes.empty()) {
    const auto written = write(file.get(), bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return no_descriptor("a file in memory");
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  // The child reads what was given, whatever happens here or there.
  fcntl(file.get(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL);
  lseek(file.get(), 0, SEEK_SET);
  return file;
}

bool send_message(int socket, std::string_view bytes, std::span<const int> fds) {
  std::array<char, CMSG_SPACE(sizeof(int) * kMostFds)> control{};
  iovec part{const_cast<char*>(bytes.data()), bytes.size()};  // sendmsg only reads it
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  const auto count = std::min(fds.size(), kMostFds);
  if (count > 0) {
    message.msg_control = control.data();
    message.msg_controllen = CMSG_SPACE(sizeof(int) * count);
    auto* header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof(int) * count);
    std::memcpy(CMSG_DATA(header), fds.data(), sizeof(int) * count);
  }
  while (true) {
    const auto sent = sendmsg(socket, &message, MSG_NOSIGNAL);
    if (sent >= 0) return static_cast<std::size_t>(sent) == bytes.size();
    if (errno != EINTR) return false;
  }
}

Message take_message(int socket, std::size_t limit) {
  Message out;
  out.bytes.resize(limit);
  std::array<char, CMSG_SPACE(sizeof(int) * kMostFds)> control{};
  iovec part{out.bytes.data(), out.bytes.size()};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = control.data();
  message.msg_controllen = control.size();
  ssize_t received = 0;
  do {
    received = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
  } while (received < 0 && errno == EINTR);
  out.bytes.resize(received > 0 ? static_cast<std::size_t>(received) : 0);
  if (received < 0) return out;
  for (auto* header = CMSG_FIRSTHDR(&message); header != nullptr;
       header = CMSG_NXTHDR(&message, header)) {
    if (header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS) continue;
    const auto count = (header->cmsg_len - CMSG_LEN(0)) / sizeof(int);
    for (std::size_t i = 0; i < count; ++i) {
      int fd = -1;
      std::memcpy(&fd, CMSG_DATA(header) + i * sizeof(int), sizeof(int));
      out.fds.emplace_back(fd);
    }
  }
  return out;
}

ReadEnd read_exactly(int fd, std::size_t count, std::string& out, Deadline deadline) {
  auto at = out.size();
  const auto end = at + count;
  while (at < end) {
    if (!wait_readable(fd, deadline)) {
      out.resize(at);
      return ReadEnd::timeout;
    }
    // Grown as bytes arrive: a false count must not reserve memory.
    out.resize(std::min(end, at + kChunk * 16));
    const auto got = read(fd, out.data() + at, out.size() - at);
    if (got < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (got <= 0) {
      out.resize(at);
      return ReadEnd::closed;
    }
    at += static_cast<std::size_t>(got);
  }
  out.resize(end);
  return ReadEnd::done;
}

ReadEnd read_to_end(int fd, std::uint64_t limit, std::string& out, Deadline deadline,
                    const std::function<void()>& came) {
  std::uint64_t total = 0;
  while (true) {
    if (!wait_readable(fd, deadline)) return ReadEnd::timeout;
    const auto at = out.size();
    out.resize(at + kChunk);
    const auto got = read(fd, out.data() + at, kChunk);
    out.resize(at + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    if (got < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (got < 0) return ReadEnd::closed;
    if (got == 0) return ReadEnd::done;
    total += static_cast<std::uint64_t>(got);
    if (total > limit) return ReadEnd::too_large;
    if (came) came();
  }
}

bool send_all(int socket, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto sent = send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

}  // namespace comity::reading
