#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "service/coding/coding.h"
#include "service/coding/state.h"
#include "service/coding/words.h"

// What the pages of coding, synthesis and report share.
namespace comity::service::coding {

/// One look at a call's coding.
struct Looked {
  store::Read read;
  std::shared_ptr<const CodingState> state;
  store::ActorId person;  ///< 0 for the public
  model::Language language = model::Language::en;
};

/// not_found: the call; forbidden: not for those who may `action` in its space.
[[nodiscard]] base::Result<Looked> look(Installation& installation, const Ask& ask,
                                        std::string_view call, Action action);
/// The same for what is shown to all once it is published.
[[nodiscard]] base::Result<Looked> look_at_published(Installation& installation, const Ask& ask,
                                                     std::string_view call);

/// `{"id", "title", "address", "state"}`.
[[nodiscard]] base::JsonObject short_call_json(const Ask& ask, const CodingState& state);
/// `{"id", "address", "name", "way", "kind", "language", "direction", "version", "published"}`:
/// `name` of the body, or empty where it is not named; `language` "und" of a sealed one.
[[nodiscard]] base::JsonObject reply_head_json(const CodingState& state, const ReplyHead& reply);
/// The same of one that was opened, with its language, which of a sealed one no list has.
[[nodiscard]] base::JsonObject reply_head_json(const CodingState& state, const ReplyHead& reply,
                                               model::Language language);
/// `{"id", "reply": {}, "part", "paragraph", "place", "from", "to", "codes": [{"code", "title"}],
/// "words", "open", "stale", "use", "seen"}`; `words` empty where they are not the actor's to read.
[[nodiscard]] base::Result<base::JsonObject> passage_json(ReplyWords& words, const Looked& looked,
                                                          std::size_t passage);
/// The codes with their titles: those of every call in the language, the call's own as written.
[[nodiscard]] base::JsonArray codes_json(const CodingState& state, model::Language language);
[[nodiscard]] std::string title_of_code(const CodingState& state, const std::string& code,
                                        model::Language language);
/// Which of a list of so many is shown: from 0, with the numbers of the pages around.
[[nodiscard]] base::JsonObject pages_json(std::size_t count, std::size_t a_page, int page);

/// Appends an act of the person; gives its entry.
[[nodiscard]] base::Result<store::EntryNumber> append_act(Installation& installation,
                                                          const Looked& looked,
                                                          store::CodingAct act, SeenEntry seen);
/// A new id of a passage or a line.
[[nodiscard]] std::string new_coding_id();

}  // namespace comity::service::coding
