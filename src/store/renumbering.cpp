#include "store/renumbering.h"

#include <algorithm>
#include <set>
#include <utility>

namespace comity::store {
namespace {

using model::Clause;
using model::Recommendation;

/// What stands under one number by a correction.
struct Group {
  std::string number;
  std::vector<Clause> clauses;
  std::size_t after = 0;  ///< the recommendation as read that it stands for, or follows
};

bool has(const std::vector<std::string>& all, const std::string& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

void add_once(std::vector<std::string>& all, const std::string& one) {
  if (!has(all, one)) all.push_back(one);
}

bool same_value(const CorrectionValue& a, const CorrectionValue& b) {
  return a.numbers == b.numbers && same_words(a.clauses, b.clauses);
}

CorrectionOutcome outcome_of_numbers(const CorrectionValue& read,
                                     const HeldCorrection& correction) {
  if (same_value(read, correction.becomes)) return kSatisfied;
  if (same_value(read, correction.replaces)) return kKept;
  const std::set<std::string> now(read.numbers.begin(), read.numbers.end());
  const auto& before = correction.replaces.numbers;
  for (const auto& number : before) {
    if (!now.contains(number)) return asked(AskedBecause::gone, false);
  }
  if (now.size() != std::set<std::string>(before.begin(), before.end()).size()) {
    return asked(AskedBecause::other_clauses, false);
  }
  const bool same =
      is_same_clause(whole_text(read.clauses), whole_text(correction.replaces.clauses));
  return asked(same ? AskedBecause::changed : AskedBecause::another, same);
}

/// The clauses by their numbers, each for the recommendation of its number, else after the one
/// before it.
std::vector<Group> groups_of(const HeldCorrection& correction,
                             const std::vector<Recommendation>& items) {
  const auto place = [&](const std::string& number) {
    return static_cast<std::size_t>(
        std::find_if(items.begin(), items.end(),
                     [&](const auto& each) { return each.number == number; }) -
        items.begin());
  };
  const auto& wanted = correction.becomes;
  std::vector<Group> groups;
  std::size_t after = place(correction.replaces.numbers.front());
  for (std::size_t i = 0; i < wanted.clauses.size(); ++i) {
    const auto& number = wanted.numbers[i];
    auto group = std::find_if(groups.begin(), groups.end(),
                              [&](const Group& each) { return each.number == number; });
    if (group == groups.end()) {
      if (has(correction.replaces.numbers, number)) after = place(number);
      group = groups.insert(groups.end(), {number, {}, after});
    }
    group->clauses.push_back(wanted.clauses[i]);
  }
  return groups;
}

/// The list of recommendations in the making, each with what else is known of it.
struct Lists {
  CorrectedReview& result;
  std::vector<Recommendation> items;
  std::vector<std::vector<std::uint8_t>> marks;
  std::vector<std::vector<std::string>> stands_in;

  void keep(std::size_t at) {
    items.push_back(std::move(result.review.recommendations[at]));
    marks.push_back(std::move(result.marks[at]));
    stands_in.push_back(std::move(result.stands_in[at]));
  }

  /// `as_read`: the recommendation that lends its list, position and State under review.
  void add(const Group& group, const Recommendation& as_read,
           const std::vector<std::string>& paragraphs) {
    auto item = as_read;
    const bool own = as_read.number == group.number;
    if (!own) {
      item.number = group.number;
      item.printed.clear();
    }
    const bool untouched = own && same_words(as_read.clauses, group.clauses);
    if (!untouched) item.clauses = group.clauses;
    for (auto& clause : item.clauses) {
      if (untouched || as_read.clauses.empty()) break;
      clause.begin = as_read.clauses.front().begin;
      clause.end = as_read.clauses.back().end;
    }
    marks.emplace_back(item.clauses.size(), untouched ? std::uint8_t{0} : kNumbersCorrected);
    stands_in.push_back(untouched || paragraphs == std::vector{group.number}
                            ? std::vector<std::string>{}
                            : paragraphs);
    items.push_back(std::move(item));
  }

  void put() {
    result.review.recommendations = std::move(items);
    result.marks = std::move(marks);
    result.stands_in = std::move(stands_in);
  }
};

}  // namespace

std::vector<std::string> numbers_of(const CorrectionPlace& place, const CorrectionValue& replaces,
                                    const CorrectionValue& becomes) {
  std::vector<std::string> all = {place.number};
  for (const auto& number : replaces.numbers) add_once(all, number);
  for (const auto& number : becomes.numbers) add_once(all, number);
  return all;
}

CorrectionValue clauses_under(const model::Review& review, std::span<const std::string> numbers) {
  CorrectionValue value;
  for (const auto& item : review.recommendations) {
    if (std::find(numbers.begin(), numbers.end(), item.number) == numbers.end()) continue;
    for (const auto& clause : item.clauses) {
      value.clauses.push_back(clause);
      value.numbers.push_back(item.number);
    }
  }
  return value;
}

CorrectionOutcome renumber(CorrectedReview& result, const model::Review& read,
                           const HeldCorrection& correction) {
  const auto numbers = numbers_of(correction.place, correction.replaces, correction.becomes);
  const auto outcome = outcome_of_numbers(clauses_under(read, numbers), correction);
  if (!outcome.applied) return outcome;
  const auto& before = result.review.recommendations;
  const auto groups = groups_of(correction, before);
  std::vector<std::string> paragraphs;
  for (const auto& number : correction.replaces.numbers) add_once(paragraphs, number);
  Lists lists{result, {}, {}, {}};
  for (std::size_t at = 0; at < before.size(); ++at) {
    const bool replaced = has(paragraphs, before[at].number);
    for (const auto& group : groups) {
      if (group.after == at) lists.add(group, before[at], paragraphs);
    }
    if (!replaced) lists.keep(at);
  }
  lists.put();
  return outcome;
}

}  // namespace comity::store
