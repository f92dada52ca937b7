// bench_serve [COMITY] [RECOMMENDATIONS] [FOLDER]
//
// The server on a world of a million recommendations (or as many as said), made in FOLDER where it
// is not there yet:
//   - milliseconds at 200 requests a second, counted from the moment each was due (load.h);
//   - a built-in file against nginx with one worker on the same bytes, 32 connections;
//   - a search of every clause as NDJSON: memory above idle.
#include <fmt/format.h>
#include <poll.h>

#include <filesystem>
#include <fstream>

#include "client.h"
#include "load.h"
#include "server.h"

namespace {

namespace fs = std::filesystem;
using namespace comity;
using namespace comity::bench;

constexpr int kPerSecond = 200;
constexpr int kSeconds = 30;

/// The steady pace, told.
void steady(std::uint16_t port, const std::vector<std::string>& asked) {
  const auto taken = at_steady_pace(port, asked, kPerSecond);
  fmt::print(
      "{} requests a second, ms p50 / p95 / p99: all {}, pages of the record {}, searches {}\n",
      kPerSecond, taken.all.text(), taken.record.text(), taken.searches.text());
}

/// Answers a second to one path, asked without pause over all connections by one thread.
double flat_out(std::uint16_t port, const std::string& path, double seconds) {
  std::vector<Client> clients;
  std::vector<pollfd> waits;
  for (int i = 0; i < kConnections; ++i) {
    clients.emplace_back(port);
    clients.back().ask(path);
    waits.push_back({clients.back().descriptor(), POLLIN, 0});
  }
  std::size_t answers = 0;
  const auto begin = Clock::now();
  while (seconds_since(begin) < seconds) {
    if (poll(waits.data(), waits.size(), 1000) <= 0) break;
    for (std::size_t i = 0; i < waits.size(); ++i) {
      if ((waits[i].revents & POLLIN) == 0 || !clients[i].take()) continue;
      ++answers;
      clients[i].ask(path);
    }
  }
  return static_cast<double>(answers) / seconds_since(begin);
}

/// nginx with one worker on one file; its port. Killed when destroyed.
class Nginx {
 public:
  Nginx(const fs::path& folder, std::uint16_t port, const std::string& bytes) {
    fs::create_directories(folder);
    std::ofstream(folder / "file.css", std::ios::binary) << bytes;
    std::ofstream(folder / "nginx.conf")
        << "daemon off; master_process off; worker_processes 1; error_log stderr crit; pid "
        << (folder / "pid").string()
        << ";\nevents { worker_connections 256; }\nhttp { access_log off; sendfile on; tcp_nopush "
           "on; keepalive_requests 100000000; types { text/css css; } open_file_cache max=10; "
           "server { listen 127.0.0.1:"
        << port << "; root " << folder.string() << "; } }\n";
    process_ = started({"nginx", "-p", folder.string(), "-c", (folder / "nginx.conf").string()},
                       STDERR_FILENO);
    usleep(500'000);
  }
  Nginx(const Nginx&) = delete;
  Nginx& operator=(const Nginx&) = delete;
  ~Nginx() {
    kill(process_, SIGKILL);
    waitpid(process_, nullptr, 0);
  }

 private:
  pid_t process_;
};

void static_files(std::uint16_t port, const fs::path& folder) {
  Client client(port);
  // Not packed, so that it can be read here.
  client.exchange("GET /help HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\n\r\n");
  const auto page = client.body();
  const auto name = page.find("/assets/");
  const auto path = page.substr(name, page.find('"', name) - name);
  client.get(path);
  const auto bytes = client.body();
  const auto other = static_cast<std::uint16_t>(port == 65535 ? 20000 : port + 1);
  const Nginx nginx(folder / "nginx", other, bytes);
  std::vector<double> ours, theirs;
  for (int i = 0; i < 5; ++i) {
    theirs.push_back(flat_out(other, "/file.css", 2));
    ours.push_back(flat_out(port, path, 2));
  }
  fmt::print("a built-in file of {} bytes: {:.0f} a second, nginx {:.0f}, ratio {:.2f}\n",
             bytes.size(), median(ours), median(theirs), median(ours) / median(theirs));
}

void stream(const Server& server) {
  const auto idle = server.anonymous_megabytes();
  std::atomic<bool> done{false};
  double most = idle;
  std::jthread watch([&] {
    while (!done) {
      most = std::max(most, server.anonymous_megabytes());
      usleep(20'000);
    }
  });
  // Read, counted and thrown away: the answer is larger than this program should hold.
  Client client(server.port());
  client.ask("/search.ndjson?kind=recommendation");
  const auto begin = Clock::now();
  std::size_t bytes = 0;
  std::string tail;
  char part[65536];
  const auto ended = [&tail] {
    const auto last = tail.rfind("\r\n0\r\n");
    return last != std::string::npos && tail.find("\r\n\r\n", last + 3) != std::string::npos;
  };
  while (!ended()) {
    const auto length = read(client.descriptor(), part, sizeof part);
    if (length <= 0) std::exit(1);
    bytes += static_cast<std::size_t>(length);
    tail.append(part, static_cast<std::size_t>(length));
    // The last chunk is followed by a trailer of two lines.
    if (tail.size() > 512) tail.erase(0, tail.size() - 512);
  }
  const double taken = seconds_since(begin);
  done = true;
  watch.join();
  fmt::print(
      "every clause as NDJSON: {} MB in {:.1f} s; anonymous memory {:.0f} MB idle, {:.0f} MB more "
      "at most\n",
      bytes >> 20U, taken, idle, most - idle);
}

}  // namespace

int main(int argc, char** argv) {
  const std::string comity = argc > 1 ? argv[1] : "build/release/comity";
  const std::size_t size = argc > 2 ? std::stoul(argv[2]) : 1'000'000;
  const fs::path own = fs::temp_directory_path() / ("comity-bench-" + std::to_string(getpid()));
  const fs::path folder = argc > 3 ? fs::path(argv[3]) : own;
  make_world(comity, folder, size);
  {
    const Server server(serve(comity, folder));
    fmt::print("ready in {:.0f} ms, {:.0f} MB anonymous memory\n", 1000 * server.taken(),
               server.anonymous_megabytes());
    const auto asked = questions(size, kPerSecond * kSeconds);
    steady(server.port(), {asked.begin(), asked.begin() + kPerSecond * 2});
    steady(server.port(), asked);
    fmt::print("{:.0f} MB anonymous memory after it\n", server.anonymous_megabytes());
    static_files(server.port(), own);
    stream(server);
  }
  fs::remove_all(own);
  return 0;
}
