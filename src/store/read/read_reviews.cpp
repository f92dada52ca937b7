#include <algorithm>
#include <utility>

#include "store/apply/positions_sql.h"
#include "store/positions.h"
#include "store/read/read_impl.h"

// Reviews, recommendations and pledges.
namespace comity::store {
namespace {

Counts counts_from(const sql::Rows& rows, int first) {
  const auto number = [&](int column) {
    return static_cast<std::uint64_t>(rows.integer(first + column));
  };
  return {number(0), number(1), number(2), number(3), number(4), number(5), number(6)};
}

base::Result<std::vector<ReviewRecord>> reviews_where(const Read::Impl& read, Where where,
                                                      const Visibility& asker) {
  std::string received;
  for (const std::string_view column : {"supported", "noted", "pending"}) {
    received += ", " + where.counted_column(asker, "v", column);
  }
  const std::string statement =
      "SELECT " + std::string(kWorkColumns) +
      ", v.state, v.cycle, v.session, v.date, v.adopted, v.head_of_delegation, v.troika, "
      "v.recommendations, v.clauses, v.clause_states" +
      received +
      ", v.pledges FROM reviews v JOIN works w ON w.space = v.space AND w.work = v.work" +
      where.text() + " ORDER BY v.session, v.state, w.symbol_key, w.space, w.work";
  return all_rows(read.connection(), statement, where.values(),
                  [&](const sql::Rows& rows) -> base::Result<ReviewRecord> {
                    constexpr int kFirst = kWorkColumnCount;
                    ReviewRecord review;
                    COMITY_TRY(review.work, work_from(read, rows));
                    review.state = rows.string(kFirst);
                    review.cycle = static_cast<int>(rows.integer(kFirst + 1));
                    review.session = static_cast<int>(rows.integer(kFirst + 2));
                    review.date = rows.string(kFirst + 3);
                    review.adopted = rows.string(kFirst + 4);
                    review.head_of_delegation = rows.string(kFirst + 5);
                    review.troika = list_from(rows.text(kFirst + 6));
                    review.counts = counts_from(rows, kFirst + 7);
                    return review;
                  });
}

/// What a recommendation's row begins with; the columns of one clause follow.
constexpr std::string_view kRecommendationColumns =
    "r.ordinal, r.number, r.printed, r.list, r.state, r.position, r.counts_as, r.refers_to, "
    "r.theme, v.cycle, v.session, f.wording, f.counts_as, f.source, c.wording, c.states, "
    "c.unknown, c.begin_byte, c.end_byte, c.corrected, f.corrected, r.stands_in";
constexpr int kFirstOfFinal = 11;
constexpr int kFirstOfClause = 14;
constexpr int kClauseCorrected = 19;
constexpr int kPositionCorrected = 20;
constexpr int kStandsIn = 21;

/// A work of which recommendations are read.
struct Source {
  SpaceId space;
  WorkId work = 0;
  std::string name;
  std::string symbol;
};

RecommendationRecord record_from(const sql::Rows& rows, const Source& source) {
  RecommendationRecord record;
  record.space = source.space;
  record.work_id = source.work;
  record.work = source.name;
  record.symbol = source.symbol;
  record.ordinal = static_cast<std::uint32_t>(rows.integer(0));
  record.cycle = static_cast<int>(rows.integer(9));
  record.session = static_cast<int>(rows.integer(10));
  auto& item = record.recommendation;
  item.number = rows.string(1);
  item.printed = rows.string(2);
  item.list = rows.string(3);
  item.state_under_review = rows.string(4);
  item.position = rows.string(5);
  item.counts_as = model::counts_as_from(rows.text(6)).value_or(model::CountsAs::pending);
  item.refers_to = list_from(rows.text(7));
  item.theme = rows.string(8);
  record.stands_in = list_from(rows.text(kStandsIn));
  if (rows.is_null(kFirstOfFinal)) {
    record.position = item.position;
    record.counts_as = item.counts_as;
  } else {
    record.position = rows.string(kFirstOfFinal);
    record.counts_as =
        model::counts_as_from(rows.text(kFirstOfFinal + 1)).value_or(model::CountsAs::pending);
    record.position_from = static_cast<WorkId>(rows.integer(kFirstOfFinal + 2));
    record.position_corrected = static_cast<EntryNumber>(rows.integer(kPositionCorrected));
  }
  return record;
}

model::Clause clause_from(const sql::Rows& rows) {
  return {rows.string(kFirstOfClause), list_from(rows.text(kFirstOfClause + 1)),
          list_from(rows.text(kFirstOfClause + 2)),
          static_cast<std::uint32_t>(rows.integer(kFirstOfClause + 3)),
          static_cast<std::uint32_t>(rows.integer(kFirstOfClause + 4))};
}

enum class Visited : std::uint8_t { all, stopped };

/// Visits what the conditions hold of one work, in its order: one row a clause comes in, one
/// recommendation goes out.
base::Result<Visited> visit_work(sql::Connection& connection, const Source& source,
                                 Audience audience, Where where,
                                 const std::function<bool(const RecommendationRecord&)>& visit) {
  where.add("r.space = ?", {sql::to_value(source.space.value)});
  where.add("r.work = ?", {sql::to_value(source.work)});
  const std::string statement =
      "SELECT " + std::string(kRecommendationColumns) +
      " FROM recommendations r JOIN reviews v ON v.space = r.space AND v.work = r.work AND "
      "v.state = r.state LEFT JOIN final_positions f ON f.space = r.space AND f.work = r.work AND "
      "f.ordinal = r.ordinal AND f.audience = " +
      std::to_string(static_cast<int>(audience)) +
      " LEFT JOIN clauses c ON c.space = r.space AND c.work = r.work AND "
      "c.ordinal = r.ordinal" +
      where.text() + " ORDER BY r.ordinal, c.clause";
  COMITY_TRY(const auto rows, connection.run(statement, where.values()));
  std::optional<RecommendationRecord> open;
  while (true) {
    COMITY_TRY(const bool more, rows->next());
    const bool same = more && open && open->ordinal == static_cast<std::uint32_t>(rows->integer(0));
    if (open && !same) {
      if (!visit(*open)) return Visited::stopped;
      open.reset();
    }
    if (!more) return Visited::all;
    if (!open) open = record_from(*rows, source);
    if (!rows->is_null(kFirstOfClause)) {
      open->recommendation.clauses.push_back(clause_from(*rows));
      open->corrected.push_back(static_cast<std::uint8_t>(rows->integer(kClauseCorrected)));
    }
  }
}

Audience audience_of(const Visibility& asker, SpaceId space) {
  return sees_inside(asker, space) ? Audience::inside : Audience::everyone;
}

base::Result<std::optional<Source>> source_of(const Read& read, SpaceId space, WorkId id) {
  COMITY_TRY(auto work, read.work(space, id));
  if (!work) return std::optional<Source>{};
  return std::optional<Source>{Source{space, id, std::move(work->name), std::move(work->symbol)}};
}

bool made_by(const model::Recommendation& item, const std::string& state) {
  return std::any_of(item.clauses.begin(), item.clauses.end(), [&](const model::Clause& clause) {
    return std::find(clause.states.begin(), clause.states.end(), state) != clause.states.end();
  });
}

/// The conditions on reviews (as `v`) and works (as `w`) that a filter of recommendations sets.
void add_sources(Where& where, const RecommendationFilter& filter) {
  if (filter.space) where.add("w.space = ?", {sql::to_value(filter.space->value)});
  if (!filter.work.empty()) where.add("w.name = ?", {sql::to_value(filter.work)});
  if (!filter.state.empty()) where.add("v.state = ?", {sql::to_value(filter.state)});
  if (filter.cycle) where.add("v.cycle = ?", {sql::to_value(*filter.cycle)});
  if (filter.session) where.add("v.session = ?", {sql::to_value(*filter.session)});
}

}  // namespace

base::Result<std::vector<ReviewRecord>> Read::reviews(const ReviewFilter& filter,
                                                      const Visibility& asker) const {
  Where where;
  if (filter.space) where.add("v.space = ?", {sql::to_value(filter.space->value)});
  if (!filter.state.empty()) where.add("v.state = ?", {sql::to_value(filter.state)});
  if (filter.cycle) where.add("v.cycle = ?", {sql::to_value(*filter.cycle)});
  if (filter.session) where.add("v.session = ?", {sql::to_value(*filter.session)});
  where.add_visible(asker);
  if (filter.replaced == Replaced::left_out) where.add_unreplaced(asker);
  return reviews_where(*impl_, where, asker);
}

base::Result<std::vector<ReviewRecord>> Read::reviews_of(SpaceId space, WorkId id,
                                                         const Visibility& asker) const {
  Where where;
  where.add("v.space = ?", {sql::to_value(space.value)});
  where.add("v.work = ?", {sql::to_value(id)});
  return reviews_where(*impl_, where, asker);
}

base::Result<std::vector<RecommendationRecord>> Read::recommendations_of(
    SpaceId space, WorkId id, const Visibility& asker) const {
  std::vector<RecommendationRecord> all;
  COMITY_TRY(const auto source, source_of(*this, space, id));
  if (!source) return all;
  COMITY_TRY(const auto visited, visit_work(impl_->connection(), *source, audience_of(asker, space),
                                            {}, [&](const RecommendationRecord& one) {
                                              all.push_back(one);
                                              return true;
                                            }));
  COMITY_ASSERT(visited == Visited::all);
  return all;
}

base::Result<std::optional<RecommendationRecord>> Read::recommendation(
    SpaceId space, WorkId id, std::string_view number, const Visibility& asker) const {
  std::optional<RecommendationRecord> found;
  COMITY_TRY(const auto source, source_of(*this, space, id));
  if (!source) return found;
  Where where;
  where.add("r.number = ?", {sql::to_value(number)});
  COMITY_CHECK(visit_work(impl_->connection(), *source, audience_of(asker, space), std::move(where),
                          [&](const RecommendationRecord& one) {
                            found = one;
                            return false;
                          }));
  if (found) return found;
  // A number that is another's by a correction leads there.
  Where elsewhere;
  elsewhere.add("r.stands_in <> '[]'", {});
  COMITY_CHECK(visit_work(impl_->connection(), *source, audience_of(asker, space),
                          std::move(elsewhere), [&](const RecommendationRecord& one) {
                            const auto& in = one.stands_in;
                            if (std::find(in.begin(), in.end(), number) != in.end()) found = one;
                            return !found;
                          }));
  return found;
}

base::Result<Read::Neighbours> Read::neighbours(SpaceId space, WorkId id,
                                                std::uint32_t ordinal) const {
  COMITY_TRY(const auto rows,
             impl_->connection().query("SELECT ordinal, number FROM recommendations WHERE "
                                       "space = $1 AND work = $2 AND ordinal >= $3 AND "
                                       "ordinal <= $4 ORDER BY ordinal",
                                       space.value, id, std::int64_t{ordinal} - 1,
                                       std::int64_t{ordinal} + 1));
  Neighbours found;
  while (true) {
    COMITY_TRY(const bool more, rows->next());
    if (!more) return found;
    const auto at = rows->integer(0);
    if (at < ordinal) found.previous = rows->string(1);
    if (at > ordinal) found.next = rows->string(1);
  }
}

base::Result<std::vector<model::Pledge>> Read::pledges_of(SpaceId space, WorkId id) const {
  return all_rows(impl_->connection(),
                  "SELECT number, state, wording FROM pledges WHERE space = $1 AND work = $2 "
                  "ORDER BY ordinal",
                  {sql::to_value(space.value), sql::to_value(id)},
                  [](const sql::Rows& rows) -> base::Result<model::Pledge> {
                    return model::Pledge{rows.string(0), rows.string(1), rows.string(2)};
                  });
}

base::Result<std::vector<StatedPosition>> Read::stated_positions(const Work& work,
                                                                 const Visibility& asker) const {
  COMITY_TRY(auto stated,
             statements_about(impl_->connection(), work.space, report_name(work.name)));
  if (!sees_inside(asker, work.space)) {
    std::erase_if(stated, [](const StatedPosition& each) { return !each.published; });
  }
  return stated;
}

base::Result<std::vector<PrevailingPosition>> Read::prevailing(SpaceId space, WorkId id) const {
  return all_rows(impl_->connection(),
                  "SELECT ordinal, audience, wording, counts_as FROM final_positions WHERE "
                  "space = $1 AND work = $2 ORDER BY ordinal, audience",
                  {sql::to_value(space.value), sql::to_value(id)},
                  [](const sql::Rows& rows) -> base::Result<PrevailingPosition> {
                    return PrevailingPosition{
                        static_cast<std::uint32_t>(rows.integer(0)),
                        rows.integer(1) == static_cast<int>(Audience::inside), rows.string(2),
                        model::counts_as_from(rows.text(3)).value_or(model::CountsAs::pending)};
                  });
}

base::Status Read::each_recommendation(
    const RecommendationFilter& filter, const Visibility& asker,
    const std::function<bool(const RecommendationRecord&)>& visit) const {
  Where where;
  add_sources(where, filter);
  where.add_visible(asker);
  if (filter.work.empty()) where.add_unreplaced(asker);
  const std::string statement =
      "SELECT DISTINCT w.symbol_key, w.space, w.work, w.name, w.symbol FROM works w JOIN reviews v "
      "ON v.space = w.space AND v.work = w.work" +
      where.text() + " ORDER BY w.symbol_key, w.space, w.work";
  COMITY_TRY(const auto sources, all_rows(impl_->connection(), statement, where.values(),
                                          [](const sql::Rows& rows) -> base::Result<Source> {
                                            return Source{
                                                {static_cast<std::uint64_t>(rows.integer(1))},
                                                static_cast<WorkId>(rows.integer(2)),
                                                rows.string(3),
                                                rows.string(4)};
                                          }));
  const auto wanted = [&](const RecommendationRecord& one) {
    return (!filter.by.empty() && !made_by(one.recommendation, filter.by)) || visit(one);
  };
  for (const auto& source : sources) {
    Where of_work;
    if (!filter.state.empty()) of_work.add("r.state = ?", {sql::to_value(filter.state)});
    if (filter.cycle) of_work.add("v.cycle = ?", {sql::to_value(*filter.cycle)});
    if (filter.session) of_work.add("v.session = ?", {sql::to_value(*filter.session)});
    if (filter.counts_as) {
      of_work.add("COALESCE(f.counts_as, r.counts_as) = ?",
                  {sql::to_value(model::name_of(*filter.counts_as))});
    }
    COMITY_TRY(const auto visited,
               visit_work(impl_->connection(), source, audience_of(asker, source.space),
                          std::move(of_work), wanted));
    if (visited == Visited::stopped) return {};
  }
  return {};
}

}  // namespace comity::store
