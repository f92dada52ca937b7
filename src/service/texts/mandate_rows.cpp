#include "service/texts/mandate_rows.h"

#include "service/address.h"
#include "service/answer_parts.h"

namespace comity::service {
namespace {

using base::JsonArray;
using base::JsonObject;
using grammar::Mandate;
using grammar::Occasion;

constexpr std::string_view kOfState = "state:";

std::string_view kind_of(const Occasion& occasion) {
  switch (occasion.kind) {
    case Occasion::Kind::session:
      return "session";
    case Occasion::Kind::year:
      return "year";
    case Occasion::Kind::recurring:
      return "recurring";
  }
  return {};
}

JsonObject occasion_json(const Occasion& occasion) {
  return {{"kind", kind_of(occasion)}, {"code", grammar::code_of(occasion)},
          {"number", occasion.number}, {"body", occasion.body},
          {"date", occasion.date},     {"every", occasion.every}};
}

base::Result<Occasion> occasion_from(const JsonObject& json) {
  Occasion occasion;
  const auto kind = base::text_at(json, "kind");
  occasion.kind = kind == "session" ? Occasion::Kind::session
                  : kind == "year"  ? Occasion::Kind::year
                                    : Occasion::Kind::recurring;
  occasion.number = static_cast<int>(base::integer_at(json, "number"));
  occasion.body = base::text_at(json, "body");
  occasion.date = base::text_at(json, "date");
  occasion.every = base::text_at(json, "every");
  if (kind == kind_of(occasion)) return occasion;
  return base::fail(base::ErrorKind::corrupt, "no occasion of a mandate", std::string(kind));
}

JsonObject mandate_json(const Mandate& mandate) {
  JsonArray occasions;
  for (const auto& each : mandate.occasions) occasions.push_back(occasion_json(each));
  return {{"kind", grammar::name_of(mandate.kind)},
          {"verb", mandate.verb},
          {"addressees", strings_json(mandate.addressees)},
          {"addressed", mandate.addressed},
          {"action", mandate.action},
          {"occasions", std::move(occasions)}};
}

}  // namespace

JsonArray stored_mandates(const std::vector<const Mandate*>& mandates) {
  JsonArray out;
  for (const auto* each : mandates) out.push_back(mandate_json(*each));
  return out;
}

base::Result<std::vector<Mandate>> mandates_from(const JsonArray& stored) {
  std::vector<Mandate> out;
  for (const auto& value : stored) {
    const auto& json = value.as_object();
    Mandate mandate;
    const bool promise = base::text_at(json, "kind") == "promise";
    mandate.kind = promise ? Mandate::Kind::promise : Mandate::Kind::request;
    mandate.verb = base::text_at(json, "verb");
    for (const auto& code : base::array_at(json, "addressees")) {
      mandate.addressees.emplace_back(code.as_string());
    }
    mandate.addressed = base::text_at(json, "addressed");
    mandate.action = base::text_at(json, "action");
    for (const auto& each : base::array_at(json, "occasions")) {
      COMITY_TRY(auto occasion, occasion_from(each.as_object()));
      mandate.occasions.push_back(std::move(occasion));
    }
    out.push_back(std::move(mandate));
  }
  return out;
}

MandatingText mandating_text(const store::Work& work, const model::Reading& reading) {
  const auto context = grammar::occasion_context(reading);
  return {work.name, work.symbol, work.title, work.date, context.body, context.session};
}

std::string addressee_name(std::string_view code, const StateNames& states,
                           model::Language language) {
  if (!code.starts_with(kOfState)) return std::string(code);
  return states.name(code.substr(kOfState.size()), language);
}

JsonObject to_json(const MandateRow& row, const StateNames& states, model::Language language) {
  JsonArray addressees;
  for (const auto& code : row.mandate.addressees) {
    addressees.push_back(
        JsonObject{{"code", code}, {"name", addressee_name(code, states, language)}});
  }
  base::Json by = nullptr;
  if (row.verdict.by) {
    by = JsonObject{{"work", row.verdict.by->work},
                    {"title", row.verdict.by->title},
                    {"date", row.verdict.by->date},
                    {"address", document_address(row.verdict.by->work)}};
  }
  auto json = mandate_json(row.mandate);
  json["work"] = row.text.work;
  json["title"] = row.text.title;
  json["date"] = row.text.date;
  json["body"] = row.text.body;
  json["session"] = row.text.session;
  json["number"] = row.mandate.number;
  json["addressees"] = std::move(addressees);
  json["text"] = row.paragraph;
  json["address"] = document_address(row.text.work, row.anchor);
  json["state"] = name_of(row.verdict.state);
  json["reason"] = row.verdict.reason;
  json["by"] = std::move(by);
  return json;
}

}  // namespace comity::service
