#include "service/reviews/positions.h"

#include <algorithm>
#include <map>
#include <optional>

#include "service/address.h"
#include "service/documents/document_view.h"
#include "service/reviews/corrections.h"

namespace comity::service {
namespace {

using base::JsonArray;
using base::JsonObject;
using base::Result;
using model::PositionStatement;

constexpr std::size_t kAround = 160;  ///< bytes shown on each side of the words

/// The text in which a statement stands, or nothing where the reading has no such place.
std::string text_at(const model::Reading& reading, const PositionStatement& at) {
  if (at.paragraph >= reading.paragraphs.size()) return {};
  const auto& paragraph = reading.paragraphs[at.paragraph];
  if (at.row == 0) return model::text_of(paragraph.runs);
  if (at.row > paragraph.rows.size()) return {};
  const auto& cells = paragraph.rows[at.row - 1];
  if (at.cell == 0 || at.cell > cells.size()) return {};
  return model::text_of(cells[at.cell - 1].runs);
}

/// Moved back to a space between words, so that neither word nor character is cut.
std::size_t word_start(const std::string& text, std::size_t at) {
  while (at > 0 && at < text.size() && text[at] != ' ') --at;
  return at;
}

/// The words in what stands around them.
JsonObject quote_json(const model::Reading& reading, const PositionStatement& at) {
  const auto text = text_at(reading, at);
  if (at.end > text.size() || at.begin >= at.end) {
    return {{"before", ""}, {"words", at.words}, {"after", ""}};
  }
  const auto from = at.begin > kAround ? word_start(text, at.begin - kAround) : 0;
  const auto until =
      at.end + kAround < text.size() ? word_start(text, at.end + kAround) : text.size();
  const auto last = std::max<std::size_t>(until, at.end);
  std::string before = text.substr(from, at.begin - from);
  std::string after = text.substr(at.end, last - at.end);
  if (from > 0) before.insert(0, "…");
  if (last < text.size()) after += " …";
  return {
      {"before", before}, {"words", text.substr(at.begin, at.end - at.begin)}, {"after", after}};
}

/// What is told of one statement in one work.
struct Source {
  std::string name;
  std::string title;
  std::string date;
  bool published = false;
};

JsonObject statement_json(const Source& source, const model::Reading& reading,
                          const PositionStatement& statement) {
  const auto& at = statement.paragraph;
  const std::string anchor =
      at < reading.paragraphs.size() ? anchor_of(reading.paragraphs[at], at + 1) : std::string();
  int page = 0;
  if (at < reading.paragraphs.size() && !reading.paragraphs[at].places.empty()) {
    page = reading.paragraphs[at].places.front().page;
  }
  return {{"work", source.name},
          {"title", source.title},
          {"date", source.date},
          {"published", source.published},
          {"words", statement.words},
          {"counts_as", statement.counts_as ? model::name_of(*statement.counts_as) : ""},
          {"partial", statement.partial},
          {"prevails", false},
          {"quote", quote_json(reading, statement)},
          {"paragraph", anchor},
          {"page", page},
          {"address", document_address(source.name, anchor)}};
}

/// The report's own position where none of its statements, told in `out`, says it: of a reading
/// older than statements, or said in a note. It is shown with the paragraph that heads the list.
std::optional<PositionStatement> unplaced(const model::Reading& report,
                                          const model::Recommendation& recommendation,
                                          const JsonArray& out) {
  if (recommendation.position.empty()) return std::nullopt;
  if (!out.empty() && base::text_at(out.back().as_object(), "words") == recommendation.position) {
    return std::nullopt;
  }
  PositionStatement statement;
  statement.words = recommendation.position;
  statement.counts_as = recommendation.counts_as;
  const auto head = std::find_if(
      report.paragraphs.begin(), report.paragraphs.end(),
      [&](const model::Paragraph& each) { return each.number == recommendation.list; });
  statement.paragraph = static_cast<std::uint32_t>(head - report.paragraphs.begin());
  return statement;
}

/// The last statement that takes a position is the one that prevails.
void mark_prevailing(JsonArray& statements) {
  for (auto at = statements.rbegin(); at != statements.rend(); ++at) {
    auto& statement = at->as_object();
    if (base::text_at(statement, "counts_as").empty()) continue;
    statement["prevails"] = true;
    return;
  }
}

}  // namespace

Result<PositionsOf> PositionsOf::read(
    const store::Read& read, const store::Work& report,
    std::span<const store::NumberedRecommendation> recommendations,
    const store::Visibility& asker) {
  PositionsOf positions;
  positions.report_ = report;
  COMITY_TRY(positions.stated_, read.stated_positions(report, asker));
  if (positions.stated_.empty()) return positions;
  positions.by_ordinal_.resize(recommendations.size());
  const auto meant = store::meant_numbers(recommendations, positions.stated_);
  for (std::size_t i = 0; i < meant.size(); ++i) {
    for (const auto ordinal : meant[i].ordinals) positions.by_ordinal_[ordinal].push_back(i);
  }
  return positions;
}

std::vector<store::NumberedRecommendation> numbered(
    std::span<const store::RecommendationRecord> records) {
  std::vector<store::NumberedRecommendation> all;
  all.reserve(records.size());
  for (const auto& record : records) {
    const auto& each = record.recommendation;
    all.push_back({each.number, each.list, each.state_under_review,
                   each.counts_as == model::CountsAs::pending, record.stands_in});
  }
  return all;
}

Result<JsonArray> PositionsOf::json(const Installation& installation, const model::Reading& report,
                                    const store::RecommendationRecord& record) const {
  const auto& recommendation = record.recommendation;
  const Source own{report_.name, report_.title, report_.date, report_.published};
  JsonArray out;
  for (const auto& statement : report.positions) {
    const auto& numbers = statement.numbers;
    if (!statement.report.empty() ||
        std::find(numbers.begin(), numbers.end(), recommendation.number) == numbers.end()) {
      continue;
    }
    out.push_back(statement_json(own, report, statement));
  }
  if (auto said = unplaced(report, recommendation, out)) {
    out.push_back(statement_json(own, report, *said));
  }
  std::map<base::Hash, std::shared_ptr<const model::Reading>> readings;
  if (record.ordinal < by_ordinal_.size()) {
    for (const auto i : by_ordinal_[record.ordinal]) {
      const auto& stated = stated_[i];
      auto& reading = readings[stated.reading];
      if (!reading) {
        COMITY_TRY(reading, installation.store().reading(stated.reading));
      }
      out.push_back(statement_json({stated.name, stated.title, stated.date, stated.published},
                                   *reading, stated.statement));
    }
  }
  // A correction prevails over what was read anywhere.
  if (record.position_corrected == 0) mark_prevailing(out);
  return out;
}

std::vector<std::string> PositionsOf::sources(std::uint32_t ordinal) const {
  std::vector<std::string> names = {report_.name};
  if (ordinal >= by_ordinal_.size()) return names;
  for (const auto i : by_ordinal_[ordinal]) {
    const auto& name = stated_[i].name;
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  return names;
}

void PositionsOf::hear(const model::Reading& report) {
  own_in_part_.clear();
  // The last that takes a position holds.
  for (const auto& statement : report.positions) {
    if (!statement.report.empty() || !statement.counts_as) continue;
    for (const auto& number : statement.numbers) {
      if (statement.partial) {
        own_in_part_.insert(number);
      } else {
        own_in_part_.erase(number);
      }
    }
  }
}

bool PositionsOf::is_partial(const store::RecommendationRecord& record) const {
  if (record.position_corrected != 0) return false;
  if (record.position_from == 0) return own_in_part_.contains(record.recommendation.number);
  const auto* last = last_of(record);
  return last != nullptr && last->statement.partial;
}

const store::StatedPosition* PositionsOf::last_of(const store::RecommendationRecord& record) const {
  if (record.ordinal >= by_ordinal_.size()) return nullptr;
  const auto& said = by_ordinal_[record.ordinal];
  const auto last = std::find_if(said.rbegin(), said.rend(), [&](std::size_t i) {
    return stated_[i].statement.counts_as.has_value();
  });
  return last == said.rend() ? nullptr : &stated_[*last];
}

std::optional<SaidAt> PositionsOf::said_at(const store::RecommendationRecord& record) const {
  if (record.position_from == 0) return std::nullopt;
  const auto* last = last_of(record);
  if (last == nullptr) return std::nullopt;
  return SaidAt{last->name, last->reading, last->statement.paragraph};
}

std::vector<store::WorkId> PositionsOf::works() const {
  std::vector<store::WorkId> works;
  for (const auto& stated : stated_) {
    if (std::find(works.begin(), works.end(), stated.work) == works.end()) {
      works.push_back(stated.work);
    }
  }
  return works;
}

std::string PositionsOf::prevailing(const store::RecommendationRecord& record) const {
  if (record.position_from == 0) return {};
  const auto found = std::find_if(
      stated_.begin(), stated_.end(),
      [&](const store::StatedPosition& each) { return each.work == record.position_from; });
  return found == stated_.end() ? std::string() : found->name;
}

Result<std::vector<model::Finding>> number_findings(const Installation& installation,
                                                    const store::Read& read,
                                                    const store::Work& work,
                                                    const model::Reading& reading,
                                                    const store::Visibility& asker) {
  std::vector<model::Finding> findings;
  std::map<std::string, std::vector<store::StatedPosition>> by_report;
  for (const auto& statement : reading.positions) {
    if (statement.report.empty()) continue;
    store::StatedPosition stated;
    stated.statement = statement;
    by_report[statement.report].push_back(std::move(stated));
  }
  for (const auto& [name, statements] : by_report) {
    COMITY_TRY(const auto report, read.work(work.space, name, asker));
    if (!report) continue;
    COMITY_TRY(const auto of_report, installation.store().reading(report->reading));
    if (!of_report->review) continue;
    COMITY_TRY(const auto shown, shown_review(read, *report, *of_report));
    const auto meant = store::meant_numbers(
        store::numbered(shown.review.recommendations, shown.stands_in), statements);
    for (std::size_t i = 0; i < meant.size(); ++i) {
      const auto& at = statements[i].statement.paragraph;
      const auto& paragraphs = reading.paragraphs;
      const std::string number = at < paragraphs.size() ? paragraphs[at].number : std::string();
      for (const auto& each : meant[i].unknown) {
        findings.push_back({"positions.unknown-number", number, {}, each, name});
      }
      for (const auto& each : meant[i].ambiguous) {
        findings.push_back({"positions.ambiguous-number", number, {}, each, name});
      }
    }
  }
  return findings;
}

}  // namespace comity::service
