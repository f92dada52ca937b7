#include "specimen/world.h"

#include <gtest/gtest.h>

#include <set>

#include "model/symbol.h"
#include "names/register.h"

namespace comity::specimen {
namespace {

std::size_t recommendations(const World& world) {
  std::size_t count = 0;
  for (const auto& file : world.files) {
    if (file.review) count += file.review->recommendations.size();
  }
  return count;
}

TEST(World, IsTheSameForTheSameSeed) {
  const auto first = generate(7);
  const auto second = generate(7);
  EXPECT_EQ(first.register_csv, second.register_csv);
  ASSERT_EQ(first.files.size(), second.files.size());
  for (std::size_t i = 0; i < first.files.size(); ++i) {
    EXPECT_EQ(first.files[i].name, second.files[i].name);
    EXPECT_EQ(first.files[i].bytes, second.files[i].bytes);
  }
  EXPECT_NE(first.register_csv, generate(8).register_csv);
}

TEST(World, HasTheSizeThatIsAskedFor) {
  for (const std::size_t size : {0, 1, 5, 23, 24, 100, 600, 601, 5000, 20000}) {
    EXPECT_EQ(recommendations(generate(3, size)), size);
  }
}

TEST(World, HasAboutSixtyDocumentsByDefault) {
  const auto world = generate(1);
  EXPECT_EQ(world.files.size(), 60U);
  std::set<model::CountsAs> positions;
  std::set<std::string> reviewed;
  for (const auto& file : world.files) {
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
    for (const auto& file : generate(2, size).files) {
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
    const auto loaded = names::Register::load(register_csv(seed));
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
  const auto world = generate(5);
  const auto loaded = names::Register::load(world.register_csv);
  ASSERT_TRUE(loaded);
  for (const auto& file : world.files) {
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

TEST(World, LeavesNoRuleUnwritten) {
  for (const auto& file : generate(11).files) {
    EXPECT_EQ(file.bytes.find('{'), std::string::npos) << file.name;
    EXPECT_EQ(file.bytes.find('|'), std::string::npos) << file.name;
  }
}

TEST(World, StopsAtTheSinksError) {
  int count = 0;
  const auto written = write(1, 600, [&](File&&) -> base::Status {
    if (++count == 3) return base::fail(base::ErrorKind::unavailable, "the disk is full");
    return {};
  });
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().kind, base::ErrorKind::unavailable);
  EXPECT_EQ(count, 3);
}

}  // namespace
}  // namespace comity::specimen
