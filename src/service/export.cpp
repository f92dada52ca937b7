#include "service/export.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "base/hash.h"
#include "model/symbol.h"
#include "search/matches.h"
#include "service/address.h"
#include "service/index_documents.h"
#include "service/recommendation_rows.h"
#include "service/workbooks.h"

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

bool comes_before(const Found& a, const Found& b) {
  const auto left = model::Symbol::parse(a.name);
  const auto right = model::Symbol::parse(b.name);
  if (left && right) return *left < *right;
  if (left || right) return static_cast<bool>(left);
  return a.name < b.name;
}

/// Goes through the clauses that were found, work by work.
class FoundRows {
 public:
  FoundRows(Installation& installation, store::Read read, store::Visibility asker, Findings found)
      : read_(std::move(read)),
        rows_(installation, read_, std::move(asker)),
        found_(std::move(found)) {}

  /// Calls `take(row)` for each clause of the next work; false after the last.
  template <typename Take>
  Result<bool> next_work(Take take) {
    if (at_ == found_.works.size()) return false;
    const auto& found = found_.works[at_++];
    COMITY_TRY(const auto work, read_.work(found_.spaces[found.space], found.work));
    if (!work) return true;
    COMITY_TRY(const auto* records, rows_.turn_to(*work));
    for (const auto& place : places_in(found)) {
      if (place.ordinal >= records->size()) continue;
      const auto& record = (*records)[place.ordinal];
      if (place.clause >= record.recommendation.clauses.size()) continue;
      COMITY_CHECK(take(rows_.row(record, place.clause)));
      ++count_;
    }
    return true;
  }

  [[nodiscard]] std::uint64_t count() const { return count_; }
  [[nodiscard]] const store::Read& read() const { return read_; }

 private:
  // In the order of the work: ids tell audiences apart before they count clauses.
  [[nodiscard]] std::vector<ClausePlace> places_in(const Found& found) const {
    std::vector<ClausePlace> places;
    for (const auto id : found_.matches[found.space].ids_in(found.work)) {
      if (const auto place = clause_of(id)) places.push_back(*place);
    }
    std::sort(places.begin(), places.end(), [](const ClausePlace& a, const ClausePlace& b) {
      return std::pair(a.ordinal, a.clause) < std::pair(b.ordinal, b.clause);
    });
    return places;
  }

  store::Read read_;
  RecommendationRows rows_;
  Findings found_;
  std::size_t at_ = 0;
  std::uint64_t count_ = 0;
};

/// CSV or NDJSON, made while it is taken.
class TextStream final : public RowStream {
 public:
  TextStream(std::unique_ptr<FoundRows> rows, RowFormat format)
      : rows_(std::move(rows)), format_(format) {}

  Result<std::string> next() override {
    std::string out;
    if (!std::exchange(begun_, true) && format_ == RowFormat::csv) {
      out = render::recommendations_csv_header();
    }
    bool more = true;
    while (out.empty() && more) {
      COMITY_TRY(more, rows_->next_work([&](const render::RecommendationRow& row) {
        if (format_ == RowFormat::csv) {
          render::append_recommendation_csv(out, row);
        } else {
          render::append_recommendation_json(out, row);
        }
        return base::Status();
      }));
    }
    hasher_.add(out);
    if (out.empty() && format_ == RowFormat::ndjson && !std::exchange(ended_, true)) {
      const auto whole = trailer();
      return base::to_text(base::JsonObject{
                 {"trailer", base::JsonObject{{"count", whole.count}, {"sha256", whole.sha256}}}}) +
             "\n";
    }
    return out;
  }

  [[nodiscard]] Trailer trailer() const override { return {rows_->count(), hasher_.value().hex()}; }

 private:
  std::unique_ptr<FoundRows> rows_;
  RowFormat format_;
  base::Hasher hasher_;
  bool begun_ = false;
  bool ended_ = false;
};

/// A workbook, whose table of contents stands at its end and names sizes at its beginning: it is
/// whole before its first byte is taken.
class WorkbookStream final : public RowStream {
 public:
  WorkbookStream(std::unique_ptr<FoundRows> rows, render::Xlsx workbook, AboutWorkbook about)
      : rows_(std::move(rows)), workbook_(std::move(workbook)), about_(std::move(about)) {}

  Result<std::string> next() override {
    if (!std::exchange(begun_, true)) COMITY_CHECK(write());
    COMITY_TRY(auto piece, workbook_.next());
    hasher_.add(piece);
    return piece;
  }

  [[nodiscard]] Trailer trailer() const override { return {rows_->count(), hasher_.value().hex()}; }

 private:
  base::Status write() {
    COMITY_CHECK(render::begin_recommendations(workbook_, "recommendations"));
    bool more = true;
    while (more) {
      COMITY_TRY(more, rows_->next_work([&](const render::RecommendationRow& row) {
        return render::add_recommendation(workbook_, row);
      }));
    }
    about_.rows = rows_->count();
    return finish_workbook(workbook_, rows_->read(), about_);
  }

  std::unique_ptr<FoundRows> rows_;
  render::Xlsx workbook_;
  AboutWorkbook about_;
  base::Hasher hasher_;
  bool begun_ = false;
};

Result<Findings> findings_of(const store::Read& read, const Question& question) {
  Findings found;
  for (std::size_t i = 0; i < question.spaces.size(); ++i) {
    const auto space = question.spaces[i].id;
    COMITY_TRY(auto matches,
               search::Matches::find(question.views[i], question.query, question.filters));
    for (const auto group : matches.groups()) {
      const auto ids = matches.ids_in(group);
      if (std::none_of(ids.begin(), ids.end(), clause_of)) continue;
      COMITY_TRY(auto work, read.work(space, group));
      if (work) found.works.push_back({i, group, std::move(work->name)});
    }
    found.spaces.push_back(space);
    found.matches.push_back(std::move(matches));
  }
  std::sort(found.works.begin(), found.works.end(), comes_before);
  return found;
}

std::string address_of(const SearchRequest& request) {
  Parameters parameters = {{"q", request.text}};
  parameters.insert(parameters.end(), request.filters.begin(), request.filters.end());
  return search_address(parameters);
}

}  // namespace

Result<std::unique_ptr<RowStream>> recommendations(Installation& installation, const Ask& ask,
                                                   const SearchRequest& request, RowFormat format) {
  COMITY_TRY(auto read, installation.store().read());
  auto asker = visibility_of(ask.actor, read);
  COMITY_TRY(auto found, answered(installation, ask, read, request, [&](const Question& question) {
               return findings_of(read, question);
             }));
  auto rows = std::make_unique<FoundRows>(installation, std::move(read), std::move(asker),
                                          std::move(found));
  if (format != RowFormat::xlsx) {
    return std::unique_ptr<RowStream>(std::make_unique<TextStream>(std::move(rows), format));
  }
  COMITY_TRY(auto workbook, new_workbook());
  AboutWorkbook about{"Comity: the record of this installation", address_of(request),
                      installation.clock().now()};
  return std::unique_ptr<RowStream>(
      std::make_unique<WorkbookStream>(std::move(rows), std::move(workbook), std::move(about)));
}

}  // namespace comity::service
