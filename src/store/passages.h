#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/json.h"
#include "base/result.h"
#include "store/journal/log.h"
#include "store/passage.h"
#include "store/sql/connection.h"

// Verbs, payloads and tables of what people do with the replies to a call.
namespace comity::store {

inline constexpr std::string_view kPassageMarked = "passage.marked";
inline constexpr std::string_view kPassageUnmarked = "passage.unmarked";
inline constexpr std::string_view kPassageSetAside = "passage.set_aside";
inline constexpr std::string_view kCodingFinished = "coding.finished";
inline constexpr std::string_view kCodesWritten = "codes.written";
inline constexpr std::string_view kLineWritten = "line.written";
inline constexpr std::string_view kLineRemoved = "line.removed";
inline constexpr std::string_view kSynthesisPublished = "synthesis.published";
inline constexpr std::string_view kProposalDismissed = "proposal.dismissed";

[[nodiscard]] bool is_of_coding(std::string_view verb);
[[nodiscard]] std::string_view verb_of(const CodingAct& act);
[[nodiscard]] const std::string& call_of(const CodingAct& act);
[[nodiscard]] std::string payload_of(const CodingAct& act);
/// corrupt when the payload is not what payload_of writes.
[[nodiscard]] base::Result<CodingAct> coding_act_from(std::string_view verb,
                                                      std::string_view payload);

/// Whether the act has the form that its payload promises: invalid_input.
[[nodiscard]] base::Status check(const CodingAct& act);

/// Before an act is written, in its transaction: the entry that made it so already, or none.
/// `seen` as NewEntry has it. conflict: what it is about has changed since; a line stands on the
/// passage that it takes back; a passage has a code that it takes away; a line of the report that
/// it publishes has lost a passage. invalid_input: the call has no such code; not_found; forbidden:
/// the passage is another coder's. What a machine proposed is accepted where its coder has marked
/// nothing yet.
[[nodiscard]] base::Result<std::optional<EntryNumber>> settled_already(
    sql::Connection& connection, SpaceId space, ActorId actor, const CodingAct& act,
    std::optional<EntryNumber> seen);

[[nodiscard]] base::Status apply_coding(sql::Connection& connection, const FullEntry& full);

/// A reply that is withdrawn takes its passages with it, and what was said of them; lines that
/// stood on them keep their ids, which then name nothing.
[[nodiscard]] base::Status drop_coding_of(sql::Connection& connection, SpaceId space,
                                          std::string_view reply);

}  // namespace comity::store
