#include "http/pages/consultation_views.h"

#include <algorithm>

#include "http/protocol/address.h"

namespace comity::http {
namespace {

constexpr std::string_view kSixLanguages[] = {"ar", "zh", "en", "fr", "ru", "es"};
constexpr std::string_view kBodies[] = {"State", "agency", "NGO", "institution", "other"};
constexpr std::string_view kWaysToAnswer[] = {"named", "confidential", "anonymous"};
constexpr std::string_view kTermsOffered[] = {"by_choice", "all", "none"};

bool holds_word(const base::JsonArray& words, std::string_view word) {
  return std::any_of(words.begin(), words.end(), [&](const base::Json& each) {
    return each.is_string() && each.get_string() == word;
  });
}

bool is_right_to_left(std::string_view language) { return language == "ar"; }

std::string_view direction_of(std::string_view language) {
  return is_right_to_left(language) ? "rtl" : "ltr";
}

base::JsonObject field_json(const base::JsonObject& question,
                            const std::vector<Parameter>& filled) {
  base::JsonObject field = question;
  const auto number = std::to_string(base::integer_at(question, "number"));
  const std::string value(value_of(filled, "answer." + number));
  base::JsonArray choices;
  for (const base::Json& each : base::array_at(question, "choices")) {
    base::JsonObject choice = each.as_object();
    choice["checked"] = value == std::to_string(base::integer_at(choice, "number"));
    choice["of"] = number;
    choices.push_back(std::move(choice));
  }
  field["choices"] = std::move(choices);
  field["value"] = value;
  field["needed"] = base::truth_at(question, "required");
  return field;
}

base::JsonArray kept_files(const base::JsonArray& parts) {
  base::JsonArray files;
  for (const base::Json& part : parts) {
    if (base::text_at(part.as_object(), "kind") == "file") files.push_back(part);
  }
  return files;
}

}  // namespace

base::Json call_extra(const base::JsonObject& call) {
  base::JsonArray texts;
  const auto& languages = base::array_at(call, "languages");
  for (const base::Json& each : languages) {
    const std::string code(each.get_string());
    texts.push_back(base::JsonObject{
        {"code", code},
        {"language_address", std::string(base::text_at(call, "address")) + "?text=" + code},
        {"chosen", code == base::text_at(call, "language")}});
  }
  return base::JsonObject{{"several_texts", texts.size() > 1},
                          {"texts", std::move(texts)},
                          {"text_direction", direction_of(base::text_at(call, "language"))},
                          {"has_questions", !base::array_at(call, "questions").empty()}};
}

base::Json editor_extra(const base::JsonObject& answer, bool is_new) {
  base::JsonArray texts, ways, kinds, terms;
  for (const auto code : kSixLanguages) {
    base::JsonObject text{{"code", code}, {"title", ""}, {"text", ""}, {"questions", ""}};
    for (const base::Json& each : base::array_at(answer, "written")) {
      if (base::text_at(each.as_object(), "language") != code) continue;
      for (const char* key : {"title", "text", "questions"}) {
        text[key] = base::text_at(each.as_object(), key);
      }
    }
    text["text_direction"] = direction_of(code);
    text["shown"] = code == "en" || !base::text_at(text, "title").empty();
    texts.push_back(std::move(text));
  }
  for (const auto way : kWaysToAnswer) {
    const bool chosen = is_new ? way == "named" : holds_word(base::array_at(answer, "ways"), way);
    ways.push_back(base::JsonObject{{"way", way}, {"chosen", chosen}});
  }
  for (const auto kind : kBodies) {
    kinds.push_back(base::JsonObject{
        {"kind", kind}, {"chosen", holds_word(base::array_at(answer, "invited"), kind)}});
  }
  const auto held = is_new ? std::string_view("by_choice") : base::text_at(answer, "terms");
  for (const auto each : kTermsOffered) {
    terms.push_back(base::JsonObject{{"terms", each}, {"chosen", each == held}});
  }
  base::JsonObject extra{{"is_new", is_new},
                         {"texts", std::move(texts)},
                         {"ways_offered", std::move(ways)},
                         {"kinds", std::move(kinds)},
                         {"terms_offered", std::move(terms)}};
  extra["several_spaces"] = base::array_at(answer, "spaces").size() > 1;
  extra["action"] =
      is_new ? std::string("/consultations") : std::string(base::text_at(answer, "address"));
  return extra;
}

std::vector<Parameter> fields_of_reply(const base::JsonObject& reply) {
  std::vector<Parameter> fields;
  for (const char* name : {"way", "language", "body", "kind"}) {
    fields.push_back({name, std::string(base::text_at(reply, name))});
  }
  if (base::truth_at(reply, "publish")) fields.push_back({"publish", "yes"});
  for (const base::Json& part : base::array_at(reply, "parts")) {
    const auto& object = part.as_object();
    if (base::text_at(object, "kind") != "answer") continue;
    fields.push_back({"answer." + std::to_string(base::integer_at(object, "number")),
                      std::string(base::text_at(object, "given"))});
  }
  return fields;
}

bool is_upload(std::string_view field) { return field == "upload" || field.starts_with("upload."); }

base::Json reply_form_extra(const base::JsonObject& call, const std::vector<Parameter>& filled,
                            const base::JsonArray& parts) {
  base::JsonArray fields, kinds, languages, ways;
  for (const base::Json& question : base::array_at(call, "questions")) {
    fields.push_back(field_json(question.as_object(), filled));
  }
  const auto& invited = base::array_at(call, "invited");
  for (const auto kind : kBodies) {
    // What a reply was taken as it stays, though the call invites others by now.
    const bool chosen = value_of(filled, "kind") == kind;
    if (!chosen && !invited.empty() && !holds_word(invited, kind)) continue;
    kinds.push_back(base::JsonObject{{"kind", kind}, {"chosen", chosen}});
  }
  const auto given = value_of(filled, "language");
  const auto language = given.empty() ? base::text_at(call, "language") : given;
  for (const auto code : kSixLanguages) {
    languages.push_back(base::JsonObject{{"code", code}, {"chosen", code == language}});
  }
  const auto& offered = base::array_at(call, "ways_open");
  for (const auto way : kWaysToAnswer) {
    if (!holds_word(offered, way)) continue;
    const bool chosen = offered.size() == 1 || value_of(filled, "way") == way;
    ways.push_back(base::JsonObject{{"way", way}, {"chosen", chosen}});
  }
  base::JsonArray uploads;
  for (const auto& field : filled) {
    if (!is_upload(field.name) || field.value.empty()) continue;
    uploads.push_back(base::JsonObject{{"field", field.name}, {"secret", field.value}});
  }
  auto files = kept_files(parts);
  base::JsonObject extra{{"fields", std::move(fields)},
                         {"kinds", std::move(kinds)},
                         {"languages_offered", std::move(languages)},
                         {"ways_offered", std::move(ways)},
                         {"body_value", value_of(filled, "body")},
                         {"publish_value", !value_of(filled, "publish").empty()},
                         {"has_uploads", !uploads.empty()},
                         {"uploads", std::move(uploads)},
                         {"has_files", !files.empty()},
                         {"kept_files", std::move(files)}};
  extra["by_choice"] = base::text_at(call, "terms") == "by_choice";
  extra["text_direction"] = direction_of(base::text_at(call, "language"));
  return extra;
}

}  // namespace comity::http
