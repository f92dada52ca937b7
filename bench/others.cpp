// bench_others [COMITY] [RECOMMENDATIONS] [FOLDER]
//
// What other people notice, on a world of a million recommendations (or as many as said) made in
// FOLDER where it is not there yet: milliseconds of their requests at 50 a second (load.h), while
//   - a hostile file of 100 MB is read by an import job of the server, one kind of file after the
//     other;
//   - 5,000 connections hang, each with a part of a request that comes byte by byte.
// Each is told beside the quiet while before it: the budget is twice its p95.
#include <fmt/format.h>
#include <poll.h>
#include <sys/resource.h>

#include <filesystem>
#include <memory>
#include <thread>

#include "client.h"
#include "load.h"
#include "server.h"

namespace {

namespace fs = std::filesystem;
using namespace comity;
using namespace comity::bench;

constexpr int kPerSecond = 50;  ///< far from what the machine can, so that each is told by itself
constexpr int kSeconds = 15;
constexpr std::size_t kHostileBytes = std::size_t{100} << 20;
constexpr std::size_t kSlow = 5000;

/// What a program prints; ends the benchmark where it fails.
std::string said_by(const std::vector<std::string>& words) {
  int ends[2];
  if (pipe(ends) != 0) std::exit(1);
  const pid_t child = started(words, ends[1]);
  close(ends[1]);
  std::string said;
  char part[4096];
  for (ssize_t length = 0; (length = read(ends[0], part, sizeof part)) > 0;) {
    said.append(part, static_cast<std::size_t>(length));
  }
  close(ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  if (status != 0) std::exit(1);
  return said;
}

/// Who sends files with a token, in parts, and runs them.
class Uploader {
 public:
  Uploader(std::uint16_t port, std::string token) : client_(port), token_(std::move(token)) {}

  /// The job's address, with all of the file there.
  [[nodiscard]] std::string upload(const std::string& name, const std::string& bytes) {
    const auto job = address_in(asked("POST", "/import/jobs", kForm, "", {}));
    (void)asked("POST", job + "/files", kForm, "",
                "name=" + name + "&bytes=" + std::to_string(bytes.size()));
    constexpr std::size_t kPart = std::size_t{8} << 20;
    for (std::size_t at = 0; at < bytes.size(); at += kPart) {
      (void)asked("PATCH", job + "/files/0", "application/partial-upload",
                  "Upload-Offset: " + std::to_string(at) + "\r\n", bytes.substr(at, kPart));
    }
    return job;
  }
  void run(const std::string& job) { (void)asked("POST", job + "/run", kForm, "", "dry_run=1"); }
  [[nodiscard]] bool running(const std::string& job) {
    return asked("GET", job, kForm, "", {}).find("\"state\":\"running\"") != std::string::npos;
  }
  void discard(const std::string& job) { (void)asked("POST", job + "/discard", kForm, "", {}); }
  /// What became of its file.
  [[nodiscard]] std::string told(const std::string& job) {
    const auto answer = asked("GET", job, kForm, "", {});
    const std::string name = "\"message\":\"";
    const auto at = answer.find(name);
    if (at == std::string::npos) return "read";
    const auto begin = at + name.size();
    return answer.substr(begin, answer.find('"', begin) - begin);
  }

 private:
  static constexpr const char* kForm = "application/x-www-form-urlencoded";

  const std::string& asked(const std::string& method, const std::string& path,
                           const std::string& type, const std::string& more,
                           const std::string& body) {
    const auto& answer = client_.exchange(
        method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n" +
        "Authorization: Bearer " + token_ + "\r\nContent-Type: " + type + "\r\n" + more +
        "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
    if (!answer.starts_with("HTTP/1.1 200")) {
      fmt::print(stderr, "{} {}: {:.300}\n", method, path, answer);
      std::exit(1);
    }
    return answer;
  }
  static std::string address_in(const std::string& answer) {
    const auto begin = answer.find("/import/jobs/");
    return answer.substr(begin, answer.find('"', begin) - begin);
  }

  Client client_;
  std::string token_;
};

std::string repeated(std::string_view begin, std::string_view piece) {
  std::string text(begin);
  text.reserve(kHostileBytes + piece.size());
  while (text.size() < kHostileBytes) text += piece;
  return text;
}

/// Files that cost their readers as much as they are let.
std::vector<std::pair<std::string, std::string>> hostile_files() {
  std::string objects = "%PDF-1.4\n";
  for (int i = 1; objects.size() < kHostileBytes; ++i) {
    objects +=
        fmt::format("{} 0 obj <</Type/Page/Parent {} 0 R/Kids[{} 0 R]>> endobj\n", i, i + 1, i + 2);
  }
  return {{"nested.html", repeated("<!doctype html>", "<div><p>a<table><b>")},
          {"cells.csv", repeated("a,b,c\n", "1,\"a \"\"b\"\"\",x\n")},
          {"words.txt", repeated("A/RES/89/1\n\n", "1. Requests all members; (a) to be kind;\n\n")},
          {"objects.pdf", std::move(objects)}};
}

/// Connections whose requests never end; one that the server closes is opened anew.
class Hanging {
 public:
  explicit Hanging(std::uint16_t port) : port_(port), thread_([this](const auto& s) { run(s); }) {
    while (!open_) usleep(10'000);
  }
  [[nodiscard]] std::size_t renewed() const { return renewed_; }

 private:
  [[nodiscard]] std::unique_ptr<Client> begun() const {
    auto client = std::make_unique<Client>(port_);
    client->send("GET /search?q=rights HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
    return client;
  }

  void run(const std::stop_token& stop) {
    std::vector<std::unique_ptr<Client>> clients;
    std::vector<pollfd> waits;
    while (clients.size() < kSlow) {
      clients.push_back(begun());
      waits.push_back({clients.back()->descriptor(), POLLIN, 0});
    }
    open_ = true;
    for (std::size_t turn = 0; !stop.stop_requested(); turn = (turn + 1) % clients.size()) {
      if (turn % 500 == 0) usleep(100'000);
      if (turn == 0) (void)poll(waits.data(), waits.size(), 0);
      if (waits[turn].revents == 0) {
        (void)::send(waits[turn].fd, "x", 1, MSG_NOSIGNAL);
        continue;
      }
      clients[turn] = begun();
      waits[turn] = {clients[turn]->descriptor(), POLLIN, 0};
      ++renewed_;
    }
  }

  std::uint16_t port_;
  std::atomic<bool> open_ = false;
  std::atomic<std::size_t> renewed_ = 0;
  std::jthread thread_;
};

void compare(const char* what, const Taken& quiet, const Taken& busy) {
  fmt::print("{}: ms p50 / p95 / p99 quiet {}, then {}; p95 {:.2f} times\n", what, quiet.all.text(),
             busy.all.text(), busy.all.at(0.95) / quiet.all.at(0.95));
  std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
  const std::string comity = argc > 1 ? argv[1] : "build/release/comity";
  const std::size_t size = argc > 2 ? std::stoul(argv[2]) : 1'000'000;
  const fs::path own = fs::temp_directory_path() / ("comity-bench-" + std::to_string(getpid()));
  const fs::path folder = argc > 3 ? fs::path(argv[3]) : own;
  make_world(comity, folder, size);
  auto token = said_by({comity, "admin", "token", "create", "--name", "bench", "--scope", "import",
                        "--days", "1", "--data", folder.string()});
  token.erase(token.find('\n'));
  // The server inherits the old limit, as from a shell.
  rlimit descriptors{};
  getrlimit(RLIMIT_NOFILE, &descriptors);
  {
    const Server server(serve(comity, folder));
    descriptors.rlim_cur = descriptors.rlim_max;
    setrlimit(RLIMIT_NOFILE, &descriptors);
    const auto asked = questions(size, kPerSecond * kSeconds);
    (void)at_steady_pace(server.port(), {asked.begin(), asked.begin() + kPerSecond * 5},
                         kPerSecond);

    Uploader uploader(server.port(), token);
    for (const auto& [name, bytes] : hostile_files()) {
      const auto job = uploader.upload(name, bytes);
      const auto quiet = at_steady_pace(server.port(), asked, kPerSecond);
      int times = 0;
      const auto begun = Clock::now();
      std::jthread reading([&](const std::stop_token& stop) {
        // Again and again, so that it is read all the time.
        for (; !stop.stop_requested(); ++times) {
          uploader.run(job);
          while (uploader.running(job)) usleep(20'000);
        }
      });
      const auto busy = at_steady_pace(server.port(), asked, kPerSecond);
      reading.request_stop();
      reading.join();
      const double read = seconds_since(begun) / times;
      compare(fmt::format("{} of {} MB, {:.1f} s each time ({})", name, bytes.size() >> 20, read,
                          uploader.told(job))
                  .c_str(),
              quiet, busy);
      uploader.discard(job);
    }

    const auto quiet = at_steady_pace(server.port(), asked, kPerSecond);
    const auto before = server.anonymous_megabytes();
    const Hanging hanging(server.port());
    const auto busy = at_steady_pace(server.port(), asked, kPerSecond);
    compare(fmt::format("{} slow connections (renewed {} times, {:.0f} MB for them)", kSlow,
                        hanging.renewed(), server.anonymous_megabytes() - before)
                .c_str(),
            quiet, busy);
  }
  fs::remove_all(own);
  return 0;
}
