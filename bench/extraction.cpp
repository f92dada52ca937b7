// bench_extraction [--data FOLDER] [--listed FILE] [--details] [--file NAME]…
//
// Reads the working-group reports beside the project and measures what was extracted against the
// rows of UPR Info: per report and per group of sessions, the rows found (same States, likeness of
// the texts at least compare::kAlike), missing and extra, precision, recall and F1 of (clause,
// recommending State) pairs, how many of the missing are said of another State, and how far
// positions agree. A second line for each group gives the figures after the reference's own errors
// that FILE lists (class "theirs"), of which no more than 1.5 % of the rows are taken. `--details`
// lists every difference, and marks those that FILE does not list.
#include <fmt/format.h>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <set>

#include "../tests/support/upr_disagreements.h"
#include "../tests/support/upr_reference.h"
#include "grammar/parse.h"
#include "reading/reader.h"

namespace {

using namespace comity;

struct Options {
  std::filesystem::path data = "../shared/data";
  std::filesystem::path listed = "tests/real/upr_info_disagreements.csv";
  std::set<std::string> files;
  bool details = false;
};

struct Totals {
  std::size_t reports = 0, items = 0, rows = 0, pairs = 0, found = 0;
  std::size_t stated = 0, agreed = 0, findings = 0;
  std::size_t other_state = 0, other_state_theirs = 0;
  std::size_t theirs_rows = 0, theirs_pairs = 0, theirs_positions = 0;  // listed as the reference's
  double grammar_ms = 0;
};

Options options_of(int argc, char** argv) {
  Options options;
  if (const char* data = std::getenv("COMITY_DATA")) options.data = data;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument == "--details") options.details = true;
    if (argument == "--data" && i + 1 < argc) options.data = argv[++i];
    if (argument == "--listed" && i + 1 < argc) options.listed = argv[++i];
    if (argument == "--file" && i + 1 < argc) options.files.insert(argv[++i]);
  }
  return options;
}

double part(std::size_t a, std::size_t b) {
  return b == 0 ? 100.0 : 100.0 * static_cast<double>(a) / static_cast<double>(b);
}

void print_line(std::string_view name, const Totals& t) {
  fmt::print(
      "{:<18} items {:>5}  rows {:>5} pairs {:>5} found {:>5}  recall {:6.2f} precision "
      "{:6.2f} F1 {:6.2f}  other State {:>2}  positions {:6.2f} of {:>4}  findings {:>3}  {:.2f} "
      "ms\n",
      name, t.items, t.rows, t.pairs, t.found, part(t.found, t.rows), part(t.found, t.pairs),
      part(2 * t.found, t.rows + t.pairs), t.other_state, part(t.agreed, t.stated), t.stated,
      t.findings, t.grammar_ms / static_cast<double>(std::max<std::size_t>(1, t.reports)));
}

/// The figures without the reference's own errors, as many as 1.5 % of its rows at most.
void print_after(const Totals& t, const std::filesystem::path& file) {
  const auto allowed = t.rows * 15 / 1000;
  const auto rows = std::min(t.theirs_rows, allowed);
  const auto pairs = std::min(t.theirs_pairs, allowed - rows);
  fmt::print(
      "  after the reference's own errors listed in {}: {} of {} taken ({:.2f} % of rows)  recall "
      "{:6.2f} precision {:6.2f} F1 {:6.2f}  other State {} ({:.2f} % of found)  positions "
      "{:6.2f}\n",
      file.string(), rows + pairs, t.theirs_rows + t.theirs_pairs, part(rows + pairs, t.rows),
      part(t.found, t.rows - rows), part(t.found, t.pairs - pairs),
      part(2 * t.found, t.rows + t.pairs - rows - pairs), t.other_state - t.other_state_theirs,
      part(t.other_state - t.other_state_theirs, t.found),
      part(t.agreed, t.stated - t.theirs_positions));
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
  sum.other_state += one.other_state;
  sum.other_state_theirs += one.other_state_theirs;
  sum.theirs_rows += one.theirs_rows;
  sum.theirs_pairs += one.theirs_pairs;
  sum.theirs_positions += one.theirs_positions;
  sum.grammar_ms += one.grammar_ms;
}

bool theirs(const support::Disagreement* listed) {
  return listed != nullptr && listed->whose == support::DisagreementClass::theirs;
}

