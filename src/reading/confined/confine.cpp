#include "reading/confined/confine.h"

#include <fcntl.h>
#include <linux/close_range.h>
#include <linux/filter.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <string>
#include <string_view>
#include <utility>

#include "reading/confined/fd.h"

#if defined(__clang__)
// The library's macros are compound literals of C.
#pragma clang diagnostic ignored "-Wc99-extensions"
#endif

namespace comity::reading {
namespace {

#ifdef COMITY_SANITIZED
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif

// What pure code needs: memory, time, the descriptors it holds, and to end.
constexpr auto kWorkerCalls = std::to_array<int>({
    SCMP_SYS(read),           SCMP_SYS(readv),
    SCMP_SYS(pread64),        SCMP_SYS(recvmsg),
    SCMP_SYS(recvfrom),       SCMP_SYS(sendto),
    SCMP_SYS(sendmsg),        SCMP_SYS(poll),
    SCMP_SYS(ppoll),          SCMP_SYS(close),
    SCMP_SYS(lseek),          SCMP_SYS(brk),
    SCMP_SYS(munmap),         SCMP_SYS(mremap),
    SCMP_SYS(madvise),        SCMP_SYS(mprotect),
    SCMP_SYS(futex),          SCMP_SYS(clock_gettime),
    SCMP_SYS(getrandom),      SCMP_SYS(rt_sigreturn),
    SCMP_SYS(rt_sigprocmask), SCMP_SYS(restart_syscall),
    SCMP_SYS(exit),           SCMP_SYS(exit_group),
    SCMP_SYS(getpid),         SCMP_SYS(gettid),
    SCMP_SYS(sched_yield),    SCMP_SYS(sigaltstack),
    SCMP_SYS(rt_sigaction),
});

// The C library may ask for these in passing and lives with a refusal.
constexpr auto kWorkerRefused = std::to_array<int>({
    SCMP_SYS(open),
    SCMP_SYS(openat),
    SCMP_SYS(readlink),
    SCMP_SYS(readlinkat),
    SCMP_SYS(sysinfo),
    SCMP_SYS(sched_getaffinity),
    SCMP_SYS(ioctl),
    SCMP_SYS(newfstatat),
    SCMP_SYS(fstat),
    SCMP_SYS(getcwd),
    SCMP_SYS(prctl),
    SCMP_SYS(prlimit64),
    SCMP_SYS(write),
    SCMP_SYS(fcntl),
});

// What poppler's programs need beside: to be loaded and to read files.
constexpr auto kProgramCalls = std::to_array<int>({
    SCMP_SYS(write),
    SCMP_SYS(writev),
    SCMP_SYS(pwrite64),
    SCMP_SYS(execve),
    SCMP_SYS(access),
    SCMP_SYS(faccessat),
    SCMP_SYS(faccessat2),
    SCMP_SYS(stat),
    SCMP_SYS(fstat),
    SCMP_SYS(lstat),
    SCMP_SYS(newfstatat),
    SCMP_SYS(statx),
    SCMP_SYS(statfs),
    SCMP_SYS(fstatfs),
    SCMP_SYS(mmap),
    SCMP_SYS(arch_prctl),
    SCMP_SYS(set_tid_address),
    SCMP_SYS(set_robust_list),
    SCMP_SYS(rseq),
    SCMP_SYS(readlink),
    SCMP_SYS(readlinkat),
    SCMP_SYS(getcwd),
    SCMP_SYS(getdents64),
    SCMP_SYS(fcntl),
    SCMP_SYS(dup),
    SCMP_SYS(dup2),
    SCMP_SYS(dup3),
    SCMP_SYS(uname),
    SCMP_SYS(sysinfo),
    SCMP_SYS(getuid),
    SCMP_SYS(geteuid),
    SCMP_SYS(getgid),
    SCMP_SYS(getegid),
    SCMP_SYS(getppid),
    SCMP_SYS(getpgrp),
    SCMP_SYS(getrusage),
    SCMP_SYS(times),
    SCMP_SYS(sched_getaffinity),
    SCMP_SYS(select),
    SCMP_SYS(pselect6),
    SCMP_SYS(nanosleep),
    SCMP_SYS(clock_nanosleep),
    SCMP_SYS(clock_getres),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(time),
    SCMP_SYS(fadvise64),
    SCMP_SYS(flock),
    SCMP_SYS(ftruncate),
    SCMP_SYS(umask),
    SCMP_SYS(wait4),
    SCMP_SYS(mlock),
    SCMP_SYS(membarrier),
    SCMP_SYS(getpgid),
    SCMP_SYS(getsid),
});

bool allow(scmp_filter_ctx context, int call) {
  const int result = seccomp_rule_add(context, SCMP_ACT_ALLOW, call, 0);
  return result == 0 || result == -EDOM;  // -EDOM: this machine has no such call
}

bool allow_read_only_open(scmp_filter_ctx context) {
  constexpr std::uint64_t kWriting = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND;
  return seccomp_rule_add(context, SCMP_ACT_ALLOW, SCMP_SYS(openat), 1,
                          SCMP_A2(SCMP_CMP_MASKED_EQ, kWriting, 0)) == 0 &&
         seccomp_rule_add(context, SCMP_ACT_ALLOW, SCMP_SYS(open), 1,
                          SCMP_A1(SCMP_CMP_MASKED_EQ, kWriting, 0)) == 0;
}

bool add_rules(scmp_filter_ctx context, Calls calls) {
  bool good = true;
  for (const int call : kWorkerCalls) good = good && allow(context, call);
  if (calls == Calls::worker) {
    // Memory without a file behind it.
    good = good && seccomp_rule_add(context, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1,
                                    SCMP_A3(SCMP_CMP_MASKED_EQ, MAP_ANONYMOUS, MAP_ANONYMOUS)) == 0;
    for (const int call : kWorkerRefused) {
      const int result = seccomp_rule_add(context, SCMP_ACT_ERRNO(EPERM), call, 0);
      good = good && (result == 0 || result == -EDOM || result == -EACCES);
    }
    return good;
  }
  for (const int call : kProgramCalls) good = good && allow(context, call);
  good = good && allow_read_only_open(context);
  // Asking for limits is fine, setting them is not.
  good = good && seccomp_rule_add(context, SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), 1,
                                  SCMP_A2(SCMP_CMP_EQ, 0)) == 0;
  return good && seccomp_rule_add(context, SCMP_ACT_ALLOW, SCMP_SYS(ioctl), 1,
                                  SCMP_A1(SCMP_CMP_EQ, 0x5401)) == 0;  // TCGETS: is it a terminal
}

std::uint32_t otherwise(Calls calls) {
  // A program copes with a refusal; our own code never asks, so asking is a fault.
  if (calls == Calls::program || kSanitized) return SCMP_ACT_ERRNO(EPERM);
  return SCMP_ACT_KILL_PROCESS;
}

base::Result<std::vector<sock_filter>> compiled(Calls calls) {
  const auto refused = [] {
    return base::fail(base::ErrorKind::unavailable, "system calls cannot be filtered here");
  };
  auto* context = seccomp_init(otherwise(calls));
  if (context == nullptr) return refused();
  seccomp_attr_set(context, SCMP_FLTATR_CTL_OPTIMIZE, 2);  // a binary tree, not a list
  Fd file(memfd_create("comity-filter", MFD_CLOEXEC));
  const bool made =
      file.open() && add_rules(context, calls) && seccomp_export_bpf(context, file.get()) == 0;
  seccomp_release(context);
  if (!made) return refused();
  const auto size = lseek(file.get(), 0, SEEK_END);
  if (size <= 0) return refused();
  std::vector<sock_filter> code(static_cast<std::size_t>(size) / sizeof(sock_filter));
  const auto bytes = code.size() * sizeof(sock_filter);
  if (pread(file.get(), code.data(), bytes, 0) != static_cast<ssize_t>(bytes)) return refused();
  return code;
}

// `grace` is what stands between the limit and the end: time to be told apart from other ends.
bool set_limit(int resource, std::uint64_t value, std::uint64_t grace = 0) {
  rlimit limit{};
  if (getrlimit(static_cast<__rlimit_resource>(resource), &limit) != 0) return false;
  limit.rlim_max = std::min(limit.rlim_max, static_cast<rlim_t>(value + grace));
  limit.rlim_cur = std::min(limit.rlim_max, static_cast<rlim_t>(value));
  return setrlimit(static_cast<__rlimit_resource>(resource), &limit) == 0;
}

bool write_text(const char* path, std::string_view text) {
  const Fd file(open(path, O_WRONLY | O_CLOEXEC));
  return file.open() &&
         write(file.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size());
}

}  // namespace

