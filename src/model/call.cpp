#include "model/call.h"

#include <algorithm>
#include <array>

namespace comity::model {
namespace {

using base::ErrorKind;
using base::JsonArray;
using base::JsonObject;

constexpr std::array kCallStates = {CallState::draft, CallState::open, CallState::closed};
constexpr std::array kWays = {Way::named, Way::confidential, Way::anonymous};
constexpr std::array kTerms = {Terms::none, Terms::by_choice, Terms::all};
constexpr std::array kQuestionKinds = {QuestionKind::text, QuestionKind::choice,
                                       QuestionKind::file};

template <typename Values>
auto value_named(const Values& values, std::string_view name) {
  const auto found = std::find_if(std::begin(values), std::end(values),
                                  [&](auto value) { return name_of(value) == name; });
  return found == std::end(values) ? std::nullopt : std::optional(*found);
}

tl::unexpected<base::Error> broken_call(std::string_view what) {
  return base::fail(ErrorKind::corrupt, "a call lacks or misstates: " + std::string(what));
}

JsonObject json_of(const Question& question) {
  JsonArray choices;
  for (const auto& choice : question.choices) choices.push_back(to_json(choice));
  return {{"kind", name_of(question.kind)},
          {"text", to_json(question.text)},
          {"choices", std::move(choices)},
          {"required", question.required}};
}

base::Result<Question> question_from(const base::Json& json) {
  if (!json.is_object()) return broken_call("questions");
  const auto& object = json.get_object();
  Question question;
  const auto kind = question_kind_from(base::text_at(object, "kind"));
  if (!kind) return broken_call("kind");
  question.kind = *kind;
  COMITY_TRY(question.text, in_languages_from_json(base::object_at(object, "text")));
  for (const auto& choice : base::array_at(object, "choices")) {
    if (!choice.is_object()) return broken_call("choices");
    COMITY_TRY(auto texts, in_languages_from_json(choice.get_object()));
    question.choices.push_back(std::move(texts));
  }
  question.required = base::truth_at(object, "required");
  return question;
}

/// Values by their names, as an array of a call lists them.
template <typename Value>
base::Result<std::vector<Value>> listed(const JsonObject& object, std::string_view key,
                                        std::optional<Value> (*from)(std::string_view)) {
  std::vector<Value> values;
  for (const auto& each : base::array_at(object, key)) {
    const auto value = each.is_string() ? from(each.get_string()) : std::nullopt;
    if (!value) return broken_call(key);
    values.push_back(*value);
  }
  return values;
}

template <typename Values>
JsonArray names_of_all(const Values& values) {
  JsonArray names;
  for (const auto value : values) names.emplace_back(name_of(value));
  return names;
}

}  // namespace

std::string_view text_in(const InLanguages& texts, Language language) {
  for (const auto wanted : {language, Language::en}) {
    if (const auto found = texts.find(wanted); found != texts.end()) return found->second;
  }
  return texts.empty() ? std::string_view() : texts.begin()->second;
}

std::string_view name_of(CallState state) {
  switch (state) {
    case CallState::draft:
      return "draft";
    case CallState::open:
      return "open";
    case CallState::closed:
      return "closed";
  }
  return "";
}

std::string_view name_of(Way way) {
  switch (way) {
    case Way::named:
      return "named";
    case Way::confidential:
      return "confidential";
    case Way::anonymous:
      return "anonymous";
  }
  return "";
}

std::string_view name_of(BodyKind kind) {
  switch (kind) {
    case BodyKind::state:
      return "State";
    case BodyKind::agency:
      return "agency";
    case BodyKind::ngo:
      return "NGO";
    case BodyKind::institution:
      return "institution";
    case BodyKind::other:
      return "other";
  }
  return "";
}

std::string_view name_of(Terms terms) {
  switch (terms) {
    case Terms::none:
      return "none";
    case Terms::by_choice:
      return "by_choice";
    case Terms::all:
      return "all";
  }
  return "";
}

std::string_view name_of(QuestionKind kind) {
  switch (kind) {
    case QuestionKind::text:
      return "text";
    case QuestionKind::choice:
      return "choice";
    case QuestionKind::file:
      return "file";
  }
  return "";
}

std::optional<CallState> call_state_from(std::string_view name) {
  return value_named(kCallStates, name);
}
std::optional<Way> way_from(std::string_view name) { return value_named(kWays, name); }
std::optional<BodyKind> body_kind_from(std::string_view name) {
  return value_named(kBodyKinds, name);
}
std::optional<Terms> terms_from(std::string_view name) { return value_named(kTerms, name); }
std::optional<QuestionKind> question_kind_from(std::string_view name) {
  return value_named(kQuestionKinds, name);
}

JsonObject to_json(const InLanguages& texts) {
  JsonObject object;
  for (const auto& [language, text] : texts) object[code_of(language)] = text;
  return object;
}

base::Result<InLanguages> in_languages_from_json(const JsonObject& object) {
  InLanguages texts;
  for (const auto& [code, text] : object) {
    const auto language = language_from(code);
    if (!language || *language == Language::und || !text.is_string()) {
      return base::fail(ErrorKind::invalid_input,
                        "a text goes by the code of its language: " + std::string(code), {},
                        "write ar, zh, en, fr, ru or es");
    }
    if (!text.get_string().empty()) texts[*language] = std::string(text.get_string());
  }
  return texts;
}

JsonObject to_json(const Call& call) {
  JsonArray questions;
  for (const auto& question : call.questions) questions.push_back(json_of(question));
  return {{"state", name_of(call.state)},
          {"title", to_json(call.title)},
          {"text", to_json(call.text)},
          {"questions", std::move(questions)},
          {"invited", names_of_all(call.invited)},
          {"opens", call.opens.microseconds},
          {"closes", call.closes.microseconds},
          {"time_zone", call.time_zone},
          {"ways", names_of_all(call.ways)},
          {"terms", name_of(call.terms)},
          {"shown", call.shown}};
}

base::Result<Call> call_from_json(const JsonObject& object) {
  Call call;
  const auto state = call_state_from(base::text_at(object, "state"));
  if (!state) return broken_call("state");
  call.state = *state;
  COMITY_TRY(call.title, in_languages_from_json(base::object_at(object, "title")));
  COMITY_TRY(call.text, in_languages_from_json(base::object_at(object, "text")));
  for (const auto& each : base::array_at(object, "questions")) {
    COMITY_TRY(auto question, question_from(each));
    call.questions.push_back(std::move(question));
  }
  COMITY_TRY(call.invited, listed<BodyKind>(object, "invited", body_kind_from));
  call.opens.microseconds = base::integer_at(object, "opens");
  call.closes.microseconds = base::integer_at(object, "closes");
  call.time_zone = base::text_at(object, "time_zone");
  COMITY_TRY(call.ways, listed<Way>(object, "ways", way_from));
  const auto terms = terms_from(base::text_at(object, "terms"));
  if (!terms) return broken_call("terms");
  call.terms = *terms;
  call.shown = base::truth_at(object, "shown");
  return call;
}

}  // namespace comity::model
