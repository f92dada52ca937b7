#pragma once

#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

/// What the benchmarks that start programs share.
namespace comity::bench {

using Clock = std::chrono::steady_clock;

/// Odd, so that the median is a run.
constexpr int kRuns = 11;

[[nodiscard]] inline double seconds_since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

/// Of this thread, so far.
[[nodiscard]] inline double processor_seconds() {
  timespec spent{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
  return static_cast<double>(spent.tv_sec) + static_cast<double>(spent.tv_nsec) * 1e-9;
}

[[nodiscard]] inline double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

/// The program `words` with its output going to `output` (a descriptor; it is the child's alone).
[[nodiscard]] inline pid_t started(const std::vector<std::string>& words, int output) {
  const pid_t child = fork();
  if (child != 0) return child;
  std::vector<char*> arguments;
  for (const auto& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  if (dup2(output, STDOUT_FILENO) < 0) _exit(126);
  execvp(arguments[0], arguments.data());
  _exit(127);
}

/// Seconds that the program took; ends the benchmark where it fails. Its output goes nowhere.
[[nodiscard]] inline double run(const std::vector<std::string>& words) {
  FILE* const nowhere = std::fopen("/dev/null", "we");
  if (nowhere == nullptr) std::exit(1);
  const auto begin = Clock::now();
  int status = 0;
  waitpid(started(words, fileno(nowhere)), &status, 0);
  const double taken = seconds_since(begin);
  std::fclose(nowhere);
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    std::fprintf(stderr, "%s failed\n", words.front().c_str());
    std::exit(1);
  }
  return taken;
}

}  // namespace comity::bench
