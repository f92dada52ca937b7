#include "service/citations.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "service/address.h"
#include "service/copies.h"
#include "service/document_view.h"

namespace comity::service {
namespace {

using base::JsonArray;
using base::JsonObject;
using base::Result;

constexpr std::size_t kPage = 50;
constexpr std::size_t kMostWorks = 10;  // that are named for one citation
constexpr std::string_view kPath = "/citations";

/// What is missing: the document, or its symbol.
JsonObject citation_json(std::string_view target, std::string_view text, std::uint64_t count,
                         JsonArray works) {
  return {{"target", target},
          {"text", text},
          {"resolved_by", target.empty() ? "symbol" : "document"},
          {"works_count", count},
          {"works", std::move(works)}};
}

JsonObject citing_json(const store::Work& work, JsonArray paragraphs) {
  auto json = work_json(work);
  json["paragraphs"] = std::move(paragraphs);
  return json;
}

JsonObject paragraph_json(const store::Work& work, std::string_view number,
                          std::string_view anchor) {
  return {{"number", number}, {"address", document_address(work.name, anchor)}};
}

Result<JsonArray> works_citing(const store::Read& read, const std::string& target,
                               const store::Visibility& asker) {
  JsonArray works;
  COMITY_TRY(const auto citing, read.citing(target, asker));
  for (const auto& each : citing) {
    if (works.size() == kMostWorks) break;
    JsonArray paragraphs;
    for (const auto& number : each.numbers) {
      paragraphs.push_back(paragraph_json(each.work, number, number));
    }
    works.push_back(citing_json(each.work, std::move(paragraphs)));
  }
  return works;
}

/// Of all works. A citation from which no symbol follows is told with its own document alone.
Result<JsonArray> of_the_record(const store::Read& read, const store::UnresolvedPage& page,
                                const store::Visibility& asker) {
  JsonArray citations;
  for (const auto& each : page.list) {
    COMITY_TRY(auto works, works_citing(read, each.target, asker));
    citations.push_back(citation_json(each.target, each.target, each.works, std::move(works)));
  }
  return citations;
}

/// Of one work, in the order of its text; what is cited twice once.
Result<JsonArray> of_work(const Installation& installation, const store::Read& read,
                          const store::Work& work, const store::Visibility& asker) {
  COMITY_TRY(const auto copies, read.copies(work.space, work.id));
  COMITY_TRY(const auto shown, shown_copy(work, copies, {}));
  COMITY_TRY(const auto reading, installation.store().reading(shown.copy.reading));
  std::vector<std::string> targets;
  for (const auto& paragraph : reading->paragraphs) {
    for (const auto& citation : paragraph.citations) targets.push_back(citation.target);
  }
  COMITY_TRY(const auto known, read.known(targets, asker));
  std::vector<std::pair<const model::Citation*, JsonArray>> found;
  std::map<std::string, std::size_t> by_name;
  for (std::size_t i = 0; i < reading->paragraphs.size(); ++i) {
    const auto& paragraph = reading->paragraphs[i];
    std::set<std::string> here;
    for (const auto& citation : paragraph.citations) {
      if (std::binary_search(known.begin(), known.end(), citation.target)) continue;
      const auto& name = citation.target.empty() ? citation.text : citation.target;
      if (!here.insert(name).second) continue;
      const auto [at, fresh] = by_name.emplace(name, found.size());
      if (fresh) found.push_back({&citation, {}});
      found[at->second].second.push_back(
          paragraph_json(work, paragraph.number, anchor_of(paragraph, i + 1)));
    }
  }
  JsonArray citations;
  for (auto& [citation, paragraphs] : found) {
    citations.push_back(citation_json(citation->target, citation->text, 1,
                                      {citing_json(work, std::move(paragraphs))}));
  }
  return citations;
}

}  // namespace

Result<Answer> unresolved_citations(Installation& installation, const Ask& ask,
                                    const CitationsQuery& query) {
  COMITY_TRY(const auto read, installation.store().read());
  const auto asker = visibility_of(ask.actor, read);
  JsonArray citations;
  std::uint64_t count = 0;
  std::string next;
  if (query.work.empty()) {
    COMITY_TRY(const auto page, read.unresolved(asker, query.cursor, kPage));
    COMITY_TRY(citations, of_the_record(read, page, asker));
    count = page.count;
    next = page.next;
  } else {
    COMITY_TRY(const auto work, find_work(read, ask.actor, query.work));
    COMITY_TRY(citations, of_work(installation, read, work, asker));
    count = citations.size();
  }
  return Answer{{{"work", query.work},
                 {"count", count_json(count, address_with(kPath, {{"work", query.work}}))},
                 {"citations", std::move(citations)},
                 {"next", next},
                 {"next_address",
                  next.empty() ? std::string()
                               : address_with(kPath, {{"work", query.work}, {"cursor", next}})},
                 {"at", at_json(read)}},
                {}};
}

}  // namespace comity::service
