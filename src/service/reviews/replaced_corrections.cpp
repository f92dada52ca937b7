#include "service/reviews/replaced_corrections.h"

#include <algorithm>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "service/reviews/corrections.h"
#include "store/renumbering.h"

namespace comity::service {
namespace {

using base::Result;
using model::Clause;
using model::Recommendation;
using store::CorrectionRecord;
using store::CorrectionValue;
using store::Corrects;

constexpr int kMostReplaced = 20;  // revisions of revisions; never so many

/// A recommendation or one clause of it that may be what was corrected.
struct SamePlace {
  std::size_t item = 0;
  std::uint32_t clause = 0;  ///< from 1, or 0: all of them
};

std::span<const Clause> clauses_at(const std::vector<Recommendation>& items,
                                   const SamePlace& place) {
  const std::span<const Clause> all(items[place.item].clauses);
  return place.clause == 0 ? all : all.subspan(place.clause - 1, 1);
}

std::string joined_text(std::span<const Clause> clauses) {
  return store::whole_text({clauses.begin(), clauses.end()});
}

std::vector<std::string> states_in(std::span<const Clause> clauses) {
  std::vector<std::string> states;
  for (const auto& clause : clauses) {
    states.insert(states.end(), clause.states.begin(), clause.states.end());
  }
  return states;
}

/// What the correction says stood there or should, by which it is found again. Of several numbers
/// the first clauses: those after them may stand elsewhere.
std::span<const Clause> sought_in(const CorrectionRecord& record, const CorrectionValue& value) {
  const std::span<const Clause> all(value.clauses);
  return record.place.corrects == Corrects::numbers && !all.empty() ? all.first(1) : all;
}

enum class SoughtBy : std::uint8_t { very_text, likeness };

bool is_sought(std::string_view text, const CorrectionRecord& record, SoughtBy by) {
  const auto read = joined_text(sought_in(record, record.replaces));
  const auto corrected = joined_text(sought_in(record, record.becomes));
  if (by == SoughtBy::very_text) return text == read || text == corrected;
  return store::is_same_clause(text, read) || store::is_same_clause(text, corrected);
}

/// Among places with the text the number counts for more than the States.
int rank_of(const CorrectionRecord& record, const Recommendation& item,
            std::span<const Clause> clauses) {
  int rank = item.number == record.place.number ? 3 : 1;
  const auto states = states_in(clauses);
  if (states == states_in(sought_in(record, record.replaces)) ||
      states == states_in(sought_in(record, record.becomes))) {
    ++rank;
  }
  return rank;
}

/// Each recommendation, or each clause where the correction is of one.
std::vector<SamePlace> places_in(const std::vector<Recommendation>& items, Corrects corrects) {
  std::vector<SamePlace> places;
  for (std::size_t at = 0; at < items.size(); ++at) {
    if (corrects != Corrects::clause) {
      places.push_back({at, 0});
      continue;
    }
    const auto count = static_cast<std::uint32_t>(items[at].clauses.size());
    for (std::uint32_t clause = 1; clause <= count; ++clause) places.push_back({at, clause});
  }
  return places;
}

/// Those for which most speaks.
std::vector<SamePlace> best_places(const std::vector<Recommendation>& items,
                                   const CorrectionRecord& record, SoughtBy by) {
  std::vector<SamePlace> best;
  int highest = 0;
  for (const auto& place : places_in(items, record.place.corrects)) {
    const auto clauses = clauses_at(items, place);
    if (!is_sought(joined_text(clauses), record, by)) continue;
    const int rank = rank_of(record, items[place.item], clauses);
    if (rank < highest) continue;
    if (rank > highest) best.clear();
    highest = rank;
    best.push_back(place);
  }
  return best;
}

/// A text that is only alike is looked for where the very text is nowhere. Where two are as good,
/// neither is proposed.
std::optional<SamePlace> same_place(const std::vector<Recommendation>& items,
                                    const CorrectionRecord& record) {
  auto best = best_places(items, record, SoughtBy::very_text);
  if (best.empty()) best = best_places(items, record, SoughtBy::likeness);
  return best.size() == 1 ? std::optional(best.front()) : std::nullopt;
}

bool has_states(const Clause& clause, const Clause& wanted) {
  return clause.states == wanted.states && clause.unknown == wanted.unknown;
}

/// Whether the clause is as the correction has it, in what it changes.
bool says_clause(const Clause& here, const CorrectionRecord& record) {
  const auto& before = record.replaces.clauses.front();
  const auto& wanted = record.becomes.clauses.front();
  return (before.text == wanted.text || here.text == wanted.text) &&
         (has_states(before, wanted) || has_states(here, wanted));
}

/// Whether the recommendations from there on fall into clauses as the correction has it.
bool says_numbers(std::span<const Recommendation> items, const CorrectionValue& wanted) {
  std::vector<Clause> clauses;
  std::vector<std::size_t> ends;
  for (const auto& item : items) {
    if (clauses.size() >= wanted.clauses.size()) break;
    clauses.insert(clauses.end(), item.clauses.begin(), item.clauses.end());
    ends.push_back(clauses.size());
  }
  if (!store::same_words(clauses, wanted.clauses)) return false;
  std::vector<std::size_t> wanted_ends;
  for (std::size_t i = 1; i <= wanted.numbers.size(); ++i) {
    const bool last = i == wanted.numbers.size() || wanted.numbers[i] != wanted.numbers[i - 1];
    if (last) wanted_ends.push_back(i);
  }
  return ends == wanted_ends;
}

bool says_clauses(const std::vector<Recommendation>& items, const SamePlace& place,
                  const CorrectionRecord& record) {
  switch (record.place.corrects) {
    case Corrects::clause:
      return says_clause(clauses_at(items, place).front(), record);
    case Corrects::clauses:
      return store::same_words(items[place.item].clauses, record.becomes.clauses);
    case Corrects::numbers:
      return says_numbers(std::span(items).subspan(place.item), record.becomes);
    case Corrects::position:
      break;
  }
  return false;
}

bool is_marked(const store::CorrectedReview& shown, const SamePlace& place) {
  if (place.item >= shown.marks.size()) return false;
  const auto& marks = shown.marks[place.item];
  if (place.clause > 0) return place.clause <= marks.size() && marks[place.clause - 1] != 0;
  return std::any_of(marks.begin(), marks.end(), [](std::uint8_t mark) { return mark != 0; });
}

/// Of words that alone were changed the words are compared, else what they come to.
bool says_position(const store::RecommendationRecord& here, const CorrectionRecord& record) {
  if (here.position_corrected != 0) return true;
  if (here.counts_as != record.becomes.counts_as) return false;
  return record.replaces.counts_as != record.becomes.counts_as ||
         here.position == record.becomes.position;
}

}  // namespace

Result<std::shared_ptr<const ReplacedCorrections::Report>> ReplacedCorrections::last_replacing(
    const Key& replaced) {
  const auto* const space = read_.space(replaced.first);
  const bool inside = space != nullptr && may(ask_.actor, Action::read_internal, space->name);
  std::optional<store::Work> last;
  auto id = replaced.second;
  for (int steps = 0; steps < kMostReplaced; ++steps) {
    COMITY_TRY(const auto work, read_.work(replaced.first, id));
    if (!work) break;
    if (steps > 0) last = work;
    id = inside ? work->replaced : work->replaced_publicly;
    if (id == 0) break;
  }
  if (!last) return std::shared_ptr<const Report>();
  COMITY_TRY(const auto reading, installation_.store().reading(last->reading));
  COMITY_TRY(auto shown, shown_review(read_, *last, *reading));
  return std::make_shared<const Report>(Report{*std::move(last), std::move(shown)});
}

Result<std::shared_ptr<const ReplacedCorrections::Report>> ReplacedCorrections::report_for(
    const Key& replaced) {
  if (const auto known = reports_.find(replaced); known != reports_.end()) return known->second;
  COMITY_TRY(auto report, last_replacing(replaced));
  return reports_.emplace(replaced, std::move(report)).first->second;
}

Result<bool> ReplacedCorrections::is_settled(const Report& report, const CorrectionRecord& record,
                                             Instead& instead) const {
  const auto& items = report.shown.review.recommendations;
  const auto place = same_place(items, record);
  if (!place) return false;
  instead.number = items[place->item].number;
  instead.clause = place->clause;
  const auto clauses = clauses_at(items, *place);
  instead.reads.clauses.assign(clauses.begin(), clauses.end());
  if (record.place.corrects != Corrects::position) {
    return is_marked(report.shown, *place) || says_clauses(items, *place, record);
  }
  COMITY_TRY(const auto here,
             read_.recommendation(report.work.space, report.work.id, instead.number,
                                  visibility_of(ask_.actor, read_)));
  if (!here) return false;
  instead.reads.position = here->position;
  instead.reads.counts_as = here->counts_as;
  return says_position(*here, record);
}

Result<std::optional<Instead>> ReplacedCorrections::of(const CorrectionRecord& record) {
  std::optional<Instead> asked;
  if (!record.held()) return asked;
  COMITY_TRY(const auto report, report_for({record.space, record.work_id}));
  if (!report) return asked;
  Instead instead;
  instead.work = report->work;
  COMITY_TRY(const bool settled, is_settled(*report, record, instead));
  if (!settled) asked = std::move(instead);
  return asked;
}

}  // namespace comity::service
