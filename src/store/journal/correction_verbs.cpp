#include <algorithm>
#include <array>

#include "base/json_texts.h"
#include "store/journal/verbs.h"
#include "store/journal/verbs_internal.h"

// The payloads of what people decide.
namespace comity::store {
namespace {

using base::ErrorKind;
using base::JsonArray;
using base::JsonObject;

constexpr std::array kVerdicts = {TagVerdict::has, TagVerdict::has_not, TagVerdict::withdrawn};
constexpr std::array kAllCorrects = {Corrects::clause, Corrects::clauses, Corrects::numbers,
                                     Corrects::position};

JsonArray array_of(const std::vector<std::string>& texts) {
  JsonArray array;
  for (const auto& text : texts) array.emplace_back(text);
  return array;
}

std::uint32_t number_at(const JsonObject& object, std::string_view key) {
  return static_cast<std::uint32_t>(base::integer_at(object, key));
}

JsonObject json_of(const ClauseSeen& clause) {
  return {{"work", clause.work},
          {"number", clause.number},
          {"clause", clause.clause},
          {"by", clause.by},
          {"text", clause.text}};
}

base::Result<TagSaid> tag_said_from(const base::Json& json) {
  if (!json.is_object()) return broken_payload("tags");
  const auto& object = json.get_object();
  TagSaid tag{std::string(base::text_at(object, "scheme")),
              std::string(base::text_at(object, "code"))};
  if (tag.scheme.empty()) return broken_payload("scheme");
  if (tag.code.empty()) return broken_payload("code");
  const auto verdict = base::text_at(object, "verdict");
  const auto* const found = std::find_if(kVerdicts.begin(), kVerdicts.end(),
                                         [&](TagVerdict each) { return name_of(each) == verdict; });
  if (found == kVerdicts.end()) return broken_payload("verdict");
  tag.verdict = *found;
  return tag;
}

base::Result<TaggedClause> tagged_clause_from(const base::Json& json) {
  if (!json.is_object()) return broken_payload("clauses");
  const auto& object = json.get_object();
  TaggedClause clause;
  clause.number = base::text_at(object, "number");
  if (clause.number.empty()) return broken_payload("number");
  clause.clause = number_at(object, "clause");
  if (clause.clause == 0) return broken_payload("clause");
  clause.text = base::text_at(object, "text");
  for (const auto& each : base::array_at(object, "tags")) {
    COMITY_TRY(auto tag, tag_said_from(each));
    clause.tags.push_back(std::move(tag));
  }
  if (clause.tags.empty()) return broken_payload("tags");
  return clause;
}

}  // namespace

std::string_view name_of(TagVerdict verdict) {
  switch (verdict) {
    case TagVerdict::has:
      return "has";
    case TagVerdict::has_not:
      return "has_not";
    case TagVerdict::withdrawn:
      return "withdrawn";
  }
  return "";
}

std::string_view name_of(Corrects corrects) {
  switch (corrects) {
    case Corrects::clause:
      return "clause";
    case Corrects::clauses:
      return "clauses";
    case Corrects::numbers:
      return "numbers";
    case Corrects::position:
      return "position";
  }
  return "";
}

JsonObject to_json(const CorrectionValue& value) {
  JsonArray clauses;
  for (std::size_t i = 0; i < value.clauses.size(); ++i) {
    const auto& clause = value.clauses[i];
    JsonObject object;
    if (!value.numbers.empty()) object["number"] = value.numbers[i];
    object["text"] = clause.text;
    object["states"] = array_of(clause.states);
    object["unknown"] = array_of(clause.unknown);
    clauses.push_back(std::move(object));
  }
  return {{"clauses", std::move(clauses)},
          {"position", value.position},
          {"counts_as", model::name_of(value.counts_as)}};
}

base::Result<CorrectionValue> correction_value_from(const JsonObject& object) {
  CorrectionValue value;
  for (const auto& each : base::array_at(object, "clauses")) {
    if (!each.is_object()) return broken_payload("clauses");
    const auto& clause = each.get_object();
    value.clauses.push_back({std::string(base::text_at(clause, "text")),
                             base::texts_at(clause, "states"), base::texts_at(clause, "unknown")});
    if (const auto number = base::text_at(clause, "number"); !number.empty()) {
      value.numbers.emplace_back(number);
    }
  }
  if (value.clauses.empty()) return broken_payload("clauses");
  value.position = base::text_at(object, "position");
  const auto counts_as = model::counts_as_from(base::text_at(object, "counts_as"));
  if (!counts_as) return broken_payload("counts_as");
  value.counts_as = *counts_as;
  return value;
}

base::Result<CorrectionValue> stored_value_from(std::string_view json) {
  COMITY_TRY(const auto value, base::parse_json(json));
  if (!value.is_object()) return base::fail(base::ErrorKind::corrupt, "not a value: corrections");
  return correction_value_from(value.get_object());
}

std::string payload_of(const RecommendationCorrected& act) {
  return base::to_text(JsonObject{
      {"work", act.work},
      {"file", act.file.hex()},
      {"language", std::string(model::code_of(act.language))},
      {"corrects", name_of(act.place.corrects)},
      {"number", act.place.number},
      {"clause", act.place.clause},
      {"of", act.place.of},
      {"replaces", to_json(act.replaces)},
      {"becomes", to_json(act.becomes)},
      {"reason", act.reason},
  });
}

std::string payload_of(const CorrectionWithdrawn& act) {
  return base::to_text(
      JsonObject{{"work", act.work}, {"correction", act.correction}, {"reason", act.reason}});
}

std::string payload_of(const RowSettled& act) {
  JsonObject object{{"work", act.work}, {"row", act.row},    {"by", act.by},
                    {"text", act.text}, {"clause", nullptr}, {"reason", act.reason}};
  if (act.clause) object["clause"] = json_of(*act.clause);
  return base::to_text(object);
}

std::string payload_of(const RowUnsettled& act) {
  return base::to_text(
      JsonObject{{"work", act.work}, {"row", act.row}, {"by", act.by}, {"reason", act.reason}});
}

std::string payload_of(const RecommendationTagged& act) {
  JsonArray clauses;
  for (const auto& clause : act.clauses) {
    JsonArray tags;
    for (const auto& tag : clause.tags) {
      tags.push_back(JsonObject{
          {"scheme", tag.scheme}, {"code", tag.code}, {"verdict", name_of(tag.verdict)}});
    }
    clauses.push_back(JsonObject{{"number", clause.number},
                                 {"clause", clause.clause},
                                 {"text", clause.text},
                                 {"tags", std::move(tags)}});
  }
  return base::to_text(JsonObject{{"work", act.work},
                                  {"language", std::string(model::code_of(act.language))},
                                  {"clauses", std::move(clauses)},
                                  {"reason", act.reason}});
}

base::Result<RecommendationTagged> recommendation_tagged_from(std::string_view payload) {
  COMITY_TRY(const auto object, payload_object(payload));
  RecommendationTagged act;
  act.work = base::text_at(object, "work");
  if (act.work.empty()) return broken_payload("work");
  const auto language = model::language_from(base::text_at(object, "language"));
  if (!language) return broken_payload("language");
  act.language = *language;
  for (const auto& each : base::array_at(object, "clauses")) {
    COMITY_TRY(auto clause, tagged_clause_from(each));
    act.clauses.push_back(std::move(clause));
  }
  if (act.clauses.empty()) return broken_payload("clauses");
  act.reason = base::text_at(object, "reason");
  return act;
}

base::Result<RecommendationCorrected> recommendation_corrected_from(std::string_view payload) {
  COMITY_TRY(const auto object, payload_object(payload));
  RecommendationCorrected act;
  act.work = base::text_at(object, "work");
  if (act.work.empty()) return broken_payload("work");
  const auto file = base::Hash::from_hex(base::text_at(object, "file"));
  if (!file) return broken_payload("file");
  act.file = *file;
  const auto language = model::language_from(base::text_at(object, "language"));
  if (!language) return broken_payload("language");
  act.language = *language;
  const auto about = base::text_at(object, "corrects");
  const auto* const found = std::find_if(kAllCorrects.begin(), kAllCorrects.end(),
                                         [&](Corrects each) { return name_of(each) == about; });
  if (found == kAllCorrects.end()) return broken_payload("corrects");
  act.place = {*found, std::string(base::text_at(object, "number")), number_at(object, "clause"),
               number_at(object, "of")};
  if (act.place.number.empty()) return broken_payload("number");
  const bool of_one = act.place.corrects == Corrects::clause;
  if (of_one != (act.place.clause > 0)) return broken_payload("clause");
  COMITY_TRY(act.replaces, correction_value_from(base::object_at(object, "replaces")));
  COMITY_TRY(act.becomes, correction_value_from(base::object_at(object, "becomes")));
  const bool of_numbers = act.place.corrects == Corrects::numbers;
  for (const auto* value : {&act.replaces, &act.becomes}) {
    if (value->numbers.size() != (of_numbers ? value->clauses.size() : 0)) {
      return broken_payload("number");
    }
  }
  act.reason = base::text_at(object, "reason");
  return act;
}

base::Result<CorrectionWithdrawn> correction_withdrawn_from(std::string_view payload) {
  COMITY_TRY(const auto object, payload_object(payload));
  CorrectionWithdrawn act{std::string(base::text_at(object, "work")),
                          static_cast<EntryNumber>(base::integer_at(object, "correction")),
                          std::string(base::text_at(object, "reason"))};
  if (act.work.empty()) return broken_payload("work");
  if (act.correction == 0) return broken_payload("correction");
  return act;
}

base::Result<RowSettled> row_settled_from(std::string_view payload) {
  COMITY_TRY(const auto object, payload_object(payload));
  RowSettled act;
  act.work = base::text_at(object, "work");
  if (act.work.empty()) return broken_payload("work");
  act.row = number_at(object, "row");
  if (act.row == 0) return broken_payload("row");
  act.by = base::text_at(object, "by");
  act.text = base::text_at(object, "text");
  act.reason = base::text_at(object, "reason");
  const auto* const value = object.if_contains("clause");
  if (value == nullptr) return broken_payload("clause");
  if (value->is_null()) return act;
  if (!value->is_object()) return broken_payload("clause");
  const auto& clause = value->get_object();
  act.clause = ClauseSeen{std::string(base::text_at(clause, "work")),
                          std::string(base::text_at(clause, "number")), number_at(clause, "clause"),
                          std::string(base::text_at(clause, "by")),
                          std::string(base::text_at(clause, "text"))};
  if (act.clause->work.empty() || act.clause->number.empty()) return broken_payload("clause");
  return act;
}

base::Result<RowUnsettled> row_unsettled_from(std::string_view payload) {
  COMITY_TRY(const auto object, payload_object(payload));
  RowUnsettled act{std::string(base::text_at(object, "work")), number_at(object, "row"),
                   std::string(base::text_at(object, "by")),
                   std::string(base::text_at(object, "reason"))};
  if (act.work.empty()) return broken_payload("work");
  if (act.row == 0) return broken_payload("row");
  return act;
}

}  // namespace comity::store
