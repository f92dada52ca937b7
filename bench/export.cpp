// A million recommendations written out: seconds of the processor, bytes and memory of a workbook
// against the same rows as CSV. COMITY_BENCH_ROWS takes another number.
#include <fmt/format.h>
#include <sys/resource.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>

#include "render/recommendation_rows.h"
#include "timing.h"

namespace comity::bench {
namespace {

double peak_megabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

/// Rows of some thirty words, the same on each machine.
class Rows {
 public:
  const render::RecommendationRow& next() {
    ++made_;
    row_.number = fmt::format("{}.{}", 100 + made_ / 100 % 40, 1 + made_ % 100);
    row_.printed = row_.number + ".";
    row_.symbol = fmt::format("A/HRC/{}/{}", 8 + made_ / 100'000, 1 + made_ / 100 % 1000);
    row_.text.clear();
    for (std::uint64_t words = 15 + random_() % 40; words > 0; --words) {
      row_.text += fmt::format("word{} ", random_() % 20'000);
    }
    return row_;
  }

 private:
  std::mt19937_64 random_{7};
  std::uint64_t made_ = 0;
  render::RecommendationRow row_{.mechanism = "upr",
                                 .state_under_review = "BRA",
                                 .cycle = 2,
                                 .session = 13,
                                 .recommending_states = {"NOR", "PRT"},
                                 .position = "enjoy the support of Brazil",
                                 .counts_as = "supported",
                                 .sources = {"A/HRC/21/11"}};
};

int export_rows(std::uint64_t count) {
  auto begun = processor_seconds();
  Rows as_text;
  std::uint64_t csv_bytes = 0;
  std::string piece;
  for (std::uint64_t i = 0; i < count; ++i) {
    piece.clear();
    render::append_recommendation_csv(piece, as_text.next());
    csv_bytes += piece.size();
  }
  const double csv = processor_seconds() - begun;
  const double before = peak_megabytes();

  begun = processor_seconds();
  Rows as_cells;
  auto workbook = render::Xlsx::create(std::filesystem::temp_directory_path());
  if (!workbook || !render::begin_recommendations(*workbook, "recommendations")) return 1;
  for (std::uint64_t i = 0; i < count; ++i) {
    if (!render::add_recommendation(*workbook, as_cells.next())) return 1;
  }
  const double written = processor_seconds() - begun;
  if (!workbook->finish()) return 1;
  std::uint64_t xlsx_bytes = 0;
  while (true) {
    const auto part = workbook->next();
    if (!part) return 1;
    if (part->empty()) break;
    xlsx_bytes += part->size();
  }
  const double xlsx = processor_seconds() - begun;
  fmt::print("{} rows\n  CSV  {:6.1f} s {:6.0f} MB\n", count, csv,
             static_cast<double>(csv_bytes) / 1e6);
  fmt::print("  XLSX {:6.1f} s {:6.0f} MB ({:.1f} s to write the rows, the rest to pack them)\n",
             xlsx, static_cast<double>(xlsx_bytes) / 1e6, written);
  fmt::print("  XLSX / CSV {:.1f}; memory {:.0f} MB, {:.0f} MB more than for the CSV\n", xlsx / csv,
             peak_megabytes(), peak_megabytes() - before);
  return 0;
}

}  // namespace
}  // namespace comity::bench

int main() {
  const char* rows = std::getenv("COMITY_BENCH_ROWS");
  return comity::bench::export_rows(rows == nullptr ? 1'000'000 : std::strtoull(rows, nullptr, 10));
}
