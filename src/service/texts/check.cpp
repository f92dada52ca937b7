#include "service/texts/check.h"

#include <algorithm>
#include <map>

#include "grammar/findings.h"
#include "grammar/resolutions/editorial.h"
#include "service/documents/copies.h"
#include "service/documents/document_view.h"
#include "service/texts/compare_texts.h"
#include "service/texts/draft_amendments.h"

namespace comity::service {
namespace {

using base::JsonArray;
using base::JsonObject;
using base::Result;

/// What the record says of a file: the dates of the documents that it cites, each looked at once,
/// and the draft that it proposes to change.
class CitedRecord {
 public:
  CitedRecord(const Installation& installation, const store::Read& read, store::Visibility asker)
      : installation_(installation), read_(read), asker_(std::move(asker)) {}

  /// Empty where the record does not hold the document, or it shows no date.
  Result<std::vector<std::string>> of(const std::string& symbol) {
    if (const auto known = dates_.find(symbol); known != dates_.end()) return known->second;
    std::vector<std::string> dates;
    COMITY_TRY(const auto work, read_.work(symbol, asker_));
    if (work) {
      COMITY_TRY(const auto copies, read_.copies(work->space, work->id));
      COMITY_TRY(const auto shown, shown_copy(*work, copies, {}));
      COMITY_TRY(const auto reading, installation_.store().reading(shown.copy.reading));
      dates = grammar::own_dates(*reading);
    }
    return dates_.emplace(symbol, std::move(dates)).first->second;
  }

  Result<std::vector<model::Finding>> proposals(std::shared_ptr<const model::Reading> reading) {
    return proposal_findings(installation_, read_, asker_, std::move(reading));
  }

 private:
  const Installation& installation_;
  const store::Read& read_;
  store::Visibility asker_;
  std::map<std::string, std::vector<std::string>> dates_;
};

base::Status add_wrong_dates(const model::Reading& reading, CitedRecord& cited,
                             std::vector<model::Finding>& findings) {
  for (const auto& citation : grammar::dated_citations(reading)) {
    COMITY_TRY(const auto dates, cited.of(citation.target));
    if (dates.empty() || std::find(dates.begin(), dates.end(), citation.date) != dates.end()) {
      continue;
    }
    findings.push_back(
        {"check.citation-date", citation.number, citation.place, citation.text, dates.front()});
  }
  return {};
}

/// In the order of the text; what concerns the whole of it first.
void put_in_order(const model::Reading& reading, std::vector<model::Finding>& findings) {
  std::map<std::string, std::size_t> places;
  for (std::size_t i = 0; i < reading.paragraphs.size(); ++i) {
    places.emplace(reading.paragraphs[i].number, i + 1);
  }
  const auto place = [&](const model::Finding& finding) {
    const auto found = places.find(finding.number);
    return finding.number.empty() || found == places.end() ? 0 : found->second;
  };
  std::stable_sort(findings.begin(), findings.end(),
                   [&](const auto& a, const auto& b) { return place(a) < place(b); });
}

Result<JsonObject> check_file(const Installation& installation, const Ask& ask, CitedRecord& cited,
                              const std::filesystem::path& file) {
  COMITY_TRY(const auto reading, read_apart(installation, file));
  auto findings = reading->findings;
  auto editorial = grammar::editorial_findings(*reading);
  std::move(editorial.begin(), editorial.end(), std::back_inserter(findings));
  COMITY_CHECK(add_wrong_dates(*reading, cited, findings));
  COMITY_TRY(auto proposals, cited.proposals(reading));
  std::move(proposals.begin(), proposals.end(), std::back_inserter(findings));
  put_in_order(*reading, findings);
  JsonArray out;
  for (const auto& finding : findings) {
    auto json = finding_json(finding, ask.language);
    json["mend"] = grammar::mend_of(finding, ask.language);
    out.push_back(std::move(json));
  }
  return JsonObject{{"file", file.string()},
                    {"work", reading->symbol.text()},
                    {"title", reading->title},
                    {"language", model::code_of(reading->language)},
                    {"findings", std::move(out)}};
}

}  // namespace

Result<JsonObject> check(Installation& installation, const Ask& ask,
                         const std::vector<std::filesystem::path>& files) {
  COMITY_TRY(const auto read, installation.store().read());
  CitedRecord cited(installation, read, visibility_of(ask.actor, read));
  JsonArray checked, failed;
  std::size_t count = 0;
  for (const auto& file : files) {
    auto one = check_file(installation, ask, cited, file);
    if (one) {
      count += base::array_at(*one, "findings").size();
      checked.push_back(*std::move(one));
      continue;
    }
    const auto& error = one.error();
    failed.push_back(JsonObject{{"file", file.string()},
                                {"kind", base::name_of(error.kind)},
                                {"place", error.place},
                                {"message", error.message},
                                {"mend", error.mend}});
  }
  return JsonObject{
      {"files", std::move(checked)}, {"failed", std::move(failed)}, {"findings_count", count}};
}

}  // namespace comity::service
