#pragma once

#include <memory>
#include <vector>

#include "grammar/resolutions/amended_text.h"
#include "service/installation.h"

// Documents that propose amendments to drafts ("Amendments to draft resolution A/C.3/75/L.44"), and
// the drafts as amended. Derived from readings when asked (docs/decisions/0032). What revises or
// corrects a work by its symbol is in amendments.h.
namespace comity::service {

/// A draft, and the document that proposes to change it. `draft` may be null: the record does not
/// hold it in the language of the proposals.
struct Proposal {
  std::string draft_name;  ///< symbol or "~ID", or as the document names it
  std::shared_ptr<const model::Reading> draft;
  std::string name;  ///< of the document that proposes; empty of a file
  std::shared_ptr<const model::Reading> proposing;
};

/// What is proposed, and what comes of it.
struct JudgedProposal {
  grammar::DraftAmendments amendments;
  std::optional<grammar::AmendedText> amended;  ///< where the draft is there
};

[[nodiscard]] JudgedProposal judged(const Proposal& proposal);

/// DraftAmendments of api/openapi.yaml.
[[nodiscard]] base::JsonObject to_json(const Proposal& proposal, const JudgedProposal& judged,
                                       model::Language language);

/// Of a document that proposes amendments, with the draft where the asker's record holds it;
/// nothing of other works.
[[nodiscard]] base::Result<std::optional<Proposal>> proposal_of(
    const Installation& installation, const store::Read& read, const store::Visibility& asker,
    const std::string& name, std::shared_ptr<const model::Reading> reading);

/// What the reader did not understand of the proposals, and which of them the draft has no place
/// for; nothing of works of other kinds.
[[nodiscard]] base::Result<std::vector<model::Finding>> proposal_findings(
    const Installation& installation, const store::Read& read, const store::Visibility& asker,
    std::shared_ptr<const model::Reading> reading);

/// The proposals to a draft, by symbol: ProposedAmendments of api/openapi.yaml, with those that
/// concern it beside each of `paragraphs` (member `amendments`).
[[nodiscard]] base::Result<base::JsonArray> attach_proposals(
    const Installation& installation, const store::Read& read, const store::Visibility& asker,
    const store::Work& draft, std::shared_ptr<const model::Reading> reading,
    model::Language language, base::JsonArray& paragraphs);

}  // namespace comity::service
