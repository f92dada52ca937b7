#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/consultation/consultations.h"
#include "service/consultation/reply_texts.h"

// What the parts of consultations share.
namespace comity::service::calling {

/// The call as its page shows it, in the asker's language.
[[nodiscard]] base::JsonObject call_json(Installation& installation, const Ask& ask,
                                         const store::CallRecord& record);
/// A call that the asker may see. not_found.
[[nodiscard]] base::Result<store::CallRecord> call_named(const store::Read& read, const Ask& ask,
                                                         std::string_view id);
/// The address of a call's page.
[[nodiscard]] std::string call_address(store::CallId id);
/// Whether it takes replies at this moment.
[[nodiscard]] bool takes_replies(const Installation& installation, const model::Call& call);
/// Writes into the journal that the deadline of an open call is over, if it is, so that no clock
/// that goes back opens it again. Whether the record has changed by it. Where it cannot be written
/// the call can be read all the same, and takes no reply by the clock.
bool close_if_over(Installation& installation, const store::CallRecord& record);

/// Whether the asker reads every reply of the call.
[[nodiscard]] bool reads_all(const Actor& actor, const store::CallRecord& call);
[[nodiscard]] std::string reply_address(const store::CallRecord& call, store::ReplyId id);
/// What somebody sent, as it can be read: of a sealed reply once it was opened.
struct Sent {
  model::Language language = model::Language::und;
  model::ReplyContent content;
  std::vector<std::vector<std::string>> texts;  ///< paragraphs of each file
  std::vector<std::string> bytes;               ///< of each file, where it was sealed; else empty
};
/// Of a reply in plain.
[[nodiscard]] base::Result<Sent> sent_in_plain(const store::Store& store,
                                               const store::ReplyRecord& reply);
/// What a reader of the call opens in their session. Errors of opener_of().
[[nodiscard]] base::Result<Sent> opened_by(Installation& installation, const Actor& actor,
                                           const store::CallRecord& call,
                                           const store::ReplyRecord& reply);
/// What who sent it opens with its receipt code.
[[nodiscard]] base::Result<Sent> opened_with(Installation& installation, std::string_view code,
                                             const store::ReplyRecord& reply);
/// Seals it to the readers of the call and to its receipt code, and keeps that.
[[nodiscard]] base::Result<base::Hash> kept_sealed(Installation& installation,
                                                   const store::CallRecord& call,
                                                   std::string_view code, const Sent& sent);
/// The ways to answer that are open now: without a reader who has a key, none that is sealed.
[[nodiscard]] std::vector<model::Way> ways_open(Installation& installation,
                                                const store::CallRecord& call);

/// In which direction a language is written: "ltr" or "rtl".
[[nodiscard]] std::string_view direction_of(model::Language language);
/// In which most letters of a text go: what is written in no language that is known may begin with
/// a symbol or a name of another script.
[[nodiscard]] std::string_view direction_of_text(std::string_view text);
/// Of a paragraph of a reply in the language: of a file, whose language nobody told, by its text.
[[nodiscard]] std::string_view direction_of(model::Language language,
                                            const ReplyParagraph& paragraph);

/// A reply's line in a list; `received` RFC 3339, of an anonymous one the day. `sent` is null where
/// it is not opened.
[[nodiscard]] base::JsonObject reply_json(const store::CallRecord& call,
                                          const store::ReplyRecord& reply, const Sent* sent);
/// Its answers and files, question by question.
[[nodiscard]] base::JsonArray parts_json(const store::CallRecord& call,
                                         const store::ReplyRecord& reply, const Sent& sent);
/// Its paragraphs, which marks name by part and number.
[[nodiscard]] std::vector<ReplyParagraph> paragraphs_of(const store::CallRecord& call,
                                                        const Sent& sent);
/// The paragraphs of a file that was read.
[[nodiscard]] std::vector<std::string> texts_of(const model::Reading& reading);

/// Whether so many bytes are free on the disk of the data folder; also where nobody can tell.
[[nodiscard]] bool has_room(const Installation& installation, std::uint64_t bytes);
/// Before anything of a reply is read: whether the call takes it at all. conflict.
[[nodiscard]] base::Status must_take(Installation& installation, const store::CallRecord& record);

/// What a reply names of files that were sent ahead.
struct Brought {
  std::vector<NewReplyFile> files;  ///< opened, in the order in which they are named
  std::vector<std::size_t> before;  ///< places, from 0, of those that this sender sent before
  std::vector<store::TakenUpload> uploads;  ///< go with the reply
};
/// invalid_input: one is unknown, has expired, was named twice, or has gone with another reply;
/// conflict: it has not arrived whole; too_large.
[[nodiscard]] base::Result<Brought> brought_by(Installation& installation,
                                               const store::CallRecord& call, std::string_view code,
                                               const ReplyWish& wish);

/// A receipt code without what people write into it. invalid_input.
[[nodiscard]] base::Result<std::string> receipt_from(std::string_view written);
[[nodiscard]] base::Hash receipt_hash(std::string_view code);

/// What a wish comes to, checked against the call; `sent` has the files that stay. New files are
/// cleaned and read; those of a named reply are kept, those of others stay in it until it is
/// sealed. A kind of body that the reply had before may stay, whoever the call invites by now.
[[nodiscard]] base::Result<Sent> sent_by(Installation& installation, const store::CallRecord& call,
                                         ReplyWish& wish, Sent sent,
                                         std::optional<model::BodyKind> had = {});
/// What was sent, so that the same sent again is known.
[[nodiscard]] base::Hash digest_of(const store::CallRecord& call, model::Way way, const Sent& sent);

}  // namespace comity::service::calling
