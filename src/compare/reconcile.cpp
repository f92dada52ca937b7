#include <algorithm>

#include "compare/common_words.h"
#include "compare/compare.h"
#include "compare/confidence.h"
#include "compare/texts.h"

namespace comity::compare {
namespace {

/// What is all but word for word is never given up so that another pair may be found.
constexpr double kVerbatim = 0.97;
/// Below it texts of one State on one question are no more alike than any two of them.
constexpr double kLeastAlike = 0.5;
/// Another State is named only where the text leaves no doubt.
constexpr double kSameText = 0.9;
/// Of the shorter text's words, those that the longer one has in that order.
constexpr double kLeastShare = 0.85;
constexpr std::size_t kLeastPart = 4;  ///< words

class Reconciler {
 public:
  Reconciler(std::span<const Statement> rows, std::span<const Statement> clauses)
      : rows_(rows),
        clauses_(clauses),
        row_texts_(rows, vocabulary_),
        clause_texts_(clauses, vocabulary_),
        verdicts_(rows.size()),
        taken_(clauses.size()) {}

  std::vector<Verdict> run() {
    pair(kVerbatim, Standing::agreed, Doubt::none, By::state);
    pair(kAlike, Standing::agreed, Doubt::none, By::state);
    pair(kLeastAlike, Standing::doubtful, Doubt::wording, By::state);
    pair(kSameText, Standing::doubtful, Doubt::state, By::anyone);
    for (std::size_t row = 0; row < rows_.size(); ++row) {
      if (verdicts_[row].standing == Standing::unmatched) find_part(row);
    }
    return std::move(verdicts_);
  }

 private:
  enum class By : std::uint8_t { state, anyone };

  /// Pairs what is left.
  void pair(double least, Standing standing, Doubt doubt, By by) {
    std::vector<Statement> rows, clauses;
    std::vector<std::size_t> row_at, clause_at;
    const auto add = [by](std::vector<Statement>& left, Statement statement) {
      if (by == By::anyone) statement.by = {};
      left.push_back(statement);
    };
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (verdicts_[i].standing != Standing::unmatched) continue;
      add(rows, rows_[i]);
      row_at.push_back(i);
    }
    for (std::size_t i = 0; i < clauses_.size(); ++i) {
      if (taken_[i]) continue;
      add(clauses, clauses_[i]);
      clause_at.push_back(i);
    }
    if (rows.empty() || clauses.empty()) return;
    const auto paired =
        assign_texts(rows, clauses, row_texts_.only(row_at), clause_texts_.only(clause_at), least);
    for (const auto& match : paired.found) {
      const auto clause = clause_at[match.clause];
      verdicts_[row_at[match.row]] = {standing, doubt, clause, match.likeness,
                                      confidence_of(doubt, match.likeness)};
      taken_[clause] = true;
    }
  }

  /// Compound paragraphs are parted otherwise by others: the likest clause that says a part of the
  /// row, or of which the row says a part.
  void find_part(std::size_t row) {
    const auto& words = row_texts_.words(row);
    auto& verdict = verdicts_[row];
    for (std::size_t i = 0; i < clauses_.size(); ++i) {
      if (clauses_[i].by != rows_[row].by) continue;
      const auto& others = clause_texts_.words(i);
      const auto shorter = std::min(words.size(), others.size());
      if (shorter < kLeastPart) continue;
      const auto common = row_texts_.pattern(row).common(others);
      if (static_cast<double>(common) < kLeastShare * static_cast<double>(shorter)) continue;
      const auto value = likeness_of(words.size(), others.size(), common);
      const bool better = value > verdict.likeness ||
                          (value == verdict.likeness && verdict.clause != Verdict::kNone &&
                           clauses_[i].text < clauses_[verdict.clause].text);
      if (!better) continue;
      verdict = {Standing::doubtful, Doubt::part, i, value, confidence_of(Doubt::part, value)};
    }
  }

  std::span<const Statement> rows_;
  std::span<const Statement> clauses_;
  Vocabulary vocabulary_;
  Texts row_texts_;
  Texts clause_texts_;
  std::vector<Verdict> verdicts_;
  std::vector<bool> taken_;
};

}  // namespace

std::vector<Verdict> reconcile(std::span<const Statement> rows,
                               std::span<const Statement> clauses) {
  return Reconciler(rows, clauses).run();
}

std::string_view name_of(Standing standing) {
  switch (standing) {
    case Standing::agreed:
      return "agreed";
    case Standing::doubtful:
      return "doubtful";
    case Standing::unmatched:
      return "unmatched";
  }
  return "";
}

std::string_view name_of(Doubt doubt) {
  switch (doubt) {
    case Doubt::none:
      return "";
    case Doubt::wording:
      return "wording";
    case Doubt::state:
      return "state";
    case Doubt::part:
      return "part";
  }
  return "";
}

}  // namespace comity::compare
