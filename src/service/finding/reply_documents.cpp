#include "service/finding/reply_documents.h"

#include "service/finding/index_documents.h"
#include "service/finding/work_facets.h"

namespace comity::service {
namespace {

using search::IndexDocument;

// Above the numbers of works; an id has the group in its high bits, as that of a work has.
constexpr int kGroupShift = 24;
constexpr std::uint64_t kReplyGroups = std::uint64_t{1} << 39;
constexpr std::size_t kMostParagraphs = (std::size_t{1} << 22) - 1;

/// What all documents of a reply have in common.
IndexDocument blank_of(const store::CallRecord& call, const store::ReplyRecord& reply,
                       const calling::Sent& sent) {
  const auto day = base::to_rfc3339(reply.received).substr(0, 10);
  IndexDocument document;
  document.group = group_of(reply);
  document.id = document.group << kGroupShift;
  document.visibility = kPublic;
  document.language = sent.language;
  document.date = days_of(day);
  const auto add = [&](std::string_view name, std::string_view value) {
    if (!value.empty()) document.facets.push_back({std::string(name), std::string(value)});
  };
  add(facet::kKind, facet::kReply);
  add(facet::kDocumentKind, facet::kReply);
  add(facet::kSource, facet::kReply);
  add(facet::kWork, base::to_text(call.id));
  add(facet::kReplyId, base::to_text(reply.id));
  add(facet::kBody, sent.content.body);
  add(facet::kTextLanguage, model::code_of(sent.language));
  add(facet::kYear, day.substr(0, 4));
  return document;
}

base::JsonObject stored_of(const store::CallRecord& call, const store::ReplyRecord& reply,
                           const calling::Sent& sent, std::string_view anchor) {
  auto address = calling::reply_address(call, reply.id);
  if (!anchor.empty()) address += "#" + std::string(anchor);
  base::JsonObject json{{"kind", facet::kReply},
                        {"work", base::to_text(call.id)},
                        {"title", model::text_in(call.content.title, sent.language)},
                        {"body", sent.content.body},
                        {"date", base::to_rfc3339(reply.received).substr(0, 10)},
                        {"address", std::move(address)}};
  if (call.specimen) json["specimen"] = true;
  return json;
}

}  // namespace

std::uint64_t group_of(const store::ReplyRecord& reply) { return kReplyGroups | reply.first; }

std::optional<store::EntryNumber> received_by(std::uint64_t group) {
  if ((group & kReplyGroups) == 0) return std::nullopt;
  return group & (kReplyGroups - 1);
}

bool is_found(const store::CallRecord& call, const store::ReplyRecord& reply) {
  return call.content.state != model::CallState::draft && !reply.withdrawn && reply.content &&
         model::is_published(call.content, reply.way, *reply.content);
}

std::vector<IndexDocument> reply_documents(const store::CallRecord& call,
                                           const store::ReplyRecord& reply,
                                           const calling::Sent& sent) {
  std::vector<IndexDocument> documents;
  const auto blank = blank_of(call, reply, sent);
  auto& whole = documents.emplace_back(blank);
  whole.title = sent.content.body;
  whole.text = model::text_in(call.content.title, sent.language);
  whole.stored = base::to_text(stored_of(call, reply, sent, ""));
  for (auto& paragraph : calling::paragraphs_of(call, sent)) {
    if (documents.size() > kMostParagraphs) break;
    const auto place = documents.size();
    auto& document = documents.emplace_back(blank);
    document.id |= place;
    document.stored = base::to_text(stored_of(call, reply, sent, anchor_of(paragraph)));
    document.text = std::move(paragraph.text);
  }
  return documents;
}

}  // namespace comity::service
