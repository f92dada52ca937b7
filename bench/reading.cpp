// bench_reading [DATA]
//
// Each working-group report from bytes to structure (confined reading and grammar) against what
// pdftohtml alone costs on it: eleven runs of each in turns, the ratio of the medians.
#include <fmt/format.h>

#include <filesystem>

#include "../tests/support/upr_reference.h"
#include "grammar/parse.h"
#include "reading/reader.h"
#include "timing.h"

namespace {

namespace fs = std::filesystem;
using namespace comity;

/// Ends the benchmark where the report is not read.
double seconds_of(const reading::Reader& reader, const std::string& bytes,
                  const std::string& name) {
  const auto begin = bench::Clock::now();
  const auto document = reader.read(bytes, name);
  if (!document) {
    fmt::print(stderr, "{}: {}\n", name, document.error().message);
    std::exit(1);
  }
  const auto reading = grammar::parse(*document, names::Register::builtin());
  const double taken = bench::seconds_since(begin);
  if (reading.paragraphs.empty()) std::exit(1);
  return taken;
}

}  // namespace

int main(int argc, char** argv) {
  const char* given = std::getenv("COMITY_DATA");
  const fs::path data = argc > 1 ? argv[1] : given != nullptr ? given : "../shared/data";
  const auto reader = reading::Reader::create();
  if (!reader) return 1;
  std::vector<double> ratios;
  double ours = 0, program = 0;
  for (const auto& entry : fs::directory_iterator(data / "upr-reports")) {
    if (entry.path().extension() != ".pdf") continue;
    const std::string bytes = support::file_text(entry.path());
    std::vector<double> reads, programs;
    for (int i = 0; i < bench::kRuns; ++i) {
      programs.push_back(
          bench::run({"pdftohtml", "-xml", "-i", "-q", "-stdout", entry.path().string()}));
      reads.push_back(seconds_of(*reader, bytes, entry.path().filename().string()));
    }
    ours += bench::median(reads);
    program += bench::median(programs);
    ratios.push_back(bench::median(reads) / bench::median(programs));
    fmt::print("{:<18} {:6.1f} ms, pdftohtml alone {:6.1f} ms, ratio {:.2f}\n",
               entry.path().filename().string(), 1000 * bench::median(reads),
               1000 * bench::median(programs), ratios.back());
  }
  if (ratios.empty()) return 1;
  fmt::print("{} reports: ratio {:.2f} in all, {:.2f} in the middle, {:.2f} at most\n",
             ratios.size(), ours / program, bench::median(ratios),
             *std::max_element(ratios.begin(), ratios.end()));
  return 0;
}
