#include <algorithm>

#include "base/ascii.h"
#include "service/reviews/correct_internal.h"
#include "service/written.h"

// Recommendations under other numbers than were read: two that are one, and one that is two
// (docs/decisions/0023-corrections-of-numbers.md).
namespace comity::service {
namespace {

using base::Result;
using model::Clause;
using store::Corrects;
using CorrectionWhat = CorrectionWish::What;

/// The clauses of two recommendations as those of one: the last of the one that stands first and
/// the first of the other are one clause.
Result<std::vector<Clause>> joined_clauses(const Subject& subject,
                                           const store::RecommendationRecord& other,
                                           const CorrectionWish& wish) {
  const bool before = other.ordinal < subject.record.ordinal;
  auto clauses = before ? other.recommendation.clauses : subject.shown();
  const auto& rest = before ? subject.shown() : other.recommendation.clauses;
  auto& seam = clauses.back();
  seam.text += " " + rest.front().text;
  add_missing(seam.states, rest.front().states);
  add_missing(seam.unknown, rest.front().unknown);
  COMITY_TRY(seam, changed_clause(std::move(seam), wish, *subject.states));
  clauses.insert(clauses.end(), rest.begin() + 1, rest.end());
  return clauses;
}

constexpr std::size_t kLongestNumber = 24;

/// Whether a recommendation can be numbered so: "92.7", "27 (b)", "5-2.1".
bool is_number(std::string_view number) {
  return number.size() <= kLongestNumber && base::is_digit(number.front()) &&
         std::all_of(number.begin(), number.end(), [](char c) {
           return base::is_digit(c) || base::is_lower(c) ||
                  std::string_view(". -()").find(c) != std::string_view::npos;
         });
}

/// The recommendations of one report, and what a person wishes to make of some of them.
class Renumbering {
 public:
  static Result<Renumbering> of(const store::Read& read, const Subject& subject) {
    Renumbering one(subject);
    COMITY_TRY(one.all_, read.recommendations_of(subject.work.space, subject.work.id,
                                                 store::Visibility::everything()));
    for (const auto& number : subject.renumbered()) one.touch(number);
    one.touch(subject.record.recommendation.number);
    return one;
  }

  /// `all`: the clauses of the recommendation, then those of numbers that it makes.
  Result<store::RecommendationCorrected> split(NumberedClauses all) {
    for (std::size_t i = 1; i < all.size(); ++i) {
      const auto& number = all[i].number;
      if (!is_number(number)) {
        return refuse("this is no number of a recommendation: " + number, "parts",
                      "write it as the report has it: [92.7]");
      }
      if (find(number) != nullptr || std::count_if(all.begin(), all.end(), [&](const auto& each) {
                                       return each.number == number;
                                     }) > 1) {
        return refuse("there is another recommendation " + number, "parts",
                      "give the part a number of its own, or merge the two");
      }
      touch(number);
    }
    return becoming(std::move(all));
  }

  Result<store::RecommendationCorrected> merge(const store::Read& read,
                                               const CorrectionWish& wish) {
    const auto* const other = find(wish.with);
    if (other == nullptr || wish.with == own()) {
      return refuse("the report has no other recommendation " + wish.with, "with",
                    "name the one that is part of " + own());
    }
    if (other->recommendation.state_under_review !=
        subject_.record.recommendation.state_under_review) {
      return refuse("the two are put to different States", "with",
                    "name one that is put to the same State");
    }
    store::CorrectionFilter filter{subject_.work.space, subject_.work.id, wish.with};
    Subject of_other;
    COMITY_TRY(of_other.held, read.corrections(filter, store::Visibility::everything()));
    std::erase_if(of_other.held, [](const auto& each) { return !each.held(); });
    for (const auto& number : of_other.renumbered()) touch(number);
    touch(wish.with);
    COMITY_TRY(auto clauses, joined_clauses(subject_, *other, wish));
    gone_ = wish.with;
    return becoming({{own(), std::move(clauses)}});
  }

  /// Where the numbers were corrected before, what changes below them is corrected with them.
  store::RecommendationCorrected becoming(const NumberedClauses& all) {
    auto act = act_of(subject_, Corrects::numbers, 0);
    act.replaces = store::clauses_under(*subject_.reading->review, touched_);
    const auto add = [&](const std::string& number, const std::vector<Clause>& clauses) {
      act.becomes.clauses.insert(act.becomes.clauses.end(), clauses.begin(), clauses.end());
      act.becomes.numbers.insert(act.becomes.numbers.end(), clauses.size(), number);
    };
    for (const auto& record : all_) {
      const auto& number = record.recommendation.number;
      if (number == own()) {
        for (const auto& each : all) add(each.number, each.clauses);
      } else if (is_touched(number) && number != gone_) {
        add(number, record.recommendation.clauses);
      }
    }
    return act;
  }

 private:
  explicit Renumbering(const Subject& subject) : subject_(subject) {}

  [[nodiscard]] const std::string& own() const { return subject_.record.recommendation.number; }
  [[nodiscard]] bool is_touched(const std::string& number) const {
    return std::find(touched_.begin(), touched_.end(), number) != touched_.end();
  }
  void touch(const std::string& number) {
    if (!is_touched(number)) touched_.push_back(number);
  }
  [[nodiscard]] const store::RecommendationRecord* find(std::string_view number) const {
    const auto found = std::find_if(all_.begin(), all_.end(), [&](const auto& each) {
      return each.recommendation.number == number;
    });
    return found == all_.end() ? nullptr : &*found;
  }

  const Subject& subject_;
  std::vector<store::RecommendationRecord> all_;
  std::vector<std::string> touched_;
  std::string gone_;
};

}  // namespace

store::RecommendationCorrected act_of(const Subject& subject, Corrects corrects,
                                      std::uint32_t clause) {
  store::RecommendationCorrected act;
  act.work = subject.work.name;
  act.file = subject.work.file;
  act.language = subject.work.language;
  act.place = {corrects, subject.record.recommendation.number, clause,
               static_cast<std::uint32_t>(subject.read.clauses.size())};
  return act;
}

Result<store::RecommendationCorrected> act_of_clauses(const store::Read& read,
                                                      const Subject& subject,
                                                      const CorrectionWish& wish) {
  COMITY_TRY(auto numbers, Renumbering::of(read, subject));
  if (!wish.with.empty()) return numbers.merge(read, wish);
  COMITY_TRY(auto wished, clauses_wished(subject, wish));
  if (wished.size() > 1) return numbers.split(std::move(wished));
  if (!subject.renumbered().empty()) return numbers.becoming(wished);
  const auto& clauses = wished.front().clauses;
  const bool whole = wish.what != CorrectionWhat::clause || subject.has_other_clauses();
  auto act = act_of(subject, whole ? Corrects::clauses : Corrects::clause,
                    whole ? 0U : static_cast<std::uint32_t>(wish.clause));
  const auto at = static_cast<std::size_t>(wish.clause) - 1;
  act.replaces.clauses = whole ? subject.read.clauses : std::vector{subject.read.clauses[at]};
  act.becomes.clauses = whole ? clauses : std::vector{clauses[at]};
  return act;
}

}  // namespace comity::service
