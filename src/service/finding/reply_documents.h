#pragma once

#include <optional>
#include <vector>

#include "search/index.h"
#include "service/consultation/parts.h"

// What of a published reply to a call can be found. No other reply is put into an index at all:
// not one that is confidential or anonymous, and none before it is published
// (docs/decisions/0036-published-replies-are-found.md).
namespace comity::service {

/// The group of a reply's index documents, which no work has.
[[nodiscard]] std::uint64_t group_of(const store::ReplyRecord& reply);
/// The entry that received the reply of a group; nothing for the group of a work.
[[nodiscard]] std::optional<store::EntryNumber> received_by(std::uint64_t group);

/// Whether everyone may read it.
[[nodiscard]] bool is_found(const store::CallRecord& call, const store::ReplyRecord& reply);

/// The reply as a whole, found by its body's name, and each of its paragraphs.
[[nodiscard]] std::vector<search::IndexDocument> reply_documents(const store::CallRecord& call,
                                                                 const store::ReplyRecord& reply,
                                                                 const calling::Sent& sent);

}  // namespace comity::service
