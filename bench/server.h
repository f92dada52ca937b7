#pragma once

#include <csignal>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string_view>

#include "timing.h"

namespace comity::bench {

/// A server that says that it is ready, until it is stopped.
class Server {
 public:
  explicit Server(const std::vector<std::string>& words) {
    int ends[2];
    if (pipe(ends) != 0) std::exit(1);
    const auto begin = Clock::now();
    process_ = started(words, ends[1]);
    close(ends[1]);
    said_ = ends[0];
    std::string said;
    char part[4096];
    constexpr std::string_view kReady = "Comity is ready: http://127.0.0.1:";
    while (said.find(kReady) == std::string::npos || said.back() != '\n') {
      const auto length = read(said_, part, sizeof part);
      if (length <= 0) {
        std::fprintf(stderr, "%s did not start\n", words.front().c_str());
        std::exit(1);
      }
      said.append(part, static_cast<std::size_t>(length));
    }
    taken_ = seconds_since(begin);
    port_ = static_cast<std::uint16_t>(std::atoi(said.c_str() + said.find(kReady) + kReady.size()));
  }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  ~Server() {
    kill(process_, SIGTERM);
    char part[4096];
    while (read(said_, part, sizeof part) > 0) {
    }
    close(said_);
    waitpid(process_, nullptr, 0);
  }

  /// Seconds until it was ready.
  [[nodiscard]] double taken() const { return taken_; }

  /// Megabytes of memory that no file backs.
  [[nodiscard]] double anonymous_megabytes() const {
    std::ifstream status("/proc/" + std::to_string(process_) + "/status");
    for (std::string line; std::getline(status, line);) {
      if (line.starts_with("RssAnon:")) return std::atof(line.c_str() + 8) / 1000;
    }
    return 0;
  }

  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] pid_t process() const { return process_; }

 private:
  pid_t process_ = 0;
  int said_ = -1;
  std::uint16_t port_ = 0;
  double taken_ = 0;
};

/// `comity serve` on a folder, on a port that the system picks.
[[nodiscard]] inline std::vector<std::string> serve(const std::string& comity,
                                                    const std::filesystem::path& folder) {
  return {comity, "serve", "--data", folder.string(), "--port", "0"};
}

}  // namespace comity::bench
