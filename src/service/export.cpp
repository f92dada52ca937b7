#include "service/export.h"

#include <algorithm>
#include <memory>
#include <set>
#include <span>
#include <utility>

#include "base/text.h"
#include "model/reading.h"
#include "model/symbol.h"
#include "render/paragraph_rows.h"
#include "search/query/matches.h"
#include "service/address.h"
#include "service/finding/index_documents.h"
#include "service/reviews/recommendation_rows.h"
#include "service/row_streams.h"

namespace comity::service {
namespace {

using base::Result;

/// A work of which clauses were found.
struct Found {
  std::size_t space = 0;  ///< which of the question's
  store::WorkId work = 0;
  std::string name;
};

/// What a question found: in each space, and the works in the order of their symbols.
struct Findings {
  std::vector<store::SpaceId> spaces;
  std::vector<search::Matches> matches;  ///< one for each space
  std::vector<Found> works;
};

bool found_comes_before(const Found& a, const Found& b) {
  const auto left = model::Symbol::parse(a.name);
  const auto right = model::Symbol::parse(b.name);
  if (left && right) return *left < *right;
  if (left || right) return static_cast<bool>(left);
  return a.name < b.name;
}

/// In the order of the work: ids tell audiences apart before they count clauses.
std::vector<ClausePlace> in_order(const std::vector<std::uint64_t>& ids) {
  std::vector<ClausePlace> places;
  for (const auto id : ids) {
    if (const auto place = clause_of(id)) places.push_back(*place);
  }
  std::sort(places.begin(), places.end(), [](const ClausePlace& a, const ClausePlace& b) {
    return std::pair(a.ordinal, a.clause) < std::pair(b.ordinal, b.clause);
  });
  return places;
}

/// The rows of what was found, work by work.
class FoundRows : public RowSource {
 public:
  FoundRows(store::Read read, Findings found) : read_(std::move(read)), found_(std::move(found)) {}

  Result<bool> next(const Take& take) final {
    if (at_ == found_.works.size()) return false;
    const auto& found = found_.works[at_++];
    COMITY_TRY(const auto work, read_.work(found_.spaces[found.space], found.work));
    if (!work) return true;
    COMITY_CHECK(take_rows(*work, found_.matches[found.space].ids_in(found.work), take));
    return true;
  }

  [[nodiscard]] const store::Read& read() const final { return read_; }

 private:
  /// The rows of one work by the ids that were found in it, ascending.
  virtual base::Status take_rows(const store::Work& work, const std::vector<std::uint64_t>& ids,
                                 const Take& take) = 0;

  store::Read read_;
  Findings found_;
  std::size_t at_ = 0;
};

class ClauseRows final : public FoundRows {
 public:
  ClauseRows(Installation& installation, store::Read read, store::Visibility asker, Findings found)
      : FoundRows(std::move(read), std::move(found)),
        rows_(installation, this->read(), std::move(asker)) {}

  [[nodiscard]] std::span<const render::Column> columns() const override {
    return render::recommendation_columns();
  }

 private:
  base::Status take_rows(const store::Work& work, const std::vector<std::uint64_t>& ids,
                         const Take& take) override {
    COMITY_TRY(const auto* records, rows_.turn_to(work));
    for (const auto& place : in_order(ids)) {
      if (place.ordinal >= records->size()) continue;
      const auto& record = (*records)[place.ordinal];
      if (place.clause >= record.recommendation.clauses.size()) continue;
      const auto row = rows_.row(record, place.clause);
      COMITY_CHECK(take(render::fields_of(row)));
    }
    return {};
  }

  RecommendationRows rows_;
};

/// Paragraphs that the reading of their work says something of.
class ParagraphRows : public FoundRows {
 public:
  ParagraphRows(Installation& installation, store::Read read, Findings found)
      : FoundRows(std::move(read), std::move(found)), installation_(installation) {}

 private:
  base::Status take_rows(const store::Work& work, const std::vector<std::uint64_t>& ids,
                         const Take& take) final {
    COMITY_TRY(const auto reading, installation_.store().reading(work.reading));
    std::set<std::size_t> found;
    for (const auto id : ids) {
      if (const auto place = paragraph_of(id)) found.insert(*place);
    }
    return take_paragraphs(work, *reading, found, take);
  }

  virtual base::Status take_paragraphs(const store::Work& work, const model::Reading& reading,
                                       const std::set<std::size_t>& found, const Take& take) = 0;

  Installation& installation_;
};

class ObservationRows final : public ParagraphRows {
 public:
  using ParagraphRows::ParagraphRows;
  [[nodiscard]] std::span<const render::Column> columns() const override {
    return render::observation_columns();
  }

 private:
  base::Status take_paragraphs(const store::Work& work, const model::Reading& reading,
                               const std::set<std::size_t>& found, const Take& take) override {
    if (!reading.observations) return {};
    const auto& all = *reading.observations;
    for (const auto& each : all.recommendations) {
      if (!found.contains(each.paragraph)) continue;
      const auto& paragraph = reading.paragraphs[each.paragraph];
      const render::ObservationRow row{
          work.name,   paragraph.number, all.mechanism, all.state,
          all.session, all.adopted,      each.theme,    model::text_of(paragraph.runs)};
      COMITY_CHECK(take(render::fields_of(row)));
    }
    return {};
  }
};

class StatementRows final : public ParagraphRows {
 public:
  using ParagraphRows::ParagraphRows;
  [[nodiscard]] std::span<const render::Column> columns() const override {
    return render::statement_columns();
  }

