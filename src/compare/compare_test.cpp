#include "compare/compare.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <random>

#include "compare/common_words.h"
#include "compare/matching.h"

namespace comity::compare {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// The table of the textbook.
std::size_t common_by_table(const std::vector<Word>& a, const std::vector<Word>& b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (const auto word : a) {
    std::size_t diagonal = 0;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const auto up = row[j + 1];
      row[j + 1] = word == b[j] ? diagonal + 1 : std::max(row[j + 1], row[j]);
      diagonal = up;
    }
  }
  return row.back();
}

std::vector<Word> random_words(std::mt19937& random, std::size_t most, Word different) {
  std::vector<Word> words(random() % (most + 1));
  for (auto& word : words) word = static_cast<Word>(random() % different);
  return words;
}

TEST(Words, AreSmallLettersWithoutAccentsAndQuotationMarks) {
  EXPECT_THAT(words_of("Côte d’Ivoire: “Ratify” the States' OP-CAT"),
              ElementsAre("cote", "d'ivoire", "ratify", "the", "states", "op", "cat"));
  EXPECT_THAT(words_of("批准《公约》 now"), ElementsAre("批", "准", "公", "约", "now"));
  EXPECT_THAT(words_of("Ратифицировать Протокол"), ElementsAre("ратифицировать", "протокол"));
  EXPECT_THAT(words_of(" – , "), IsEmpty());
}

TEST(CommonWords, AreAsManyAsTheTableSays) {
  std::mt19937 random(7);
  for (int round = 0; round < 2000; ++round) {
    const auto a = random_words(random, round % 10 == 0 ? 300 : 70, 1 + random() % 40);
    const auto b = random_words(random, round % 10 == 0 ? 300 : 70, 1 + random() % 40);
    EXPECT_EQ(Pattern(a).common(b), common_by_table(a, b)) << a.size() << " and " << b.size();
  }
}

TEST(Likeness, IsOneForTheSameWordsAndNothingWithoutCommonOnes) {
  EXPECT_EQ(likeness("Ratify the Covenant.", "ratify, the covenant"), 1);
  EXPECT_EQ(likeness("Ratify", "Abolish"), 0);
  EXPECT_EQ(likeness("", ""), 1);
  EXPECT_EQ(likeness("", "a"), 0);
  EXPECT_DOUBLE_EQ(likeness("a b c", "a c"), 0.8);
}

/// The best that any pairing comes to: how many, and at which cost.
std::pair<std::size_t, std::int64_t> best_of_all(const std::vector<std::vector<Edge>>& edges,
                                                 std::size_t columns) {
  std::vector<bool> taken(columns);
  std::pair<std::size_t, std::int64_t> best{0, 0};
  const std::function<void(std::size_t, std::size_t, std::int64_t)> go =
      [&](std::size_t row, std::size_t count, std::int64_t cost) {
        if (row == edges.size()) {
          if (count > best.first || (count == best.first && cost < best.second)) {
            best = {count, cost};
          }
          return;
        }
        go(row + 1, count, cost);
        for (const auto& edge : edges[row]) {
          if (taken[edge.column]) continue;
          taken[edge.column] = true;
          go(row + 1, count + 1, cost + edge.cost);
          taken[edge.column] = false;
        }
      };
  go(0, 0, 0);
  return best;
}

TEST(Matching, IsTheBestOfAll) {
  std::mt19937 random(11);
  for (int round = 0; round < 500; ++round) {
    const std::size_t columns = 1 + random() % 6;
    std::vector<std::vector<Edge>> edges(1 + random() % 6);
    for (auto& row : edges) {
      for (std::size_t column = 0; column < columns; ++column) {
        if (random() % 3 != 0) row.push_back({column, static_cast<std::int64_t>(random() % 20)});
      }
    }
    const auto matched = least_cost_matching(edges, columns);
    std::vector<bool> taken(columns);
    std::size_t count = 0;
    std::int64_t cost = 0;
    for (std::size_t row = 0; row < edges.size(); ++row) {
      if (!matched[row]) continue;
      EXPECT_FALSE(taken[*matched[row]]) << "a column given twice";
      taken[*matched[row]] = true;
      const auto edge = std::find_if(edges[row].begin(), edges[row].end(),
                                     [&](const Edge& e) { return e.column == *matched[row]; });
      ASSERT_NE(edge, edges[row].end());
      ++count;
      cost += edge->cost;
    }
    EXPECT_EQ(std::pair(count, cost), best_of_all(edges, columns));
  }
}

TEST(Assign, PairsOneToOneWithinAState) {
  const std::vector<Statement> rows{{"FRA", "Ratify the Optional Protocol to the Convention"},
                                    {"FRA", "Ratify the Optional Protocol to the Covenant"},
                                    {"BRA", "Ratify the Optional Protocol to the Convention"}};
  const std::vector<Statement> clauses{{"FRA", "Ratify the Optional Protocol to the Covenant"},
                                       {"FRA", "Ratify the Optional Protocol to the Convention"},
                                       {"CHE", "Ratify the Optional Protocol to the Convention"}};
  const auto assigned = assign(rows, clauses);
  ASSERT_EQ(assigned.found.size(), 2U);
  EXPECT_EQ(assigned.found[0].clause, 1U);
  EXPECT_EQ(assigned.found[1].clause, 0U);
  EXPECT_THAT(assigned.missing, ElementsAre(2));
  EXPECT_THAT(assigned.extra, ElementsAre(2));
}

