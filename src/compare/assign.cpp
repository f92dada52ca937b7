#include <algorithm>
#include <cmath>
#include <numeric>

#include "compare/common_words.h"
#include "compare/compare.h"
#include "compare/matching.h"
#include "compare/texts.h"

namespace comity::compare {
namespace {

/// The likest clauses of one row that are looked at: what hostile tables would make many.
constexpr std::size_t kMostClauses = 32;
constexpr double kScale = 100'000;

/// Whether two texts of so many words may be so alike at all.
bool may_reach(std::size_t a, std::size_t b, double least) {
  return likeness_of(a, b, std::min(a, b)) >= least;
}

/// A run of statements by the same State, in order.
using Run = std::span<const std::size_t>;

class Assigner {
 public:
  Assigner(const Texts& rows, const Texts& clauses, double least)
      : rows_(rows), clauses_(clauses), least_(least) {}

  void pair(Run rows, Run clauses, std::vector<Match>& found) const {
    std::vector<std::vector<Edge>> edges;
    edges.reserve(rows.size());
    for (const auto row : rows) edges.push_back(edges_of(row, clauses));
    const auto columns = least_cost_matching(edges, clauses.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (!columns[i]) continue;
      const auto clause = clauses[*columns[i]];
      found.push_back({rows[i], clause, likeness(rows[i], clause)});
    }
  }

 private:
  [[nodiscard]] double likeness(std::size_t row, std::size_t clause) const {
    const auto& words = clauses_.words(clause);
    return likeness_of(rows_.words(row).size(), words.size(), rows_.pattern(row).common(words));
  }

  [[nodiscard]] std::vector<Edge> edges_of(std::size_t row, Run clauses) const {
    std::vector<Edge> edges;
    for (std::size_t i = 0; i < clauses.size(); ++i) {
      const auto size = clauses_.words(clauses[i]).size();
      if (!may_reach(rows_.words(row).size(), size, least_)) continue;
      const auto value = likeness(row, clauses[i]);
      if (value < least_) continue;
      edges.push_back({i, std::llround((1 - value) * kScale)});
    }
    if (edges.size() > kMostClauses) {
      std::stable_sort(edges.begin(), edges.end(),
                       [](const Edge& a, const Edge& b) { return a.cost < b.cost; });
      edges.resize(kMostClauses);
    }
    return edges;
  }

  const Texts& rows_;
  const Texts& clauses_;
  double least_;
};

/// The statements left, ordered by State and text.
std::vector<std::size_t> ordered(std::span<const Statement> statements) {
  std::vector<std::size_t> order(statements.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return std::pair(statements[a].by, statements[a].text) <
           std::pair(statements[b].by, statements[b].text);
  });
  return order;
}

Run run_of(Run order, std::span<const Statement> statements, std::string_view by) {
  const auto less = [&](std::size_t at, std::string_view value) {
    return statements[at].by < value;
  };
  const auto more = [&](std::string_view value, std::size_t at) {
    return value < statements[at].by;
  };
  const auto begin = std::lower_bound(order.begin(), order.end(), by, less);
  const auto end = std::upper_bound(begin, order.end(), by, more);
  return {begin, end};
}

}  // namespace

Assignment assign_texts(std::span<const Statement> rows, std::span<const Statement> clauses,
                        const Texts& row_texts, const Texts& clause_texts, double least) {
  const auto row_order = ordered(rows);
  const auto clause_order = ordered(clauses);
  const Assigner assigner(row_texts, clause_texts, least);
  Assignment out;
  for (std::size_t at = 0; at < row_order.size();) {
    const auto by = rows[row_order[at]].by;
    const auto mine = run_of(row_order, rows, by);
    assigner.pair(mine, run_of(clause_order, clauses, by), out.found);
    at += mine.size();
  }
  std::sort(out.found.begin(), out.found.end(),
            [](const Match& a, const Match& b) { return a.row < b.row; });
  std::vector<bool> row_taken(rows.size()), clause_taken(clauses.size());
  for (const auto& match : out.found) row_taken[match.row] = clause_taken[match.clause] = true;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!row_taken[i]) out.missing.push_back(i);
  }
  for (std::size_t i = 0; i < clauses.size(); ++i) {
    if (!clause_taken[i]) out.extra.push_back(i);
  }
  return out;
}

Assignment assign(std::span<const Statement> rows, std::span<const Statement> clauses,
                  double least) {
  Vocabulary vocabulary;
  const Texts row_texts(rows, vocabulary);
  const Texts clause_texts(clauses, vocabulary);
  return assign_texts(rows, clauses, row_texts, clause_texts, least);
}

}  // namespace comity::compare
