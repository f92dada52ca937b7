// bench_import COMITY [DATA]
//
// An import from end to end (read, stored, indexed, durable) of the working-group reports beside
// the project, each run into a new empty installation, against what pdftohtml alone costs on the
// same files: eleven runs of each in turns, the ratio of the medians, and the most memory resident.
#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
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
  std::vector<double> imports, programs;
  for (int i = 0; i < kRuns; ++i) {
    programs.push_back(run(peer(files)));
    fs::remove_all(folder);
    std::vector<std::string> words{comity, "import", "--data", folder.string()};
    words.insert(words.end(), files.begin(), files.end());
    imports.push_back(run(words));
  }
  fs::remove_all(folder);
  rusage usage{};
  getrusage(RUSAGE_CHILDREN, &usage);
  fmt::print(
      "{} reports: import {:.3f} s, pdftohtml alone {:.3f} s, ratio {:.2f}; at most {} MB "
      "resident\n",
      files.size(), median(imports), median(programs), median(imports) / median(programs),
      usage.ru_maxrss / 1024);
  return 0;
}