 private:
  base::Status take_paragraphs(const store::Work& work, const model::Reading& reading,
                               const std::set<std::size_t>& found, const Take& take) override {
    if (!reading.review) return {};
    const auto& review = *reading.review;
    for (const auto& each : review.dialogue) {
      if (!found.contains(each.paragraph)) continue;
      const auto& paragraph = reading.paragraphs[each.paragraph];
      const bool own = each.states == review.states_under_review;
      const render::StatementRow row{work.name,
                                     paragraph.number,
                                     review.states_under_review,
                                     review.cycle,
                                     review.session,
                                     each.states,
                                     own ? "under_review" : "other",
                                     model::text_of(paragraph.runs)};
      COMITY_CHECK(take(render::fields_of(row)));
    }
    return {};
  }
};

bool is_row(RowKind kind, std::uint64_t id) {
  return kind == RowKind::recommendations ? clause_of(id).has_value()
                                          : paragraph_of(id).has_value();
}

Result<Findings> findings_of(const store::Read& read, const Question& question, RowKind kind) {
  Findings found;
  for (std::size_t i = 0; i < question.spaces.size(); ++i) {
    const auto space = question.spaces[i].id;
    COMITY_TRY(auto matches,
               search::Matches::find(question.views[i], question.query, question.filters));
    for (const auto group : matches.groups()) {
      const auto ids = matches.ids_in(group);
      if (std::none_of(ids.begin(), ids.end(), [&](auto id) { return is_row(kind, id); })) continue;
      COMITY_TRY(auto work, read.work(space, group));
      if (work) found.works.push_back({i, group, std::move(work->name)});
    }
    found.spaces.push_back(space);
    found.matches.push_back(std::move(matches));
  }
  std::sort(found.works.begin(), found.works.end(), found_comes_before);
  return found;
}

std::string address_of(const SearchRequest& request) {
  Parameters parameters = {{"q", request.text}};
  parameters.insert(parameters.end(), request.filters.begin(), request.filters.end());
  return search_address(parameters);
}

std::unique_ptr<FoundRows> rows_for(Installation& installation, store::Read read,
                                    store::Visibility asker, Findings found, RowKind kind) {
  switch (kind) {
    case RowKind::observations:
      return std::make_unique<ObservationRows>(installation, std::move(read), std::move(found));
    case RowKind::statements:
      return std::make_unique<StatementRows>(installation, std::move(read), std::move(found));
    case RowKind::recommendations:
      break;
  }
  return std::make_unique<ClauseRows>(installation, std::move(read), std::move(asker),
                                      std::move(found));
}

}  // namespace

std::string_view name_of(RowKind kind) {
  switch (kind) {
    case RowKind::observations:
      return "observations";
    case RowKind::statements:
      return "statements";
    case RowKind::recommendations:
      break;
  }
  return "recommendations";
}

RowKind rows_of(const SearchRequest& request) {
  auto kind = RowKind::recommendations;
  std::size_t kinds = 0;
  for (const auto& [name, value] : request.filters) {
    if (name != facet::kKind) continue;
    ++kinds;
    const auto wanted = base::folded(value);
    if (wanted == kObservation) kind = RowKind::observations;
    if (wanted == kStatement) kind = RowKind::statements;
  }
  return kinds == 1 ? kind : RowKind::recommendations;
}

Result<std::unique_ptr<RowStream>> found_rows(Installation& installation, const Ask& ask,
                                              const SearchRequest& asked, RowKind kind,
                                              RowFormat format) {
  auto request = asked;
  if (kind != RowKind::recommendations && kind != rows_of(asked)) {
    request.filters.emplace_back(facet::kKind,
                                 kind == RowKind::observations ? kObservation : kStatement);
  }
  COMITY_TRY(auto read, installation.store().read());
  auto asker = visibility_of(ask.actor, read);
  COMITY_TRY(auto found, answered(installation, ask, read, request, [&](const Question& question) {
               return findings_of(read, question, kind);
             }));
  auto rows = rows_for(installation, std::move(read), std::move(asker), std::move(found), kind);
  return stream_of(installation, ask, std::move(rows), {name_of(kind), address_of(request)},
                   format);
}

Result<std::vector<RecommendationName>> found_clauses(Installation& installation, const Ask& ask,
                                                      const SearchRequest& request,
                                                      std::size_t most) {
  COMITY_TRY(const auto read, installation.store().read());
  const auto asker = visibility_of(ask.actor, read);
  COMITY_TRY(const auto found,
             answered(installation, ask, read, request, [&](const Question& question) {
               return findings_of(read, question, RowKind::recommendations);
             }));
  std::vector<RecommendationName> names;
  for (const auto& each : found.works) {
    COMITY_TRY(const auto records,
               read.recommendations_of(found.spaces[each.space], each.work, asker));
    for (const auto& place : in_order(found.matches[each.space].ids_in(each.work))) {
      if (names.size() == most) return names;
      if (place.ordinal >= records.size()) continue;
      const auto& recommendation = records[place.ordinal].recommendation;
      if (place.clause >= recommendation.clauses.size()) continue;
      names.push_back({each.name, recommendation.number, static_cast<int>(place.clause) + 1});
    }
  }
  return names;
}

}  // namespace comity::service
