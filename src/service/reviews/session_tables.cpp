#include "service/reviews/session_tables.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "base/text.h"
#include "grammar/sources/source.h"
#include "service/address.h"
#include "service/documents/documents.h"

namespace comity::service {
namespace {

using base::JsonArray;
using base::JsonObject;
using base::Result;
using model::SourceColumn;

constexpr int kLastSession = 99;
constexpr std::size_t kKept = 500;  // tables

/// A row of a table of sessions, whatever register its State is of.
struct SessionRow {
  std::string state;
  int session = 0;
  std::string date;
  std::uint32_t row = 0;
};
using SessionRows = std::vector<SessionRow>;

int session_in(std::string_view text) {
  text = base::trimmed(text);
  int value = 0;
  const auto end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, value);
  const bool whole = error == std::errc() && stopped == end;
  return whole && value > 0 && value <= kLastSession ? value : 0;
}

bool is_day(std::string_view text) {
  return text.size() == 10 && text[4] == '-' && text[7] == '-' &&
         text.find_first_not_of("0123456789-") == std::string_view::npos;
}

/// Where a table of sessions says what; nothing of a table that says anything recommended, or that
/// says no State or session.
std::optional<model::ColumnMapping> session_columns(const std::vector<std::string>& names) {
  auto mapping = grammar::named_columns(names);
  const auto has = [&](SourceColumn column) { return mapping.columns.contains(column); };
  const bool recommends =
      has(SourceColumn::text) || has(SourceColumn::by) || has(SourceColumn::response);
  if (recommends || !has(SourceColumn::state) || !has(SourceColumn::session)) return std::nullopt;
  return mapping;
}

SessionRows rows_of(const model::Reading& reading) {
  SessionRows out;
  const auto table =
      std::find_if(reading.paragraphs.begin(), reading.paragraphs.end(),
                   [](const auto& each) { return each.kind == model::ParagraphKind::table; });
  if (table == reading.paragraphs.end() || reading.source) return out;
  std::optional<model::ColumnMapping> mapping;
  std::size_t at = 0;
  for (; at < table->rows.size() && at < grammar::kHeaderRows && !mapping; ++at) {
    mapping = session_columns(model::cells_of(table->rows[at]));
  }
  if (!mapping) return out;
  for (; at < table->rows.size(); ++at) {
    const auto cells = model::cells_of(table->rows[at]);
    const auto cell = [&](SourceColumn column) {
      const auto found = mapping->columns.find(column);
      const bool there = found != mapping->columns.end() && found->second < cells.size();
      return there ? std::string(base::trimmed(cells[found->second])) : std::string();
    };
    SessionRow row{cell(SourceColumn::state), session_in(cell(SourceColumn::session)),
                   cell(SourceColumn::date), static_cast<std::uint32_t>(at + 1)};
    if (!is_day(row.date)) row.date.clear();
    if (row.session > 0 && !row.state.empty()) out.push_back(std::move(row));
  }
  return out;
}

/// The same, kept by the reading's hash, which never says anything else.
Result<std::shared_ptr<const SessionRows>> rows_of(const Installation& installation,
                                                   const base::Hash& hash) {
  static std::mutex mutex;
  static std::map<base::Hash, std::shared_ptr<const SessionRows>> kept;
  {
    const std::lock_guard lock(mutex);
    if (const auto found = kept.find(hash); found != kept.end()) return found->second;
  }
  COMITY_TRY(const auto reading, installation.store().reading(hash));
  auto rows = std::make_shared<const SessionRows>(rows_of(*reading));
  const std::lock_guard lock(mutex);
  if (kept.size() >= kKept) kept.clear();
  kept.emplace(hash, rows);
  return rows;
}

/// Tables that are no sources of recommendations.
Result<std::vector<store::Work>> other_tables(const store::Read& read,
                                              const store::Visibility& asker) {
  COMITY_TRY(const auto sources, read.sources(asker));
  std::set<std::pair<store::SpaceId, store::WorkId>> known;
  for (const auto& source : sources) known.emplace(source.work.space, source.work.id);
  store::WorkFilter filter;
  filter.kind = model::WorkKind::table;
  std::vector<store::Work> out;
  std::string cursor;
  do {
    COMITY_TRY(auto page, read.works(filter, store::WorkOrder::symbol, asker, cursor, 500));
    for (auto& work : page.works) {
      if (!known.contains({work.space, work.id})) out.push_back(std::move(work));
    }
    cursor = page.next;
  } while (!cursor.empty());
  std::sort(out.begin(), out.end(), [](const store::Work& a, const store::Work& b) {
    return std::tie(a.title, a.name) < std::tie(b.title, b.name);
  });
  return out;
}

/// What the reports that the asker sees say: which reviews there are, and when a session was.
class ReviewsRead {
 public:
  explicit ReviewsRead(const std::vector<store::ReviewRecord>& reviews) {
    for (const auto& review : reviews) {
      seen_.emplace(review.state, review.cycle);
      if (review.session == 0 || !is_day(review.date)) continue;
      auto& days = days_[review.session];
      if (days.first.empty() || review.date < days.first) days.first = review.date;
      if (review.date > days.second) days.second = review.date;
    }
  }
  /// Notes the review; false where it is known already.
  bool is_new(const std::string& state, int cycle) { return seen_.emplace(state, cycle).second; }
  [[nodiscard]] std::pair<std::string, std::string> days_of(int session) const {
    const auto found = days_.find(session);
    return found == days_.end() ? std::pair<std::string, std::string>() : found->second;
  }

