#include <fmt/format.h>

#include <map>
#include <utility>

#include "base/csv.h"
#include "base/hash.h"
#include "service/finding/index_documents.h"
#include "service/reviews/recommendation_rows.h"
#include "service/reviews/similar.h"

namespace comity::service {
namespace {

using base::Result;

/// The header and row of one CSV with further cells at the end.
std::string with_cells(std::string row, const std::vector<std::string>& cells) {
  row.resize(row.find_last_not_of("\r\n") + 1);
  std::string more;
  base::append_csv_row(more, cells);
  return row + "," + more;
}

std::string likeness_text(double likeness) { return fmt::format("{:.2f}", likeness); }

/// All rows, made before the first is taken: they are some thousands at most.
class SimilarRows final : public RowStream {
 public:
  SimilarRows(std::string text, std::uint64_t count, RowFormat format)
      : text_(std::move(text)), count_(count), format_(format) {}

  Result<std::string> next() override {
    auto piece = std::exchange(text_, {});
    hasher_.add(piece);
    if (piece.empty() && format_ == RowFormat::ndjson && !std::exchange(ended_, true)) {
      const auto whole = trailer();
      return base::to_text(base::JsonObject{
                 {"trailer", base::JsonObject{{"count", whole.count}, {"sha256", whole.sha256}}}}) +
             "\n";
    }
    return piece;
  }
  [[nodiscard]] Trailer trailer() const override { return {count_, hasher_.value().hex()}; }

 private:
  std::string text_;
  std::uint64_t count_;
  RowFormat format_;
  base::Hasher hasher_;
  bool ended_ = false;
};

base::Status append(std::string& out, const render::RecommendationRow& row, const Alike& one,
                    RowFormat format) {
  const auto& found = one.resemblance;
  std::string line;
  if (format == RowFormat::csv) {
    render::append_recommendation_csv(line, row);
    out += with_cells(std::move(line), {likeness_text(found.likeness),
                                        std::string(compare::name_of(found.kinship))});
    return {};
  }
  render::append_recommendation_json(line, row);
  COMITY_TRY(auto json, base::parse_json(line));
  json.as_object()["likeness"] = rounded(found.likeness);
  json.as_object()["relation"] = compare::name_of(found.kinship);
  out += base::to_text(json) + "\n";
  return {};
}

using OfWork = std::map<std::pair<std::uint32_t, std::uint32_t>, const Alike*>;

/// By work, in each by place.
std::map<std::string, OfWork> by_work(const std::vector<Alike>& all) {
  std::map<std::string, OfWork> works;
  for (const auto& one : all) {
    const auto place = clause_of(one.hit.id);
    if (place) works[std::string(one.work())][{place->ordinal, place->clause}] = &one;
  }
  return works;
}

}  // namespace

Result<std::unique_ptr<RowStream>> similar_rows(Installation& installation, const Ask& ask,
                                                const SimilarRequest& request, RowFormat format) {
  if (format == RowFormat::xlsx) {
    return base::fail(base::ErrorKind::unsupported, "similar recommendations have no workbook",
                      "format", "take them as csv or ndjson");
  }
  COMITY_TRY(const auto read, installation.store().read());
  COMITY_TRY(const auto all, find_similar(installation, ask, read, request));
  RecommendationRows rows(installation, read, visibility_of(ask.actor, read));
  std::string out;
  if (format == RowFormat::csv) {
    out = with_cells(render::recommendations_csv_header(), {"likeness", "relation"});
  }
  std::uint64_t count = 0;
  for (const auto& [name, places] : by_work(all)) {
    const auto& first = *places.begin()->second;
    COMITY_TRY(const auto work, read.work(first.space, first.hit.group));
    if (!work) continue;
    COMITY_TRY(const auto* records, rows.turn_to(*work));
    for (const auto& [place, one] : places) {
      const auto [ordinal, clause] = place;
      if (ordinal >= records->size()) continue;
      const auto& record = (*records)[ordinal];
      if (clause >= record.recommendation.clauses.size()) continue;
      COMITY_CHECK(append(out, rows.row(record, clause), *one, format));
      ++count;
    }
  }
  return std::unique_ptr<RowStream>(std::make_unique<SimilarRows>(std::move(out), count, format));
}

}  // namespace comity::service
