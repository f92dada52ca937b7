#include "service/sources/reconciliation.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <set>
#include <tuple>

#include "base/text.h"
#include "service/installation.h"

namespace comity::service {
namespace {

using base::Result;

constexpr std::size_t kRecentReviews = 64;  ///< reviews whose rows are kept whole
constexpr std::size_t kMostCounts = 20'000;

constexpr std::array<std::string_view, kRowStandings> kStandingNames = {
    "agreed", "doubtful", "unmatched", "settled", "waiting", "repeated"};

RowStanding standing_of(compare::Standing standing) {
  switch (standing) {
    case compare::Standing::agreed:
      return RowStanding::agreed;
    case compare::Standing::doubtful:
      return RowStanding::doubtful;
    case compare::Standing::unmatched:
      return RowStanding::unmatched;
  }
  return RowStanding::unmatched;
}

/// The clause that a person named: where it stood, and recognisably it. None: gone.
std::optional<std::size_t> find_seen(const store::ClauseSeen& seen,
                                     const std::vector<SaidClause>& clauses) {
  std::optional<std::size_t> found;
  for (std::size_t i = 0; i < clauses.size(); ++i) {
    const auto& clause = clauses[i];
    if (clause.work != seen.work || clause.number != seen.number ||
        clause.clause != static_cast<int>(seen.clause)) {
      continue;
    }
    if (clause.text != seen.text && compare::likeness(clause.text, seen.text) < compare::kAlike) {
      continue;
    }
    if (!found || clause.by == seen.by) found = i;
  }
  return found;
}

/// What a person said of a row is fixed first. Gives the clause that is its.
std::optional<std::size_t> fix(RowVerdict& row, const std::vector<SaidClause>& clauses) {
  const auto& settlement = *row.settlement;
  if (settlement.text != row.record.row.text) {
    row.settled = SettlementStanding::row_changed;
    return std::nullopt;
  }
  if (!settlement.clause) {
    row.settled = SettlementStanding::holds;
    return std::nullopt;
  }
  const auto found = find_seen(*settlement.clause, clauses);
  row.settled = found ? SettlementStanding::holds : SettlementStanding::clause_gone;
  if (!found) return std::nullopt;
  row.clause = clauses[*found];
  row.likeness = compare::likeness(row.clause->text, row.record.row.text);
  return found;
}

/// Rows of one source and kind against what the reports say of that kind.
void settle(std::span<RowVerdict*> all, const std::vector<SaidClause>& all_clauses) {
  std::vector<bool> taken(all_clauses.size());
  std::vector<RowVerdict*> rows;
  for (auto* row : all) {
    if (row->settlement) {
      if (const auto clause = fix(*row, all_clauses)) taken[*clause] = true;
    }
    if (row->settled == SettlementStanding::holds) {
      row->standing = RowStanding::settled;
    } else {
      rows.push_back(row);
    }
  }
  std::vector<SaidClause> clauses;
  for (std::size_t i = 0; i < all_clauses.size(); ++i) {
    if (!taken[i]) clauses.push_back(all_clauses[i]);
  }
  std::vector<compare::Statement> said;
  said.reserve(rows.size());
  for (const auto* row : rows) said.push_back({row->by, row->record.row.text});
  const auto verdicts = compare::reconcile(said, statements_of(clauses));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto& verdict = verdicts[i];
    auto& row = *rows[i];
    row.standing = standing_of(verdict.standing);
    row.doubt = verdict.doubt;
    row.likeness = verdict.likeness;
    row.confidence = verdict.confidence;
    if (verdict.clause != compare::Verdict::kNone) row.clause = clauses[verdict.clause];
    // What was settled and is not as it was is for a person again.
    if (row.settled != SettlementStanding::none) row.standing = RowStanding::doubtful;
  }
}

/// Source by source: each may name a clause once.
void settle_all(ReviewSources& review) {
  using Kind = store::SourceRowRecord::Kind;
  std::map<std::pair<std::string_view, Kind>, std::vector<RowVerdict*>> groups;
  for (auto& row : review.rows) {
    if (row.standing == RowStanding::repeated) continue;
    groups[{row.source, row.record.kind}].push_back(&row);
  }
  for (auto& [group, rows] : groups) {
    const auto& content = review.content;
    settle(rows, group.second == Kind::pledge ? content.pledges : content.clauses);
  }
}

/// What makes two rows of tables with the same columns the same row.
std::string key_of(const RowVerdict& row, std::string_view family) {
  const auto& said = row.record.row;
  const bool pledge = row.record.kind == store::SourceRowRecord::Kind::pledge;
  return fmt::format("{}\n{}\n{}\n{}\n{}\n{}\n{}", family, pledge, row.by, said.session,
                     said.number, said.response, base::folded(base::collapsed(said.text)));
}

/// Marks the rows that a table which came earlier has as often. Rows that one table has twice are
/// two.
class Repetitions {
 public:
  void mark(std::span<RowVerdict*> rows_of_one_source, std::string_view family) {
    std::map<std::string, std::vector<RowVerdict*>> own;
    for (auto* row : rows_of_one_source) own[key_of(*row, family)].push_back(row);
    for (auto& [key, rows] : own) {
      auto& known = known_[key];
      for (std::size_t i = 0; i < rows.size(); ++i) {
        if (i >= known.size()) {
          known.push_back(rows[i]);
          continue;
        }
        rows[i]->standing = RowStanding::repeated;
        repeated_.emplace_back(rows[i], known[i]);
      }
    }
  }