 private:
  std::set<std::pair<std::string, int>> seen_;
  std::map<int, std::pair<std::string, std::string>> days_;
};

bool is_asked(const UnverifiedReview& review, const UnverifiedQuery& query) {
  return (query.state.empty() || query.state == review.state) &&
         (query.cycle == 0 || query.cycle == review.cycle) &&
         (query.session == 0 || query.session == review.session);
}

}  // namespace

Result<std::vector<UnverifiedReview>> unverified_reviews(Installation& installation,
                                                         const store::Read& read,
                                                         const store::Visibility& asker,
                                                         const StateNames& states,
                                                         const UnverifiedQuery& query) {
  std::vector<UnverifiedReview> out;
  COMITY_TRY(const auto tables, other_tables(read, asker));
  if (tables.empty()) return out;
  COMITY_TRY(const auto reviews, read.reviews({}, asker));
  ReviewsRead seen(reviews);
  for (const auto& table : tables) {
    const auto* space = read.space(table.space);
    if (space == nullptr) continue;
    COMITY_TRY(const auto names, installation.register_of(*space));
    COMITY_TRY(const auto rows, rows_of(installation, table.reading));
    for (const auto& row : *rows) {
      const auto* state = names->by_code(row.state);
      if (state == nullptr) state = names->find(row.state);
      UnverifiedReview review;
      review.state = state == nullptr ? std::string() : state->code;
      review.name = row.state;
      review.session = row.session;
      review.cycle = model::cycle_of_session(row.session);
      if (!seen.is_new(state == nullptr ? "?" + row.state : state->code, review.cycle)) continue;
      if (!is_asked(review, query)) continue;
      review.date = row.date;
      std::tie(review.first, review.last) = seen.days_of(row.session);
      review.table = table;
      review.row = row.row;
      out.push_back(std::move(review));
    }
  }
  const auto key = [&](const UnverifiedReview& review) {
    return review.state.empty() ? review.name : states.name(review.state, model::Language::en);
  };
  std::stable_sort(out.begin(), out.end(), [&](const auto& a, const auto& b) {
    return std::pair(a.session, key(a)) < std::pair(b.session, key(b));
  });
  return out;
}

JsonArray unverified_json(const std::vector<UnverifiedReview>& reviews, const StateNames& states,
                          model::Language language) {
  JsonArray out;
  for (const auto& review : reviews) {
    out.push_back(
        JsonObject{{"state", review.state.empty() ? unknown_state_json(review.name)
                                                  : states.json(review.state, language)},
                   {"cycle", review.cycle},
                   {"session", review.session},
                   {"date", review.date},
                   {"session_first", review.first},
                   {"session_last", review.last == review.first ? std::string() : review.last},
                   {"unverified", true},
                   {"table", work_json(review.table)},
                   {"row", review.row}});
  }
  return out;
}

}  // namespace comity::service