TEST(Reconcile, SaysWhatBecameOfEachRow) {
  const std::vector<Statement> rows{
      {"FRA", "Ratify the Convention against Torture"},
      {"FRA", "Establish a national institution that accords with all the Paris Principles"},
      {"BRA", "Abolish the death penalty in all circumstances"},
      {"CHE", "Adopt a law on the rights of the child"},
      {"DEU", "Receive the Special Rapporteur"}};
  const std::vector<Statement> clauses{
      {"FRA", "Ratify the Convention against Torture"},
      {"FRA",
       "Establish without delay an independent national institution in line with the Paris "
       "Principles"},
      {"ARG", "Abolish the death penalty in all circumstances"},
      {"CHE",
       "Step up its efforts for a better life of all, consult with civil society and also "
       "in that context adopt a law on the rights of the child as soon as possible"}};
  const auto verdicts = reconcile(rows, clauses);
  ASSERT_EQ(verdicts.size(), 5U);
  EXPECT_EQ(verdicts[0].standing, Standing::agreed);
  EXPECT_EQ(verdicts[1].doubt, Doubt::wording);
  EXPECT_EQ(verdicts[2].doubt, Doubt::state);
  EXPECT_EQ(verdicts[2].clause, 2U);
  EXPECT_EQ(verdicts[3].doubt, Doubt::part);
  EXPECT_EQ(verdicts[4].standing, Standing::unmatched);
  EXPECT_GT(verdicts[0].confidence, verdicts[1].confidence);
}

TEST(Reconcile, VerbatimPairsAreNotGivenUpForMoreOfThem) {
  const std::vector<Statement> rows{{"A", "one two three four five six seven eight nine ten"},
                                    {"A", "one two three four five six seven eight x y"}};
  const std::vector<Statement> clauses{{"A", "one two three four five six seven eight nine ten"},
                                       {"A", "one two three four five six seven z nine ten"}};
  EXPECT_EQ(reconcile(rows, clauses)[0].clause, 0U);
}

/// Rows and clauses of a small world in which many texts are alike.
std::vector<std::string> random_texts(std::mt19937& random, std::size_t count) {
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < count; ++i) {
    std::string text;
    for (int word = 0; word < 8; ++word) {
      text += (word == 0 ? "" : " ") + std::string(1, static_cast<char>('a' + random() % 4));
    }
    texts.push_back(std::move(text));
  }
  return texts;
}

using Told = std::vector<std::tuple<std::string, std::string, Standing, Doubt, std::string>>;

Told told(const std::vector<Statement>& rows, const std::vector<Statement>& clauses) {
  Told out;
  const auto verdicts = reconcile(rows, clauses);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto& verdict = verdicts[i];
    const auto clause = verdict.clause == Verdict::kNone
                            ? std::string()
                            : std::string(clauses[verdict.clause].by) + " " +
                                  std::string(clauses[verdict.clause].text);
    out.emplace_back(rows[i].by, rows[i].text, verdict.standing, verdict.doubt, clause);
  }
  std::sort(out.begin(), out.end());
  return out;
}

TEST(Reconcile, OrderChangesNothing) {
  std::mt19937 random(5);
  for (int round = 0; round < 200; ++round) {
    const auto row_texts = random_texts(random, 12);
    const auto clause_texts = random_texts(random, 12);
    std::vector<Statement> rows, clauses;
    for (const auto& text : row_texts) rows.push_back({random() % 2 == 0 ? "A" : "B", text});
    for (const auto& text : clause_texts) clauses.push_back({random() % 2 == 0 ? "A" : "B", text});
    const auto before = told(rows, clauses);
    std::shuffle(rows.begin(), rows.end(), random);
    std::shuffle(clauses.begin(), clauses.end(), random);
    EXPECT_EQ(told(rows, clauses), before) << "round " << round;
  }
}

TEST(Differences, AreTheWordsThatOneTextHasAlone) {
  EXPECT_THAT(differences("Ratify the Convention soon", "ratify the Covenant, soon"),
              ElementsAre(Piece{Held::both, "Ratify the"}, Piece{Held::only_first, "Convention"},
                          Piece{Held::only_second, "Covenant,"}, Piece{Held::both, "soon"}));
  EXPECT_THAT(differences("", "a b"), ElementsAre(Piece{Held::only_second, "a b"}));
  EXPECT_THAT(differences("", ""), IsEmpty());
}

TEST(Differences, PutTogetherGiveBothTexts) {
  std::mt19937 random(3);
  for (int round = 0; round < 300; ++round) {
    const auto texts = random_texts(random, 2);
    std::string first, second;
    for (const auto& piece : differences(texts[0], texts[1])) {
      if (piece.held != Held::only_second) first += std::string(piece.text) + " ";
      if (piece.held != Held::only_first) second += std::string(piece.text) + " ";
    }
    EXPECT_EQ(words_of(first), words_of(texts[0]));
    EXPECT_EQ(words_of(second), words_of(texts[1]));
  }
}

}  // namespace
}  // namespace comity::compare
