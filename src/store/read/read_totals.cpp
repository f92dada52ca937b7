#include <map>

#include "store/read/read_impl.h"

// Counts: sums over the rows of reviews and shares, never over the recommendations themselves.
namespace comity::store {
namespace {

std::uint64_t number_at(const sql::Rows& rows, int column) {
  return static_cast<std::uint64_t>(rows.integer(column));
}

constexpr std::string_view kReviewed =
    "FROM reviews v JOIN works w ON w.space = v.space AND w.work = v.work";
constexpr std::string_view kShared =
    "FROM shares s JOIN works w ON w.space = s.space AND w.work = s.work";

/// How many were received in which way, as the asker counts them.
std::string received_sums(Where& where, const Visibility& asker, std::string_view table) {
  std::string sums;
  for (const std::string_view column : {"supported", "noted", "pending"}) {
    sums += (sums.empty() ? "sum(" : ", sum(") + where.counted_column(asker, table, column) + ")";
  }
  return sums;
}

/// By State under review.
base::Status add_received(const Read::Impl& read, Where where, const Visibility& asker,
                          std::map<std::string, StateTotals>& states) {
  const std::string statement =
      "SELECT v.state, count(*), sum(v.recommendations), sum(v.clauses), sum(v.clause_states), " +
      received_sums(where, asker, "v") + ", sum(v.pledges) " + std::string(kReviewed) +
      where.text() + " GROUP BY v.state";
  COMITY_TRY(const auto rows, read.connection().run(statement, where.values()));
  while (true) {
    COMITY_TRY(const bool more, rows->next());
    if (!more) return {};
    auto& totals = states[rows->string(0)];
    totals.reviews = number_at(*rows, 1);
    totals.received = {number_at(*rows, 2), number_at(*rows, 3), number_at(*rows, 4),
                       number_at(*rows, 5), number_at(*rows, 6), number_at(*rows, 7),
                       number_at(*rows, 8)};
  }
}

/// By recommending State.
base::Status add_made(const Read::Impl& read, Where where, const Visibility& asker,
                      std::map<std::string, StateTotals>& states) {
  const std::string statement = "SELECT s.recommender, sum(s.recommendations), sum(s.clauses), " +
                                received_sums(where, asker, "s") + " " + std::string(kShared) +
                                where.text() + " GROUP BY s.recommender";
  COMITY_TRY(const auto rows, read.connection().run(statement, where.values()));
  while (true) {
    COMITY_TRY(const bool more, rows->next());
    if (!more) return {};
    const auto clauses = number_at(*rows, 2);
    states[rows->string(0)].made = {
        number_at(*rows, 1), clauses, clauses, number_at(*rows, 3), number_at(*rows, 4),
        number_at(*rows, 5), 0};
  }
}

base::Result<std::vector<StateCount>> counted(const Read::Impl& read, std::string_view statement,
                                              const std::vector<sql::Value>& values) {
  return all_rows(read.connection(), statement, values,
                  [](const sql::Rows& rows) -> base::Result<StateCount> {
                    return StateCount{rows.string(0), number_at(rows, 1)};
                  });
}

}  // namespace

base::Result<Totals> Read::totals(const Visibility& asker) const {
  Totals totals;
  Where where;
  where.add_visible(asker);
  {
    const std::string statement = "SELECT count(*) FROM works w" + where.text();
    COMITY_TRY(const auto rows, impl_->connection().run(statement, where.values()));
    COMITY_TRY(const bool found, rows->next());
    if (found) totals.works = number_at(*rows, 0);
  }
  COMITY_TRY(const auto all, states(asker));
  totals.states = all.size();
  for (const auto& one : all) {
    totals.reviews += one.reviews;
    totals.counts.recommendations += one.received.recommendations;
    totals.counts.clauses += one.received.clauses;
    totals.counts.clause_states += one.received.clause_states;
    totals.counts.supported += one.received.supported;
    totals.counts.noted += one.received.noted;
    totals.counts.pending += one.received.pending;
    totals.counts.pledges += one.received.pledges;
  }
  return totals;
}

base::Result<std::vector<StateTotals>> Read::states(const Visibility& asker) const {
  std::map<std::string, StateTotals> states;
  Where where;
  where.add_counted(asker);
  COMITY_CHECK(add_received(*impl_, where, asker, states));
  COMITY_CHECK(add_made(*impl_, where, asker, states));
  std::vector<StateTotals> all;
  for (auto& [code, totals] : states) {
    totals.state = code;
    all.push_back(std::move(totals));
  }
  return all;
}

base::Result<StateTotals> Read::state(std::string_view code, const Visibility& asker) const {
  std::map<std::string, StateTotals> states;
  Where reviewed;
  reviewed.add("v.state = ?", {sql::to_value(code)});
  reviewed.add_counted(asker);
  COMITY_CHECK(add_received(*impl_, std::move(reviewed), asker, states));
  Where recommending;
  recommending.add("s.recommender = ?", {sql::to_value(code)});
  recommending.add_counted(asker);
  COMITY_CHECK(add_made(*impl_, std::move(recommending), asker, states));
  StateTotals totals = states.empty() ? StateTotals{} : std::move(states.begin()->second);
  totals.state = code;
  return totals;
}

base::Result<std::vector<StateCount>> Read::made_to(std::string_view state,
                                                    const Visibility& asker) const {
  Where where;
  where.add("s.recommender = ?", {sql::to_value(state)});
  where.add_counted(asker);
  return counted(*impl_,
                 "SELECT s.state, sum(s.recommendations) " + std::string(kShared) + where.text() +
                     " GROUP BY s.state ORDER BY s.state",
                 where.values());
}

base::Result<std::vector<StateCount>> Read::asked_by(std::string_view state,
                                                     const Visibility& asker,
                                                     std::optional<int> cycle) const {
  Where where;
  where.add("s.state = ?", {sql::to_value(state)});
  std::string from(kShared);
  if (cycle) {
    from += " JOIN reviews v ON v.space = s.space AND v.work = s.work AND v.state = s.state";
    where.add("v.cycle = ?", {sql::to_value(*cycle)});
  }
  where.add_counted(asker);
  return counted(*impl_,
                 "SELECT s.recommender, sum(s.recommendations) " + from + where.text() +
                     " GROUP BY s.recommender ORDER BY s.recommender",
                 where.values());
}

}  // namespace comity::store
