#include "service/reviews/corrigenda.h"

#include <algorithm>
#include <utility>

#include "service/address.h"
#include "service/documents/documents.h"

namespace comity::service {

using base::JsonArray;
using base::JsonObject;
using base::Result;

Result<CorrigendaOfReview> CorrigendaOfReview::read(const Installation& installation,
                                                    const store::Read& read,
                                                    const store::Work& report,
                                                    const PositionsOf& positions,
                                                    const store::Visibility& asker) {
  CorrigendaOfReview out;
  out.report_ = report.name;
  const auto add = [&](const store::Work& corrected, bool answers) -> base::Status {
    COMITY_TRY(const auto amendments, amendments_of(read, corrected, asker));
    if (amendments.corrigenda.empty()) return {};
    COMITY_TRY(const auto reading, installation.store().reading(report.reading));
    COMITY_TRY(auto said, corrected_paragraphs(installation, amendments.corrigenda, *reading));
    // "Paragraph 5" of an answer's corrigendum is the answer's own; a recommendation's number that
    // has its list's before it ("98.5") is the report's.
    if (answers) {
      std::erase_if(said,
                    [](const auto& each) { return each.number.find('.') == std::string::npos; });
    }
    for (auto& each : said) {
      each.answer = answers;
      out.said_.push_back(std::move(each));
    }
    for (const auto& work : amendments.corrigenda) {
      out.corrigenda_.push_back({work, corrected.name});
    }
    return {};
  };
  COMITY_CHECK(add(report, false));
  for (const auto id : positions.works()) {
    COMITY_TRY(const auto work, read.work(report.space, id));
    if (work && work->id != report.id) COMITY_CHECK(add(*work, true));
  }
  return out;
}

std::vector<CorrectedParagraph> CorrigendaOfReview::at(std::string_view number) const {
  std::vector<CorrectedParagraph> found;
  std::copy_if(said_.begin(), said_.end(), std::back_inserter(found),
               [&](const auto& each) { return each.number == number; });
  return found;
}

std::vector<std::string> CorrigendaOfReview::names_at(std::string_view number) const {
  std::vector<std::string> names;
  for (const auto& each : said_) {
    const bool told = std::find(names.begin(), names.end(), each.work) != names.end();
    if (each.number == number && !told) names.push_back(each.work);
  }
  return names;
}

std::vector<const Corrigendum*> CorrigendaOfReview::without_place() const {
  std::vector<const Corrigendum*> found;
  for (const auto& each : corrigenda_) {
    const bool placed = std::any_of(said_.begin(), said_.end(),
                                    [&](const auto& said) { return said.work == each.work.name; });
    if (!placed) found.push_back(&each);
  }
  return found;
}

JsonArray CorrigendaOfReview::json() const {
  JsonArray out;
  for (const auto& [work, corrects] : corrigenda_) {
    JsonArray numbers;
    for (const auto& each : said_) {
      if (each.work != work.name) continue;
      numbers.push_back(
          JsonObject{{"number", each.number}, {"address", document_address(report_, each.number)}});
    }
    auto json = work_json(work);
    json["corrects"] = corrects;
    json["numbers"] = std::move(numbers);
    out.push_back(std::move(json));
  }
  return out;
}

JsonArray CorrigendaOfReview::works_json() const {
  JsonArray out;
  for (const auto& each : corrigenda_) out.push_back(work_json(each.work));
  return out;
}

}  // namespace comity::service
