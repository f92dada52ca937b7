// bench_extraction [--data FOLDER] [--details] [--file NAME]…
//
// Reads the working-group reports beside the project and measures what was extracted against the
// rows of UPR Info: per report and per group of sessions, the rows found (same States, likeness of
// the texts at least compare::kAlike), missing and extra, precision, recall and F1 of (clause,
// recommending State) pairs, and how far positions agree. `--details` lists every difference.
#include <fmt/format.h>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <set>

#include "../tests/support/upr_reference.h"
#include "grammar/parse.h"
#include "reading/reader.h"

namespace {

using namespace comity;

struct Options {
  std::filesystem::path data = "../shared/data";
  std::set<std::string> files;
  bool details = false;
};

struct Totals {
  std::size_t reports = 0, items = 0, rows = 0, pairs = 0, found = 0;
  std::size_t stated = 0, agreed = 0, findings = 0;
  double grammar_ms = 0;
};

Options options_of(int argc, char** argv) {
  Options options;
  if (const char* data = std::getenv("COMITY_DATA")) options.data = data;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument == "--details") options.details = true;
    if (argument == "--data" && i + 1 < argc) options.data = argv[++i];
    if (argument == "--file" && i + 1 < argc) options.files.insert(argv[++i]);
  }
  return options;
}

void print_line(std::string_view name, const Totals& t) {
  const auto part = [](std::size_t a, std::size_t b) {
    return b == 0 ? 100.0 : 100.0 * static_cast<double>(a) / static_cast<double>(b);
  };
  fmt::print(
      "{:<18} items {:>5}  rows {:>5} pairs {:>5} found {:>5}  recall {:6.2f} precision "
      "{:6.2f} F1 {:6.2f}  positions {:6.2f} of {:>4}  findings {:>3}  {:.2f} ms\n",
      name, t.items, t.rows, t.pairs, t.found, part(t.found, t.rows), part(t.found, t.pairs),
      part(2 * t.found, t.rows + t.pairs), part(t.agreed, t.stated), t.stated, t.findings,
      t.grammar_ms / static_cast<double>(std::max<std::size_t>(1, t.reports)));
}

void add(Totals& sum, const Totals& one) {
  sum.reports += one.reports;
  sum.items += one.items;
  sum.rows += one.rows;
  sum.pairs += one.pairs;
  sum.found += one.found;
  sum.stated += one.stated;
  sum.agreed += one.agreed;
  sum.findings += one.findings;
  sum.grammar_ms += one.grammar_ms;
}

void print_details(const support::ReferenceReport& report, const std::vector<support::Pair>& pairs,
                   const compare::Assignment& compared, const model::Reading& reading) {
  for (const auto row : compared.missing) {
    fmt::print("  - {} | {}\n", report.rows[row].state, report.rows[row].text);
  }
  for (const auto pair : compared.extra) {
    fmt::print("  + {} {} | {}\n", pairs[pair].number, pairs[pair].state, pairs[pair].text);
  }
  for (const auto& finding : reading.findings) {
    if (!finding.rule.starts_with("review.")) continue;
    fmt::print("  ? {} {} p{} | {} | {}\n", finding.rule, finding.number, finding.place.page,
               finding.saw, finding.assumed);
  }
}

/// Where the report states a position itself, whether UPR Info's answer agrees.
void count_positions(Totals& totals, const support::ReferenceReport& report,
                     const std::vector<support::Pair>& pairs, const compare::Assignment& compared) {
  for (const auto& match : compared.found) {
    const auto counts_as = pairs[match.clause].counts_as;
    if (counts_as == model::CountsAs::pending) continue;
    ++totals.stated;
    const bool accepted = report.rows[match.row].response == "Accepted";
    if (accepted == (counts_as == model::CountsAs::supported)) ++totals.agreed;
  }
}

}  // namespace

int main(int argc, char** argv) {
  const auto options = options_of(argc, argv);
  const auto reader = reading::Reader::create();
  if (!reader) {
    std::cerr << reader.error().message << '\n';
    return 1;
  }
  const auto reports = support::reference_reports(options.data);
  if (reports.empty()) {
    std::cerr << "no reports under " << options.data << "; set COMITY_DATA or give --data\n";
    return 1;
  }
  std::array<Totals, 3> groups;
  for (const auto& report : reports) {
    if (!options.files.empty() && !options.files.contains(report.file)) continue;
    const auto bytes = support::file_text(options.data / "upr-reports" / report.file);
    const auto document = reader->read(bytes, report.file);
    if (!document) {
      std::cerr << report.file << ": " << document.error().message << '\n';
      continue;
    }
    const auto start = std::chrono::steady_clock::now();
    const auto reading = grammar::parse(*document, names::Register::builtin());
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;

    const auto review = reading.review.value_or(model::Review{});
    const auto pairs = support::pairs_of(review, report.state_under_review);
    const auto compared = support::compared(report.rows, pairs);
    Totals one;
    one.reports = 1;
    one.items = review.recommendations.size();
    one.rows = report.rows.size();
    one.pairs = pairs.size();
    one.found = compared.found.size();
    one.grammar_ms = took.count();
    for (const auto& finding : reading.findings)
      one.findings += finding.rule.starts_with("review.");
    count_positions(one, report, pairs, compared);
    print_line(report.file, one);
    if (review.session != report.session || review.date != report.date) {
      fmt::print("  ! session {} date {}, in the index {} {}\n", review.session, review.date,
                 report.session, report.date);
    }
    if (options.details) print_details(report, pairs, compared, reading);
    add(groups[report.session >= 8 ? 0 : report.session >= 5 ? 1 : 2], one);
  }
  print_line("sessions 8-17", groups[0]);
  print_line("sessions 5-7", groups[1]);
  print_line("sessions 1-4", groups[2]);
  return 0;
}