std::string_view name_of(const support::Disagreement* listed) {
  if (listed == nullptr) return "NOT LISTED";
  constexpr std::array<std::string_view, 3> kNames{"ours", "theirs", "ambiguous"};
  return kNames[static_cast<std::size_t>(listed->whose)];
}

void print_details(const support::ReferenceReport& report, const std::vector<support::Pair>& pairs,
                   const compare::Assignment& compared, const model::Reading& reading,
                   const support::ListedDisagreements& listed) {
  for (const auto index : compared.missing) {
    const auto& row = report.rows[index];
    fmt::print("  - {} row {} {} | {}\n", name_of(listed.missing(row)), row.row, row.state,
               row.text);
  }
  for (const auto index : compared.extra) {
    const auto& pair = pairs[index];
    fmt::print("  + {} {} {} | {}\n", name_of(listed.extra(pair)), pair.number, pair.state,
               pair.text);
  }
  for (const auto& match : compared.found) {
    const auto& row = report.rows[match.row];
    const auto& pair = pairs[match.clause];
    if (!support::disagree(row, pair)) continue;
    fmt::print("  p {} row {} {} {} | {} | {}\n", name_of(listed.position(row)), row.row,
               pair.number, pair.state, row.response, model::name_of(pair.counts_as));
  }
  for (const auto& finding : reading.findings) {
    if (!finding.rule.starts_with("review.")) continue;
    fmt::print("  ? {} {} p{} | {} | {}\n", finding.rule, finding.number, finding.place.page,
               finding.saw, finding.assumed);
  }
}

/// Where the report states a position itself, whether UPR Info's answer agrees.
void count_positions(Totals& totals, const support::ReferenceReport& report,
                     const std::vector<support::Pair>& pairs, const compare::Assignment& compared,
                     const support::ListedDisagreements& listed) {
  for (const auto& match : compared.found) {
    const auto& row = report.rows[match.row];
    if (pairs[match.clause].counts_as == model::CountsAs::pending) continue;
    ++totals.stated;
    if (!support::disagree(row, pairs[match.clause])) {
      ++totals.agreed;
    } else if (theirs(listed.position(row))) {
      ++totals.theirs_positions;
    }
  }
}

/// Rows whose text the reports give to another State, and what is listed as the reference's error.
void count_errors(Totals& totals, const support::ReferenceReport& report,
                  const std::vector<support::Pair>& pairs, const compare::Assignment& compared,
                  const support::ListedDisagreements& listed) {
  std::vector<compare::Statement> rows, clauses;
  for (const auto row : compared.missing) rows.push_back({{}, report.rows[row].text});
  for (const auto clause : compared.extra) clauses.push_back({{}, pairs[clause].text});
  for (const auto& match : compare::assign(rows, clauses).found) {
    ++totals.other_state;
    const auto& row = report.rows[compared.missing[match.row]];
    totals.other_state_theirs += theirs(listed.missing(row)) ? 1U : 0U;
  }
  for (const auto row : compared.missing) {
    totals.theirs_rows += theirs(listed.missing(report.rows[row])) ? 1U : 0U;
  }
  for (const auto clause : compared.extra) {
    totals.theirs_pairs += theirs(listed.extra(pairs[clause])) ? 1U : 0U;
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
  const auto all_listed = support::disagreements_in(options.listed);
  if (all_listed.empty()) std::cerr << "no list of disagreements in " << options.listed << '\n';
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
    const support::ListedDisagreements listed(all_listed, report.file);
    count_positions(one, report, pairs, compared, listed);
    count_errors(one, report, pairs, compared, listed);
    print_line(report.file, one);
    if (review.session != report.session || review.date != report.date) {
      fmt::print("  ! session {} date {}, in the index {} {}\n", review.session, review.date,
                 report.session, report.date);
    }
    if (options.details) print_details(report, pairs, compared, reading, listed);
    add(groups[report.session >= 8 ? 0 : report.session >= 5 ? 1 : 2], one);
  }
  constexpr std::array<std::string_view, 3> kGroups{"sessions 8-17", "sessions 5-7",
                                                    "sessions 1-4"};
  for (std::size_t i = 0; i < groups.size(); ++i) {
    print_line(kGroups[i], groups[i]);
    if (!all_listed.empty()) print_after(groups[i], options.listed);
  }
  return 0;
}
