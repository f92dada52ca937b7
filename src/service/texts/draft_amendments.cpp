#include "service/texts/draft_amendments.h"

#include <map>

#include "grammar/findings.h"
#include "service/address.h"
#include "service/documents/copies.h"
#include "service/documents/document_view.h"
#include "service/documents/documents.h"

namespace comity::service {
namespace {

using base::JsonArray;
using base::JsonObject;
using base::Result;
using grammar::AmendmentAction;
using grammar::DraftAmendment;

using ReadingPointer = std::shared_ptr<const model::Reading>;

/// The work's copy in that language; null where there is none.
Result<ReadingPointer> reading_in(const Installation& installation, const store::Read& read,
                                  const store::Work& work, model::Language language) {
  COMITY_TRY(const auto copies, read.copies(work.space, work.id));
  COMITY_TRY(const auto shown,
             shown_copy(work, copies, {{}, std::string(model::code_of(language))}));
  COMITY_TRY(auto reading, installation.store().reading(shown.copy.reading));
  if (reading->language != language) reading.reset();
  return ReadingPointer(std::move(reading));
}

bool inserts(AmendmentAction action) {
  return action == AmendmentAction::insert_paragraph || action == AmendmentAction::insert_words;
}

JsonArray paragraphs_json(const DraftAmendment& change) {
  JsonArray out;
  for (const auto& paragraph : change.paragraphs) {
    out.push_back(
        JsonObject{{"printed", paragraph.printed}, {"text", model::text_of(paragraph.runs)}});
  }
  return out;
}

std::string anchor_in(const model::Reading& reading, std::string_view number) {
  for (std::size_t i = 0; i < reading.paragraphs.size(); ++i) {
    const auto& paragraph = reading.paragraphs[i];
    const bool title = number == "title" && paragraph.kind == model::ParagraphKind::title;
    if (title || (!number.empty() && paragraph.number == number)) {
      return anchor_of(paragraph, i + 1);
    }
  }
  return {};
}

/// Where an amendment is in the proposing document; files have no address.
std::string own_address(const Proposal& proposal, const std::string& anchor) {
  return proposal.name.empty() ? std::string() : document_address(proposal.name, anchor);
}

JsonObject change_json(const Proposal& proposal, const JudgedProposal& judged, std::size_t at,
                       model::Language language) {
  const auto& change = judged.amendments.changes[at];
  const auto& by = proposal.proposing->paragraphs[change.paragraph];
  const auto anchor = anchor_of(by, change.paragraph + 1);
  JsonObject json{{"number", by.number},
                  {"anchor", anchor},
                  {"address", own_address(proposal, anchor)},
                  {"action", name_of(change.action)},
                  {"where", inserts(change.action) ? name_of(change.where) : ""},
                  {"preambular", change.preambular},
                  {"place", change.place},
                  {"place_address", ""},
                  {"old_words", change.old_words},
                  {"new_words", change.new_words},
                  {"paragraphs", paragraphs_json(change)},
                  {"standing", "unknown"},
                  {"reason", ""}};
  if (!judged.amended) return json;
  const auto& outcome = judged.amended->outcomes[at];
  json["standing"] = outcome.applied ? "applied" : "not_applied";
  if (!outcome.place.empty()) {
    json["place"] = outcome.place;
    json["place_address"] =
        document_address(proposal.draft_name, anchor_in(*proposal.draft, outcome.place));
  }
  if (outcome.applied) return json;
  const bool no_place = outcome.rule == "amendments.no-place";
  json["reason"] = grammar::sentence_of({outcome.rule,
                                         {},
                                         {},
                                         no_place ? change.place : change.old_words,
                                         no_place ? std::string() : outcome.place},
                                        language);
  return json;
}

/// What a paragraph of the draft shows of a change that concerns it.
JsonObject beside_json(const Proposal& proposal, const JsonObject& change) {
  return {{"work", proposal.name},
          {"number", base::text_at(change, "number")},
          {"address", base::text_at(change, "address")},
          {"action", base::text_at(change, "action")},
          {"where", base::text_at(change, "where")}};
}

/// The documents that propose amendments and cite the draft, each name once.
Result<std::vector<store::Work>> proposing(const store::Read& read, const store::Visibility& asker,
                                           const store::Work& draft) {
  std::vector<store::Work> out;
  if (draft.symbol.empty()) return out;
  COMITY_TRY(auto citing, read.citing(draft.symbol, asker));
  for (auto& each : citing) {
    if (each.work.kind != model::WorkKind::draft_amendments) continue;
    const bool told = !out.empty() && out.back().name == each.work.name;
    if (!told) out.push_back(std::move(each.work));
  }
  return out;
}

}  // namespace

JudgedProposal judged(const Proposal& proposal) {
  JudgedProposal out;
  out.amendments = grammar::draft_amendments_of(*proposal.proposing);
  if (proposal.draft) out.amended = grammar::amended_text(*proposal.draft, out.amendments);
  return out;
}

JsonObject to_json(const Proposal& proposal, const JudgedProposal& judged,
                   model::Language language) {
  JsonArray changes;
  std::size_t applied = 0;
  for (std::size_t i = 0; i < judged.amendments.changes.size(); ++i) {
    changes.push_back(change_json(proposal, judged, i, language));
    applied += judged.amended && judged.amended->outcomes[i].applied ? 1 : 0;
  }
  const auto& name = proposal.draft_name;
  const bool both = judged.amended && !proposal.name.empty();
  const auto draft_address = judged.amended ? document_address(name) : std::string();
  return {{"draft", name},
          {"draft_address", draft_address},
          {"compare_address",
           both ? address_with("/compare", {{"from", name}, {"amended_by", proposal.name}})
                : std::string()},
          {"renumber", judged.amendments.renumber},
          {"count", judged.amendments.changes.size()},
          {"applied", applied},
          {"not_understood", judged.amendments.findings.size()},
          {"changes", std::move(changes)}};
}

Result<std::optional<Proposal>> proposal_of(const Installation& installation,
                                            const store::Read& read, const store::Visibility& asker,
                                            const std::string& name, ReadingPointer reading) {
  if (reading->kind != model::WorkKind::draft_amendments) return std::optional<Proposal>();
  Proposal proposal;
  proposal.name = name;
  proposal.draft_name = grammar::draft_amendments_of(*reading).target;
  proposal.proposing = std::move(reading);
  if (!proposal.draft_name.empty()) {
    COMITY_TRY(const auto draft, read.work(proposal.draft_name, asker));
    if (draft) {
      COMITY_TRY(proposal.draft,
                 reading_in(installation, read, *draft, proposal.proposing->language));
    }
  }
  return std::optional<Proposal>(std::move(proposal));
}

Result<std::vector<model::Finding>> proposal_findings(const Installation& installation,
                                                      const store::Read& read,
                                                      const store::Visibility& asker,
                                                      ReadingPointer reading) {
  COMITY_TRY(const auto proposal, proposal_of(installation, read, asker, {}, std::move(reading)));
  if (!proposal) return std::vector<model::Finding>();
  auto found = judged(*proposal);
  auto findings = std::move(found.amendments.findings);
  if (found.amended) {
    auto unplaced =
        grammar::outcome_findings(*proposal->proposing, found.amendments, *found.amended);
    std::move(unplaced.begin(), unplaced.end(), std::back_inserter(findings));
  }
  return findings;
}

Result<JsonArray> attach_proposals(const Installation& installation, const store::Read& read,
                                   const store::Visibility& asker, const store::Work& draft,
                                   ReadingPointer reading, model::Language language,
                                   JsonArray& paragraphs) {
  std::map<std::string, JsonArray*, std::less<>> beside;
  for (auto& value : paragraphs) {
    auto& paragraph = value.as_object();
    beside.emplace(std::string(base::text_at(paragraph, "anchor")),
                   &paragraph["amendments"].as_array());
  }
  JsonArray out;
  COMITY_TRY(const auto works, proposing(read, asker, draft));
  for (const auto& work : works) {
    COMITY_TRY(auto proposal_reading, reading_in(installation, read, work, reading->language));
    if (!proposal_reading) continue;
    const Proposal proposal{draft.name, reading, work.name, std::move(proposal_reading)};
    const auto found = judged(proposal);
    if (found.amendments.target != draft.symbol) continue;
    auto json = to_json(proposal, found, language);
    for (const auto& value : base::array_at(json, "changes")) {
      const auto& change = value.as_object();
      const auto list = beside.find(anchor_in(*reading, base::text_at(change, "place")));
      if (list != beside.end()) list->second->push_back(beside_json(proposal, change));
    }
    json["document"] = work_json(work);
    out.push_back(std::move(json));
  }
  return out;
}

}  // namespace comity::service
