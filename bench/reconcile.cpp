// bench_reconcile [--data FOLDER]
//
// Sources at full size, made from the reports and rows beside the project: 300 reports and 60
// thousand rows about them. Prints how fast the table is read and stored and how long the first
// reconciliation of everything takes; then how often pairs of a likeness are right (the numbers in
// src/compare/confidence.cpp): the rows of each review against its own clauses, and against those
// of other reviews, where no pair is right.
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <iostream>

#include "../tests/support/upr_reference.h"
#include "compare/compare.h"
#include "grammar/parse.h"
#include "reading/reader.h"
#include "service/importing/import.h"
#include "service/sources/sources.h"

namespace {

using namespace comity;
using std::chrono::steady_clock;

constexpr std::size_t kReports = 300;
constexpr std::size_t kRows = 60'000;
constexpr std::size_t kDecoys = 5;
constexpr int kBins = 20;

double seconds_since(steady_clock::time_point start) {
  return std::chrono::duration<double>(steady_clock::now() - start).count();
}

/// A report with the rows that UPR Info has of it.
struct Sample {
  support::ReferenceReport reference;
  model::Reading reading;
  std::vector<support::Pair> clauses;
};

std::vector<Sample> samples_of(const std::filesystem::path& data, const reading::Reader& reader) {
  std::vector<Sample> samples;
  for (auto& report : support::reference_reports(data)) {
    const auto document =
        reader.read(support::file_text(data / "upr-reports" / report.file), report.file);
    if (!document) continue;
    auto reading = grammar::parse(*document, names::Register::builtin());
    if (!reading.review) continue;
    auto clauses = support::pairs_of(*reading.review, report.state_under_review);
    samples.push_back({std::move(report), std::move(reading), std::move(clauses)});
  }
  return samples;
}

/// The review that the n-th copy of a sample is about.
struct Place {
  std::string state;
  int session = 0;
};

Place place_of(std::size_t n) {
  const auto states = names::Register::builtin().states();
  constexpr int kSessions[] = {5, 20, 33, 45};  // one of each cycle
  return {states[n % states.size()].code, kSessions[n / states.size()]};
}

model::Reading copy_of(const Sample& sample, const Place& place) {
  auto reading = sample.reading;
  reading.review->states_under_review = {place.state};
  reading.review->session = place.session;
  reading.review->cycle = model::cycle_of_session(place.session);
  for (auto& item : reading.review->recommendations) item.state_under_review = place.state;
  return reading;
}

std::string table_of(const std::vector<Sample>& samples) {
  std::string csv;
  base::append_csv_row(csv, {"state_under_review", "recommendation", "recommending_state",
                             "response", "action", "issues", "session"});
  const std::size_t share = kRows / kReports;
  for (std::size_t n = 0; n < kReports; ++n) {
    const auto place = place_of(n);
    for (std::size_t i = 0; i < share; ++i) {
      // What one report has too few rows for comes from the next ones.
      std::size_t at = i, from = n % samples.size();
      while (at >= samples[from].reference.rows.size()) {
        at -= samples[from].reference.rows.size();
        from = (from + 1) % samples.size();
      }
      const auto& row = samples[from].reference.rows[at];
      base::append_csv_row(csv, {place.state, row.text, row.state, row.response, "3",
                                 "International instruments", std::to_string(place.session)});
    }
  }
  return csv;
}

int measure_speed(const std::vector<Sample>& samples) {
  const auto folder =
      std::filesystem::temp_directory_path() / ("bench-reconcile-" + std::to_string(getpid()));
  const auto installation = service::Installation::open({.folder = folder});
  if (!installation) {
    std::cerr << installation.error().message << '\n';
    return 1;
  }
  auto& opened = **installation;
  const auto space = opened.store().read()->space(service::kOwnSpace)->id;
  for (std::size_t n = 0; n < kReports; ++n) {
    const auto reading = copy_of(samples[n % samples.size()], place_of(n));
    store::DocumentRead act;
    act.file = *opened.store().put_file("report " + std::to_string(n));
    act.reading = *opened.store().put_reading(reading);
    act.file_name = "report.pdf";
    act.language = model::Language::en;
    act.work = "A/HRC/900/" + std::to_string(n + 1);
    if (!opened.store().append({{space, opened.owner(), act}})) return 1;
  }
  const auto csv = table_of(samples);

  auto start = steady_clock::now();
  const auto reading = opened.read_file(csv, "table.csv", names::Register::builtin());
  const double read = seconds_since(start);
  if (!reading || !(*reading)->source) return 1;
  const auto rows = static_cast<double>(model::source_row_count(**reading));

  store::DocumentRead act;
  start = steady_clock::now();
  act.file = *opened.store().put_file(csv);
  act.reading = *opened.store().put_reading(*reading);
  act.file_name = "table.csv";
  act.work = store::new_work_id();
  if (!opened.store().append({{space, opened.owner(), act}})) return 1;
  const double stored = seconds_since(start);

  const service::Ask ask{service::owner_of_the_folder(), model::Language::en};
  start = steady_clock::now();
  const auto before = std::clock();
  const auto answer = service::sources(opened, ask);
  const double reconciled = seconds_since(start);
  const double busy = static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC;
  start = steady_clock::now();
  const auto again = service::sources(opened, ask);
  const double known = seconds_since(start);
  if (!answer || !again) return 1;
  fmt::print("{:.0f} rows: read {:.2f} s ({:.0f} rows/s), stored {:.2f} s ({:.0f} rows/s)\n", rows,
             read, rows / read, stored, rows / stored);
  fmt::print(
      "{} reports: all reconciled in {:.2f} s ({:.2f} s of one core), known again in "
      "{:.3f} s\n{}\n",
      kReports, reconciled, busy, known, base::to_text(answer->body.at("sources")));
  std::filesystem::remove_all(folder);
  return 0;
}

/// How many rows reached a verdict of one kind, by likeness.
struct Verdicts {
  std::array<double, kBins + 1> count{};
};
using ByDoubt = std::array<Verdicts, 4>;  ///< by Doubt; 0 are those that agree

void count(ByDoubt& sums, const std::vector<compare::Verdict>& verdicts, double weight) {
  for (const auto& verdict : verdicts) {
    if (verdict.standing == compare::Standing::unmatched) continue;
    auto& bin = sums[static_cast<std::size_t>(verdict.doubt)];
    bin.count[static_cast<std::size_t>(verdict.likeness * kBins)] += weight;
  }
}

void measure_confidence(const std::vector<Sample>& samples) {
  ByDoubt target{}, decoy{};
  for (std::size_t i = 0; i < samples.size(); ++i) {
    std::vector<compare::Statement> rows;
    for (const auto& row : samples[i].reference.rows) rows.push_back({row.state, row.text});
    const auto clauses_of = [](const Sample& sample) {
      std::vector<compare::Statement> clauses;
      for (const auto& pair : sample.clauses) clauses.push_back({pair.state, pair.text});
      return clauses;
    };
    const auto own = compare::reconcile(rows, clauses_of(samples[i]));
    count(target, own, 1);
    // Only what its own review has no word-for-word clause for can be wrong in the same way.
    std::vector<compare::Statement> left;
    for (std::size_t row = 0; row < rows.size(); ++row) {
      if (own[row].standing != compare::Standing::agreed) left.push_back(rows[row]);
    }
    for (std::size_t step = 1; step <= kDecoys; ++step) {
      const auto& other = samples[(i + step * 7) % samples.size()];
      if (other.reference.state_under_review == samples[i].reference.state_under_review) continue;
      ByDoubt all{}, some{};
      count(all, compare::reconcile(rows, clauses_of(other)), 1.0 / kDecoys);
      count(some, compare::reconcile(left, clauses_of(other)), 1.0 / kDecoys);
      for (std::size_t d = 0; d < decoy.size(); ++d) {
        const auto& from = d == 0 ? all[d] : some[d];
        for (std::size_t b = 0; b <= kBins; ++b) decoy[d].count[b] += from.count[b];
      }
    }
  }
  constexpr std::string_view kNames[] = {"agreed", "wording", "state", "part"};
  for (std::size_t d = 0; d < target.size(); ++d) {
    for (std::size_t b = 0; b <= kBins; ++b) {
      const double found = target[d].count[b];
      if (found == 0) continue;
      const double wrong = std::min(found, decoy[d].count[b]);
      fmt::print("{:<8} likeness {:.2f}  {:>6.0f} pairs, {:>6.1f} by chance: right {:5.1f} %\n",
                 kNames[d], static_cast<double>(b) / kBins, found, wrong,
                 100 * (1 - wrong / found));
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  std::filesystem::path data = "../shared/data";
  if (const char* given = std::getenv("COMITY_DATA")) data = given;
  for (int i = 1; i + 1 < argc; ++i) {
    if (std::string_view(argv[i]) == "--data") data = argv[i + 1];
  }
  const auto reader = reading::Reader::create();
  if (!reader) {
    std::cerr << reader.error().message << '\n';
    return 1;
  }
  const auto samples = samples_of(data, *reader);
  if (samples.empty()) {
    std::cerr << "no reports under " << data << "; set COMITY_DATA or give --data\n";
    return 1;
  }
  measure_confidence(samples);
  return measure_speed(samples);
}
