// Pairs of texts of our own writing, and what a delegate would say became of each paragraph.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "compare/alignment.h"

namespace comity::golden {
namespace {

namespace fs = std::filesystem;

struct Numbered {
  std::string number;
  std::string text;
};

/// "1 text".
Numbered numbered(const std::string& line) {
  const auto space = line.find(' ');
  return {line.substr(0, space), line.substr(space + 1)};
}

struct Golden {
  std::vector<Numbered> from, to;
  std::vector<std::string> rows;   ///< "FROM TO KIND"
  std::vector<std::string> words;  ///< of each row as wdiff marks them, or empty
};

Golden golden_of(const fs::path& path) {
  Golden golden;
  std::ifstream in(path);
  std::string line, part;
  while (std::getline(in, line)) {
    if (line.starts_with('%')) continue;
    if (line == "from" || line == "to" || line == "pairs") {
      part = line;
    } else if (part == "from" || part == "to") {
      (part == "from" ? golden.from : golden.to).push_back(numbered(line));
    } else if (line.starts_with("  ")) {
      golden.words.back() = line.substr(2);
    } else {
      golden.rows.push_back(line);
      golden.words.emplace_back();
    }
  }
  return golden;
}

std::vector<compare::Passage> passages(const std::vector<Numbered>& list) {
  std::vector<compare::Passage> passages;
  for (const auto& each : list) passages.push_back({each.text});
  return passages;
}

std::string number_at(const std::vector<Numbered>& list, std::size_t at) {
  return at == compare::Aligned::kNone ? "-" : list[at].number;
}

std::string marked(const std::vector<compare::Piece>& pieces) {
  std::string text;
  for (const auto& piece : pieces) {
    text += piece.held == compare::Held::both         ? std::string(piece.text)
            : piece.held == compare::Held::only_first ? fmt::format("[-{}-]", piece.text)
                                                      : fmt::format("{{+{}+}}", piece.text);
  }
  return text;
}

TEST(Pairs, AreAlignedAsADelegateWould) {
  std::size_t texts = 0;
  for (const auto& entry :
       fs::directory_iterator(fs::path(COMITY_SOURCE_DIR) / "tests/golden/pairs")) {
    SCOPED_TRACE(entry.path().filename().string());
    const auto golden = golden_of(entry.path());
    ASSERT_FALSE(golden.rows.empty());
    const auto from = passages(golden.from);
    const auto to = passages(golden.to);
    const auto pairs = compare::align(from, to).value();
    std::vector<std::string> rows;
    for (const auto& pair : pairs) {
      rows.push_back(fmt::format("{} {} {}", number_at(golden.from, pair.from),
                                 number_at(golden.to, pair.to), compare::name_of(pair.relation)));
    }
    ASSERT_EQ(rows, golden.rows);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (golden.words[i].empty()) continue;
      EXPECT_EQ(marked(pairs[i].words), golden.words[i]);
    }
    ++texts;
  }
  EXPECT_GE(texts, 4U);
}

}  // namespace
}  // namespace comity::golden
