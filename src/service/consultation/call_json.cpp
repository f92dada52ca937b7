#include <algorithm>

#include "base/text.h"
#include "base/time_zone.h"
#include "service/consultation/parts.h"

// A call as its page shows it.
namespace comity::service::calling {
namespace {

using base::JsonArray;
using base::JsonObject;
using model::Language;

constexpr Language kSix[] = {Language::ar, Language::zh, Language::en,
                             Language::fr, Language::ru, Language::es};

/// The language in which a text is shown.
Language shown_language(const model::InLanguages& texts, Language wanted) {
  for (const auto language : {wanted, Language::en}) {
    if (texts.contains(language)) return language;
  }
  return texts.empty() ? Language::und : texts.begin()->first;
}

JsonArray paragraphs_json(std::string_view text) {
  JsonArray paragraphs;
  for (const auto line : base::split(text, '\n')) {
    if (!line.empty()) paragraphs.emplace_back(line);
  }
  return paragraphs;
}

JsonArray questions_json(const model::Call& call, Language language) {
  JsonArray questions;
  for (std::size_t i = 0; i < call.questions.size(); ++i) {
    const auto& question = call.questions[i];
    JsonArray choices;
    for (std::size_t c = 0; c < question.choices.size(); ++c) {
      choices.push_back(
          JsonObject{{"number", c + 1}, {"text", model::text_in(question.choices[c], language)}});
    }
    questions.push_back(JsonObject{{"number", i + 1},
                                   {"kind", model::name_of(question.kind)},
                                   {"text", model::text_in(question.text, language)},
                                   {"choices", std::move(choices)},
                                   {"required", question.required}});
  }
  return questions;
}

/// What an editor writes the next version from, language by language.
JsonArray written_json(const model::Call& call) {
  JsonArray all;
  for (const auto language : kSix) {
    const auto in = [&](const model::InLanguages& texts) {
      const auto found = texts.find(language);
      return found == texts.end() ? std::string() : found->second;
    };
    all.push_back(JsonObject{{"language", model::code_of(language)},
                             {"title", in(call.title)},
                             {"text", in(call.text)},
                             {"questions", questions_text(call.questions, language)}});
  }
  return all;
}

template <typename Values>
JsonArray names_json(const Values& values) {
  JsonArray names;
  for (const auto value : values) names.emplace_back(model::name_of(value));
  return names;
}

/// Why it takes no reply now: "draft", "early", "closed", or empty.
std::string_view shut_because(const Installation& installation, const model::Call& call) {
  if (call.state == model::CallState::draft) return "draft";
  const auto now = installation.clock().now();
  if (call.state == model::CallState::closed || now >= call.closes) return "closed";
  return now < call.opens ? "early" : "";
}

}  // namespace

JsonObject call_json(Installation& installation, const Ask& ask, const store::CallRecord& record) {
  const auto& call = record.content;
  const auto language = shown_language(call.title, ask.language);
  const auto why = shut_because(installation, call);
  const bool edits = may(ask.actor, Action::write_call, record.space_name);
  JsonArray languages;
  for (const auto& [each, title] : call.title) languages.emplace_back(model::code_of(each));
  const auto address = call_address(record.id);
  JsonObject json{
      {"id", base::to_text(record.id)},
      {"address", address},
      {"space", record.space_name},
      {"body", record.space_title},
      {"specimen", record.specimen},
      {"version", record.version},
      {"state", why == "closed" ? std::string_view("closed") : model::name_of(call.state)},
      {"receives", why.empty()},
      {"why_not", why},
      {"title", model::text_in(call.title, language)},
      {"text", paragraphs_json(model::text_in(call.text, language))},
      {"language", model::code_of(language)},
      {"languages", std::move(languages)},
      {"questions", questions_json(call, language)},
      {"invited", names_json(call.invited)},
      {"opens", base::to_rfc3339(call.opens)},
      {"opens_local", base::to_local(call.opens, call.time_zone)},
      {"closes", base::to_rfc3339(call.closes)},
      {"closes_local", base::to_local(call.closes, call.time_zone)},
      {"time_zone", call.time_zone},
      {"ways", names_json(call.ways)},
      {"ways_open", names_json(ways_open(installation, record))},
      {"terms", model::name_of(call.terms)},
      {"shown", call.shown},
      {"may", JsonObject{{"write", edits}, {"read_replies", reads_all(ask.actor, record)}}}};
  if (edits) json["written"] = written_json(call);
  return json;
}

}  // namespace comity::service::calling
