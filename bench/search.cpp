// bench_search [CLAUSES]
//
// The index on clauses that the bench makes (300,000 unless told otherwise): documents a second
// while indexing, bytes for each byte of text, and the time of questions on one thread with the
// top 20, the exact count and the page's facets: median and 95th percentile in milliseconds.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <random>

#include "base/file_system.h"
#include "base/id.h"
#include "search/index.h"

namespace {

using namespace comity;
using Clock = std::chrono::steady_clock;

double milliseconds_since(Clock::time_point begin) {
  return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

/// Words as text has them: few very often, many seldom (Zipf).
class Vocabulary {
 public:
  explicit Vocabulary(std::size_t words) {
    double sum = 0;
    for (std::size_t rank = 1; rank <= words; ++rank) {
      sum += 1.0 / static_cast<double>(rank + 3);
      sums_.push_back(sum);
    }
  }
  std::string draw(std::mt19937& random) const {
    std::uniform_real_distribution<double> any(0, sums_.back());
    return word(static_cast<std::size_t>(std::lower_bound(sums_.begin(), sums_.end(), any(random)) -
                                         sums_.begin()));
  }
  /// Pronounceable, so that the stemmer has work.
  static std::string word(std::size_t rank) {
    static constexpr std::string_view kSyllables[] = {"ba", "re",  "ti", "mon", "du",
                                                      "ka", "vel", "os", "in",  "tra"};
    std::string text;
    for (std::size_t rest = rank + 10; rest > 0; rest /= 10) text += kSyllables[rest % 10];
    return text;
  }

 private:
  std::vector<double> sums_;
};

std::string state(std::mt19937& random) { return "S" + std::to_string(100 + random() % 193); }

struct Made {
  std::vector<search::IndexDocument> documents;
  std::uint64_t bytes = 0;
};

Made make(std::size_t first, std::size_t count, const Vocabulary& words, std::mt19937& random) {
  Made made;
  for (std::size_t i = first; i < first + count; ++i) {
    search::IndexDocument document;
    document.id = i + 1;
    document.group = i / 200 + 1;
    document.cluster = i + 1;
    document.language = model::Language::en;
    const auto length = 12 + random() % 30;
    for (std::size_t k = 0; k < length; ++k) document.text += words.draw(random) + ' ';
    document.date = static_cast<std::int64_t>(i / 4000);
    document.facets = {{"state", state(random)},
                       {"by", state(random)},
                       {"session", std::to_string(1 + random() % 45)},
                       {"position", random() % 4 == 0 ? "noted" : "supported"},
                       {"kind", "recommendation"}};
    if (random() % 5 == 0) document.facets.push_back({"by", state(random)});
    document.stored = R"({"kind":"recommendation","work":"A/HRC/1/1"})";
    made.bytes += document.text.size();
    made.documents.push_back(std::move(document));
  }
  return made;
}

const search::Schema kSchema{{{"state", "state"}, {"by", "by"}, {"session", "session"}}};

void ask(const search::Snapshot& snapshot, std::string_view name,
         const std::vector<std::string>& questions) {
  const std::vector<search::SpaceView> views{{snapshot, {0}}};
  std::vector<double> times;
  std::uint64_t found = 0;
  for (int round = 0; round < 5; ++round) {
    for (const auto& text : questions) {
      const auto query = std::get<search::Query>(search::parse_query(text, kSchema));
      search::SearchOptions options;
      options.facets = {"state", "by", "session", "position", "kind"};
      const auto begin = Clock::now();
      const auto answer = search::search(views, query, options);
      times.push_back(milliseconds_since(begin));
      if (answer) found += answer->count;
    }
  }
  std::sort(times.begin(), times.end());
  fmt::print("{:<22} p50 {:7.2f} ms  p95 {:7.2f} ms  {:>8} found on average\n", name,
             times[times.size() / 2], times[times.size() * 95 / 100], found / times.size());
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t clauses = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 300'000;
  const auto folder = std::filesystem::temp_directory_path() /
                      ("comity-bench-" + base::crockford(base::random_id()));
  const Vocabulary words(30'000);
  std::mt19937 random(1);
  auto index = search::Index::open(folder, base::posix_file_system(),
                                   {search::Access::read_write, search::Merging::on_request});
  if (!index) return 1;
  double indexing = 0;
  std::uint64_t bytes = 0;
  constexpr std::size_t kBatch = 50'000;
  for (std::size_t first = 0; first < clauses; first += kBatch) {
    auto made = make(first, std::min(kBatch, clauses - first), words, random);
    bytes += made.bytes;
    const auto begin = Clock::now();
    if (!(*index)->apply({{}, std::move(made.documents), first + 1})) return 1;
    indexing += milliseconds_since(begin);
  }
  const auto begin = Clock::now();
  if (!(*index)->merge()) return 1;
  const double merging = milliseconds_since(begin);
  const auto snapshot = (*index)->snapshot();
  fmt::print("{} clauses: {:.0f} a second indexed, {:.0f} ms merged, {:.2f} bytes a byte of text\n",
             clauses, 1000.0 * static_cast<double>(clauses) / indexing, merging,
             static_cast<double>(snapshot.bytes()) / static_cast<double>(bytes));
  const auto w = [](std::size_t rank) { return Vocabulary::word(rank); };
  ask(snapshot, "broad word", {w(0), w(1), w(2), w(3)});
  ask(snapshot, "word", {w(40), w(80), w(200), w(900)});
  ask(snapshot, "two words", {w(1) + " " + w(60), w(5) + " " + w(9), w(200) + " " + w(30)});
  ask(snapshot, "phrase", {"\"" + w(0) + " " + w(1) + "\"", "\"" + w(2) + " " + w(30) + "\""});
  ask(snapshot, "prefix", {w(7).substr(0, 2) + "*", w(500).substr(0, 5) + "*"});
  ask(snapshot, "filters", {"state:S150", "session:12 by:S200", w(3) + " state:S111"});
  ask(snapshot, "everything", {""});
  index->reset();
  std::filesystem::remove_all(folder);
  return 0;
}
