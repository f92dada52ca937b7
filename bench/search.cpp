// bench_search [CLAUSES]
//
// The index on clauses that the bench makes (COMITY_BENCH_CLAUSES, or 100,000): clauses a second of
// one core while indexing and merging, bytes for each byte of text, and questions with the top 20,
// the exact count and the page's eight facets: median and 95th percentile. Beside each the same
// question to SQLite's FTS5, Xapian, Sphinx and PostgreSQL, as a ratio. Times are processor time of
// the one thread, so that what else the machine does counts little; of the last two, which are
// servers, time as it passes.
#include <fmt/format.h>

#include <random>

#include "base/id.h"
#include "peers/search_peers.h"
#include "timing.h"

namespace {

using namespace comity;
using namespace comity::bench;

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

std::string one_of(std::mt19937& random, const char* kind, unsigned values) {
  return kind + std::to_string(100 + random() % values);
}

search::IndexDocument clause(std::size_t i, const Vocabulary& words, std::mt19937& random) {
  search::IndexDocument document;
  document.id = i + 1;
  document.group = i / 200 + 1;
  document.cluster = i % 10 == 9 ? i : i + 1;  // some recommendations have two clauses
  document.language = model::Language::en;
  const auto length = 12 + random() % 30;
  for (std::size_t k = 0; k < length; ++k) document.text += words.draw(random) + ' ';
  document.date = static_cast<std::int64_t>(i / 4000);
  // As the journal brings them, report by report.
  document.facets = {{"state", "S" + std::to_string(100 + i / 200 % 193)},
                     {"by", one_of(random, "S", 193)},
                     {"session", std::to_string(1 + i / 200 % 45)},
                     {"position", random() % 4 == 0 ? "noted" : "supported"},
                     {"theme", one_of(random, "T", 54)},
                     {"goal", one_of(random, "G", 17)},
                     {"group", one_of(random, "P", 12)},
                     {"kind", "recommendation"}};
  if (random() % 5 == 0) document.facets.push_back({"by", one_of(random, "S", 193)});
  if (random() % 5 == 0) document.facets.push_back({"theme", one_of(random, "T", 54)});
  document.stored = R"({"kind":"recommendation","work":"A/HRC/1/1"})";
  return document;
}

const search::Schema kSchema{
    {{"state", "state"}, {"by", "by"}, {"session", "session"}, {"theme", "theme"}}};

void ask_index(const search::Snapshot& snapshot, const std::string& text) {
  const std::vector<search::SpaceView> views{{snapshot, {0}}};
  search::SearchOptions options;
  options.facets = facet_names();
  const auto query = std::get<search::Query>(search::parse_query(text, kSchema));
  if (!search::search(views, query, options)) std::exit(1);
}

struct Asked {
  const char* name;
  std::vector<PeerQuestion> questions;
};

std::vector<Asked> all_questions() {
  const auto w = [](std::size_t rank) { return Vocabulary::word(rank); };
  using Kind = PeerQuestion::Kind;
  std::vector<Asked> all;
  Asked broad{"broad word", {}}, word{"word", {}}, two{"two words", {}}, phrase{"phrase", {}};
  for (const std::size_t rank : {0, 1, 2, 3, 4, 6, 8, 10}) {
    broad.questions.push_back({Kind::words, {w(rank)}});
    two.questions.push_back({Kind::words, {w(rank), w(rank * rank + 30)}});
    phrase.questions.push_back({Kind::phrase, {w(rank), w(rank * 5 + 1)}});
  }
  for (const std::size_t rank : {15, 40, 80, 150, 400, 900, 3000, 20'000}) {
    word.questions.push_back({Kind::words, {w(rank)}});
  }
  const Asked prefix{"prefix",
                     {{Kind::prefix, {w(7).substr(0, 2)}},
                      {Kind::prefix, {w(500).substr(0, 5)}},
                      {Kind::prefix, {w(41).substr(0, 4)}},
                      {Kind::prefix, {w(93).substr(0, 3)}}}};
  const Asked filters{"filters",
                      {{Kind::words, {}, {{"state", "S150"}}},
                       {Kind::words, {}, {{"session", "12"}, {"by", "S200"}}},
                       {Kind::words, {w(3)}, {{"state", "S111"}}},
                       {Kind::words, {w(5)}, {{"theme", "T120"}}}}};
  return {broad, word, two, phrase, prefix, filters, {"everything", {{Kind::words, {}}}}};
}

/// Seconds that each question takes, so many times, ascending.
template <typename Function>
std::vector<double> times_of(const std::vector<PeerQuestion>& questions, int rounds, Function ask) {
  std::vector<double> times;
  for (int round = 0; round < rounds; ++round) {
    for (const auto& question : questions) {
      times.push_back(ask(question));
    }
  }
  std::sort(times.begin(), times.end());
  return times;
}

double at(const std::vector<double>& times, double part) {
  return times[static_cast<std::size_t>(part * static_cast<double>(times.size() - 1))];
}

void compare(const search::Snapshot& snapshot, const Peers& peers) {
  for (const auto& [name, questions] : all_questions()) {
    const auto ours = times_of(questions, 15, [&](const PeerQuestion& question) {
      const auto begin = processor_seconds();
      ask_index(snapshot, question.text());
      return processor_seconds() - begin;
    });
    fmt::print("{:<11} p50 {:6.2f} ms  p95 {:6.2f} ms", name, 1000 * at(ours, 0.5),
               1000 * at(ours, 0.95));
    for (const auto& peer : peers) {
      const auto theirs =
          times_of(questions, 1, [&](const PeerQuestion& question) { return peer->ask(question); });
      fmt::print("  {} {:6.1f} ×", peer->name(), at(theirs, 0.5) / at(ours, 0.5));
    }
    fmt::print("\n");
  }
}

}  // namespace

int main(int argc, char** argv) {
  const char* const wish = argc > 1 ? argv[1] : std::getenv("COMITY_BENCH_CLAUSES");
  const std::size_t clauses = wish != nullptr ? std::strtoull(wish, nullptr, 10) : 100'000;
  const auto folder = std::filesystem::temp_directory_path() /
                      ("comity-bench-" + base::crockford(base::random_id()));
  const Vocabulary words(30'000);
  std::mt19937 random(1);
  auto index = search::Index::open(folder / "index", base::posix_file_system(),
                                   {search::Access::read_write, search::Merging::on_request});
  if (!index) return 1;
  const auto peers = make_peers(folder);
  double indexing = 0;
  std::uint64_t bytes = 0;
  constexpr std::size_t kBatch = 32'768;
  for (std::size_t first = 0; first < clauses; first += kBatch) {
    search::Batch batch;
    batch.head = first + 1;
    for (auto i = first; i < std::min(clauses, first + kBatch); ++i) {
      batch.added.push_back(clause(i, words, random));
      bytes += batch.added.back().text.size();
    }
    const auto begin = processor_seconds();
    if (!(*index)->apply(batch)) return 1;
    indexing += processor_seconds() - begin;
    for (const auto& peer : peers) peer->add(batch.added);
  }
  for (const auto& peer : peers) peer->finish();
  const auto parts = (*index)->snapshot();
  const auto begin = processor_seconds();
  if (!(*index)->merge()) return 1;
  const double merging = processor_seconds() - begin;
  const auto snapshot = (*index)->snapshot();
  const auto n = static_cast<double>(clauses);
  fmt::print("{} clauses: {:.0f} a second indexed, {:.3f} bytes a byte of text\n", clauses,
             n / indexing, static_cast<double>(snapshot.bytes()) / static_cast<double>(bytes));
  if (parts.segments() > 1) fmt::print("{:.0f} a second merged\n", n / merging);
  for (const auto& peer : peers) {
    fmt::print("{}: {:.0f} clauses a second indexed\n", peer->name(), n / peer->indexing());
  }
  compare(snapshot, peers);
  if (parts.segments() > 1) {
    fmt::print("the same in {} segments, as batches leave them\n", parts.segments());
    compare(parts, {});
  }
  index->reset();
  std::filesystem::remove_all(folder);
  return 0;
}
