#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "reading/confined/confine.h"
#include "reading/confined/warden.h"
#include "reading/confined/worker.h"

// The warden's own process: one thread, a table of children, a loop. It is forked before the
// program grows, so that forking from it is cheap, and it holds no descriptor but its socket.
namespace comity::reading {
namespace {

constexpr int kNotConfined = 125;  // exit status of a child that could not be confined
constexpr int kNoProgram = 127;
constexpr int kNicer = 4;  // gives reading somewhat less than half of what others get beside it

struct Child {
  std::uint64_t id = 0;
  Fd status;
};

// What a child may load; absent where this machine has no such filters.
struct Filters {
  std::optional<SystemCallFilter> worker;
  std::optional<SystemCallFilter> program;
};

std::optional<SystemCallFilter> filter_for(Calls calls) {
  auto filter = SystemCallFilter::make(calls);
  if (!filter) return std::nullopt;
  return std::move(*filter);
}

// Whether a child that loads the filter lives on as it should.
bool loads(const std::optional<SystemCallFilter>& filter) {
  if (!filter) return false;
  const pid_t pid = fork();
  if (pid < 0) return false;
  if (pid == 0) _exit(filter->load() ? 0 : 1);
  int status = 0;
  while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

bool limits_hold(const Limits& limits) {
  const pid_t pid = fork();
  if (pid < 0) return false;
  if (pid == 0) _exit(set_limits(limits, Calls::worker) ? 0 : 1);
  int status = 0;
  while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

std::vector<std::string> command_of(const WardenOrder& order, const std::string& path) {
  const std::string input = "/proc/self/fd/0";
  switch (order.task) {
    case Task::pdf_text:
      return {path, "-xml", "-i", "-stdout", input};
    case Task::pdf_hidden:
      return {path, "-xml", "-i", "-hidden", "-stdout", input};
    case Task::pdf_version:
      return {path, "-v"};
    case Task::pdf_image: {
      const auto page = std::to_string(order.page);
      return {path,          "-png",        "-q",
              "-f",          page,          "-l",
              page,          "-scale-to-x", std::to_string(order.pixels),
              "-scale-to-y", "-1",          input};
    }
    case Task::doc_text:
      return {path, "-w", "0", "-m", "UTF-8.txt", input};
    case Task::probe:
      return {path, "-c", std::string(order.command, order.command_bytes)};
    case Task::worker:
      break;
  }
  return {};
}

class Process {
 public:
  Process(Fd control, const Limits& limits, Probes probes)
      : control_(std::move(control)), limits_(limits), probes_(probes) {}

  [[noreturn]] void run() {
    prepare();
    while (true) {
      std::array<pollfd, 2> waited = {pollfd{control_.get(), POLLIN, 0},
                                      pollfd{signals_.get(), POLLIN, 0}};
      if (poll(waited.data(), waited.size(), -1) < 0 && errno != EINTR) break;
      if ((waited[1].revents & POLLIN) != 0) reap();
      if (waited[0].revents != 0 && !take_order()) break;
    }
    for (const auto& [pid, child] : children_) kill(-pid, SIGKILL);
    _exit(0);
  }

 private:
  void prepare() {
    setsid();  // an interrupt from the keyboard is for the parent, which then ends this process
    prctl(PR_SET_NAME, "comity-warden", 0, 0, 0);
    const int kept = fcntl(control_.get(), F_DUPFD_CLOEXEC, 3);
    control_ = Fd(kept);
    close_from(3, kept);
    const int null = open("/dev/null", O_RDWR | O_CLOEXEC);
    dup2(null, 0);
    dup2(null, 1);
    null_ = Fd(null);
    for (int signal = 1; signal < 32; ++signal) ::signal(signal, SIG_DFL);
    ::signal(SIGPIPE, SIG_IGN);  // nobody may wait any more for how a child ended

    Confinement holds;
    holds.namespaces = enter_namespaces();
    filters_.worker = filter_for(Calls::worker);
    filters_.program = filter_for(Calls::program);
    holds.seccomp = loads(filters_.worker) && loads(filters_.program);
    if (!holds.seccomp) filters_ = {};
    holds.limits = limits_hold(limits_);
    warm_up_worker();

    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGCHLD);
    sigprocmask(SIG_BLOCK, &set, nullptr);
    signals_ = Fd(signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK));
    const std::array<char, 3> hello = {static_cast<char>(holds.limits),
                                       static_cast<char>(holds.seccomp),
                                       static_cast<char>(holds.namespaces)};
    static_cast<void>(send_message(control_.get(), {hello.data(), hello.size()}, {}));
  }

  // False when the parent is gone.
  bool take_order() {
    auto message = take_message(control_.get(), sizeof(WardenOrder));
    if (message.bytes.empty()) return false;
    WardenOrder order;
    if (message.bytes.size() < offsetof(WardenOrder, command)) return true;
    std::memcpy(&order, message.bytes.data(), message.bytes.size());
    if (order.stop != 0) {
      stop(order.id);
      return true;
    }
    if (message.fds.size() < 2) return true;
    const bool refused = order.task == Task::probe && probes_ == Probes::refused;
    const pid_t pid = refused ? -1 : fork();
    if (pid == 0) be_child(order, message.fds);
    if (pid < 0) {
      report(message.fds[0], -1);
      return true;
    }
    children_[pid] = Child{order.id, std::move(message.fds[0])};
    return true;
  }

  void stop(std::uint64_t id) {
    for (const auto& [pid, child] : children_) {
      if (child.id != id) continue;
      // The child may not have made its group yet.
      if (kill(-pid, SIGKILL) != 0) kill(pid, SIGKILL);
      return;
    }
  }

  static void report(const Fd& status_pipe, int status) {
    // Four bytes into a pipe that is read once: they fit or nobody waits.
    static_cast<void>(!write(status_pipe.get(), &status, sizeof(status)));
  }

  void reap() {
    signalfd_siginfo info{};
    while (read(signals_.get(), &info, sizeof(info)) == sizeof(info)) {
    }
    int status = 0;
    for (pid_t pid = waitpid(-1, &status, WNOHANG); pid > 0; pid = waitpid(-1, &status, WNOHANG)) {
      const auto found = children_.find(pid);
      if (found == children_.end()) continue;
      kill(-pid, SIGKILL);  // what a child left behind
      report(found->second.status, status);
      children_.erase(found);
    }
  }

  [[noreturn]] void be_child(const WardenOrder& order, const std::vector<Fd>& fds) {
    setsid();
    prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    ::signal(SIGPIPE, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    const int input = fds[1].get();
    const int output = fds.size() > 2 ? fds[2].get() : null_.get();
    if (dup2(input, 0) < 0 || dup2(output, 1) < 0) _exit(kNotConfined);
    // The version goes to the error output; other programs' complaints are of no use.
    if (order.task == Task::pdf_version || order.task == Task::probe) {
      if (dup2(output, 2) < 0) _exit(kNotConfined);
    } else if (order.task != Task::worker) {
      if (dup2(null_.get(), 2) < 0) _exit(kNotConfined);
    }
    close_from(3);
    if (order.task != Task::pdf_image) give_way();
    if (order.task == Task::worker) be_confined_worker();
    be_program(order);
  }

  // To those who wait for a page, as far as the system lets it; an image of a page is waited for
  // too.
  static void give_way() {
    const sched_param none{};
    static_cast<void>(sched_setscheduler(0, SCHED_BATCH, &none));
    static_cast<void>(!nice(kNicer));
  }

  [[noreturn]] void be_confined_worker() {
    prctl(PR_SET_NAME, "comity-reader", 0, 0, 0);
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    if (!set_limits(limits_, Calls::worker)) _exit(kNotConfined);
    if (filters_.worker && !filters_.worker->load()) _exit(kNotConfined);
    be_worker(0, limits_);
  }

  [[noreturn]] void be_program(const WardenOrder& order) {
    const auto path = program_path(order.task, limits_);
    if (path.empty()) _exit(kNoProgram);
    const auto words = command_of(order, path);
    std::vector<char*> argv;
    argv.reserve(words.size() + 1);
    for (const auto& word : words) argv.push_back(const_cast<char*>(word.c_str()));
    argv.push_back(nullptr);
    std::array<char*, 1> environment = {nullptr};
    if (chdir("/") != 0 || !set_limits(limits_, Calls::program)) _exit(kNotConfined);
    if (filters_.program && !filters_.program->load()) _exit(kNotConfined);
    execve(argv[0], argv.data(), environment.data());
    _exit(kNoProgram);
  }

  Fd control_;
  Limits limits_;
  Probes probes_;
  Fd signals_;
  Fd null_;
  Filters filters_;
  std::map<pid_t, Child> children_;
};

}  // namespace

void be_warden(Fd control, const Limits& limits, Probes probes) {
  Process(std::move(control), limits, probes).run();
}

std::string program_path(Task task, const Limits& limits) {
  if (task == Task::probe) return "/bin/sh";
  const auto* name = task == Task::pdf_image  ? "/pdftoppm"
                     : task == Task::doc_text ? "/antiword"
                                              : "/pdftohtml";
  for (const auto& folder : limits.program_folders) {
    auto path = folder + name;
    if (access(path.c_str(), X_OK) == 0) return path;
  }
  return {};
}

}  // namespace comity::reading
