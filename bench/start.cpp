// bench_start [COMITY [FOLDER]]
//
// From starting the program to its word that it is ready: with the specimen, into a new empty
// installation and into one that has it (eleven runs of each, medians), and with a large
// installation, also its anonymous memory then and after a hundred questions. The large one is that
// in FOLDER, else one of COMITY_BENCH_RECOMMENDATIONS (20,000) that the bench makes.
#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <csignal>
#include <filesystem>
#include <fstream>

#include "timing.h"

namespace {

namespace fs = std::filesystem;
using namespace comity::bench;

/// A server that says that it is ready, until it is stopped.
class Server {
 public:
  explicit Server(std::vector<std::string> words) {
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
        fmt::print(stderr, "{} did not start\n", words.front());
        std::exit(1);
      }
      said.append(part, static_cast<std::size_t>(length));
    }
    taken_ = seconds_since(begin);
    port_ = std::atoi(said.c_str() + said.find(kReady) + kReady.size());
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

  /// Bytes of the whole answer to a question; 0 where there is none.
  [[nodiscard]] std::size_t get(const std::string& target) const {
    const int connection = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port_));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    std::size_t bytes = 0;
    // What the sockets' interface asks for.
    if (connect(connection, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
      const auto asked =
          "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      char part[65536];
      if (write(connection, asked.data(), asked.size()) > 0) {
        while (const auto length = read(connection, part, sizeof part)) {
          if (length < 0) break;
          bytes += static_cast<std::size_t>(length);
        }
      }
    }
    close(connection);
    return bytes;
  }

 private:
  pid_t process_ = 0;
  int said_ = -1;
  int port_ = 0;
  double taken_ = 0;
};

std::vector<std::string> serve(const std::string& comity, const fs::path& folder) {
  return {comity, "serve", "--data", folder.string(), "--port", "0"};
}

void specimen(const std::string& comity, const fs::path& folder) {
  auto words = serve(comity, folder);
  words.emplace_back("--specimen");
  std::vector<double> first, again;
  for (int i = 0; i < kRuns; ++i) {
    fs::remove_all(folder);
    first.push_back(Server(words).taken());
    again.push_back(Server(words).taken());
  }
  fmt::print("start with the specimen: {:.0f} ms once it is there, {:.0f} ms where it is made\n",
             1000 * median(again), 1000 * median(first));
}

void large(const std::string& comity, const fs::path& folder) {
  std::vector<double> times;
  for (int i = 0; i < kRuns; ++i) times.push_back(Server(serve(comity, folder)).taken());
  const Server server(serve(comity, folder));
  sleep(2);  // what it does once it answers
  const double idle = server.anonymous_megabytes();
  static constexpr const char* kAsked[] = {"rights", "ra*",      "%22human%20rights%22", "",
                                           "women",  "torture*", "children%20education", "the"};
  for (int i = 0; i < 100; ++i) {
    const std::string question = kAsked[static_cast<std::size_t>(i) % std::size(kAsked)];
    if (server.get("/search.json?q=" + question) == 0) std::exit(1);
  }
  fmt::print(
      "start with the large installation: {:.0f} ms; anonymous memory {:.0f} MB idle, {:.0f} "
      "MB after a hundred questions\n",
      1000 * median(times), idle, server.anonymous_megabytes());
}

}  // namespace

int main(int argc, char** argv) {
  const std::string comity = argc > 1 ? argv[1] : "build/release/comity";
  const fs::path folder = fs::temp_directory_path() / ("comity-bench-" + std::to_string(getpid()));
  specimen(comity, folder);
  fs::remove_all(folder);
  if (argc > 2) {
    large(comity, argv[2]);
    return 0;
  }
  const char* const wish = std::getenv("COMITY_BENCH_RECOMMENDATIONS");
  const double taken = run({comity, "generate", "--recommendations", wish ? wish : "20000",
                            "--import", "--data", folder.string()});
  fmt::print("{} recommendations made and imported in {:.0f} s\n", wish ? wish : "20000", taken);
  large(comity, folder);
  fs::remove_all(folder);
  return 0;
}
