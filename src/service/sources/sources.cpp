#include "service/sources/sources.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

#include "base/text.h"
#include "service/address.h"
#include "service/sources/reconciliation.h"
#include "service/sources/refused_rows.h"
#include "service/sources/settlements.h"
#include "service/sources/source_records.h"

namespace comity::service {
namespace {

using base::ErrorKind;
using base::fail;
using base::JsonArray;
using base::JsonObject;
using base::Result;

std::string rows_address(std::string_view work, std::string_view standing, std::string_view state,
                         int cycle) {
  return address_with(source_address(work) + "/rows",
                      {{"standing", std::string(standing)},
                       {"state", std::string(state)},
                       {"cycle", cycle > 0 ? std::to_string(cycle) : std::string()}});
}

/// Each count leads to the rows that it counts.
JsonObject counts_json(const StandingCounts& counts, std::string_view work,
                       std::string_view state = {}, int cycle = 0) {
  JsonObject object{{"rows", count_json(counts.all(), rows_address(work, "", state, cycle))}};
  for (std::size_t i = 0; i < kRowStandings; ++i) {
    const auto name = name_of(static_cast<RowStanding>(i));
    object[name] = count_json(counts.of[i], rows_address(work, name, state, cycle));
  }
  return object;
}

JsonObject source_json(const store::SourceRecord& source, const StandingCounts& counts) {
  return {
      {"work", work_json(source.work)},
      {"counts", counts_json(counts, source.work.name)},
      {"refused", count_json(source.refused, source_address(source.work.name) + "/refused.csv")},
      {"address", source_address(source.work.name)}};
}

/// The rows of sources as they stand, review by review.
struct Overview {
  struct Review {
    std::string state;
    int cycle = 0;
    bool held = false;  ///< by the record
    CountsBySource counts;
  };
  std::vector<Review> reviews;  ///< by State and cycle
  CountsBySource totals;
};

/// The reviews of which the record holds a report.
Result<std::set<std::pair<std::string, int>>> reviews_held(const SourcesInSight& sight,
                                                           const store::Read& read) {
  COMITY_TRY(const auto reviews, read.reviews({}, sight.asker()));
  std::set<std::pair<std::string, int>> held;
  for (const auto& review : reviews) held.emplace(review.state, review.cycle);
  return held;
}

std::string name_of_source(const SourcesInSight& sight, const store::SourceShare& share) {
  for (const auto& source : sight.list()) {
    if (source.work.space == share.space && source.work.id == share.work_id) {
      return source.work.name;
    }
  }
  return {};
}

Result<Overview> overview(const SourcesInSight& sight, const store::Read& read) {
  Overview out;
  COMITY_TRY(const auto shares, read.source_shares(sight.asker()));
  COMITY_TRY(const auto held, reviews_held(sight, read));
  for (const auto& share : shares) {
    auto& reviews = out.reviews;
    const bool known = !reviews.empty() && reviews.back().state == share.state &&
                       reviews.back().cycle == share.cycle;
    if (!known) {
      reviews.push_back({share.state, share.cycle, held.contains({share.state, share.cycle}), {}});
      if (reviews.back().held || sight.overlapping()) {
        COMITY_TRY(reviews.back().counts, sight.counts(share.state, share.cycle));
      }
    }
    if (!reviews.back().held && !sight.overlapping()) {
      auto& counts = reviews.back().counts[name_of_source(sight, share)];
      counts.of[static_cast<std::size_t>(RowStanding::waiting)] += share.rows;
    }
  }
  for (const auto& review : out.reviews) {
    for (const auto& [name, one] : review.counts) out.totals[name].add(one);
  }
  return out;
}

/// Two texts word by word: `in` says which of them has the words.
JsonArray differences_json(std::string_view report, std::string_view source) {
  JsonArray pieces;
  for (const auto& piece : compare::differences(report, source)) {
    const std::string_view in = piece.held == compare::Held::both         ? "both"
                                : piece.held == compare::Held::only_first ? "report"
                                                                          : "source";
    pieces.push_back(JsonObject{{"in", in}, {"text", piece.text}});
  }
  return pieces;
}

/// Null for none.
base::Json state_json(std::string_view code, const StateNames& states, model::Language language) {
  if (code.empty()) return nullptr;
  return states.json(code, language);
}

JsonObject clause_json(const SaidClause& clause, const StateNames& states,
                       model::Language language) {
  return {{"work", clause.work},
          {"number", clause.number},
          {"clause", clause.clause},
          {"text", clause.text},
          {"by", state_json(clause.by, states, language)},
          {"counts_as", model::name_of(clause.counts_as)},
          {"address", recommendation_address(clause.work, clause.number, 0)}};
}

/// How the source's answer stands to the report's: "equal", "other", or empty where one of them
/// says none.
std::string_view answers(const RowVerdict& row) {
  if (!row.clause || !row.record.counts_as) return "";
  if (row.clause->counts_as == model::CountsAs::pending) return "";
  return row.clause->counts_as == *row.record.counts_as ? "equal" : "other";
}

/// What makes the rows of one answer.
struct RowTeller {
  const StateNames& states;
  const Ask& ask;
  CorrectionTeller& teller;
  const store::Read& read;

