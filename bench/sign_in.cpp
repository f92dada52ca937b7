// bench_sign_in
//
// Signing in by a password: the time of a right password, of a wrong one, of a name that nobody
// has, and of a guess that is refused because too many came before, each beside argon2id alone in
// the same run. Known and unknown names must not differ by more than five in a hundred: that is the
// median of many pairs, since a single hash varies by a tenth with where its memory lies. Processor
// time of this thread, so that what else runs on the machine counts little; taken in turns.
#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <vector>

#include "service/accounts/passwords.h"
#include "service/accounts/people.h"
#include "service/accounts/sign_in.h"
#include "timing.h"

namespace {

using namespace comity;

constexpr const char* kPassword = "four words in a row";
constexpr int kPairs = 101;

struct Spent {
  std::vector<double> alone, right, wrong, unknown, refused, ratio;
};

double spent(const auto& work) {
  const double begin = bench::processor_seconds();
  work();
  return bench::processor_seconds() - begin;
}

void measure(service::Installation& installation, base::ManualClock& clock) {
  const auto try_in = [&](const char* name, const char* password, const std::string& network) {
    return service::sign_in_by_password(installation, {name, password, "", network});
  };
  service::Passwords passwords(service::PasswordCost::interactive);
  const auto hash = passwords.hash(kPassword);
  if (!hash) std::exit(1);
  (void)passwords.is("warm", *hash, service::Comes::known);
  (void)try_in("Ana", kPassword, "home");
  Spent all;
  for (int run = 0; run < bench::kRuns; ++run) {
    clock.set(base::Time{clock.now().microseconds + std::int64_t{3600} * 1'000'000});
    all.alone.push_back(
        spent([&] { (void)passwords.is("another password", *hash, service::Comes::known); }));
    all.right.push_back(spent([&] { (void)try_in("Ana", kPassword, "home"); }));
  }
  for (int pair = 0; pair < kPairs; ++pair) {
    clock.set(base::Time{clock.now().microseconds + std::int64_t{3600} * 1'000'000});
    const auto wrong = [&] {
      all.wrong.push_back(spent([&] { (void)try_in("Ana", "another password", "abroad"); }));
    };
    const auto unknown = [&] {
      all.unknown.push_back(spent([&] { (void)try_in("Nobody", "another password", "abroad"); }));
    };
    if (pair % 2 == 0) wrong();
    unknown();
    if (pair % 2 != 0) wrong();
    all.ratio.push_back(all.unknown.back() / all.wrong.back());
  }
  for (int guess = 0; guess < 20; ++guess) (void)try_in("Ben", "another password", "abroad");
  for (int guess = 0; guess < 101; ++guess) {
    all.refused.push_back(spent([&] { (void)try_in("Ben", "another password", "abroad"); }));
  }
  const double alone = bench::median(all.alone);
  const auto line = [&](const char* what, const std::vector<double>& values) {
    const double seconds = bench::median(values);
    fmt::print("{:<28}{:>10.3f} ms  {:>6.3f} of argon2id alone\n", what, seconds * 1e3,
               seconds / alone);
    return seconds;
  };
  line("argon2id alone", all.alone);
  line("right password", all.right);
  line("wrong password", all.wrong);
  line("unknown name", all.unknown);
  line("refused, too many before", all.refused);
  fmt::print("unknown against wrong, median of {} pairs: {:+.1f} %\n", kPairs,
             (bench::median(all.ratio) - 1) * 100);
}

}  // namespace

int main() {
  const auto folder =
      std::filesystem::temp_directory_path() / fmt::format("comity-bench-{}", getpid());
  base::ManualClock clock(base::Time{std::int64_t{1'700'000'000} * 1'000'000});
  {
    service::Installation::Options options;
    options.folder = folder;
    options.clock = &clock;
    const auto installation = service::Installation::open(options);
    if (!installation) return 1;
    const auto made =
        service::invite(**installation, service::owner_of_the_folder(), {"Ana", "reader", ""});
    if (!made) return 1;
    const std::string link(base::text_at(*made, "link"));
    if (!service::accept_invitation(**installation,
                                    {link.substr(link.find('=') + 1), "Ana", kPassword})) {
      return 1;
    }
    measure(**installation, clock);
  }
  std::filesystem::remove_all(folder);
}
