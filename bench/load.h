#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <thread>

#include "client.h"
#include "specimen/random.h"
#include "specimen/world.h"
#include "timing.h"

// What people ordinarily ask of a server, at a steady pace.
namespace comity::bench {

inline constexpr std::uint64_t kSeed = 1;
inline constexpr int kConnections = 32;

/// The world in the folder, made where it is not there yet.
inline void make_world(const std::string& comity, const std::filesystem::path& folder,
                       std::size_t size) {
  if (std::filesystem::exists(folder)) return;
  const auto taken = run({comity, "generate", "--import", "--recommendations", std::to_string(size),
                          "--seed", std::to_string(kSeed), "--data", folder.string()});
  fmt::print("{} recommendations made, read, stored and indexed in {:.0f} s\n", size, taken);
}

/// Addresses in the shares that people ask for them: 80 % pages of the record, 15 % searches of two
/// words, 5 % of a broad one.
[[nodiscard]] inline std::vector<std::string> questions(std::size_t size, int count) {
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

/// Milliseconds, sorted.
struct Times {
  std::vector<double> sorted;

  [[nodiscard]] double at(double share) const {
    if (sorted.empty()) return 0;
    const auto place = static_cast<std::size_t>(share * static_cast<double>(sorted.size()));
    return sorted[std::min(sorted.size() - 1, place)];
  }
  /// p50 / p95 / p99.
  [[nodiscard]] std::string text() const {
    return fmt::format("{:.1f} / {:.1f} / {:.1f}", at(0.5), at(0.95), at(0.99));
  }
};

struct Taken {
  Times all, record, searches;
};

/// Every request is sent when it is due, by whichever connection is free; its time counts from
/// then.
[[nodiscard]] inline Taken at_steady_pace(std::uint16_t port, const std::vector<std::string>& asked,
                                          int per_second) {
  std::atomic<std::size_t> next{0};
  std::vector<double> times(asked.size());
  const auto begin = Clock::now();
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < kConnections; ++i) {
      threads.emplace_back([&] {
        Client client(port);
        for (auto mine = next++; mine < asked.size(); mine = next++) {
          const auto due = begin + std::chrono::microseconds(mine * 1'000'000 /
                                                             static_cast<unsigned>(per_second));
          std::this_thread::sleep_until(due);
          client.get(asked[mine]);
          times[mine] = 1000 * seconds_since(due);
        }
      });
    }
  }
  Taken taken;
  for (std::size_t i = 0; i < asked.size(); ++i) {
    taken.all.sorted.push_back(times[i]);
    (asked[i].starts_with("/search") ? taken.searches : taken.record).sorted.push_back(times[i]);
  }
  for (auto* const each : {&taken.all, &taken.record, &taken.searches}) {
    std::sort(each->sorted.begin(), each->sorted.end());
  }
  return taken;
}

}  // namespace comity::bench
