#include <charconv>

#include "base/text.h"
#include "service/consultation/parts.h"
#include "service/sealing/sealing.h"

// Replies that are sealed before they are kept: what lies in the store opens to the named readers,
// and to whoever holds the receipt.
namespace comity::service::calling {
namespace {

using base::JsonArray;
using base::JsonObject;
using base::Result;

tl::unexpected<base::Error> broken_seal() {
  return base::fail(base::ErrorKind::corrupt, "what was sealed is not a reply");
}

CallName sealed_to(const store::CallRecord& call) {
  return {base::to_text(call.id), call.space_name};
}

/// One line of JSON, then the bytes of the files.
std::string packed(const Sent& sent) {
  JsonArray texts;
  for (const auto& each : sent.texts) {
    JsonArray paragraphs;
    for (const auto& text : each) paragraphs.emplace_back(text);
    texts.push_back(std::move(paragraphs));
  }
  std::string bytes = base::to_text(JsonObject{{"language", model::code_of(sent.language)},
                                               {"content", model::to_json(sent.content)},
                                               {"texts", std::move(texts)}});
  bytes += '\n';
  for (const auto& file : sent.bytes) bytes += file;
  return bytes;
}

Result<Sent> unpacked(std::string_view bytes) {
  const auto end = bytes.find('\n');
  if (end == std::string_view::npos) return broken_seal();
  const auto json = base::parse_json(bytes.substr(0, end));
  if (!json || !json->is_object()) return broken_seal();
  const auto& object = json->get_object();
  Sent sent;
  sent.language =
      model::language_from(base::text_at(object, "language")).value_or(model::Language::und);
  COMITY_TRY(sent.content, model::reply_content_from_json(base::object_at(object, "content")));
  for (const auto& each : base::array_at(object, "texts")) {
    if (!each.is_array()) return broken_seal();
    auto& paragraphs = sent.texts.emplace_back();
    for (const auto& text : each.get_array()) {
      if (text.is_string()) paragraphs.emplace_back(text.get_string());
    }
  }
  auto left = bytes.substr(end + 1);
  for (const auto& file : sent.content.files) {
    if (left.size() < file.bytes) return broken_seal();
    sent.bytes.emplace_back(left.substr(0, file.bytes));
    left.remove_prefix(file.bytes);
  }
  if (!left.empty() || sent.texts.size() != sent.content.files.size()) return broken_seal();
  return sent;
}

/// What is kept: so many bytes for the readers, the rest for the receipt.
struct Halves {
  Sealed readers;
  Sealed receipt;
};

Result<Halves> halves_of(const Installation& installation, const store::ReplyRecord& reply) {
  COMITY_TRY(const auto kept, installation.store().file(*reply.sealed));
  const auto end = kept.find('\n');
  std::size_t first = 0;
  const auto* const begin = kept.data();
  const bool counted =
      end != std::string::npos && std::from_chars(begin, begin + end, first).ptr == begin + end;
  if (!counted || kept.size() - end - 1 < first) return broken_seal();
  return Halves{{kept.substr(end + 1, first)}, {kept.substr(end + 1 + first)}};
}

}  // namespace

Result<base::Hash> kept_sealed(Installation& installation, const store::CallRecord& call,
                               std::string_view code, const Sent& sent) {
  const auto bytes = packed(sent);
  COMITY_TRY(const auto readers, seal(installation, sealed_to(call), bytes));
  const auto receipt = seal_to_code(code, bytes);
  return installation.store().put_file(std::to_string(readers.bytes.size()) + "\n" + readers.bytes +
                                       receipt.bytes);
}

Result<Sent> opened_by(Installation& installation, const Actor& actor,
                       const store::CallRecord& call, const store::ReplyRecord& reply) {
  if (reply.content) return sent_in_plain(installation.store(), reply);
  if (!reply.sealed) return broken_seal();
  COMITY_TRY(const auto halves, halves_of(installation, reply));
  COMITY_TRY(const auto bytes, open_sealed(installation, actor, sealed_to(call), halves.readers));
  return unpacked(bytes);
}

Result<Sent> opened_with(Installation& installation, std::string_view code,
                         const store::ReplyRecord& reply) {
  if (reply.content) return sent_in_plain(installation.store(), reply);
  if (!reply.sealed) return Sent{};
  COMITY_TRY(const auto halves, halves_of(installation, reply));
  COMITY_TRY(const auto bytes, open_by_code(code, halves.receipt));
  return unpacked(bytes);
}

std::vector<model::Way> ways_open(Installation& installation, const store::CallRecord& call) {
  std::vector<model::Way> open;
  bool seals = false;
  for (const auto way : call.content.ways) {
    if (way != model::Way::named && !seals) {
      const auto reception = can_receive_sealed(installation, sealed_to(call));
      if (!reception || !reception->possible) break;  // named comes before the others
      seals = true;
    }
    open.push_back(way);
  }
  return open;
}

}  // namespace comity::service::calling
