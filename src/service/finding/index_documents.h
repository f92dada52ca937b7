#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "model/reading.h"
#include "names/register.h"
#include "search/index.h"
#include "service/finding/visibility_classes.h"
#include "store/record.h"

// What of a work can be found, and the names that address it in an index.
namespace comity::service {

class TagsSaid;
class TextTagger;

/// Facets and filters of the search page; also names in the query language.
namespace facet {
inline constexpr std::string_view kState = "state";      ///< under review
inline constexpr std::string_view kBy = "by";            ///< recommending or speaking State
inline constexpr std::string_view kSession = "session";  ///< of the Working Group
/// counts_as; of a row of a source, as the source states it (as its States, session and cycle, for
/// who asks for rows)
inline constexpr std::string_view kPosition = "position";
inline constexpr std::string_view kKind = "kind";
inline constexpr std::string_view kRegionalGroup = "regional_group";  ///< of kState, by its name
inline constexpr std::string_view kByRegionalGroup = "by_regional_group";
inline constexpr std::string_view kWork = "work";
inline constexpr std::string_view kReplyId = "reply";  ///< nobody narrows by it
// Of the whole work, and so of everything that is found of it.
inline constexpr std::string_view kYear =
    "year";  ///< of its date; of a row of a source, of its own
inline constexpr std::string_view kTextLanguage = "text_language";
inline constexpr std::string_view kDocumentKind = "document_kind";  ///< model::WorkKind, or kReply
/// Whose words it is: kUnDocument, kReply, or the title of a table that somebody else has drawn up.
inline constexpr std::string_view kSource = "source";
inline constexpr std::string_view kUnDocument = "un-document";
inline constexpr std::string_view kReply = "reply";  ///< to a call for input; its kinds too
inline constexpr std::string_view kCycle = "cycle";
inline constexpr std::string_view kList = "list";            ///< the paragraph that heads a list
inline constexpr std::string_view kMechanism = "mechanism";  ///< as of model/mechanism.h
inline constexpr std::string_view kAddressee =
    "addressee";                                   ///< who is asked: grammar/mandates/addressees.h
inline constexpr std::string_view kBody = "body";  ///< that asks or promises, or replied
// What a recommendation is about, by codes of tagging's schemes.
inline constexpr std::string_view kTheme = "theme";
inline constexpr std::string_view kGoal = "goal";
inline constexpr std::string_view kTarget = "target";  ///< of a goal
inline constexpr std::string_view kGroup = "group";
inline constexpr std::string_view kTreaty = "treaty";
inline constexpr std::string_view kNamed = "named";  ///< a body or procedure that the text names
inline constexpr std::string_view kAction = "action";
/// Whose its tags are: kConfirmed where a person gave or confirmed one, kMachine where one is a
/// guess that nobody confirmed; of a recommendation with both, both.
inline constexpr std::string_view kTagged = "tagged";
inline constexpr std::string_view kConfirmed = "confirmed";
inline constexpr std::string_view kMachine = "machine";
}  // namespace facet

/// The number of a clause among the index documents of its work.
struct ClausePlace {
  store::WorkId work = 0;
  std::uint32_t ordinal = 0;  ///< of the recommendation
  std::uint32_t clause = 0;   ///< from 0
};

/// Where an index document's id leads, when it is a clause of a recommendation.
[[nodiscard]] std::optional<ClausePlace> clause_of(std::uint64_t id);

/// Where it leads when it is a paragraph of the work: its place in Reading::paragraphs.
[[nodiscard]] std::optional<std::size_t> paragraph_of(std::uint64_t id);

/// The kind of what a treaty body or special procedure recommends, as a source has it.
inline constexpr std::string_view kOtherRecommendation = "other_recommendation";
/// The kinds of paragraphs in which a treaty body recommends, and in which a State speaks.
inline constexpr std::string_view kObservation = "observation";
inline constexpr std::string_view kStatement = "statement";

/// Beside its own kind, that of a paragraph that asks for something or promises it.
inline constexpr std::string_view kMandate = "mandate";

/// All values of facet::kKind.
inline constexpr std::array<std::string_view, 13> kKinds = {
    "recommendation", kOtherRecommendation, kStatement, kObservation, "operative",
    "preambular",     "paragraph",          "note",     "pledge",     "row",
    facet::kReply,    "document",           kMandate};

/// By what facets are made beyond what a work says; what is null says nothing.
struct MadeWith {
  const TextTagger* tagger = nullptr;       ///< what recommendations of every mechanism are about
  const TagsSaid* said = nullptr;           ///< what people said of it
  const names::Register* states = nullptr;  ///< regional groups
  /// By paragraph: those that are found in the work that is cut out of this one.
  const std::vector<bool>* elsewhere = nullptr;
};

/// Everything of a work that can be found: its title, each paragraph, each clause, each pledge,
/// each row of a work that is a table; of a source what is no recommendation of the universal
/// periodic review as what it is. `prevailing`: positions from other works, as
/// Read::prevailing gives them.
[[nodiscard]] std::vector<search::IndexDocument> index_documents(
    const store::Work& work, const model::Reading& reading,
    std::span<const store::PrevailingPosition> prevailing = {}, const MadeWith& with = {});

}  // namespace comity::service
