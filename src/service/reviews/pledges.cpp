#include "service/reviews/pledges.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/csv.h"
#include "base/hash.h"
#include "service/address.h"
#include "service/answer_parts.h"
#include "service/sources/reconciliation.h"

namespace comity::service {
namespace {

using base::ErrorKind;
using base::fail;
using base::JsonArray;
using base::JsonObject;
using base::Result;

std::string number_or_empty(int value) { return value > 0 ? std::to_string(value) : std::string(); }

/// The cycles in which the State was reviewed or pledged something.
Result<std::set<int>> cycles_of(const store::Read& read, const store::Visibility& asker,
                                std::string_view state, int cycle) {
  std::set<int> cycles;
  store::ReviewFilter filter;
  filter.state = state;
  COMITY_TRY(const auto reviews, read.reviews(filter, asker));
  for (const auto& review : reviews) cycles.insert(review.cycle);
  COMITY_TRY(const auto rows, read.source_pledges(state, asker));
  for (const auto& row : rows) cycles.insert(row.row.cycle);
  if (cycle > 0) std::erase_if(cycles, [cycle](int each) { return each != cycle; });
  return cycles;
}

PledgeSaid from_source(const RowVerdict& row, const std::string& title) {
  const auto& said = row.record.row;
  PledgeSaid pledge{said.state, said.cycle,  said.session, row.source, title,
                    false,      said.number, said.row,     said.text,  {}};
  return pledge;
}

/// Rows of sources go to the pledge of the report that they are, or stand for themselves.
Result<std::vector<PledgeSaid>> of_review(const SourcesInSight& sight, const store::Read& read,
                                          std::string_view state, int cycle) {
  COMITY_TRY(const auto content, review_content(read, sight.asker(), state, cycle));
  std::vector<PledgeSaid> out;
  out.reserve(content.pledges.size());
  for (const auto& said : content.pledges) {
    out.push_back({said.by,
                   cycle,
                   content.session,
                   said.work,
                   said.work,
                   true,
                   said.number,
                   0,
                   said.text,
                   {}});
  }
  COMITY_TRY(const auto review, sight.review(state, cycle));
  std::map<std::string_view, std::string> titles;
  for (const auto& source : sight.list()) titles[source.work.name] = source.work.title;
  std::map<std::pair<std::string, std::uint32_t>, std::size_t> own;
  for (const auto& row : review->rows) {
    if (row.record.kind != store::SourceRowRecord::Kind::pledge) continue;
    if (row.standing == RowStanding::repeated) continue;
    const auto same = std::find_if(out.begin(), out.end(), [&](const PledgeSaid& each) {
      return row.clause && each.in_report && each.work == row.clause->work &&
             each.number == row.clause->number;
    });
    if (same != out.end()) {
      same->sources.push_back(row.source);
      own[{row.source, row.record.row.row}] = static_cast<std::size_t>(same - out.begin());
      continue;
    }
    own[{row.source, row.record.row.row}] = out.size();
    out.push_back(from_source(row, titles[row.source]));
  }
  for (const auto& row : review->rows) {
    if (row.standing != RowStanding::repeated) continue;
    const auto first = own.find({row.repeats_source, row.repeats_row});
    if (first != own.end()) out[first->second].sources.push_back(row.source);
  }
  return out;
}

/// The States that pledged anything, or the one that is asked for.
Result<std::vector<std::string>> states_of(Installation& installation, const store::Read& read,
                                           const store::Visibility& asker,
                                           const std::string& state) {
  COMITY_TRY(const auto names, installation.states(read));
  if (!state.empty()) {
    if (names.by_code(state) != nullptr) return std::vector<std::string>{state};
    return fail(ErrorKind::not_found, "no register holds a State with the code " + state, state,
                "give its ISO 3166-1 alpha-3 code");
  }
  std::set<std::string> codes;
  COMITY_TRY(const auto shares, read.source_shares(asker));
  for (const auto& share : shares) codes.insert(share.state);
  COMITY_TRY(const auto reviews, read.reviews({}, asker));
  for (const auto& review : reviews) codes.insert(review.state);
  return std::vector<std::string>(codes.begin(), codes.end());
}

void append_csv(std::string& out, const PledgeSaid& pledge) {
  base::append_csv_row(out, {pledge.work, pledge.number, pledge.state,
                             number_or_empty(pledge.cycle), number_or_empty(pledge.session),
                             base::defused(pledge.text), joined_values(pledge.sources)});
}

void append_json(std::string& out, const PledgeSaid& pledge) {
  JsonArray sources;
  for (const auto& source : pledge.sources) sources.emplace_back(source);
  out += base::to_text(JsonObject{{"symbol", pledge.work},
                                  {"number", pledge.number},
                                  {"state_under_review", pledge.state},
                                  {"cycle", pledge.cycle},
                                  {"session", pledge.session},
                                  {"text", pledge.text},
                                  {"sources", std::move(sources)}}) +
         "\n";
}

}  // namespace

Result<std::vector<PledgeSaid>> pledges_of(Installation& installation, const store::Read& read,
                                           const store::Visibility& asker, std::string_view state,
                                           int cycle) {
  COMITY_TRY(const auto sight, SourcesInSight::look(installation.reconciliations(), read, asker));
  COMITY_TRY(const auto cycles, cycles_of(read, asker, state, cycle));
  std::vector<PledgeSaid> all;
  for (const auto each : cycles) {
    COMITY_TRY(auto some, of_review(sight, read, state, each));
    all.insert(all.end(), std::make_move_iterator(some.begin()),
               std::make_move_iterator(some.end()));
  }
  return all;
}

JsonArray to_json(const std::vector<PledgeSaid>& pledges) {
  JsonArray out;
  for (const auto& each : pledges) {
    out.push_back(
        JsonObject{{"cycle", each.cycle},
                   {"session", each.session},
                   {"work", each.work},
                   {"title", each.title},
                   {"in_report", each.in_report},
                   {"number", each.number},
                   {"text", each.text},
                   {"sources", each.sources.size()},
                   {"address", each.in_report ? document_address(each.work, each.number)
                                              : source_row_address(each.work, each.row)}});
  }
  return out;
}

Result<StoredFile> pledges_file(Installation& installation, const Ask& ask,
                                const PledgesQuery& query, PledgesFormat format) {
  COMITY_TRY(const auto read, installation.store().read());
  const auto asker = visibility_of(ask.actor, read);
  COMITY_TRY(const auto states, states_of(installation, read, asker, query.state));
  const bool csv = format == PledgesFormat::csv;
  std::string out;
  if (csv) {
    base::append_csv_row(
        out, {"symbol", "number", "state_under_review", "cycle", "session", "text", "sources"});
  }
  std::size_t count = 0;
  for (const auto& state : states) {
    COMITY_TRY(const auto pledges, pledges_of(installation, read, asker, state, query.cycle));
    for (const auto& pledge : pledges) {
      csv ? append_csv(out, pledge) : append_json(out, pledge);
      ++count;
    }
  }
  if (!csv) {
    out += base::to_text(JsonObject{
               {"trailer", JsonObject{{"count", count}, {"sha256", base::sha256(out).hex()}}}}) +
           "\n";
  }
  return StoredFile{csv ? "text/csv; charset=utf-8" : "application/x-ndjson",
                    csv ? "pledges.csv" : "pledges.ndjson", "",
                    std::make_shared<const std::string>(std::move(out))};
}

}  // namespace comity::service
