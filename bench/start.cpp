// bench_start [COMITY]
//
// From starting the program to its word that it is ready, with the specimen: into a new empty
// installation, and into one that has it; eleven runs of each, the medians in milliseconds.
#include <fmt/format.h>

#include <csignal>
#include <filesystem>

#include "timing.h"

namespace {

namespace fs = std::filesystem;
using namespace comity::bench;

/// Seconds until the server says that it is ready; it is then stopped.
double start(const std::string& comity, const fs::path& folder) {
  int ends[2];
  if (pipe(ends) != 0) std::exit(1);
  const auto begin = Clock::now();
  const pid_t server =
      started({comity, "serve", "--data", folder.string(), "--specimen", "--port", "0"}, ends[1]);
  close(ends[1]);
  std::string said;
  char part[4096];
  while (said.find("Comity is ready") == std::string::npos) {
    const auto length = read(ends[0], part, sizeof part);
    if (length <= 0) {
      fmt::print(stderr, "{} did not start\n", comity);
      std::exit(1);
    }
    said.append(part, static_cast<std::size_t>(length));
  }
  const double taken = seconds_since(begin);
  kill(server, SIGTERM);
  while (read(ends[0], part, sizeof part) > 0) {
  }
  close(ends[0]);
  waitpid(server, nullptr, 0);
  return taken;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string comity = argc > 1 ? argv[1] : "build/release/comity";
  const fs::path folder = fs::temp_directory_path() / ("comity-bench-" + std::to_string(getpid()));
  std::vector<double> first, again;
  for (int i = 0; i < kRuns; ++i) {
    fs::remove_all(folder);
    first.push_back(start(comity, folder));
    again.push_back(start(comity, folder));
  }
  fs::remove_all(folder);
  fmt::print("start with the specimen: {:.0f} ms once it is there, {:.0f} ms where it is made\n",
             1000 * median(again), 1000 * median(first));
  return 0;
}
