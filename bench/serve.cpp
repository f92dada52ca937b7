// bench_serve [COMITY] [RECOMMENDATIONS] [FOLDER]
//
// The server on a world of a million recommendations (or as many as said), made in FOLDER where it
// is not there yet:
//   - milliseconds at 200 requests a second, counted from the moment each was due: 80 % pages of
//   the
//     record, 15 % searches of two words, 5 % of a broad one;
//   - a built-in file against nginx with one worker on the same bytes, 32 connections;
//   - a search of every clause as NDJSON: memory above idle.
#include <fmt/format.h>
#include <poll.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

#include "client.h"
#include "server.h"
#include "specimen/random.h"
#include "specimen/world.h"

namespace {

namespace fs = std::filesystem;
using namespace comity;
using namespace comity::bench;

constexpr std::uint64_t kSeed = 1;
constexpr int kPerSecond = 200;
constexpr int kSeconds = 30;
constexpr int kConnections = 32;

/// Addresses in the shares that people ask for them.
std::vector<std::string> questions(std::size_t size, int count) {
  const specimen::World world(kSeed, size);
  specimen::Random random(7);
  std::vector<specimen::File> reports;
  while (reports.size() < 200) {
    auto file = world.file(random.below(world.count()));
    if (file.review && !file.review->recommendations.empty()) reports.push_back(std::move(file));
  }
  const auto word = [](specimen::Random& from) {
    static constexpr const char* kWords[] = {"water",  "women",   "torture",  "education",
                                             "police", "prisons", "children", "health",
                                             "rural",  "judges",  "housing"};
    return std::string(kWords[from.below(std::size(kWords))]);
  };
  std::vector<std::string> asked;
  for (int i = 0; i < count; ++i) {
    const auto& report = reports[random.below(reports.size())];
    const auto& listed = report.review->recommendations;
    const auto share = random.below(100);
    if (share < 60) {
      asked.push_back("/recommendations/" + report.symbol + "/" +
                      listed[random.below(listed.size())].number);
    } else if (share < 75) {
      asked.push_back("/documents/" + report.symbol);
    } else if (share < 80) {
      asked.push_back(fmt::format("/reviews/{}/{}", report.review->states_under_review.front(),
                                  report.review->cycle));
    } else if (share < 95) {
      asked.push_back("/search?q=" + word(random) + "+" + word(random));
    } else {
      asked.push_back("/search?q=rights");
    }
  }
  return asked;
}

double at(const std::vector<double>& sorted, double share) {
  return sorted[std::min(sorted.size() - 1,
                         static_cast<std::size_t>(share * static_cast<double>(sorted.size())))];
}

/// Every request is sent when it is due, by whichever connection is free.
void steady(std::uint16_t port, const std::vector<std::string>& asked) {
  std::atomic<std::size_t> next{0};
  std::vector<double> taken(asked.size());
  const auto begin = Clock::now();
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < kConnections; ++i) {
      threads.emplace_back([&] {
        Client client(port);
        for (auto mine = next++; mine < asked.size(); mine = next++) {
          const auto due = begin + std::chrono::microseconds(mine * 1'000'000 / kPerSecond);
          std::this_thread::sleep_until(due);
          client.get(asked[mine]);
          taken[mine] = 1000 * seconds_since(due);
        }
      });
    }
  }
  std::vector<double> record, search;
  for (std::size_t i = 0; i < asked.size(); ++i) {
    (asked[i].starts_with("/search") ? search : record).push_back(taken[i]);
  }
  for (auto* const values : {&taken, &record, &search}) std::sort(values->begin(), values->end());
  fmt::print(
      "{} requests a second, ms p50 / p95 / p99: all {:.1f} / {:.1f} / {:.1f}, pages of the "
      "record {:.1f} / {:.1f} / {:.1f}, searches {:.1f} / {:.1f} / {:.1f}\n",
      kPerSecond, at(taken, 0.5), at(taken, 0.95), at(taken, 0.99), at(record, 0.5),
      at(record, 0.95), at(record, 0.99), at(search, 0.5), at(search, 0.95), at(search, 0.99));
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
  client.get("/help");
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
  while (!tail.ends_with("\r\n0\r\n\r\n")) {
    const auto length = read(client.descriptor(), part, sizeof part);
    if (length <= 0) std::exit(1);
    bytes += static_cast<std::size_t>(length);
    tail.append(part, static_cast<std::size_t>(length));
    if (tail.size() > 64) tail.erase(0, tail.size() - 64);
  }
  const double taken = seconds_since(begin);
  done = true;
  watch.join();
  fmt::print(
      "every clause as NDJSON: {} MB in {:.1f} s; anonymous memory {:.0f} MB idle, {:.0f} MB more "
      "at "
      "most\n",
      bytes >> 20U, taken, idle, most - idle);
}

}  // namespace

int main(int argc, char** argv) {
  const std::string comity = argc > 1 ? argv[1] : "build/release/comity";
  const std::size_t size = argc > 2 ? std::stoul(argv[2]) : 1'000'000;
  const fs::path own = fs::temp_directory_path() / ("comity-bench-" + std::to_string(getpid()));
  const fs::path folder = argc > 3 ? fs::path(argv[3]) : own;
  if (!fs::exists(folder)) {
    const auto taken =
        run({comity, "generate", "--import", "--recommendations", std::to_string(size), "--seed",
             std::to_string(kSeed), "--data", folder.string()});
    fmt::print("{} recommendations made, read, stored and indexed in {:.0f} s\n", size, taken);
  }
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
