// bench_import COMITY [DATA]
//
// An import from end to end (read, stored, indexed, durable) of the working-group reports beside
// the project, each run into a new empty installation, against what pdftohtml alone costs on the
// same files: eleven runs of each in turns, the ratio of the medians, and the most memory resident.
// The same into a PostgreSQL of the benchmark's own that syncs as a real one does, against SQLite.
#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "timing.h"

namespace {

namespace fs = std::filesystem;
using namespace comity::bench;

/// The PDF program on every file, as many at once as the import has cores.
std::vector<std::string> peer(const std::vector<std::string>& files) {
  std::string script = "printf '%s\\n'";
  for (const auto& file : files) script += " '" + file + "'";
  script += " | xargs -P \"$(nproc)\" -I{} pdftohtml -xml -i -q -stdout {} > /dev/null";
  return {"sh", "-c", script};
}

/// A server in a folder that is thrown away, on a local socket, with the settings of a new one.
class Server {
 public:
  explicit Server(fs::path folder) : folder_(std::move(folder)) {
    fs::create_directories(folder_);
    if (geteuid() == 0) (void)run({"chown", "postgres", folder_.string()});
    (void)run(
        as_server("initdb", {"-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8"}));
    (void)run(as_server("pg_ctl", {"-w", "-s", "-l", (folder_ / "log").string(), "-o",
                                   "-k " + folder_.string() + " -c listen_addresses=''", "start"}));
  }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  ~Server() {
    (void)run(as_server("pg_ctl", {"-s", "-m", "immediate", "stop"}));
    fs::remove_all(folder_);
  }

  [[nodiscard]] static bool installed() { return fs::exists(fs::path(kPrograms) / "initdb"); }
  /// The address of an empty schema.
  [[nodiscard]] std::string emptied() const {
    const auto address = "host=" + folder_.string() + " user=postgres dbname=postgres";
    (void)run({"psql", "-q", "-d", address, "-c",
               "SET client_min_messages = warning; DROP SCHEMA IF EXISTS bench CASCADE; "
               "CREATE SCHEMA bench"});
    return address + " options=-csearch_path=bench";
  }

 private:
  static constexpr const char* kPrograms = "/usr/lib/postgresql/15/bin";

  /// The server and its tools refuse to run as root.
  [[nodiscard]] std::vector<std::string> as_server(const char* program,
                                                   const std::vector<std::string>& more) const {
    std::vector<std::string> words;
    if (geteuid() == 0) words = {"runuser", "-u", "postgres", "--"};
    words.insert(words.end(),
                 {(fs::path(kPrograms) / program).string(), "-D", (folder_ / "data").string()});
    words.insert(words.end(), more.begin(), more.end());
    return words;
  }

  fs::path folder_;
};

/// Seconds of an import into a new folder, and into the database where one is named.
double import(const std::string& comity, const fs::path& folder, const std::string& database,
              const std::vector<std::string>& files) {
  fs::remove_all(folder);
  std::vector<std::string> words{comity,          "import",     "--data",
                                 folder.string(), "--database", database};
  words.insert(words.end(), files.begin(), files.end());
  return run(words);
}

}  // namespace

int main(int argc, char** argv) {
  const char* given = std::getenv("COMITY_DATA");
  const fs::path data = argc > 2 ? argv[2] : given != nullptr ? given : "../shared/data";
  const std::string comity = argc > 1 ? argv[1] : "build/release/comity";
  std::vector<std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(data / "upr-reports")) {
    if (entry.path().extension() == ".pdf") files.push_back(entry.path().string());
  }
  const fs::path folder = fs::temp_directory_path() / ("comity-bench-" + std::to_string(getpid()));
  std::optional<Server> server;
  if (Server::installed()) server.emplace(folder.string() + "-database");
  std::vector<double> imports, programs, postgres;
  for (int i = 0; i < kRuns; ++i) {
    programs.push_back(run(peer(files)));
    imports.push_back(import(comity, folder, "", files));
    if (server) postgres.push_back(import(comity, folder, server->emptied(), files));
  }
  fs::remove_all(folder);
  rusage usage{};
  getrusage(RUSAGE_CHILDREN, &usage);
  fmt::print(
      "{} reports: import {:.3f} s, pdftohtml alone {:.3f} s, ratio {:.2f}; at most {} MB "
      "resident\n",
      files.size(), median(imports), median(programs), median(imports) / median(programs),
      usage.ru_maxrss / 1024);
  if (server) {
    fmt::print("into a PostgreSQL {:.3f} s, {:.2f} times SQLite\n", median(postgres),
               median(postgres) / median(imports));
  }
  return 0;
}