  [[nodiscard]] bool may_settle(const RowVerdict& row) const {
    const auto* const space = read.space(row.record.space);
    return space != nullptr && may(ask.actor, Action::correct, space->name) &&
           row.standing != RowStanding::waiting;
  }
};

Result<JsonObject> row_json(const RowVerdict& row, const RowTeller& tell) {
  const auto& states = tell.states;
  const auto language = tell.ask.language;
  const auto& said = row.record.row;
  const bool pledge = row.record.kind == store::SourceRowRecord::Kind::pledge;
  JsonArray more;
  for (const auto& [name, value] : said.more) {
    more.push_back(JsonObject{{"name", name}, {"value", value}});
  }
  JsonObject object{
      {"source", row.source},
      {"row", said.row},
      {"kind", pledge ? "pledge" : "recommendation"},
      {"state_under_review", states.json(said.state, language)},
      {"cycle", said.cycle},
      {"session", said.session},
      {"by", state_json(row.by, states, language)},
      {"text", said.text},
      {"response", said.response},
      {"counts_as", row.record.counts_as ? model::name_of(*row.record.counts_as) : ""},
      {"answers", answers(row)},
      {"more", std::move(more)},
      {"standing", name_of(row.standing)},
      {"doubt", doubt_of(row)},
      {"likeness", row.likeness},
      {"confidence", std::lround(100 * row.confidence)},
      {"clause", row.clause ? base::Json(clause_json(*row.clause, states, language)) : nullptr},
      {"address", source_row_address(row.source, said.row)},
      {"repeats", row.repeats_row > 0
                      ? base::Json(source_row_address(row.repeats_source, row.repeats_row))
                      : base::Json("")},
      {"differences", JsonArray()}};
  COMITY_TRY(object["settlement"], settlement_json(row, tell.teller));
  object["settle"] = tell.may_settle(row) ? source_address(row.source) + "/rows/" +
                                                std::to_string(said.row) + "/settle"
                                          : std::string();
  if (row.clause) object["differences"] = differences_json(row.clause->text, said.text);
  // A pledge is no recommendation, and has its place in the document.
  if (row.clause && pledge) {
    object["clause"].as_object()["address"] =
        document_address(row.clause->work, row.clause->number);
  }
  return object;
}

/// Where a list of rows goes on: behind a row of a review.
struct Cursor {
  std::string state;
  int cycle = 0;
  std::uint32_t row = 0;
};

std::string text_of(const Cursor& cursor) {
  return cursor.state + "." + std::to_string(cursor.cycle) + "." + std::to_string(cursor.row);
}

Result<Cursor> cursor_from(std::string_view text) {
  Cursor cursor;
  const auto parts = base::split(text, '.');
  const auto number = [](std::string_view digits, auto& value) {
    const auto end = digits.data() + digits.size();
    const auto read = std::from_chars(digits.data(), end, value);
    return read.ec == std::errc() && read.ptr == end;
  };
  if (parts.size() == 3 && number(parts[1], cursor.cycle) && number(parts[2], cursor.row)) {
    cursor.state = parts[0];
    return cursor;
  }
  return fail(ErrorKind::invalid_input, "not a cursor of this list", "cursor",
              "begin at the first page");
}

/// Takes the rows that a query wants until the page is full.
class RowList {
 public:
  RowList(const store::SourceRecord& source, const SourceRowsQuery& query,
          std::optional<RowStanding> standing)
      : source_(source), query_(query), standing_(standing) {}

