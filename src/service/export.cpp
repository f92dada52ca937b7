#include "service/export.h"

#include <algorithm>
#include <functional>
#include <unordered_map>
#include <utility>

#include "base/hash.h"
#include "model/symbol.h"
#include "service/address.h"
#include "service/index_documents.h"
#include "service/workbooks.h"

namespace comity::service {
namespace {

using base::Result;

/// A clause within its work, in the order of the work. An id of the index has 16 bits for the
/// ordinal and 7 for the clause, so that both fit.
using PackedPlace = std::uint32_t;
constexpr unsigned kClauseBits = 8;

/// The clauses of one work that were found.
struct Found {
  store::SpaceId space;
  store::WorkId work = 0;
  std::string name;
  std::vector<PackedPlace> clauses;
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
  FoundRows(store::Read read, std::vector<Found> found)
      : read_(std::move(read)), found_(std::move(found)) {}

  /// Calls `take(row)` for each clause of the next work; false after the last.
  template <typename Take>
  Result<bool> next_work(Take take) {
    if (at_ == found_.size()) return false;
    auto& found = found_[at_++];
    COMITY_TRY(const auto records, read_.recommendations_of(found.space, found.work));
    std::sort(found.clauses.begin(), found.clauses.end());
    for (const auto place : found.clauses) {
      const std::size_t ordinal = place >> kClauseBits;
      const std::size_t clause = place & ((1U << kClauseBits) - 1);
      if (ordinal >= records.size()) continue;
      if (clause >= records[ordinal].recommendation.clauses.size()) continue;
      COMITY_CHECK(take(row_of(records[ordinal], clause, found.name)));
      ++count_;
    }
    found = {};
    return true;
  }

  [[nodiscard]] std::uint64_t count() const { return count_; }
  [[nodiscard]] const store::Read& read() const { return read_; }

 private:
  store::Read read_;
  std::vector<Found> found_;
  std::size_t at_ = 0;
  std::uint64_t count_ = 0;
};

/// CSV or NDJSON, made while it is taken.
class TextStream final : public RowStream {
 public:
  TextStream(FoundRows rows, RowFormat format) : rows_(std::move(rows)), format_(format) {}

  Result<std::string> next() override {
    std::string out;
    if (!std::exchange(begun_, true) && format_ == RowFormat::csv) {
      out = render::recommendations_csv_header();
    }
    bool more = true;
    while (out.empty() && more) {
      COMITY_TRY(more, rows_.next_work([&](const render::RecommendationRow& row) {
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

  [[nodiscard]] Trailer trailer() const override { return {rows_.count(), hasher_.value().hex()}; }

 private:
  FoundRows rows_;
  RowFormat format_;
  base::Hasher hasher_;
  bool begun_ = false;
  bool ended_ = false;
};

/// A workbook, whose table of contents stands at its end and names sizes at its beginning: it is
/// whole before its first byte is taken.
class WorkbookStream final : public RowStream {
 public:
  WorkbookStream(FoundRows rows, render::Xlsx workbook, AboutWorkbook about)
      : rows_(std::move(rows)), workbook_(std::move(workbook)), about_(std::move(about)) {}

  Result<std::string> next() override {
    if (!std::exchange(begun_, true)) COMITY_CHECK(write());
    COMITY_TRY(auto piece, workbook_.next());
    hasher_.add(piece);
    return piece;
  }

  [[nodiscard]] Trailer trailer() const override { return {rows_.count(), hasher_.value().hex()}; }

 private:
  base::Status write() {
    COMITY_CHECK(render::begin_recommendations(workbook_, "recommendations"));
    bool more = true;
    while (more) {
      COMITY_TRY(more, rows_.next_work([&](const render::RecommendationRow& row) {
        return render::add_recommendation(workbook_, row);
      }));
    }
    about_.rows = rows_.count();
    return finish_workbook(workbook_, rows_.read(), about_);
  }

  FoundRows rows_;
  render::Xlsx workbook_;
  AboutWorkbook about_;
  base::Hasher hasher_;
  bool begun_ = false;
};

base::Status each_clause(const Question& question, std::size_t space,
                         const std::function<void(const ClausePlace&)>& visit) {
  return search::each_match(std::span(question.views).subspan(space, 1), question.query,
                            question.filters, [&visit](std::uint64_t id) {
                              if (const auto place = clause_of(id)) visit(*place);
                            });
}

/// The clauses that a question finds in one space, by work. They are counted first, because lists
/// that grow as they are filled take four times the memory.
Result<std::unordered_map<store::WorkId, std::vector<PackedPlace>>> clauses_found(
    const Question& question, std::size_t space) {
  std::unordered_map<store::WorkId, std::size_t> counts;
  COMITY_CHECK(each_clause(question, space, [&](const auto& place) { ++counts[place.work]; }));
  std::unordered_map<store::WorkId, std::vector<PackedPlace>> by_work;
  for (const auto& [work, count] : counts) by_work[work].reserve(count);
  COMITY_CHECK(each_clause(question, space, [&](const auto& place) {
    by_work[place.work].push_back(place.ordinal << kClauseBits | place.clause);
  }));
  return by_work;
}

Result<std::vector<Found>> found_in(const store::Read& read, const Question& question) {
  std::vector<Found> found;
  for (std::size_t i = 0; i < question.spaces.size(); ++i) {
    const auto space = question.spaces[i].id;
    COMITY_TRY(auto by_work, clauses_found(question, i));
    for (auto& [id, clauses] : by_work) {
      COMITY_TRY(auto work, read.work(space, id));
      if (work) found.push_back({space, id, std::move(work->name), std::move(clauses)});
    }
  }
  std::sort(found.begin(), found.end(), comes_before);
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
  COMITY_TRY(auto found, answered(installation, ask, read, request, [&](const Question& question) {
               return found_in(read, question);
             }));
  FoundRows rows(std::move(read), std::move(found));
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
