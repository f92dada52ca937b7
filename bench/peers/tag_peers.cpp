#include "peers/tag_peers.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <set>
#include <sstream>
#include <unordered_map>

#ifdef COMITY_LIBLINEAR
#include <linear.h>
#endif

#include "base/ascii.h"
#include "base/text.h"
#include "timing.h"

namespace comity::bench {
namespace {

using tagging::Example;

/// Words as both peers see them: letters and digits, capitals aside.
std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words(1);
  for (const char c : base::folded(text)) {
    if (base::is_letter(c) || base::is_digit(c) || static_cast<unsigned char>(c) >= 0x80) {
      words.back() += c;
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

std::vector<std::string> codes_of(std::span<const Example> examples) {
  std::set<std::string> codes;
  for (const auto& example : examples) codes.insert(example.themes.begin(), example.themes.end());
  return {codes.begin(), codes.end()};
}

#ifdef COMITY_LIBLINEAR
/// liblinear, a label after the other: words and pairs, with runs of two to five letters if wanted,
/// by term frequency and rarity (TF-IDF), rows of one length.
class LinearMachine final : public TagPeer {
 public:
  explicit LinearMachine(bool letters) : letters_(letters) {
    set_print_string_function([](const char*) {});
  }
  [[nodiscard]] const char* name() const override {
    return letters_ ? "linear, words and letters" : "linear, words";
  }

  Themes themes(std::span<const Example> learnt, std::span<const Example> held) override {
    count(learnt);
    auto rows = rows_of(learnt);
    auto asked = rows_of(held);
    const auto codes = codes_of(learnt);
    std::vector<std::vector<double>> scores(held.size());
    for (const auto& code : codes) {
      for (std::size_t i = 0; const auto score : scores_of(code, learnt, rows, asked)) {
        scores[i++].push_back(score);
      }
    }
    Themes out(held.size());
    for (std::size_t i = 0; i < held.size(); ++i) {
      for (std::size_t label = 0; label < codes.size(); ++label) {
        if (scores[i][label] > 0) out[i].push_back(codes[label]);
      }
      if (out[i].empty()) {
        const auto best = std::max_element(scores[i].begin(), scores[i].end());
        out[i].push_back(codes[static_cast<std::size_t>(best - scores[i].begin())]);
      }
    }
    return out;
  }

 private:
  using Row = std::vector<feature_node>;

  template <typename Function>
  void for_each_feature(std::string_view text, Function function) const {
    const auto words = words_of(text);
    for (std::size_t i = 0; i < words.size(); ++i) {
      function("w" + words[i]);
      if (i > 0) function("p" + words[i - 1] + " " + words[i]);
      if (!letters_) continue;
      const auto word = " " + words[i] + " ";
      for (std::size_t length = 2; length <= 5; ++length) {
        for (std::size_t at = 0; at + length <= word.size(); ++at) {
          function("l" + word.substr(at, length));
        }
      }
    }
  }

  void count(std::span<const Example> learnt) {
    std::unordered_map<std::string, int> in_rows;
    for (const auto& example : learnt) {
      std::set<std::string> once;
      for_each_feature(example.text, [&](std::string feature) { once.insert(std::move(feature)); });
      for (const auto& feature : once) ++in_rows[feature];
    }
    for (const auto& [feature, rows] : in_rows) {
      if (rows < 2) continue;
      const auto number = static_cast<int>(numbers_.size()) + 1;
      const auto rarity = std::log(static_cast<double>(learnt.size() + 1) / (rows + 1)) + 1;
      numbers_.emplace(feature, std::pair(number, rarity));
    }
  }

  std::vector<Row> rows_of(std::span<const Example> examples) const {
    std::vector<Row> rows;
    for (const auto& example : examples) {
      std::unordered_map<std::string, int> counts;
      for_each_feature(example.text, [&](const std::string& feature) { ++counts[feature]; });
      Row row;
      double length = 0;
      for (const auto& [feature, count] : counts) {
        const auto known = numbers_.find(feature);
        if (known == numbers_.end()) continue;
        const auto weight = (1 + std::log(count)) * known->second.second;
        row.push_back({known->second.first, weight});
        length += weight * weight;
      }
      for (auto& node : row) node.value /= std::sqrt(length);
      std::sort(row.begin(), row.end(),
                [](const auto& a, const auto& b) { return a.index < b.index; });
      row.push_back({-1, 0});
      rows.push_back(std::move(row));
    }
    return rows;
  }

  std::vector<double> scores_of(const std::string& code, std::span<const Example> learnt,
                                std::vector<Row>& rows, std::vector<Row>& asked) const {
    std::vector<double> wanted;
    std::vector<feature_node*> nodes;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const auto& themes = learnt[i].themes;
      wanted.push_back(std::find(themes.begin(), themes.end(), code) != themes.end() ? 1 : -1);
      nodes.push_back(rows[i].data());
    }
    problem rows_and_labels{};
    rows_and_labels.l = static_cast<int>(rows.size());
    rows_and_labels.n = static_cast<int>(numbers_.size());
    rows_and_labels.y = wanted.data();
    rows_and_labels.x = nodes.data();
    rows_and_labels.bias = -1;
    parameter wish{};
    wish.solver_type = L2R_L2LOSS_SVC_DUAL;
    wish.C = 1;
    wish.eps = 0.1;
    auto* machine = train(&rows_and_labels, &wish);
    const double side = machine->label[0] == 1 ? 1 : -1;
    std::vector<double> scores;
    for (auto& row : asked) {
      double score = 0;
      predict_values(machine, row.data(), &score);
      scores.push_back(side * score);
    }
    free_and_destroy_model(&machine);
    return scores;
  }

  bool letters_;
  std::unordered_map<std::string, std::pair<int, double>> numbers_;  ///< and the rarity
};
#endif

/// fastText's program: pairs of words, one machine a label.
class FastText final : public TagPeer {
 public:
  explicit FastText(std::filesystem::path folder) : folder_(std::move(folder)) {}
  [[nodiscard]] const char* name() const override { return "fastText"; }

  Themes themes(std::span<const Example> learnt, std::span<const Example> held) override {
    const auto codes = codes_of(learnt);
    write(learnt, codes, "learnt.txt");
    write(held, {}, "held.txt");
    const auto model = (folder_ / "model").string();
    static_cast<void>(
        bench::run({"fasttext",    "supervised", "-input",  (folder_ / "learnt.txt").string(),
                    "-output",     model,        "-loss",   "ova",
                    "-epoch",      "25",         "-lr",     "0.5",
                    "-wordNgrams", "2",          "-dim",    "100",
                    "-minCount",   "2",          "-thread", "1",
                    "-verbose",    "0"}));
    Themes out;
    const auto asked =
        "fasttext predict-prob " + model + ".bin " + (folder_ / "held.txt").string() + " 6";
    FILE* const answers = popen(asked.c_str(), "r");
    if (answers == nullptr) std::exit(1);
    char* line = nullptr;
    std::size_t size = 0;
    while (getline(&line, &size, answers) > 0) out.push_back(likely(line, codes));
    std::free(line);
    if (pclose(answers) != 0 || out.size() != held.size()) {
      std::fputs("fastText failed\n", stderr);
      std::exit(1);
    }
    return out;
  }

 private:
  /// The nearest, and all that are likelier than not.
  static std::vector<std::string> likely(const std::string& line,
                                         const std::vector<std::string>& codes) {
    std::vector<std::string> out;
    std::istringstream in(line);
    std::string label;
    double probability = 0;
    while (in >> label >> probability) {
      if (!out.empty() && probability < 0.5) continue;
      out.push_back(codes[std::stoul(label.substr(label.rfind('_') + 1))]);
    }
    return out;
  }

  void write(std::span<const Example> examples, const std::vector<std::string>& codes,
             const char* name) const {
    std::ofstream out(folder_ / name);
    for (const auto& example : examples) {
      for (const auto& theme : example.themes) {
        const auto at = std::find(codes.begin(), codes.end(), theme);
        if (at != codes.end()) out << "__label__" << at - codes.begin() << ' ';
      }
      for (const auto& word : words_of(example.text)) out << word << ' ';
      out << '\n';
    }
  }

  std::filesystem::path folder_;
};

bool is_program(const char* name) {
  return std::system((std::string("command -v ") + name + " > /dev/null").c_str()) == 0;
}

}  // namespace

std::vector<std::unique_ptr<TagPeer>> make_tag_peers(const std::filesystem::path& folder) {
  std::vector<std::unique_ptr<TagPeer>> peers;
  std::filesystem::create_directories(folder);
#ifdef COMITY_LIBLINEAR
  peers.push_back(std::make_unique<LinearMachine>(false));
  peers.push_back(std::make_unique<LinearMachine>(true));
#else
  std::fputs("liblinear is left out: it was not there when this was built\n", stderr);
#endif
  if (is_program("fasttext")) {
    peers.push_back(std::make_unique<FastText>(folder));
  } else {
    std::fputs("fastText is left out: there is no such program\n", stderr);
  }
  return peers;
}

}  // namespace comity::bench
