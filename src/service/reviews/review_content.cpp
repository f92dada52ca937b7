#include "service/reviews/review_content.h"

#include <algorithm>

namespace comity::service {
namespace {

void add_clauses(const store::RecommendationRecord& record, std::vector<SaidClause>& out) {
  const auto& item = record.recommendation;
  int number = 0;
  for (const auto& clause : item.clauses) {
    SaidClause said{record.work, item.number,     ++number,        {},
                    clause.text, record.position, record.counts_as};
    const auto add = [&](const std::string& by) {
      said.by = by;
      out.push_back(said);
    };
    for (const auto& state : clause.states) add(state);
    for (const auto& name : clause.unknown) add(name);
    if (clause.states.empty() && clause.unknown.empty()) add("");
  }
}

}  // namespace

base::Result<ReviewContent> review_content(const store::Read& read, const store::Visibility& asker,
                                           std::string_view state, int cycle) {
  store::ReviewFilter filter;
  filter.state = state;
  filter.cycle = cycle;
  COMITY_TRY(const auto reviews, read.reviews(filter, asker));
  ReviewContent content;
  for (const auto& review : reviews) {
    const auto& work = review.work;
    auto& works = content.works;
    if (std::find(works.begin(), works.end(), work.name) != works.end()) continue;
    works.push_back(work.name);
    if (content.session == 0) content.session = review.session;
    COMITY_TRY(const auto records, read.recommendations_of(work.space, work.id, asker));
    for (const auto& record : records) {
      if (record.recommendation.state_under_review == state) add_clauses(record, content.clauses);
    }
    COMITY_TRY(const auto pledges, read.pledges_of(work.space, work.id));
    for (const auto& pledge : pledges) {
      if (pledge.state != state) continue;
      content.pledges.push_back({work.name, pledge.number, 1, pledge.state, pledge.text, {}, {}});
    }
  }
  return content;
}

std::vector<compare::Statement> statements_of(const std::vector<SaidClause>& clauses) {
  std::vector<compare::Statement> statements;
  statements.reserve(clauses.size());
  for (const auto& clause : clauses) statements.push_back({clause.by, clause.text});
  return statements;
}

}  // namespace comity::service