  [[nodiscard]] bool wants(const store::SourceShare& share) const {
    return share.space == source_.work.space && share.work_id == source_.work.id &&
           (query_.state.empty() || query_.state == share.state) &&
           (query_.cycle == 0 || query_.cycle == share.cycle);
  }

  void add(const store::SourceShare& share, const ReviewSources& review,
           const std::optional<Cursor>& after) {
    for (const auto& row : review.rows) {
      if (row.source != source_.work.name) continue;
      if (standing_ && row.standing != *standing_) continue;
      ++count;
      const Cursor here{share.state, share.cycle, row.record.row.row};
      if (after && std::tie(here.state, here.cycle, here.row) <=
                       std::tie(after->state, after->cycle, after->row)) {
        continue;
      }
      // A row of several States is not parted by the end of a page.
      if (taken.size() >= query_.limit && text_of(here) != last_) {
        more = true;
        continue;
      }
      last_ = text_of(here);
      taken.push_back(row);
    }
  }

  [[nodiscard]] std::string next() const { return more ? last_ : std::string(); }

  std::uint64_t count = 0;
  std::vector<RowVerdict> taken;
  bool more = false;

 private:
  const store::SourceRecord& source_;
  const SourceRowsQuery& query_;
  std::optional<RowStanding> standing_;
  std::string last_;
};

}  // namespace

Result<store::SourceRecord> source_named(const SourcesInSight& sight, std::string_view work) {
  const store::SourceRecord* titled = nullptr;
  std::size_t alike = 0;
  for (const auto& source : sight.list()) {
    if (source.work.name == work) return source;
    if (source.work.title != work) continue;
    titled = &source;
    ++alike;
  }
  if (alike == 1) return *titled;
  return fail(ErrorKind::not_found,
              alike == 0 ? "there is no source of that name" : "several sources have that title",
              source_address(work), "look at the list of sources and name one as it does: ~ID");
}

std::string_view doubt_of(const RowVerdict& row) {
  const bool stale =
      row.settled != SettlementStanding::none && row.settled != SettlementStanding::holds;
  if (stale) return "settled";
  return compare::name_of(row.doubt);
}

Result<std::optional<RowStanding>> standing_asked(const SourceRowsQuery& query) {
  const auto standing = row_standing_from(query.standing);
  if (!query.standing.empty() && !standing) {
    return fail(ErrorKind::invalid_input, "rows do not stand so: " + query.standing, "standing",
                "agreed, doubtful, unmatched, settled, waiting or repeated");
  }
  return standing;
}

Result<Answer> sources(Installation& installation, const Ask& ask) {
  COMITY_TRY(const auto read, installation.store().read());
  COMITY_TRY(const auto sight, SourcesInSight::look(installation.reconciliations(), read,
                                                    visibility_of(ask.actor, read)));
  COMITY_TRY(auto all, overview(sight, read));
  JsonArray list;
  for (const auto& source : sight.list()) {
    list.push_back(source_json(source, all.totals[source.work.name]));
  }
  return Answer{{{"sources", std::move(list)}, {"at", at_json(read, ask.actor)}}, {}};
}

Result<Answer> source(Installation& installation, const Ask& ask, std::string_view work) {
  COMITY_TRY(const auto read, installation.store().read());
  COMITY_TRY(const auto states, installation.states(read));
  COMITY_TRY(const auto sight, SourcesInSight::look(installation.reconciliations(), read,
                                                    visibility_of(ask.actor, read)));
  COMITY_TRY(const auto found, source_named(sight, work));
  COMITY_TRY(auto all, overview(sight, read));
  auto& reviews = all.reviews;
  std::stable_sort(reviews.begin(), reviews.end(), [&](const auto& a, const auto& b) {
    return states.sort_key(a.state, ask.language) < states.sort_key(b.state, ask.language);
  });
  JsonArray list;
  for (const auto& review : reviews) {
    const auto counts = review.counts.find(found.work.name);
    if (counts == review.counts.end()) continue;
    list.push_back(JsonObject{
        {"state", states.json(review.state, ask.language)},
        {"cycle", review.cycle},
        {"address", review.held ? review_address(review.state, review.cycle) : ""},
        {"counts", counts_json(counts->second, found.work.name, review.state, review.cycle)}});
  }
  auto body = source_json(found, all.totals[found.work.name]);
  body["reviews"] = std::move(list);
  COMITY_TRY(auto mechanisms, mechanisms_of_source(read, sight.asker(), found.work));
  body["mechanisms"] = std::move(mechanisms);
  body["columns_address"] = source_address(found.work.name) + "/columns";
  body["at"] = at_json(read, ask.actor);
  return Answer{std::move(body), {}};
}

Result<Answer> source_rows(Installation& installation, const Ask& ask, std::string_view work,
                           const SourceRowsQuery& query) {
  COMITY_TRY(const auto standing, standing_asked(query));
  std::optional<Cursor> after;
  if (!query.cursor.empty()) {
    COMITY_TRY(after, cursor_from(query.cursor));
  }
  COMITY_TRY(const auto read, installation.store().read());
  COMITY_TRY(const auto states, installation.states(read));
  COMITY_TRY(const auto sight, SourcesInSight::look(installation.reconciliations(), read,
                                                    visibility_of(ask.actor, read)));
  COMITY_TRY(const auto found, source_named(sight, work));
  COMITY_TRY(const auto shares, read.source_shares(sight.asker()));
  RowList rows(found, query, standing);
  COMITY_TRY(const auto held, reviews_held(sight, read));
  for (const auto& share : shares) {
    if (!rows.wants(share)) continue;
    // What has none of the rows that are asked for need not be looked at row by row.
    StandingCounts counts;
    if (held.contains({share.state, share.cycle}) || sight.overlapping()) {
      COMITY_TRY(const auto by_source, sight.counts(share.state, share.cycle));
      if (const auto mine = by_source.find(found.work.name); mine != by_source.end())
        counts = mine->second;
    } else {
      counts.of[static_cast<std::size_t>(RowStanding::waiting)] = share.rows;
    }
    const auto wanted = standing ? counts.count(*standing) : counts.all();
    if (wanted == 0) continue;
    if (rows.more) {
      rows.count += wanted;
      continue;
    }
    COMITY_TRY(const auto review, sight.review(share.state, share.cycle));
    rows.add(share, *review, after);
  }
  JsonArray list;
  CorrectionTeller teller(installation, read, ask, states);
  for (const auto& row : rows.taken) {
    COMITY_TRY(auto one, row_json(row, {states, ask, teller, read}));
    list.push_back(std::move(one));
  }
  auto here = rows_address(found.work.name, query.standing, query.state, query.cycle);
  std::string next;
  if (rows.more) {
    next = here + (here.find('?') == std::string::npos ? "?" : "&") +
           "cursor=" + encode_query(rows.next());
  }
  JsonObject body{
      {"work", work_json(found.work)},
      {"source_address", source_address(found.work.name)},
      {"file_address",
       address_with(source_address(found.work.name) + "/rows.csv",
                    {{"standing", query.standing},
                     {"state", query.state},
                     {"cycle", query.cycle > 0 ? std::to_string(query.cycle) : std::string()}})},
      {"standing", query.standing},
      {"state", state_json(query.state, states, ask.language)},
      {"cycle", query.cycle},
      {"count", count_json(rows.count, std::move(here))},
      {"rows", std::move(list)},
      {"next_address", std::move(next)},
      {"at", at_json(read, ask.actor)}};
  auto tag = etag_of(found.work, body);
  return Answer{std::move(body), std::move(tag)};
}

Result<StoredFile> refused_rows(Installation& installation, const Ask& ask, std::string_view work) {
  COMITY_TRY(const auto read, installation.store().read());
  COMITY_TRY(const auto sight, SourcesInSight::look(installation.reconciliations(), read,
                                                    visibility_of(ask.actor, read)));
  COMITY_TRY(const auto found, source_named(sight, work));
  return refused_of_family(installation, sight.list(), found, ask.language);
}

Result<JsonArray> standings_of_row(Installation& installation, const store::Read& read,
                                   const Ask& ask, const store::Work& source,
                                   const model::SourceRow& row, const StateNames& states) {
  JsonArray out;
  if (row.mechanism != model::kUpr) return out;
  COMITY_TRY(const auto sight, SourcesInSight::look(installation.reconciliations(), read,
                                                    visibility_of(ask.actor, read)));
  COMITY_TRY(const auto review, sight.review(row.state, row.cycle));
  CorrectionTeller teller(installation, read, ask, states);
  for (const auto& verdict : review->rows) {
    if (verdict.source != source.name || verdict.record.row.row != row.row) continue;
    COMITY_TRY(auto object, row_json(verdict, {states, ask, teller, read}));
    out.push_back(std::move(object));
  }
  return out;
}

Result<JsonArray> sources_of_recommendation(Installation& installation, const store::Read& read,
                                            const Ask& ask,
                                            const store::RecommendationRecord& record,
                                            const StateNames& states) {
  JsonArray out;
  COMITY_TRY(const auto sight, SourcesInSight::look(installation.reconciliations(), read,
                                                    visibility_of(ask.actor, read)));
  if (sight.none()) return out;
  COMITY_TRY(const auto review,
             sight.review(record.recommendation.state_under_review, record.cycle));
  CorrectionTeller teller(installation, read, ask, states);
  for (const auto& row : review->rows) {
    if (!row.clause || row.clause->work != record.work ||
        row.clause->number != record.recommendation.number ||
        row.record.kind == store::SourceRowRecord::Kind::pledge) {
      continue;
    }
    COMITY_TRY(auto object, row_json(row, {states, ask, teller, read}));
    const auto& list = sight.list();
    const auto source = std::find_if(
        list.begin(), list.end(), [&](const auto& each) { return each.work.name == row.source; });
    object["title"] = source == list.end() ? row.source : source->work.title;
    object["source_address"] =
        rows_address(row.source, name_of(row.standing), row.record.row.state, row.record.row.cycle);
    out.push_back(std::move(object));
  }
  return out;
}

Result<JsonArray> sources_of_review(Installation& installation, const store::Read& read,
                                    const Ask& ask, std::string_view state, int cycle) {
  JsonArray out;
  COMITY_TRY(const auto sight, SourcesInSight::look(installation.reconciliations(), read,
                                                    visibility_of(ask.actor, read)));
  if (sight.none()) return out;
  COMITY_TRY(const auto counts, sight.counts(state, cycle));
  for (const auto& source : sight.list()) {
    const auto found = counts.find(source.work.name);
    if (found == counts.end()) continue;
    out.push_back(
        JsonObject{{"work", work_json(source.work)},
                   {"address", source_address(source.work.name)},
                   {"counts", counts_json(found->second, source.work.name, state, cycle)}});
  }
  return out;
}

}  // namespace comity::service
