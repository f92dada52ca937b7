// bench_guessing [COMITY]
//
// Ten thousand guessed receipts and passwords while somebody else signs in: how many guesses were
// looked at, how many went in, and how long the other waited (wall time, over HTTP, as the proxy
// before the server names networks). First at one name and at receipts, from a thousand networks;
// then at ever other names from a hundred; then, as who wants to keep others out would, each from
// a network of its own. Each of the last two kinds costs argon2id.
#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "client.h"
#include "server.h"
#include "service/accounts/people.h"
#include "service/accounts/sign_in.h"

namespace {

using namespace comity;
namespace fs = std::filesystem;

constexpr const char* kPassword = "four words in a row";
constexpr int kGuesses = 10'000;
constexpr int kGuessers = 4;

struct Attempt {
  std::string path;
  std::string fields;
  std::string network;
};

std::string status_of(bench::Client& client, const Attempt& attempt) {
  const auto& answer = client.exchange(
      fmt::format("POST {} HTTP/1.1\r\nHost: bench.example\r\nAccept: application/json\r\n"
                  "X-Forwarded-For: {}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                  "Content-Length: {}\r\n\r\n{}",
                  attempt.path, attempt.network, attempt.fields.size(), attempt.fields));
  return answer.substr(9, 3);
}

std::string network(int number) { return fmt::format("100.{}.{}.7", number / 256, number % 256); }

Attempt sign_in(const std::string& name, std::string_view password, const std::string& from) {
  return {"/sign-in", fmt::format("name={}&password={}", name, password), from};
}

// A code as receipts are, of nobody.
std::string receipt(std::uint64_t number) {
  constexpr std::string_view kLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  std::string code;
  for (int i = 0; i < 25; ++i) {
    number = number * 6364136223846793005U + 1442695040888963407U;
    code += kLetters[(number >> 40U) % kLetters.size()];
  }
  return code;
}

Attempt guess(int number) {
  const auto from = network(number % 1000);
  if (number % 2 == 1) return {"/consultations/receipt", "receipt=" + receipt(number), from};
  return sign_in("Ana", fmt::format("guess+{}", number), from);
}

Attempt at_many_names(int number) {
  return sign_in(fmt::format("Nobody{}", number), "a+guess", network(2000 + number % 100));
}

Attempt flood(int number) {
  return sign_in(fmt::format("Nobody{}", number), "a+guess", network(5000 + number));
}

struct Counted {
  std::atomic<int> in = 0, looked_at = 0, slowed = 0, busy = 0;
  void count(const std::string& status) {
    (status == "429" ? slowed : status == "503" ? busy : looked_at) += 1;
    if (status[0] == '2' || status[0] == '3') in += 1;
  }
};

// `seconds`: over how long the guesses are spread.
void measure(const bench::Server& server, const char* what, Attempt (*make)(int), int guesses,
             double seconds) {
  Counted counted;
  std::atomic<int> next = 0;
  std::atomic<bool> ended = false;
  std::vector<std::thread> guessers;
  const auto begin = bench::Clock::now();
  for (int i = 0; i < kGuessers; ++i) {
    guessers.emplace_back([&] {
      bench::Client client(server.port());
      for (int number = next++; number < guesses; number = next++) {
        counted.count(status_of(client, make(number)));
        const double due = seconds * number / guesses - bench::seconds_since(begin);
        if (due > 0) std::this_thread::sleep_for(std::chrono::duration<double>(due));
      }
    });
  }
  std::thread end([&] {
    for (auto& guesser : guessers) guesser.join();
    ended = true;
  });
  bench::Client client(server.port());
  std::vector<double> waits;
  int refused = 0;
  for (int run = 0; !ended || run < bench::kRuns; ++run) {
    const auto asked = bench::Clock::now();
    const auto status = status_of(client, sign_in("Ben", kPassword, network(40'000)));
    if (status[0] != '2' && status[0] != '3') ++refused;
    waits.push_back(bench::seconds_since(asked));
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  end.join();
  std::sort(waits.begin(), waits.end());
  fmt::print(
      "{}: {} guesses in {:.1f} s, {} looked at, {} slowed down, {} told that it is busy, "
      "{} in\n",
      what, guesses, bench::seconds_since(begin), counted.looked_at.load(), counted.slowed.load(),
      counted.busy.load(), counted.in.load());
  fmt::print("  others: {} sign in, {} refused, median {:.0f} ms, p95 {:.0f} ms\n", waits.size(),
             refused, waits[waits.size() / 2] * 1e3, waits[waits.size() * 95 / 100] * 1e3);
}

// Ana, at whom they guess, and Ben, who signs in meanwhile.
bool make_people(const fs::path& folder) {
  service::Installation::Options options;
  options.folder = folder;
  const auto installation = service::Installation::open(options);
  if (!installation) return false;
  for (const char* name : {"Ana", "Ben"}) {
    const auto made =
        service::invite(**installation, service::owner_of_the_folder(), {name, "reader", ""});
    if (!made) return false;
    const std::string link(base::text_at(*made, "link"));
    const auto taken_up = service::accept_invitation(
        **installation, {link.substr(link.find('=') + 1), name, kPassword});
    if (!taken_up) return false;
  }
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string comity = argc > 1 ? argv[1] : "build/release/comity";
  const auto folder = fs::temp_directory_path() / fmt::format("comity-bench-{}", getpid());
  if (!make_people(folder)) return 1;
  {
    auto words = bench::serve(comity, folder);
    words.insert(words.end(), {"--origin", "https://bench.example"});
    const bench::Server server(words);
    measure(server, "nobody guesses", guess, 0, 0);
    measure(server, "at one name and at receipts", guess, kGuesses, 20);
    measure(server, "at ever other names", at_many_names, 1000, 20);
    measure(server, "to keep others out", flood, 1000, 20);
  }
  fs::remove_all(folder);
}
