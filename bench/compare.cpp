// bench_compare
//
// Two drafts of 40 paragraphs of 60 words: a third is the same, a third changed, the rest moved,
// split, added or removed. Prints what aligning them and telling their words apart takes.
#include <fmt/format.h>

#include <random>

#include "compare/alignment.h"
#include "timing.h"

namespace {

using namespace comity;

constexpr std::size_t kParagraphs = 40;
constexpr std::size_t kWords = 60;

/// A word by its rank; the first ranks come often, as in a language.
std::string word(std::mt19937& random) {
  const double share = std::uniform_real_distribution<>(0, 1)(random);
  return "w" + std::to_string(static_cast<int>(3000 * share * share * share));
}

std::vector<std::string> draft(std::mt19937& random) {
  std::vector<std::string> paragraphs(kParagraphs);
  for (auto& text : paragraphs) {
    for (std::size_t i = 0; i < kWords; ++i) text += (i == 0 ? "" : " ") + word(random);
  }
  return paragraphs;
}

std::string changed(std::string text, std::mt19937& random) {
  for (int i = 0; i < 6; ++i) {
    const auto at = text.find(' ', random() % text.size());
    if (at != std::string::npos) text.insert(at, " " + word(random));
  }
  return text;
}

std::vector<std::string> next_draft(const std::vector<std::string>& before, std::mt19937& random) {
  std::vector<std::string> now;
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (i % 3 == 0) now.push_back(before[i]);
    if (i % 3 == 1) now.push_back(changed(before[i], random));
    if (i % 6 == 2) {
      const auto middle = before[i].find(' ', before[i].size() / 2);
      now.push_back(before[i].substr(0, middle));
      now.push_back(before[i].substr(middle + 1));
    }
  }
  for (std::size_t i = 5; i < before.size(); i += 12) now.insert(now.begin() + 3, before[i]);
  while (now.size() < kParagraphs) now.push_back(draft(random).front());
  now.resize(kParagraphs);
  return now;
}

}  // namespace

int main() {
  std::mt19937 random(1);
  const auto before = draft(random);
  const auto now = next_draft(before, random);
  std::vector<compare::Passage> from, to;
  for (const auto& text : before) from.push_back({text});
  for (const auto& text : now) to.push_back({text});
  std::vector<double> seconds;
  std::size_t pairs = 0;
  for (int run = 0; run < 20 * bench::kRuns + 1; ++run) {
    const auto begin = bench::processor_seconds();
    pairs = compare::align(from, to).value().size();
    seconds.push_back(bench::processor_seconds() - begin);
  }
  fmt::print("two texts of {} paragraphs of {} words: {} pairs in {:.2f} ms (median of {})\n",
             kParagraphs, kWords, pairs, 1000 * bench::median(seconds), seconds.size());
  return 0;
}
