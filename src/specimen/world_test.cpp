#include "specimen/world.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/csv.h"
#include "base/text.h"
#include "model/symbol.h"
#include "names/register.h"

namespace comity::specimen {
namespace {

std::vector<File> files_of(const World& world) {
  std::vector<File> files;
  for (std::size_t i = 0; i < world.count(); ++i) files.push_back(world.file(i));
  return files;
}

std::size_t recommendations(const World& world) {
  std::size_t count = 0;
  for (const auto& file : files_of(world)) {
    if (file.review) count += file.review->recommendations.size();
  }
  return count;
}

TEST(World, IsTheSameForTheSameSeed) {
  const World first(7);
  const World second(7);
  EXPECT_EQ(first.register_csv(), second.register_csv());
  ASSERT_EQ(first.count(), second.count());
  for (auto i = first.count(); i-- > 0;) {
    // In whatever order they are asked for.
    const auto file = second.file(i);
    EXPECT_EQ(first.name(i), file.name);
    EXPECT_EQ(first.file(i).bytes, file.bytes);
  }
  EXPECT_NE(first.register_csv(), World(8).register_csv());
}

TEST(World, HasTheSizeThatIsAskedFor) {
  for (const std::size_t size : {0, 1, 5, 23, 24, 100, 600, 601, 5000, 20000}) {
    EXPECT_EQ(recommendations(World(3, size)), size);
  }
}

TEST(World, HasAboutSixtyDocumentsByDefault) {
  const auto files = files_of(World(1));
  EXPECT_EQ(files.size(), 60U);
  std::set<model::CountsAs> positions;
  std::set<std::string> reviewed;
  for (const auto& file : files) {
    if (!file.review) continue;
    for (const auto& one : file.review->recommendations) positions.insert(one.counts_as);
    reviewed.insert(file.review->states_under_review.front());
  }
  EXPECT_EQ(positions.size(), 3U);
  EXPECT_EQ(reviewed.size(), 12U) << "each reviewed in two cycles";
}

TEST(World, GivesEachDocumentASymbolOfItsOwn) {
  for (const std::size_t size : {600, 20000}) {
    std::set<std::string> symbols;
    std::set<std::string> names;
    for (const auto& file : files_of(World(2, size))) {
      const auto symbol = model::Symbol::parse(file.symbol);
      ASSERT_TRUE(symbol) << file.symbol;
      EXPECT_EQ(symbol->text(), file.symbol);
      EXPECT_TRUE(file.symbol.starts_with("A/SPEC/"));
      EXPECT_NE(file.bytes.find(file.symbol), std::string::npos);
      EXPECT_TRUE(symbols.insert(file.symbol).second) << file.symbol;
      EXPECT_TRUE(names.insert(file.name).second) << file.name;
    }
  }
}

TEST(World, InventsStatesThatNobodyIs) {
  for (const std::uint64_t seed : {1, 2, 3, 99}) {
    const auto loaded = names::Register::load(World(seed).register_csv());
    ASSERT_TRUE(loaded) << loaded.error().message << ' ' << loaded.error().place;
    EXPECT_EQ(loaded->states().size(), 24U);
    for (const auto& state : loaded->states()) {
      EXPECT_EQ(names::Register::builtin().by_code(state.code), nullptr) << state.code;
      for (const auto& name : state.short_names) {
        EXPECT_FALSE(name.empty());
        EXPECT_EQ(names::Register::builtin().find(name), nullptr) << name;
        EXPECT_EQ(loaded->find(name), &state) << name;
      }
      for (const auto& name : state.formal_names) EXPECT_EQ(loaded->find(name), &state) << name;
    }
  }
}

TEST(World, NamesItsOwnStatesOnly) {
  const World world(5);
  const auto loaded = names::Register::load(world.register_csv());
  ASSERT_TRUE(loaded);
  for (const auto& file : files_of(world)) {
    EXPECT_TRUE(names::Register::builtin().mentions(file.bytes, model::Language::en).empty())
        << file.name;
    if (!file.review) continue;
    for (const auto& recommendation : file.review->recommendations) {
      for (const auto& clause : recommendation.clauses) {
        EXPECT_FALSE(clause.text.empty());
        EXPECT_FALSE(clause.states.empty());
        for (const auto& code : clause.states) {
          EXPECT_NE(loaded->by_code(code), nullptr) << code;
          EXPECT_NE(code, recommendation.state_under_review);
        }
        EXPECT_NE(file.bytes.find(clause.text), std::string::npos);
      }
    }
  }
}

TEST(World, NamesPlacesAndPeopleThatAreNoStates) {
  const World world(4, 20000);
  const auto loaded = names::Register::load(world.register_csv());
  ASSERT_TRUE(loaded);
  for (const auto& file : files_of(world)) {
    if (!file.review) continue;
    for (const auto& recommendation : file.review->recommendations) {
      for (const auto& clause : recommendation.clauses) {
        EXPECT_TRUE(loaded->mentions(clause.text, model::Language::en).empty()) << clause.text;
      }
    }
  }
}

// A world large enough to measure with has the words of a real one: many, a few of them often and
// most seldom (Zipf's law), whatever its size.
TEST(World, HasTheWordsOfARealOne) {
  std::map<std::string, std::size_t, std::less<>> words;
  std::map<std::string, std::size_t> made;
  std::size_t tokens = 0;
  const World world(1, 60000);
  for (std::size_t i = 0; i < world.count(); ++i) {
    const auto file = world.file(i);
    if (!file.review) continue;
    for (const auto& recommendation : file.review->recommendations) {
      for (const auto& clause : recommendation.clauses) {
        for (const auto word : base::split(clause.text, ' ')) ++words[std::string(word)], ++tokens;
        for (const auto& state : clause.states) ++made[state];
      }
    }
  }
  EXPECT_GT(words.size(), 25'000U);
  std::vector<std::size_t> counts;
  for (const auto& [word, count] : words) counts.push_back(count);
  std::sort(counts.rbegin(), counts.rend());
  EXPECT_GT(counts[0], tokens / 50);
  EXPECT_LT(counts[0], tokens / 8);
  // Half of the words are met once or twice.
  EXPECT_LE(counts[counts.size() / 2], 3U);
  std::vector<std::size_t> shares;
  for (const auto& [state, count] : made) shares.push_back(count);
  std::sort(shares.rbegin(), shares.rend());
  EXPECT_GT(shares[0], 5 * shares[shares.size() / 2]);
}

TEST(World, LeavesNoRuleUnwritten) {
  for (const auto& file : files_of(World(11))) {
    EXPECT_EQ(file.bytes.find('{'), std::string::npos) << file.name;
    EXPECT_EQ(file.bytes.find('|'), std::string::npos) << file.name;
  }
}

TEST(World, HasAConsultationOfThirtyRepliesInSixLanguages) {
  const World world(1);
  const auto made = world.consultation();
  EXPECT_EQ(made.replies.size(), 30U);
  std::set<std::string> lines;
  for (const auto& line : made.lines) lines.insert(line.key);
  std::map<std::string, int> languages;
  std::set<std::string> bodies;
  std::set<std::string> texts;
  for (const auto& reply : made.replies) {
    ++languages[reply.language];
    EXPECT_TRUE(bodies.insert(reply.body).second) << reply.body << " answers twice";
    EXPECT_EQ(reply.body.find('{'), std::string::npos) << reply.body;
    EXPECT_TRUE(reply.choice >= 1 && reply.choice <= 4) << reply.body;
    EXPECT_GE(reply.paragraphs.size(), 3U) << reply.body;
    for (const auto& paragraph : reply.paragraphs) {
      const auto text = reply.text_of(paragraph);
      EXPECT_TRUE(texts.insert(text).second) << text;
      for (const auto& piece : paragraph.pieces) {
        EXPECT_TRUE(piece.line.empty() || lines.contains(piece.line)) << piece.line;
        EXPECT_EQ(text.find(piece.text), text.rfind(piece.text)) << piece.text;
      }
    }
  }
  for (const char* language : {"en", "fr", "es", "ru", "ar", "zh"}) {
    EXPECT_GE(languages[language], 3) << language;
  }
  EXPECT_EQ(languages.size(), 6U);
}

TEST(World, ItsStatesAnswerByTheirOwnNames) {
  std::set<std::string> names;
  const auto states = base::parse_csv(World(5).register_csv());
  ASSERT_TRUE(states);
  for (const auto& row : states->rows) names.insert(row.begin(), row.end());
  std::size_t answered = 0;
  for (const auto& reply : World(5).consultation().replies) {
    if (reply.kind != "State") continue;
    ++answered;
    EXPECT_TRUE(names.contains(reply.body)) << reply.body;
  }
  EXPECT_GE(answered, 10U);
}

}  // namespace
}  // namespace comity::specimen
