#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/call.h"
#include "service/accounts/sign_in.h"
#include "service/documents/documents.h"
#include "service/installation.h"

// Consultations: a call for input is written, opened, extended and closed by editors of its space;
// anybody answers it without an account, and comes back with a receipt code
// (docs/decisions/0026-calls-and-replies.md). Answers as in api/openapi.yaml.
namespace comity::service {

/// What a reply may hold. The rest is refused, with the mend.
inline constexpr std::size_t kMostAnswerBytes = std::size_t{200} << 10;
inline constexpr std::size_t kMostReplyFiles = 10;
inline constexpr std::size_t kMostReplyFileBytes = std::size_t{8} << 20;
inline constexpr std::size_t kMostReplyFilesBytes = std::size_t{24} << 20;  ///< new ones together

/// What is free on the disk, below which a call counts as one that cannot receive.
inline constexpr std::uint64_t kRoomForReplies = std::uint64_t{64} << 20;

/// A call as its editor writes it.
struct CallWish {
  std::string space;  ///< of a new one; empty: the installation's own
  model::InLanguages title;
  model::InLanguages text;
  std::vector<model::Question> questions;
  std::vector<std::string> invited;  ///< kinds of bodies; none: anyone
  std::string opens;  ///< as clocks there show it: "2026-12-01T09:00"; empty: at once
  std::string closes;
  std::string time_zone;  ///< IANA name; empty: UTC
  std::vector<std::string> ways;
  std::string terms;
  std::uint64_t seen = 0;  ///< the version that the editor saw
};

/// The questions of a form's field for each language: blocks parted by empty lines, of each the
/// first lines the question, then a line "- …" for each choice; "[file]" before it asks for a file,
/// "*" behind it for an answer in any case. invalid_input: the languages do not agree.
[[nodiscard]] base::Result<std::vector<model::Question>> questions_from_text(
    const model::InLanguages& written);
[[nodiscard]] std::string questions_text(const std::vector<model::Question>& questions,
                                         model::Language language);
/// A call as a file holds it: `title`, `text`, `questions`, `invited`, `opens`, `closes`,
/// `time_zone`, `ways`, `terms`, and `space` of a new one. invalid_input.
[[nodiscard]] base::Result<CallWish> call_wish_from_json(const base::JsonObject& object);

/// Calls that the asker may see.
[[nodiscard]] base::Result<Answer> consultations(Installation& installation, const Ask& ask);
[[nodiscard]] base::Result<Answer> consultation(Installation& installation, const Ask& ask,
                                                std::string_view id);

/// A new call as a draft, or, with an id, another version of it. Once it was opened its questions
/// keep their words; languages and further questions may join. forbidden, invalid_input, conflict
/// (`seen`, or other words).
[[nodiscard]] base::Result<base::JsonObject> write_call(Installation& installation, const Ask& ask,
                                                        std::string_view id, const CallWish& wish);

enum class CallStep : std::uint8_t {
  open,    ///< publish: from now on it is public
  extend,  ///< another deadline, later than now; a closed call opens again
  close,   ///< at once
  show,    ///< to everyone what may be published of its replies
  hide,
};
struct CallStepWish {
  CallStep step = CallStep::open;
  std::string closes;  ///< of extend, as clocks of the call's time zone show it
  std::uint64_t seen = 0;
};
[[nodiscard]] base::Result<base::JsonObject> change_call(Installation& installation, const Ask& ask,
                                                         std::string_view id,
                                                         const CallStepWish& wish);

struct NewReplyFile {
  std::uint32_t question = 0;  ///< which asks for it, or 0
  std::string name;
  std::string bytes;
};
/// A file that was sent ahead of the reply, in parts (uploads.h).
struct SentAhead {
  std::uint32_t question = 0;  ///< which asks for it, or 0
  std::string secret;
};
struct ReplyWish {
  std::string way;
  std::string language;
  std::string body;
  std::string kind;
  bool publish = false;
  std::map<std::uint32_t, std::string> answers;  ///< by question; of a choice its number
  std::vector<SentAhead> uploads;                ///< whole; they come before `files`
  std::vector<NewReplyFile> files;
  std::vector<std::size_t> without;  ///< of the files there were, from 1: those to leave out
  std::string receipt;  ///< a code that new_receipt() made, so that sending again adds nothing
  std::optional<std::uint64_t> seen = {};  ///< of a correction: the reply's version, as it was seen
};

/// Whether a field of a form agrees: yes, true, 1 and on do; nothing, no, false, 0 and off do not;
/// invalid_input: another word, lest a refusal be taken for consent.
[[nodiscard]] base::Result<bool> consent_from(std::string_view field, std::string_view written);
/// A code to come back with: 125 random bits in Crockford's letters, "ABCDE-FGHJK-…".
[[nodiscard]] std::string new_receipt();

/// Takes a reply; durable when it returns. `{"receipt", "unchanged", "reply": {}, "call": {},
/// "changes", "withdraws"}`, the last two whether it can be corrected, and taken back, now;
/// `receipt` is shown this once, and empty where the same reply had come under another one. What
/// stands in the files is not in the answer: it is seen with the receipt. The
/// files were read in confinement; what could not be read is kept and told. conflict (late, early,
/// the form was sent with another text, or its reply withdrawn), invalid_input, too_large,
/// not_found; of a form whose reply is there each of them tells its code.
[[nodiscard]] base::Result<base::JsonObject> receive_reply(Installation& installation,
                                                           const Ask& ask, std::string_view call,
                                                           ReplyWish wish);

/// Who comes back with a code. `network`: whence, for slowing down; kept nowhere.
struct ReceiptHeld {
  std::string code;
  std::string network;
};
/// `{"reply": {}, "call": {}, "changes", "withdraws"}`. not_found: no reply goes by it.
[[nodiscard]] base::Result<Tried<base::JsonObject>> reply_of_receipt(Installation& installation,
                                                                     const Ask& ask,
                                                                     const ReceiptHeld& held);
/// Puts another version in the reply's place: its answers anew, its files and those of the wish.
/// The same answer. conflict: late, or changed meanwhile (`seen`).
[[nodiscard]] base::Result<Tried<base::JsonObject>> correct_reply(Installation& installation,
                                                                  const Ask& ask,
                                                                  const ReceiptHeld& held,
                                                                  ReplyWish wish);
/// Takes it back until the deadline: its content is erased.
[[nodiscard]] base::Result<Tried<base::JsonObject>> withdraw_reply(Installation& installation,
                                                                   const Ask& ask,
                                                                   const ReceiptHeld& held);

/// Who has answered, and what: all of it for readers of submissions in the space, what is published
/// for everyone.
[[nodiscard]] base::Result<Answer> replies(Installation& installation, const Ask& ask,
                                           std::string_view call);
/// One reply as structure. not_found: none that the asker may read.
[[nodiscard]] base::Result<Answer> reply(Installation& installation, const Ask& ask,
                                         std::string_view call, std::string_view id);
/// A file of it as it came, `number` from 1.
[[nodiscard]] base::Result<StoredFile> reply_file(Installation& installation, const Ask& ask,
                                                  std::string_view call, std::string_view id,
                                                  std::size_t number);

/// A letter that invites a body to answer, as DOCX; `origin` is what the server is called outside
/// ("https://…"), `body` whom it is to, or empty.
[[nodiscard]] base::Result<StoredFile> invitation_letter(Installation& installation, const Ask& ask,
                                                         std::string_view call,
                                                         std::string_view body,
                                                         std::string_view origin);

/// Whether each open call can receive, for those who watch over the server: `[{"call", "closes",
/// "receives", "why"}]`. `room`: so many bytes have to be free on the disk of the data folder.
[[nodiscard]] base::Result<base::JsonArray> calls_reception(Installation& installation,
                                                            std::uint64_t room = kRoomForReplies);

}  // namespace comity::service
