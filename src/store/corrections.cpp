#include "store/corrections.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "store/renumbering.h"

namespace comity::store {
namespace {

using model::Clause;
using model::Recommendation;
using Clauses = std::vector<Clause>;

constexpr std::size_t kRun = 4;

std::vector<std::string_view> runs_of(std::string_view text) {
  std::vector<std::string_view> runs;
  for (std::size_t at = 0; at + kRun <= text.size(); ++at) runs.push_back(text.substr(at, kRun));
  std::sort(runs.begin(), runs.end());
  return runs;
}

bool same_states(const Clause& a, const Clause& b) {
  return a.states == b.states && a.unknown == b.unknown;
}
/// What is read, what was read and what it should be, of the parts that a correction changes.
struct Parts {
  bool old = true;        ///< each is as it was read or as it should be
  bool satisfied = true;  ///< each is as it should be
  void add(bool changes, bool as_before, bool as_wanted) {
    if (!changes) return;
    old = old && (as_before || as_wanted);
    satisfied = satisfied && as_wanted;
  }
};

CorrectionOutcome outcome_of_clause(const Clause& read, const HeldCorrection& correction,
                                    bool same_count) {
  const auto& before = correction.replaces.clauses.front();
  const auto& wanted = correction.becomes.clauses.front();
  Parts parts;
  parts.add(before.text != wanted.text, read.text == before.text, read.text == wanted.text);
  parts.add(!same_states(before, wanted), same_states(read, before), same_states(read, wanted));
  // The text says which clause it is; the States alone do not.
  const bool same =
      is_same_clause(read.text, before.text) || is_same_clause(read.text, wanted.text);
  if (!same) return asked(AskedBecause::another, false);
  // Where the paragraph falls into other clauses now, only its very text still is that clause.
  if (!same_count && read.text != before.text && read.text != wanted.text) {
    return asked(AskedBecause::other_clauses, false);
  }
  if (parts.satisfied) return kSatisfied;
  return parts.old ? kKept : asked(AskedBecause::changed, true);
}

CorrectionOutcome outcome_of_clauses(const Clauses& read, const HeldCorrection& correction) {
  if (same_words(read, correction.becomes.clauses)) return kSatisfied;
  if (same_words(read, correction.replaces.clauses)) return kKept;
  const bool same = is_same_clause(whole_text(read), whole_text(correction.replaces.clauses));
  return asked(same ? AskedBecause::changed : AskedBecause::another, same);
}

void correct_clause(Clause& clause, std::uint8_t& mark, const HeldCorrection& correction) {
  const auto& before = correction.replaces.clauses.front();
  const auto& wanted = correction.becomes.clauses.front();
  if (before.text != wanted.text) {
    clause.text = wanted.text;
    mark |= kTextCorrected;
  }
  if (same_states(before, wanted)) return;
  clause.states = wanted.states;
  clause.unknown = wanted.unknown;
  mark |= kStatesCorrected;
}

/// Each of the new clauses stands where the old ones stood together.
void correct_clauses(Recommendation& item, std::vector<std::uint8_t>& marks,
                     const HeldCorrection& correction) {
  std::uint32_t begin = item.clauses.empty() ? 0 : item.clauses.front().begin;
  std::uint32_t end = 0;
  for (const auto& clause : item.clauses) {
    begin = std::min(begin, clause.begin);
    end = std::max(end, clause.end);
  }
  item.clauses = correction.becomes.clauses;
  for (auto& clause : item.clauses) {
    clause.begin = begin;
    clause.end = end;
  }
  marks.assign(item.clauses.size(), kClausesCorrected);
}

CorrectionOutcome correct(Recommendation& item, std::vector<std::uint8_t>& marks,
                          const HeldCorrection& correction) {
  switch (correction.place.corrects) {
    case Corrects::clause: {
      const auto at = correction.place.clause - 1;
      const auto parts = correction.replaces.clauses.size();
      if (at >= item.clauses.size() || parts != 1 || correction.becomes.clauses.size() != 1) {
        return asked(AskedBecause::gone, false);
      }
      const auto outcome = outcome_of_clause(item.clauses[at], correction,
                                             item.clauses.size() == correction.place.of);
      if (outcome.applied) correct_clause(item.clauses[at], marks[at], correction);
      return outcome;
    }
    case Corrects::clauses: {
      const auto outcome = outcome_of_clauses(item.clauses, correction);
      if (outcome.applied) correct_clauses(item, marks, correction);
      return outcome;
    }
    case Corrects::numbers:
    case Corrects::position:
      break;
  }
  return kKept;
}

/// Of a position: whether the recommendation is the one that it was of.
CorrectionOutcome place_of_position(const Recommendation& read, const HeldCorrection& correction) {
  const bool same =
      is_same_clause(whole_text(read.clauses), whole_text(correction.replaces.clauses));
  return same ? kKept : asked(AskedBecause::another, false);
}

template <typename Items>
auto item_numbered(Items& items, std::string_view number) {
  return std::find_if(items.begin(), items.end(),
                      [&](const Recommendation& each) { return each.number == number; });
}

/// A correction of one recommendation, in its language.
CorrectionOutcome correct_one(CorrectedReview& result, const model::Review& read,
                              const HeldCorrection& correction) {
  auto& items = result.review.recommendations;
  const auto item = item_numbered(items, correction.place.number);
  if (item == items.end()) return asked(AskedBecause::gone, false);
  if (correction.place.corrects != Corrects::position) {
    return correct(*item, result.marks[static_cast<std::size_t>(item - items.begin())], correction);
  }
  // Of a number that a correction makes nothing else is there.
  const auto as_read = item_numbered(read.recommendations, correction.place.number);
  return place_of_position(as_read == read.recommendations.end() ? *item : *as_read, correction);
}

}  // namespace

bool is_same_clause(std::string_view a, std::string_view b) {
  if (a == b) return true;
  const auto left = runs_of(a);
  const auto right = runs_of(b);
  if (left.empty() || right.empty()) return false;
  std::vector<std::string_view> common;
  std::set_intersection(left.begin(), left.end(), right.begin(), right.end(),
                        std::back_inserter(common));
  return 4 * common.size() >= left.size() + right.size();
}

CorrectionOutcome asked(AskedBecause because, bool applied) {
  return {CorrectionStanding::asked, because, applied};
}

std::string whole_text(const Clauses& clauses) {
  std::string text;
  for (const auto& clause : clauses) text += clause.text + " ";
  return text;
}

bool same_words(const Clauses& a, const Clauses& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Clause& x, const Clause& y) {
    return x.text == y.text && same_states(x, y);
  });
}

