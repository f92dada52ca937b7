#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "service/consultations.h"
#include "service/reply_texts.h"

// What the parts of consultations share.
namespace comity::service::calling {

/// The call as its page shows it, in the asker's language.
[[nodiscard]] base::JsonObject call_json(const Installation& installation, const Ask& ask,
                                         const store::CallRecord& record);
/// A call that the asker may see. not_found.
[[nodiscard]] base::Result<store::CallRecord> call_named(const store::Read& read, const Ask& ask,
                                                         std::string_view id);
/// The address of a call's page.
[[nodiscard]] std::string call_address(store::CallId id);
/// Whether it takes replies at this moment.
[[nodiscard]] bool takes_replies(const Installation& installation, const model::Call& call);
/// Writes into the journal that the deadline of an open call is over, if it is, so that no clock
/// that goes back opens it again.
[[nodiscard]] base::Status close_if_over(Installation& installation,
                                         const store::CallRecord& record);

/// Whether the asker reads every reply of the call.
[[nodiscard]] bool reads_all(const Actor& actor, const store::CallRecord& call);
[[nodiscard]] std::string reply_address(const store::CallRecord& call, store::ReplyId id);
/// A reply's line in a list; `at` RFC 3339, of an anonymous one the day.
[[nodiscard]] base::JsonObject reply_json(const store::CallRecord& call,
                                          const store::ReplyRecord& reply);
/// Its answers and files, question by question.
[[nodiscard]] base::Result<base::JsonArray> parts_json(const Installation& installation,
                                                       const store::CallRecord& call,
                                                       const store::ReplyRecord& reply);
/// Its paragraphs, which marks name by part and number.
[[nodiscard]] base::Result<std::vector<ReplyParagraph>> paragraphs_of(
    const Installation& installation, const store::CallRecord& call,
    const store::ReplyRecord& reply);

/// A receipt code without what people write into it. invalid_input.
[[nodiscard]] base::Result<std::string> receipt_from(std::string_view written);
[[nodiscard]] base::Hash receipt_hash(std::string_view code);

/// What a wish comes to, checked against the call, its new files read and kept.
[[nodiscard]] base::Result<model::ReplyContent> content_of(Installation& installation,
                                                           const store::CallRecord& call,
                                                           ReplyWish& wish,
                                                           std::vector<model::ReplyFile> kept);
/// What was sent, so that the same sent again is known.
[[nodiscard]] base::Hash digest_of(const store::CallRecord& call, model::Way way,
                                   model::Language language, const model::ReplyContent& content);

}  // namespace comity::service::calling
