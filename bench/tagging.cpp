// bench_tagging [TABLE]
//
// Themes of recommendations, learnt from the earlier sessions of UPR Info's table (TABLE, or that
// of COMITY_DATA) and given to its last three: micro-F1 and macro-F1 of our tagger, of our
// gazetteers alone, and of peers that learnt from the same rows. Beside each peer what ours has
// more, with the interval that holds 95 of 100 draws of the reviews held out (a bootstrap in pairs,
// by review, since rows of one review are alike); and how well kinds of action are told. Then how
// many recommendations a second one core tags.
#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <map>
#include <random>

#include "base/id.h"
#include "peers/tag_peers.h"
#include "service/tags/train_tags.h"
#include "tagging/tagger.h"
#include "timing.h"

namespace {

using namespace comity;
using namespace comity::bench;
using tagging::Example;
using tagging::LabelFigures;

constexpr int kHeldSessions = 3;

struct Figures {
  std::map<std::string, LabelFigures> labels;

  void add(const std::vector<std::string>& wanted, const std::vector<std::string>& given) {
    for (const auto& code : given) {
      const bool right = std::find(wanted.begin(), wanted.end(), code) != wanted.end();
      ++(right ? labels[code].right : labels[code].wrong);
    }
    for (const auto& code : wanted) {
      if (std::find(given.begin(), given.end(), code) == given.end()) ++labels[code].missed;
    }
  }
  void add(const Figures& other) {
    for (const auto& [code, one] : other.labels) {
      auto& mine = labels[code];
      mine.right += one.right;
      mine.wrong += one.wrong;
      mine.missed += one.missed;
    }
  }
  [[nodiscard]] double micro() const {
    LabelFigures sum;
    for (const auto& [code, one] : labels) {
      sum.right += one.right;
      sum.wrong += one.wrong;
      sum.missed += one.missed;
    }
    return sum.f1();
  }
  /// Over the labels that rows have.
  [[nodiscard]] double macro() const {
    double sum = 0;
    std::size_t count = 0;
    for (const auto& [code, one] : labels) {
      if (one.right + one.missed == 0) continue;
      sum += one.f1();
      ++count;
    }
    return count == 0 ? 0 : sum / static_cast<double>(count);
  }
};

using ByReview = std::map<std::string, Figures>;

ByReview by_review(std::span<const Example> held, const Themes& given) {
  ByReview out;
  for (std::size_t i = 0; i < held.size(); ++i) {
    out[held[i].review].add(held[i].themes, given[i]);
  }
  return out;
}

Figures whole(const ByReview& reviews) {
  Figures sum;
  for (const auto& [review, figures] : reviews) sum.add(figures);
  return sum;
}

struct Interval {
  double low = 0;
  double high = 0;
};

/// Where the difference lies in 95 of 100 draws, with replacement, of as many reviews.
template <typename Measure>
Interval interval_of(const ByReview& ours, const ByReview& theirs, Measure measure) {
  constexpr int kDraws = 1000;
  std::vector<std::string> reviews;
  for (const auto& [review, figures] : ours) reviews.push_back(review);
  std::mt19937 random(1);
  std::vector<double> differences;
  for (int draw = 0; draw < kDraws; ++draw) {
    Figures one, other;
    for (std::size_t i = 0; i < reviews.size(); ++i) {
      const auto& review = reviews[random() % reviews.size()];
      one.add(ours.at(review));
      other.add(theirs.at(review));
    }
    differences.push_back(measure(one) - measure(other));
  }
  std::sort(differences.begin(), differences.end());
  return {differences[kDraws / 40], differences[kDraws - 1 - kDraws / 40]};
}

Themes themes_of(const tagging::Tagger& tagger, std::span<const Example> held) {
  Themes out;
  for (const auto& example : held) {
    auto& codes = out.emplace_back();
    for (const auto& tag : tagger.tags(example.text)) {
      if (tag.label->scheme == tagging::Scheme::theme) codes.push_back(tag.label->code);
    }
  }
  return out;
}

void print(const char* name, const ByReview& ours, const ByReview& theirs) {
  const auto mine = whole(ours), figures = whole(theirs);
  const auto micro = interval_of(ours, theirs, [](const Figures& one) { return one.micro(); });
  const auto macro = interval_of(ours, theirs, [](const Figures& one) { return one.macro(); });
  fmt::print(
      "{:<26} micro-F1 {:.4f}  macro-F1 {:.4f}  ours more by {:+.4f} ({:+.4f} to {:+.4f}) and "
      "{:+.4f} ({:+.4f} to {:+.4f})\n",
      name, figures.micro(), figures.macro(), mine.micro() - figures.micro(), micro.low, micro.high,
      mine.macro() - figures.macro(), macro.low, macro.high);
}

/// The rows that say themes, those of the last sessions apart.
std::pair<std::vector<Example>, std::vector<Example>> parted(std::vector<Example> examples) {
  int last = 0;
  for (const auto& example : examples) last = std::max(last, example.session);
  std::pair<std::vector<Example>, std::vector<Example>> parts;
  for (auto& example : examples) {
    const bool held = example.session > last - kHeldSessions;
    if (held && example.themes.empty()) continue;
    (held ? parts.second : parts.first).push_back(std::move(example));
  }
  return parts;
}

}  // namespace

int main(int argc, char** argv) {
  const char* const data = std::getenv("COMITY_DATA");
  const std::filesystem::path table =
      argc > 1 ? argv[1]
               : std::filesystem::path(data != nullptr ? data : "../shared/data") /
                     "upr-info/recommendations-s01-s17.csv";
  std::ifstream in(table, std::ios::binary);
  const std::string bytes_of_table(std::istreambuf_iterator<char>(in), {});
  const auto rows = service::tag_table(bytes_of_table, table.string());
  if (!rows) {
    fmt::print(stderr, "{}: {}; name a table of UPR Info's form\n", table.string(),
               rows.error().message);
    return 1;
  }
  const auto [learnt, held] = parted(rows->examples);
  auto model = tagging::train(learnt, {});
  if (!model) return 1;
  const auto bytes = model->to_bytes().size();
  const tagging::Tagger tagger(std::make_shared<const tagging::Model>(*std::move(model)));
  const auto begin = processor_seconds();
  const auto given = themes_of(tagger, held);
  const auto seconds = processor_seconds() - begin;
  const auto ours = by_review(held, given);
  const auto figures = whole(ours);
  fmt::print("{} rows learnt from, {} held out, of {} reviews\n", learnt.size(), held.size(),
             ours.size());
  fmt::print("{:<26} micro-F1 {:.4f}  macro-F1 {:.4f}  {:.1f} MB\n", "ours", figures.micro(),
             figures.macro(), static_cast<double>(bytes) / 1e6);
  for (const auto& scheme : tagging::measured(tagger, held)) {
    if (scheme.scheme != tagging::Scheme::action) continue;
    fmt::print("{:<26} accuracy {:.4f}  macro-F1 {:.4f}\n", "ours, kinds of action",
               scheme.accuracy(), scheme.macro_f1());
  }
  print("our gazetteers alone", ours, by_review(held, themes_of(tagging::Tagger(nullptr), held)));
  const auto folder = std::filesystem::temp_directory_path() /
                      ("comity-bench-" + base::crockford(base::random_id()));
  for (const auto& peer : make_tag_peers(folder)) {
    print(peer->name(), ours, by_review(held, peer->themes(learnt, held)));
  }
  std::filesystem::remove_all(folder);
  fmt::print("{:.0f} recommendations a second tagged by one core\n",
             static_cast<double>(held.size()) / seconds);
  return 0;
}
