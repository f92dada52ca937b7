#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/json.h"
#include "base/result.h"
#include "model/language.h"

// A call for input: what is asked, of whom, until when, and on which terms.
namespace comity::model {

/// One text in some of the six languages; at least one of them, none empty.
using InLanguages = std::map<Language, std::string>;

/// The text in a language; where there is none, in English, else in the first there is.
[[nodiscard]] std::string_view text_in(const InLanguages& texts, Language language);

enum class CallState : std::uint8_t {
  draft,   ///< for its space's editors alone
  open,    ///< public; takes replies between its two times
  closed,  ///< public; takes none
};
[[nodiscard]] std::string_view name_of(CallState state);

/// How somebody answers.
enum class Way : std::uint8_t {
  named,         ///< the body stands beside its reply
  confidential,  ///< the named readers know the body, nobody else
  anonymous,     ///< nobody is told a body
};
[[nodiscard]] std::string_view name_of(Way way);
[[nodiscard]] std::optional<Way> way_from(std::string_view name);

enum class BodyKind : std::uint8_t { state, agency, ngo, institution, other };
inline constexpr BodyKind kBodyKinds[] = {BodyKind::state, BodyKind::agency, BodyKind::ngo,
                                          BodyKind::institution, BodyKind::other};
/// "State", "agency", "NGO", "institution", "other".
[[nodiscard]] std::string_view name_of(BodyKind kind);
[[nodiscard]] std::optional<BodyKind> body_kind_from(std::string_view name);

/// What becomes of named replies once the call's replies are shown to everyone.
enum class Terms : std::uint8_t {
  none,       ///< none is published
  by_choice,  ///< those whose contributor says so
  all,
};
[[nodiscard]] std::string_view name_of(Terms terms);

enum class QuestionKind : std::uint8_t { text, choice, file };
[[nodiscard]] std::string_view name_of(QuestionKind kind);

/// A question by its place: the first is question 1.
struct Question {
  QuestionKind kind = QuestionKind::text;
  InLanguages text;
  std::vector<InLanguages> choices;  ///< of a choice, at least two
  bool required = false;
  bool operator==(const Question&) const = default;
};

struct Call {
  CallState state = CallState::draft;
  InLanguages title;
  InLanguages text;  ///< paragraphs parted by empty lines; may be empty
  std::vector<Question> questions;
  std::vector<BodyKind> invited;  ///< none: anyone
  base::Time opens;               ///< replies are taken from then on
  base::Time closes;              ///< and no longer from then on
  std::string time_zone;          ///< IANA name, in which people are told both
  std::vector<Way> ways;
  Terms terms = Terms::by_choice;
  bool shown = false;  ///< what may be published of the replies is, to everyone
  bool operator==(const Call&) const = default;
};

/// As the journal holds it; times are microseconds.
[[nodiscard]] base::JsonObject to_json(const Call& call);
/// corrupt when it is not what to_json writes.
[[nodiscard]] base::Result<Call> call_from_json(const base::JsonObject& object);

/// `{"en": "…"}`, languages in their order.
[[nodiscard]] base::JsonObject to_json(const InLanguages& texts);
/// invalid_input: not an object of texts by language codes.
[[nodiscard]] base::Result<InLanguages> in_languages_from_json(const base::JsonObject& object);
[[nodiscard]] std::optional<CallState> call_state_from(std::string_view name);
[[nodiscard]] std::optional<Terms> terms_from(std::string_view name);
[[nodiscard]] std::optional<QuestionKind> question_kind_from(std::string_view name);

}  // namespace comity::model
