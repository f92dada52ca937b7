// bench_start [COMITY [FOLDER]]
//
// From starting the program to its word that it is ready: with the specimen, into a new empty
// installation and into one that has it (eleven runs of each, medians), and with a large
// installation, also its anonymous memory then and after a hundred questions. The large one is that
// in FOLDER, else one of COMITY_BENCH_RECOMMENDATIONS (20,000) that the bench makes.
#include <fmt/format.h>

#include <filesystem>

#include "client.h"
#include "server.h"

namespace {

namespace fs = std::filesystem;
using namespace comity::bench;

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
  Client client(server.port());
  for (int i = 0; i < 100; ++i) {
    const std::string question = kAsked[static_cast<std::size_t>(i) % std::size(kAsked)];
    client.get("/search.json?q=" + question);
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
