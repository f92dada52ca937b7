#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/json.h"
#include "base/result.h"
#include "store/journal/journal.h"

// The verbs of the journal and their payloads (docs/formats/journal.md): acts to JSON and back.
namespace comity::store {

inline constexpr std::string_view kSpaceCreated = "space.created";
inline constexpr std::string_view kDocumentRead = "document.read";
inline constexpr std::string_view kDocumentPublished = "document.published";
inline constexpr std::string_view kDocumentWithdrawn = "document.withdrawn";
inline constexpr std::string_view kDocumentReread = "document.reread";
inline constexpr std::string_view kCopyChosen = "copy.chosen";
inline constexpr std::string_view kRecommendationCorrected = "recommendation.corrected";
inline constexpr std::string_view kCorrectionWithdrawn = "correction.withdrawn";
inline constexpr std::string_view kRowSettled = "row.settled";
inline constexpr std::string_view kRowUnsettled = "row.unsettled";
inline constexpr std::string_view kRecommendationTagged = "recommendation.tagged";
inline constexpr std::string_view kColumnsMapped = "columns.mapped";
inline constexpr std::string_view kRoleChanged = "role.changed";
inline constexpr std::string_view kLinkGiven = "link.given";
inline constexpr std::string_view kCallWritten = "call.written";
inline constexpr std::string_view kReplyReceived = "reply.received";
inline constexpr std::string_view kReplyWithdrawn = "reply.withdrawn";
inline constexpr std::string_view kCallKey = "call.key";

/// The version in which this program writes a verb, and the newest it applies; 0 for a verb that it
/// does not know.
[[nodiscard]] int newest_version(std::string_view verb);

[[nodiscard]] std::string payload_of(const Space& space);
[[nodiscard]] std::string payload_of(const DocumentRead& act);
[[nodiscard]] std::string payload_of(const DocumentPublished& act);
[[nodiscard]] std::string payload_of(const DocumentWithdrawn& act);
[[nodiscard]] std::string payload_of(const DocumentReread& act);
[[nodiscard]] std::string payload_of(const CopyChosen& act);
[[nodiscard]] std::string payload_of(const RecommendationCorrected& act);
[[nodiscard]] std::string payload_of(const CorrectionWithdrawn& act);
[[nodiscard]] std::string payload_of(const RowSettled& act);
[[nodiscard]] std::string payload_of(const RowUnsettled& act);
[[nodiscard]] std::string payload_of(const ColumnsMapped& act);
[[nodiscard]] std::string payload_of(const RoleChanged& act);
[[nodiscard]] std::string payload_of(const LinkGiven& act);
[[nodiscard]] std::string payload_of(const RecommendationTagged& act);
[[nodiscard]] std::string payload_of(const CallKeyed& act);

/// corrupt when the payload is not what payload_of writes.
[[nodiscard]] base::Result<Space> space_from(std::string_view payload);
[[nodiscard]] base::Result<DocumentRead> document_read_from(std::string_view payload);
[[nodiscard]] base::Result<DocumentReread> document_reread_from(std::string_view payload);
[[nodiscard]] base::Result<CopyChosen> copy_chosen_from(std::string_view payload);
[[nodiscard]] base::Result<RecommendationCorrected> recommendation_corrected_from(
    std::string_view payload);
[[nodiscard]] base::Result<CorrectionWithdrawn> correction_withdrawn_from(std::string_view payload);
[[nodiscard]] base::Result<RowSettled> row_settled_from(std::string_view payload);
[[nodiscard]] base::Result<RowUnsettled> row_unsettled_from(std::string_view payload);
[[nodiscard]] base::Result<ColumnsMapped> columns_mapped_from(std::string_view payload);
[[nodiscard]] base::Result<RoleChanged> role_changed_from(std::string_view payload);
[[nodiscard]] base::Result<CallKeyed> call_keyed_from(std::string_view payload);
[[nodiscard]] base::Result<RecommendationTagged> recommendation_tagged_from(
    std::string_view payload);
/// The work that a publishing or withdrawing names.
[[nodiscard]] base::Result<std::string> work_from(std::string_view payload);

/// Values of a correction as they stand in payloads and tables.
[[nodiscard]] base::JsonObject to_json(const CorrectionValue& value);
[[nodiscard]] base::Result<CorrectionValue> correction_value_from(const base::JsonObject& object);

/// Whether it can name a space: a-z, 0-9 and "-", 1 to 40 characters, a letter first.
[[nodiscard]] bool is_space_name(std::string_view name);

}  // namespace comity::store
