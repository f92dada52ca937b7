#include "service/documents/documents.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "grammar/findings.h"
#include "grammar/resolutions/editorial.h"
#include "service/accounts/tokens.h"
#include "service/address.h"
#include "service/documents/beside.h"
#include "service/documents/cited_works.h"
#include "service/documents/document_view.h"
#include "service/documents/parts.h"
#include "service/reviews/positions.h"
#include "service/reviews/reviews.h"
#include "service/reviews/spoken.h"
#include "service/texts/amendments.h"
#include "service/texts/citations.h"
#include "service/texts/draft_amendments.h"
#include "service/texts/lineage.h"
#include "service/texts/mandates.h"
#include "service/texts/session_texts.h"
#include "service/texts/sessions.h"
#include "service/texts/unresolved.h"

namespace comity::service {
namespace {

using base::ErrorKind;
using base::fail;
using base::JsonArray;
using base::JsonObject;
using base::Result;

constexpr std::size_t kRecentWorks = 8;
constexpr std::size_t kPage = 50;

JsonObject file_json(const store::Work& work, const ShownCopy& shown) {
  const auto& copy = shown.copy;
  const std::string query = shown.leading ? std::string() : "?" + copy_query(copy);
  return {{"name", copy.file_name},
          {"hash", copy.file.hex()},
          {"media_type", copy.media_type},
          {"bytes", copy.bytes},
          {"address", document_address(work.name) + "/original" + query}};
}

/// A work as an asker looks at it.
struct Looking {
  const store::Read& read;
  const store::Work& work;
  const store::Visibility& asker;
};

/// The stored reading of the copy, with what is found beside it: where other copies differ, what
/// corrigenda say, which recommendations that it names are not there, and what an editor would
/// mark.
Result<std::shared_ptr<const model::Reading>> reading_with(const Installation& installation,
                                                           const Looking& looking,
                                                           std::span<const store::Copy> copies,
                                                           const store::Copy& shown,
                                                           const Amendments& amendments) {
  COMITY_TRY(auto reading, installation.store().reading(shown.reading));
  COMITY_TRY(auto beside, copy_findings(installation, copies, shown));
  COMITY_TRY(auto numbers,
             number_findings(installation, looking.read, looking.work, *reading, looking.asker));
  numbers = grammar::few_of(std::move(numbers));
  std::move(numbers.begin(), numbers.end(), std::back_inserter(beside));
  COMITY_TRY(auto corrections, correction_findings(installation, amendments.corrigenda, *reading));
  std::move(corrections.begin(), corrections.end(), std::back_inserter(beside));
  COMITY_TRY(auto proposals, proposal_findings(installation, looking.read, looking.asker, reading));
  proposals = grammar::few_of(std::move(proposals));
  std::move(proposals.begin(), proposals.end(), std::back_inserter(beside));
  auto editorial = grammar::editorial_findings(*reading);
  std::move(editorial.begin(), editorial.end(), std::back_inserter(beside));
  if (beside.empty()) return reading;
  auto with = std::make_shared<model::Reading>(*reading);
  std::move(beside.begin(), beside.end(), std::back_inserter(with->findings));
  return std::shared_ptr<const model::Reading>(std::move(with));
}

Result<JsonArray> other_spaces(const store::Read& read, const store::Work& work,
                               const store::Visibility& asker) {
  JsonArray out;
  COMITY_TRY(const auto all, read.works_named(work.name, asker));
  for (const auto& each : all) {
    if (each.space != work.space) out.push_back(JsonObject{{"space", each.space_name}});
  }
  return out;
}

Result<JsonArray> journal_json(Installation& installation, const store::Read& read,
                               const store::Visibility& asker) {
  JsonArray journal;
  for (const auto& head : read.heads()) {
    const auto* space = read.space(head.space);
    if (space == nullptr) continue;
    COMITY_TRY(const auto told, told_head(installation, read, head, asker));
    journal.push_back(
        JsonObject{{"space", space->name}, {"entry", told.entries}, {"root", told.root.hex()}});
  }
  return journal;
}

}  // namespace

Result<store::Work> find_work(const store::Read& read, const Actor& actor, std::string_view name) {
  COMITY_TRY(auto work, read.work(name, visibility_of(actor, read)));
  if (!work) {
    const auto symbol = model::Symbol::parse(name);
    if (!symbol && !name.starts_with('~')) {
      return fail(ErrorKind::not_found,
                  "the record holds no document " + std::string(name) + ": " +
                      symbol.error().message +
                      (symbol.error().place.empty() ? "" : " (" + symbol.error().place + ")"),
                  document_address(name), symbol.error().mend);
    }
    return fail(ErrorKind::not_found, "the record holds no document " + std::string(name),
                document_address(name), "look for it by words on the search page");
  }
  return *std::move(work);
}

JsonObject work_json(const store::Work& work) {
  return {{"work", work.name},
          {"symbol", work.symbol},
          {"kind", model::name_of(work.kind)},
          {"title", work.title},
          {"date", work.date},
          {"language", model::code_of(work.language)},
          {"space", work.space_name},
          {"specimen", work.specimen},
          {"published", work.published},
          {"findings_count", work.findings},
          {"address", document_address(work.name)}};
}

Result<Answer> home(Installation& installation, const Ask& ask) {
  COMITY_TRY(const auto read, installation.store().read());
  const auto asker = visibility_of(ask.actor, read);
  COMITY_TRY(const auto totals, read.totals(asker));
  COMITY_TRY(const auto recent, read.works({}, store::WorkOrder::newest, asker, {}, kRecentWorks));
  JsonArray works;
  for (const auto& work : recent.works) works.push_back(work_json(work));
  JsonObject counts{{"documents", count_json(totals.works, "/documents")},
                    {"recommendations", count_json(totals.counts.recommendations,
                                                   search_address({{"kind", "recommendation"}}))},
                    {"reviews", count_json(totals.reviews, "/reviews")},
                    {"states", count_json(totals.states, "/states?with=recommendations")}};
  COMITY_TRY(auto journal, journal_json(installation, read, asker));
  return Answer{{{"counts", std::move(counts)},
                 {"recent", std::move(works)},
                 {"journal", std::move(journal)},
                 {"at", at_json(read, ask.actor)}},
                {}};
}

Result<Answer> documents(Installation& installation, const Ask& ask, const DocumentsQuery& query) {
  store::WorkFilter filter;
  filter.words = query.words;
  if (!query.kind.empty()) {
    filter.kind = model::work_kind_from(query.kind);
    if (!filter.kind) {
      return fail(ErrorKind::invalid_input, "there is no kind of document " + query.kind, "kind",
                  "choose one of the kinds that the page lists");
    }
  }
  COMITY_TRY(const auto read, installation.store().read());
  const auto asker = visibility_of(ask.actor, read);
  COMITY_TRY(const auto page,
             read.works(filter, store::WorkOrder::symbol, asker, query.cursor, kPage));
  COMITY_TRY(const auto kinds, read.kinds(filter, asker));
  JsonArray works;
  for (const auto& work : page.works) works.push_back(work_json(work));
  JsonArray values;
  for (const auto& each : kinds) {
    const auto name = std::string(model::name_of(each.kind));
    const bool selected = query.kind == name;
    values.push_back(JsonObject{
        {"value", name},
        {"count", each.count},
        {"selected", selected},
        {"address",
         address_with("/documents", {{"q", query.words}, {"kind", selected ? "" : name}})}});
  }
  const Parameters here = {{"q", query.words}, {"kind", query.kind}};
  auto next = here;
  next.emplace_back("cursor", page.next);
  return Answer{
      {{"works", std::move(works)},
       {"count", count_json(page.count, address_with("/documents", here))},
       {"kind", query.kind},
       {"q", query.words},
       {"next", page.next.empty() ? std::string() : page.next},
       {"next_address", page.next.empty() ? std::string() : address_with("/documents", next)},
       {"facets", JsonObject{{"kind", std::move(values)}}},
       {"at", at_json(read, ask.actor)}},
      {}};
}

namespace {

/// Puts what each paragraph asks or promises beside it, and the texts before and after.
base::Status attach_record(Installation& installation, const Looking& looking,
                           const model::Reading& reading, const ViewContext& context,
                           JsonObject& body) {
  body["lineage"] = JsonArray{};
  body["action"] = nullptr;
  COMITY_TRY(const auto record, installation.texts().look(looking.read, looking.asker));
  const auto* text = record->named(looking.work.name);
  body["unresolved"] = unresolved_json(reading, looking.work.name, *record);
  body["session_address"] = text == nullptr ? std::string() : session_address(*text);
  if (!model::adopts(reading.kind)) return {};
  if (text != nullptr) {
    COMITY_TRY(body["action"], action_of(installation, looking.read, looking.asker, *text,
                                         context.states, context.language));
  }
  COMITY_TRY(auto judge, MandateJudge::look(installation, looking.read, looking.asker));
  COMITY_TRY(const auto rows, mandates_in(looking.work, reading, judge));
  std::map<std::string, JsonObject*, std::less<>> paragraphs;
  for (auto& value : body["paragraphs"].as_array()) {
    auto& paragraph = value.as_object();
    paragraphs.emplace(std::string(base::text_at(paragraph, "anchor")), &paragraph);
  }
  for (const auto& row : rows) {
    const auto found = paragraphs.find(row.anchor);
    if (found == paragraphs.end()) continue;
    auto json = to_json(row, context.states, context.language);
    json.erase("text");
    (*found->second)["mandates"].as_array().push_back(std::move(json));
  }
  COMITY_TRY(body["lineage"],
             related_json(looking.read, looking.asker, judge.record(), looking.work, reading));
  return {};
}

/// A page in the language of the text beside: the other text is the leading one then.
CopyWish first_of_two(CopyWish wish) {
  if (wish.language == wish.beside) wish.language.clear();
  return wish;
}

/// The whole answer of one document from its stored reading.
Result<JsonObject> document_json(Installation& installation, const Ask& ask,
                                 const store::Read& read, const store::Work& work,
                                 const CopyWish& wish) {
  const auto asker = visibility_of(ask.actor, read);
  COMITY_TRY(const auto copies, read.copies(work.space, work.id));
  COMITY_TRY(const auto shown, shown_copy(work, copies, first_of_two(wish)));
  COMITY_TRY(auto amendments, amendments_of(read, work, asker));
  COMITY_TRY(const auto reading,
             reading_with(installation, {read, work, asker}, copies, shown.copy, amendments));
  COMITY_TRY(const auto states, installation.states(read));
  COMITY_TRY(const auto cited, CitedWorks::of(reading->paragraphs, read, asker));
  const std::string query = shown.leading ? std::string() : copy_query(shown.copy);
  const ViewContext context{states, ask.language, work.name, query,
                            [&](std::string_view symbol) { return cited.address_of(symbol); }};
  auto body = work_json(work);
  for (auto& member : reading_json(*reading, context)) {
    body[member.key()] = std::move(member.value());
  }
  COMITY_CHECK(attach_record(installation, {read, work, asker}, *reading, context, body));
  COMITY_TRY(const auto proposal, proposal_of(installation, read, asker, work.name, reading));
  body["draft_amendments"] = nullptr;
  if (proposal) body["draft_amendments"] = to_json(*proposal, judged(*proposal), ask.language);
  COMITY_TRY(body["amendments_proposed"],
             attach_proposals(installation, read, asker, work, reading, ask.language,
                              body["paragraphs"].as_array()));
  if (reading->pages.empty()) {
    COMITY_TRY(body["pages"],
               pages_of_document(installation, read, asker, work, shown.copy, *reading));
  }
  body["title"] = reading->title;
  body["date"] = reading->masthead.date;
  body["language"] = model::code_of(shown.copy.language);
  body["findings_count"] = reading->findings.size();
  body["file"] = file_json(work, shown);
  body["copies"] = copies_json(work, copies, shown, ask.actor);
  body["copy_query"] = query;
  body["languages"] = languages_json(work, copies, shown, wish.beside);
  body["missing_language"] = shown.missing_language;
  body["beside"] = nullptr;
  if (!wish.beside.empty()) {
    COMITY_TRY(body["beside"],
               beside_json(installation, {read, work, asker, copies, shown}, wish.beside, context));
    const bool missing = body["beside"].is_null() && shown.missing_language.empty();
    if (missing) body["missing_language"] = wish.beside;
  }
  body["replaces"] = std::move(amendments.replaces);
  body["replaced_by"] = std::move(amendments.replaced_by);
  body["corrects"] = std::move(amendments.corrects);
  body["corrected_by"] = std::move(amendments.corrected_by);
  COMITY_TRY(body["parts"], parts_json(read, asker, *reading, shown.copy.file));
  number_in_parts(body["parts"].as_array(), body["paragraphs"].as_array());
  COMITY_TRY(body["printed_in"], printed_in_json(read, asker, copies));
  COMITY_TRY(body["cited_by"], citing_json(read, work.symbol, asker));
  COMITY_TRY(body["other_spaces"], other_spaces(read, work, asker));
  COMITY_TRY(const auto reviews, read.reviews_of(work.space, work.id, asker));
  body["source_address"] = reading->source ? source_address(work.name) : "";
  body["observations"] = observations_json(*reading, work, states, ask.language);
  body["review"] = nullptr;
  if (!reviews.empty()) body["review"] = review_json(reviews.front(), states, ask.language);
  const auto can = [&](Action action) { return may(ask.actor, action, work.space_name); };
  body["may"] = JsonObject{{"publish", !work.published && can(Action::publish)},
                           {"withdraw", work.published && can(Action::withdraw)}};
  body["at"] = at_json(read, ask.actor);
  return body;
}

}  // namespace

Result<Answer> document(Installation& installation, const Ask& ask, std::string_view name,
                        const CopyWish& wish) {
  COMITY_TRY(const auto read, installation.store().read());
  COMITY_TRY(const auto work, find_work(read, ask.actor, name));
  COMITY_TRY(auto body, document_json(installation, ask, read, work, wish));
  // The answer also shows who cites the work and what its asker may do.
  std::uint64_t entries = 0;
  const auto asker = visibility_of(ask.actor, read);
  for (const auto& head : read.heads()) {
    COMITY_TRY(const auto told, last_told(read, head, asker));
    entries += told;
  }
  const auto rights = ask.actor.rights_in(work.space_name);
  const std::string query(base::text_at(body, "copy_query"));
  return Answer{std::move(body), fmt::format("{}.{}.{}.{}.{}.{}", etag_of(work), entries, rights,
                                             model::code_of(ask.language),
                                             query.substr(query.find('=') + 1), wish.beside)};
}

namespace {

/// Of a list those with the number, an item of it or the anchor.
JsonArray of_number(JsonArray& list, std::string_view wanted) {
  const std::string number(wanted);
  JsonArray kept;
  for (auto& value : list) {
    const auto& each = value.as_object();
    const auto of = base::text_at(each, "number");
    const bool own = of == number || base::text_at(each, "anchor") == number;
    if (own || of.starts_with(number + '.') || of.starts_with(number + " (")) {
      kept.push_back(std::move(value));
    }
  }
  return kept;
}

}  // namespace

Result<Answer> paragraph(Installation& installation, const Ask& ask, std::string_view name,
                         std::string_view number, const CopyWish& wish) {
  COMITY_TRY(auto answer, document(installation, ask, name, wish));
  auto& paragraphs = answer.body["paragraphs"].as_array();
  paragraphs = of_number(paragraphs, number);
  std::size_t beside = 0;
  if (auto* const two = answer.body["beside"].if_object()) {
    auto& rows = (*two)["rows"].as_array();
    rows = of_number(rows, number);
    beside = rows.size();
  }
  if (paragraphs.empty() && beside == 0) {
    return fail(ErrorKind::not_found, fmt::format("{} has no paragraph {}", name, number),
                document_address(name, number), "its page lists the paragraphs there are");
  }
  return answer;
}

Result<StoredFile> original(Installation& installation, const Ask& ask, std::string_view name,
                            const CopyWish& wish) {
  COMITY_TRY(const auto read, installation.store().read());
  COMITY_TRY(const auto work, find_work(read, ask.actor, name));
  COMITY_TRY(const auto copies, read.copies(work.space, work.id));
  COMITY_TRY(const auto shown, shown_copy(work, copies, wish));
  COMITY_TRY(auto bytes, installation.store().file(shown.copy.file));
  return StoredFile{shown.copy.media_type, shown.copy.file_name, shown.copy.file.hex(),
                    std::make_shared<const std::string>(std::move(bytes))};
}

std::string etag_of(const store::Work& work) {
  return fmt::format("{}-{}-{}", base::to_text(work.space), work.id, work.changed);
}

std::string etag_of(const store::Work& work, const JsonObject& body) {
  constexpr std::size_t kDigits = 16;
  return etag_of(work) + "." + base::sha256(base::to_text(body)).hex().substr(0, kDigits);
}

std::string state_of_work(const store::Work& work) { return etag_of(work) + "."; }

Result<store::Work> work_to_change(const store::Read& read, const Ask& ask, std::string_view name,
                                   Action action, std::string_view etag) {
  COMITY_TRY(auto work, find_work(read, ask.actor, name));
  COMITY_CHECK(must_be_allowed(ask.actor, action, work.space_name,
                               "only an editor may change what is said of a document",
                               document_address(name)));
  if (!etag.empty() && !etag.starts_with(etag_of(work) + ".")) {
    return fail(ErrorKind::conflict, "the document has changed since you saw it",
                document_address(name), "load the page again and decide anew");
  }
  return work;
}

base::Status set_publication(Installation& installation, const Ask& ask, std::string_view name,
                             Publication wish, std::string_view etag) {
  COMITY_TRY(const auto read, installation.store().read());
  const bool publish = wish == Publication::publish;
  const auto action = publish ? Action::publish : Action::withdraw;
  COMITY_TRY(const auto work, work_to_change(read, ask, name, action, etag));
  COMITY_TRY(const auto person, person_of(installation, ask.actor));
  COMITY_TRY(const auto parts, works_cut_from(installation, read, work));
  std::vector<store::NewEntry> entries;
  const auto add = [&](const std::string& of) {
    store::NewEntry entry{work.space, person, store::DocumentPublished{of}};
    if (!publish) entry.act = store::DocumentWithdrawn{of};
    entries.push_back(std::move(entry));
  };
  add(work.name);
  // Asked again inside the transaction: of two who saw the same state, one decides.
  if (!etag.empty()) entries.front().seen = work.changed;
  for (const auto& part : parts) {
    if (part.published != publish) add(part.name);
  }
  COMITY_TRY(const auto appended, installation.store().append(std::move(entries)));
  return {};
}

}  // namespace comity::service
