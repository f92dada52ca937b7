// bench_likeness [--data FOLDER] [--rows N]
//
// Near-duplicates: 50 thousand rows and a million, of which a third are near others, all pairs
// with a Jaccard of 0.8 or more on one core; recall against exact Jaccard on the rows of UPR Info
// beside the project. Then what src/compare/resemblance.cpp knows: of pairs of recommendations to
// one State in different cycles, by likeness, the share that UPR Info gives the very same issues.
#include <fmt/format.h>

#include <array>
#include <ctime>
#include <iostream>
#include <map>
#include <random>
#include <set>

#include "base/csv.h"
#include "base/file_system.h"
#include "base/text.h"
#include "compare/resemblance.h"
#include "model/source.h"
#include "names/treaties.h"
#include "search/analysis/analysis.h"
#include "search/likeness/sketch.h"

namespace {

using namespace comity;

constexpr std::uint64_t kMostBytes = std::uint64_t{1} << 30;

/// Of the processor, on this one thread: others who use the machine do not count.
double seconds_since(std::clock_t start) {
  return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

/// Texts of some 25 words of a vocabulary in which few words are common, as in a language.
std::vector<std::string> rows_of(std::size_t count) {
  std::mt19937 random(3);
  std::vector<std::string> out;
  out.reserve(count);
  const auto word = [&] {
    const double share = static_cast<double>(random() % 1'000'000 + 1) / 1e6;
    return "word" + std::to_string(static_cast<int>(30'000 * share * share * share));
  };
  while (out.size() < count) {
    if (out.empty() || random() % 3 != 0) {
      std::string text;
      const auto words = 8 + random() % 34;
      for (std::size_t i = 0; i < words; ++i) text += word() + " ";
      out.push_back(std::move(text));
      continue;
    }
    // A row that was there, with a word more.
    out.push_back(word() + " " + out[random() % out.size()]);
  }
  return out;
}

std::vector<std::string_view> views_of(const std::vector<std::string>& texts) {
  return {texts.begin(), texts.end()};
}

void measure_speed(std::size_t count) {
  const auto texts = rows_of(count);
  const auto views = views_of(texts);
  const auto start = std::clock();
  const auto found = search::near_rows(views);
  fmt::print("{} rows: {:.2f} s, {} pairs with a Jaccard of 0.8 or more\n", count,
             seconds_since(start), found.pairs.size());
}

struct Row {
  std::string state;
  std::string text;
  std::set<std::string> issues;
  int cycle = 0;
};

std::vector<Row> reference(const std::filesystem::path& data) {
  const auto bytes =
      base::posix_file_system().read(data / "upr-info" / "recommendations-s01-s17.csv", kMostBytes);
  std::vector<Row> out;
  if (!bytes) return out;
  const auto table = base::parse_csv(*bytes);
  if (!table) return out;
  const auto at = [&](const char* name) { return table->column(name); };
  const auto state = at("state_under_review"), text = at("recommendation"), issues = at("issues"),
             session = at("session");
  std::set<std::string> known;  // several States' rows of one text say it once
  for (const auto& cells : table->rows) {
    Row row{cells[state],
            names::with_short_treaties(cells[text]),
            {},
            model::cycle_of_session(std::stoi(cells[session]))};
    if (!known.insert(row.state + "\n" + cells[session] + "\n" + row.text).second) continue;
    for (const auto issue : base::split(cells[issues], ';')) {
      if (!issue.empty()) row.issues.emplace(issue);
    }
    out.push_back(std::move(row));
  }
  return out;
}

/// Every n-th row against all.
void measure_recall(const std::vector<Row>& rows) {
  std::vector<std::string_view> texts;
  for (const auto& row : rows) texts.push_back(row.text);
  const auto start = std::clock();
  const auto found = search::near_rows(texts);
  const double taken = seconds_since(start);
  std::set<std::pair<std::uint32_t, std::uint32_t>> pairs;
  for (const auto& pair : found.pairs) pairs.emplace(pair.first, pair.second);
  std::vector<std::vector<std::uint32_t>> shingles;
  for (const auto text : texts) shingles.push_back(search::shingles_of(text));
  constexpr std::uint32_t kStep = 32;
  std::size_t near = 0, met = 0;
  for (std::uint32_t a = 0; a < texts.size(); a += kStep) {
    if (found.same_as[a] != a) continue;
    for (std::uint32_t b = 0; b < texts.size(); ++b) {
      if (a == b || found.same_as[b] != b) continue;
      if (search::jaccard(shingles[a], shingles[b]) < search::kNear) continue;
      ++near;
      if (pairs.contains(std::minmax(a, b))) ++met;
    }
  }
  fmt::print(
      "UPR Info: {} texts in {:.2f} s; of {} pairs by exact Jaccard (every {}th row) {} "
      "found: recall {:.4f}\n",
      texts.size(), taken, near, kStep, met,
      near == 0 ? 1 : static_cast<double>(met) / static_cast<double>(near));
}

struct Bin {
  std::size_t pairs = 0;
  std::size_t same = 0;   ///< issues
  std::size_t share = 0;  ///< an issue at least
};

void add(Bin& bin, const Row& a, const Row& b) {
  ++bin.pairs;
  if (a.issues == b.issues) ++bin.same;
  for (const auto& issue : a.issues) {
    if (!b.issues.contains(issue)) continue;
    ++bin.share;
    break;
  }
}

void print(const std::string& what, const Bin& bin) {
  const auto pairs = static_cast<double>(bin.pairs);
  fmt::print("{:>12} {:>8} pairs  {:.3f} the same issues  {:.3f} one in common\n", what, bin.pairs,
             static_cast<double>(bin.same) / pairs, static_cast<double>(bin.share) / pairs);
}

void calibrate(const std::vector<Row>& rows) {
  std::map<std::string, std::vector<const Row*>> by_state;
  for (const auto& row : rows) by_state[row.state].push_back(&row);
  std::map<int, Bin> bins;
  std::map<std::string, Bin> kinships;
  const auto light = [](const std::string& word) {
    return search::is_stop_word(model::Language::en, word);
  };
  for (const auto& [state, received] : by_state) {
    for (const auto* a : received) {
      if (a->cycle != 1) continue;
      compare::Compared compared(a->text, light);
      for (const auto* b : received) {
        if (b->cycle == 1) continue;
        const auto found = compared.with(b->text);
        add(bins[static_cast<int>(found.likeness * 20)], *a, *b);
        if (found.kinship == compare::Kinship::none) continue;
        add(kinships[std::string(compare::name_of(found.kinship))], *a, *b);
      }
    }
  }
  for (const auto& [bin, counted] : bins) print(fmt::format("{:.2f}", bin / 20.0), counted);
  for (const auto& [kinship, counted] : kinships) print(kinship, counted);
}

}  // namespace

int main(int argc, char** argv) {
  std::filesystem::path data = "../shared/data";
  std::size_t most = 1'000'000;
  for (int i = 1; i + 1 < argc; i += 2) {
    if (std::string_view(argv[i]) == "--data") data = argv[i + 1];
    if (std::string_view(argv[i]) == "--rows") most = std::stoul(argv[i + 1]);
  }
  for (const std::size_t count : {std::size_t{50'000}, std::size_t{1'000'000}}) {
    if (count <= most) measure_speed(count);
  }
  const auto rows = reference(data);
  if (rows.empty()) {
    std::cerr << "no rows of UPR Info below " << data << "; --data names the folder\n";
    return 0;
  }
  measure_recall(rows);
  calibrate(rows);
}