SystemCallFilter::SystemCallFilter(std::vector<sock_filter> code) : code_(std::move(code)) {}
SystemCallFilter::SystemCallFilter(SystemCallFilter&&) noexcept = default;
SystemCallFilter& SystemCallFilter::operator=(SystemCallFilter&&) noexcept = default;
SystemCallFilter::~SystemCallFilter() = default;

base::Result<SystemCallFilter> SystemCallFilter::make(Calls calls) {
  COMITY_TRY(auto code, compiled(calls));
  return SystemCallFilter(std::move(code));
}

bool SystemCallFilter::load() const {
  sock_fprog program{};
  program.len = static_cast<unsigned short>(code_.size());
  program.filter = const_cast<sock_filter*>(code_.data());  // the kernel only reads it
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return false;
  return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0;
}

bool enter_namespaces() {
  const auto user = std::to_string(geteuid());
  const auto group = std::to_string(getegid());
  if (unshare(CLONE_NEWUSER | CLONE_NEWNET | CLONE_NEWIPC) != 0) return false;
  // Without these maps files look as if they belonged to nobody, which reading can live with.
  if (write_text("/proc/self/setgroups", "deny")) {
    static_cast<void>(write_text("/proc/self/gid_map", group + " " + group + " 1"));
  }
  static_cast<void>(write_text("/proc/self/uid_map", user + " " + user + " 1"));
  return true;
}

bool set_limits(const Limits& limits, Calls calls) {
  bool good = set_limit(RLIMIT_CORE, 0);
  good = set_limit(RLIMIT_CPU, static_cast<std::uint64_t>(limits.cpu.count()), 2) && good;
  good = set_limit(RLIMIT_FSIZE, limits.output_bytes) && good;
  good = set_limit(RLIMIT_NOFILE, calls == Calls::program ? 64 : 16) && good;
  good = set_limit(RLIMIT_NPROC, 0) && good;
  // Sanitizers reserve terabytes of addresses, in our own code only.
  if (calls == Calls::program || !kSanitized) {
    good = set_limit(RLIMIT_AS, limits.memory_bytes) && good;
  }
  return good;
}

void close_from(int first, int kept) {
  if (kept < first) {
    close_range(static_cast<unsigned>(first), ~0U, 0);
    return;
  }
  if (kept > first) close_range(static_cast<unsigned>(first), static_cast<unsigned>(kept) - 1, 0);
  close_range(static_cast<unsigned>(kept) + 1, ~0U, 0);
}

}  // namespace comity::reading