  /// What became of a row is said of its repetitions too.
  void follow() const {
    for (const auto& [row, first] : repeated_) {
      row->repeats_source = first->source;
      row->repeats_row = first->record.row.row;
      row->original = first->standing;
      row->doubt = first->doubt;
      row->likeness = first->likeness;
      row->confidence = first->confidence;
      row->clause = first->clause;
    }
  }

 private:
  std::map<std::string, std::vector<RowVerdict*>> known_;
  std::vector<std::pair<RowVerdict*, RowVerdict*>> repeated_;
};

/// In the order in which the tables came.
Repetitions repetitions_of(ReviewSources& review, const std::vector<store::SourceRecord>& list) {
  std::map<std::tuple<store::SpaceId, store::WorkId, std::string_view>, std::vector<RowVerdict*>>
      sources;
  std::map<std::string_view, std::string_view> families;
  for (const auto& each : list) families[each.work.name] = each.family;
  for (auto& row : review.rows) {
    sources[{row.record.space, row.record.work_id, row.source}].push_back(&row);
  }
  Repetitions repetitions;
  for (auto& [key, rows] : sources) repetitions.mark(rows, families[std::get<2>(key)]);
  return repetitions;
}

CountsBySource counts_of(const ReviewSources& review) {
  CountsBySource counts;
  for (const auto& row : review.rows) {
    ++counts[row.source].of[static_cast<std::size_t>(row.standing)];
  }
  return counts;
}

void append(std::string& basis, const store::Work& work) {
  basis += std::to_string(work.space.value) + "/" + std::to_string(work.id) + "@" +
           std::to_string(work.changed) + "," + std::to_string(work.positions_changed) + " ";
}

}  // namespace

std::string_view name_of(RowStanding standing) {
  return kStandingNames[static_cast<std::size_t>(standing)];
}

std::string_view name_of(SettlementStanding standing) {
  switch (standing) {
    case SettlementStanding::none:
      return "waiting";
    case SettlementStanding::holds:
      return "holds";
    case SettlementStanding::row_changed:
      return "row_changed";
    case SettlementStanding::clause_gone:
      return "clause_gone";
  }
  return "";
}

std::optional<RowStanding> row_standing_from(std::string_view name) {
  const auto* found = std::find(kStandingNames.begin(), kStandingNames.end(), name);
  if (found == kStandingNames.end()) return std::nullopt;
  return static_cast<RowStanding>(found - kStandingNames.begin());
}

void StandingCounts::add(const StandingCounts& other) {
  for (std::size_t i = 0; i < of.size(); ++i) of[i] += other.of[i];
}

std::uint64_t StandingCounts::all() const {
  return std::accumulate(of.begin(), of.end(), std::uint64_t{0});
}

std::shared_ptr<const ReviewSources> Reconciliations::find(const Key& key,
                                                           const std::string& basis) {
  const std::lock_guard lock(mutex_);
  const auto found = std::find_if(recent_.begin(), recent_.end(),
                                  [&](const Kept& each) { return each.key == key; });
  if (found == recent_.end() || found->basis != basis) return nullptr;
  recent_.splice(recent_.begin(), recent_, found);
  return found->value;
}

