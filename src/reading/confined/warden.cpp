#include "reading/confined/warden.h"

#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <utility>

namespace comity::reading {
namespace {

tl::unexpected<base::Error> gone() {
  return base::fail(base::ErrorKind::unavailable, "the process that starts readers has ended", {},
                    "start the program again");
}

Outcome outcome_of(int status) {
  if (WIFEXITED(status)) {
    const int code = WEXITSTATUS(status);
    return {code == 0 ? Ending::finished : Ending::failed, code};
  }
  const int signal = WTERMSIG(status);
  return {signal == SIGXCPU ? Ending::too_long : Ending::crashed, signal};
}

}  // namespace

Running::Running(int control, std::uint64_t id, Fd status)
    : control_(control), id_(id), status_(std::move(status)) {}

Running::Running(Running&& other) noexcept
    : control_(std::exchange(other.control_, -1)),
      id_(other.id_),
      status_(std::move(other.status_)),
      outcome_(other.outcome_) {}

Running& Running::operator=(Running&& other) noexcept {
  if (this != &other) {
    kill();
    control_ = std::exchange(other.control_, -1);
    id_ = other.id_;
    status_ = std::move(other.status_);
    outcome_ = other.outcome_;
  }
  return *this;
}

Running::~Running() { kill(); }

void Running::kill() {
  if (control_ < 0 || outcome_) return;
  WardenOrder order;
  order.id = id_;
  order.stop = 1;
  const std::string_view bytes(reinterpret_cast<const char*>(&order),  // sent as it lies in memory
                               offsetof(WardenOrder, command));
  static_cast<void>(send_message(control_, bytes, {}));
}

Outcome Running::wait(Deadline deadline) {
  if (outcome_) return *outcome_;
  std::string bytes;
  bool late = false;
  auto end = read_exactly(status_.get(), sizeof(int), bytes, deadline);
  if (end == ReadEnd::timeout) {
    late = true;
    kill();
    end = read_exactly(status_.get(), sizeof(int), bytes,
                       std::chrono::steady_clock::now() + std::chrono::seconds(5));
  }
  Outcome outcome;
  if (end == ReadEnd::done) {
    int status = 0;
    std::memcpy(&status, bytes.data(), sizeof(status));
    if (status != -1) outcome = outcome_of(status);
    if (late) outcome.ending = Ending::too_long;
  }
  outcome_ = outcome;
  return outcome;
}

base::Result<Warden> Warden::start(const Limits& limits, Probes probes) {
  std::array<int, 2> fds{};
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, fds.data()) != 0) return gone();
  Fd ours(fds[0]);
  Fd theirs(fds[1]);
  const pid_t pid = fork();
  if (pid < 0) return gone();
  if (pid == 0) {
    ours.reset();
    be_warden(std::move(theirs), limits, probes);
  }
  theirs.reset();
  // Its first word says which layers of confinement hold.
  const auto hello = take_message(ours.get(), sizeof(Confinement));
  if (hello.bytes.size() != 3) {
    waitpid(pid, nullptr, 0);
    return gone();
  }
  const Confinement confinement{hello.bytes[0] != 0, hello.bytes[1] != 0, hello.bytes[2] != 0};
  return Warden(std::move(ours), pid, confinement);
}

Warden::Warden(Fd control, pid_t pid, const Confinement& confinement)
    : control_(std::move(control)), pid_(pid), confinement_(confinement) {}

Warden::Warden(Warden&& other) noexcept
    : control_(std::move(other.control_)),
      pid_(std::exchange(other.pid_, -1)),
      confinement_(other.confinement_),
      next_(other.next_.load()) {}

Warden::~Warden() {
  if (pid_ <= 0) return;
  control_.reset();
  waitpid(pid_, nullptr, 0);
}

base::Result<Running> Warden::run(Task task, const TaskArguments& arguments, int first,
                                  int second) const {
  COMITY_TRY(auto status, make_pipe());
  WardenOrder order;
  order.id = next_.fetch_add(1);
  order.task = task;
  order.page = arguments.page;
  order.pixels = arguments.pixels;
  order.command_bytes =
      static_cast<std::uint16_t>(arguments.command.copy(order.command, WardenOrder::kCommand));
  const std::string_view bytes(reinterpret_cast<const char*>(&order),  // sent as it lies in memory
                               offsetof(WardenOrder, command) + order.command_bytes);
  const std::array<int, 3> fds = {status.second.get(), first, second};
  const auto count = second >= 0 ? 3U : 2U;
  if (!send_message(control_.get(), bytes, std::span(fds).first(count))) return gone();
  return Running(control_.get(), order.id, std::move(status.first));
}

}  // namespace comity::reading
