#include "service/texts/check.h"

#include <algorithm>
#include <map>

#include "grammar/findings.h"
#include "grammar/resolutions/citation_checks.h"
#include "grammar/resolutions/editorial.h"
#include "reading/detect.h"
#include "service/documents/copies.h"
#include "service/documents/document_view.h"
#include "service/texts/draft_amendments.h"

namespace comity::service {
namespace {

using base::JsonArray;
using base::JsonObject;
using base::Result;

constexpr std::uint64_t kCheckedBytes = std::uint64_t{200} << 20;
constexpr std::uint64_t kSchemaBytes = std::uint64_t{8} << 20;
constexpr std::size_t kMostSchemas = 16;

/// What the record holds of a document that a file cites.
struct Held {
  std::vector<std::string> dates;  ///< empty where it shows none
  std::string title;               ///< empty where the record does not hold it
  model::Language language = model::Language::und;
};

/// What the record says of a file: of the documents that it cites, each looked at once, and the
/// draft that it proposes to change.
class CitedRecord {
 public:
  CitedRecord(const Installation& installation, const store::Read& read, store::Visibility asker)
      : installation_(installation), read_(read), asker_(std::move(asker)) {}

  Result<Held> of(const std::string& symbol) {
    if (const auto known = held_.find(symbol); known != held_.end()) return known->second;
    Held held;
    COMITY_TRY(const auto work, read_.work(symbol, asker_));
    if (work) {
      COMITY_TRY(const auto copies, read_.copies(work->space, work->id));
      COMITY_TRY(const auto shown, shown_copy(*work, copies, {}));
      COMITY_TRY(const auto reading, installation_.store().reading(shown.copy.reading));
      held = {grammar::own_dates(*reading), reading->title, reading->language};
    }
    return held_.emplace(symbol, std::move(held)).first->second;
  }

  Result<std::vector<model::Finding>> proposals(std::shared_ptr<const model::Reading> reading) {
    return proposal_findings(installation_, read_, asker_, std::move(reading));
  }

 private:
  const Installation& installation_;
  const store::Read& read_;
  store::Visibility asker_;
  std::map<std::string, Held> held_;
};

/// Dates and titles that are not those of the document in the record.
base::Status add_wrong_citations(const model::Reading& reading, CitedRecord& cited,
                                 std::vector<model::Finding>& findings) {
  for (const auto& citation : grammar::described_citations(reading)) {
    COMITY_TRY(const auto held, cited.of(citation.target));
    const auto& dates = held.dates;
    const bool wrong_date = !citation.date.empty() && !dates.empty() &&
                            std::find(dates.begin(), dates.end(), citation.date) == dates.end();
    if (wrong_date) {
      findings.push_back(
          {"check.citation-date", citation.number, citation.place, citation.text, dates.front()});
    }
    const bool wrong_title = !citation.title.empty() && !held.title.empty() &&
                             held.language == reading.language &&
                             !grammar::is_same_title(held.title, citation.title);
    if (wrong_title) {
      findings.push_back(
          {"check.citation-title", citation.number, citation.place, citation.title, held.title});
    }
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

/// The schema, then those that stand beside it.
Result<std::vector<reading::Member>> schemas_at(const Installation& installation,
                                                const std::filesystem::path& schema) {
  std::vector<reading::Member> schemas;
  if (schema.empty()) return schemas;
  COMITY_TRY(auto bytes, installation.files().read(schema, kSchemaBytes));
  schemas.push_back({schema.filename().string(), std::move(bytes)});
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(schema.parent_path(), error)) {
    const auto& path = entry.path();
    if (path.extension() != ".xsd" || path.filename() == schema.filename()) continue;
    if (schemas.size() >= kMostSchemas) break;
    COMITY_TRY(auto beside, installation.files().read(path, kSchemaBytes));
    schemas.push_back({path.filename().string(), std::move(beside)});
  }
  return schemas;
}

/// Where an XML file is not as its schema says.
Result<std::vector<model::Finding>> schema_findings(const Installation& installation,
                                                    std::string_view bytes,
                                                    const std::filesystem::path& file,
                                                    const std::vector<reading::Member>& schemas) {
  std::vector<model::Finding> findings;
  if (schemas.empty()) return findings;
  COMITY_TRY(const auto type, reading::type_of(bytes, file.string()));
  if (type != reading::FileType::xml) return findings;
  COMITY_TRY(const auto faults,
             installation.reader().faults_by_schema(bytes, schemas.front().name, schemas));
  for (const auto& fault : faults) {
    findings.push_back({"check.schema", {}, {}, fault.said, std::to_string(fault.line)});
  }
  return findings;
}

Result<JsonObject> check_file(const Installation& installation, const Ask& ask, CitedRecord& cited,
                              const std::vector<reading::Member>& schemas,
                              const std::filesystem::path& file) {
  COMITY_TRY(const auto bytes, installation.files().read(file, kCheckedBytes));
  COMITY_TRY(auto findings, schema_findings(installation, bytes, file, schemas));
  COMITY_TRY(const auto reading,
             installation.read_file(bytes, file.string(), names::Register::builtin()));
  findings.insert(findings.end(), reading->findings.begin(), reading->findings.end());
  auto editorial = grammar::editorial_findings(*reading);
  std::move(editorial.begin(), editorial.end(), std::back_inserter(findings));
  auto impossible = grammar::impossible_citations(*reading);
  std::move(impossible.begin(), impossible.end(), std::back_inserter(findings));
  COMITY_CHECK(add_wrong_citations(*reading, cited, findings));
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

Result<JsonObject> check(Installation& installation, const Ask& ask, const CheckQuery& query) {
  COMITY_TRY(const auto schemas, schemas_at(installation, query.schema));
  COMITY_TRY(const auto read, installation.store().read());
  CitedRecord cited(installation, read, visibility_of(ask.actor, read));
  JsonArray checked, failed;
  std::size_t count = 0;
  for (const auto& file : query.files) {
    auto one = check_file(installation, ask, cited, schemas, file);
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