std::optional<CountsBySource> Reconciliations::find_counts(const Key& key,
                                                           const std::string& basis) {
  const std::lock_guard lock(mutex_);
  const auto found = counts_.find(key);
  if (found == counts_.end() || found->second.first != basis) return std::nullopt;
  return found->second.second;
}

void Reconciliations::keep(const Key& key, const std::string& basis,
                           std::shared_ptr<const ReviewSources> value, CountsBySource counts) {
  const std::lock_guard lock(mutex_);
  recent_.remove_if([&](const Kept& each) { return each.key == key; });
  recent_.push_front({key, basis, std::move(value)});
  if (recent_.size() > kRecentReviews) recent_.pop_back();
  if (counts_.size() >= kMostCounts) counts_.clear();
  counts_[key] = {basis, std::move(counts)};
}

Result<SourcesInSight> SourcesInSight::look(Reconciliations& kept, const store::Read& read,
                                            store::Visibility asker) {
  SourcesInSight sight(kept, read, std::move(asker));
  COMITY_TRY(sight.list_, read.sources(sight.asker_));
  std::set<std::string_view> families;
  for (const auto& source : sight.list_) {
    append(sight.sources_basis_, source.work);
    if (!families.insert(source.family).second) sight.overlapping_ = true;
  }
  if (!sight.list_.empty()) {
    COMITY_TRY(auto settled, read.settlements(sight.asker_));
    for (auto& one : settled) {
      const auto key = std::tuple(one.space, one.work_id, one.row, one.by);
      sight.settlements_.emplace(key, std::move(one));
    }
  }
  sight.asker_key_ = asker_key(sight.asker_);
  return sight;
}

Reconciliations::Key SourcesInSight::key_of(std::string_view state, int cycle) const {
  return {asker_key_, std::string(state), cycle};
}

Result<std::string> SourcesInSight::basis_of(std::string_view state, int cycle) const {
  store::ReviewFilter filter;
  filter.state = state;
  filter.cycle = cycle;
  COMITY_TRY(const auto reviews, read_->reviews(filter, asker_));
  std::string basis = sources_basis_ + "| ";
  for (const auto& review : reviews) {
    append(basis, review.work);
  }
  return basis;
}

Result<std::shared_ptr<const ReviewSources>> SourcesInSight::review(std::string_view state,
                                                                    int cycle) const {
  if (none()) return std::make_shared<const ReviewSources>();
  const auto key = key_of(state, cycle);
  COMITY_TRY(const auto basis, basis_of(state, cycle));
  if (auto known = kept_->find(key, basis)) return known;
  auto review = std::make_shared<ReviewSources>();
  COMITY_TRY(auto records, read_->source_rows(state, cycle, asker_));
  std::map<std::pair<store::SpaceId, store::WorkId>, std::string_view> names;
  for (const auto& source : list_) names[{source.work.space, source.work.id}] = source.work.name;
  for (auto& record : records) {
    const std::string name(names[{record.space, record.work_id}]);
    auto by = record.row.by;
    if (by.empty()) by.emplace_back();
    for (auto& one : by) {
      RowVerdict row{name, record, std::move(one)};
      const auto said =
          settlements_.find(std::tuple(record.space, record.work_id, record.row.row, row.by));
      if (said != settlements_.end()) row.settlement = said->second;
      review->rows.push_back(std::move(row));
    }
  }
  std::stable_sort(review->rows.begin(), review->rows.end(),
                   [](const auto& a, const auto& b) { return a.source < b.source; });
  COMITY_TRY(review->content, review_content(*read_, asker_, state, cycle));
  Repetitions repetitions;
  if (overlapping_) repetitions = repetitions_of(*review, list_);
  if (review->content.works.empty()) {
    for (auto& row : review->rows) {
      if (row.standing != RowStanding::repeated) row.standing = RowStanding::waiting;
    }
  } else {
    settle_all(*review);
  }
  repetitions.follow();
  kept_->keep(key, basis, review, counts_of(*review));
  return review;
}

Result<CountsBySource> SourcesInSight::counts(std::string_view state, int cycle) const {
  COMITY_TRY(const auto basis, basis_of(state, cycle));
  if (auto known = kept_->find_counts(key_of(state, cycle), basis)) return *std::move(known);
  COMITY_TRY(const auto whole, review(state, cycle));
  return counts_of(*whole);
}

}  // namespace comity::service