CorrectedReview corrected(const model::Review& review, model::Language language,
                          std::span<const HeldCorrection> corrections) {
  CorrectedReview result;
  result.review = review;
  auto& items = result.review.recommendations;
  result.marks.reserve(items.size());
  for (const auto& item : items) result.marks.emplace_back(item.clauses.size());
  result.stands_in.resize(items.size());
  result.outcomes.resize(corrections.size());
  // Numbers first: positions may be of those that a correction makes.
  for (std::size_t i = 0; i < corrections.size(); ++i) {
    if (corrections[i].place.corrects != Corrects::numbers) continue;
    result.outcomes[i] = corrections[i].language == language
                             ? renumber(result, review, corrections[i])
                             : asked(AskedBecause::language, false);
  }
  for (std::size_t i = 0; i < corrections.size(); ++i) {
    if (corrections[i].place.corrects == Corrects::numbers) continue;
    result.outcomes[i] = corrections[i].language == language
                             ? correct_one(result, review, corrections[i])
                             : asked(AskedBecause::language, false);
    // It may come from an internal work until it is known what everyone hears.
    if (corrections[i].place.corrects == Corrects::position) result.outcomes[i].told = false;
  }
  return result;
}

CorrectionOutcome outcome_of_position(const HeldCorrection& correction, std::string_view position,
                                      model::CountsAs counts_as) {
  const auto is = [&](const CorrectionValue& value) {
    return value.position == position && value.counts_as == counts_as;
  };
  if (is(correction.becomes)) return kSatisfied;
  return is(correction.replaces) ? kKept : asked(AskedBecause::changed, true);
}

}  // namespace comity::store
