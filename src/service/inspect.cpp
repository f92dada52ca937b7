#include "service/inspect.h"

#include "base/file_system.h"
#include "grammar/parse.h"
#include "service/document_view.h"

namespace comity::service {
namespace {

using base::JsonArray;
using base::JsonObject;

constexpr std::uint64_t kFileBytes = std::uint64_t{200} << 20;

JsonArray codes(const std::vector<std::string>& states) {
  JsonArray out;
  for (const auto& state : states) out.emplace_back(state);
  return out;
}

JsonObject recommendation_json(const model::Recommendation& recommendation) {
  JsonArray clauses;
  int number = 0;
  for (const auto& clause : recommendation.clauses) {
    clauses.push_back(JsonObject{{"clause", ++number},
                                 {"text", clause.text},
                                 {"states", codes(clause.states)},
                                 {"unknown", codes(clause.unknown)}});
  }
  return {{"number", recommendation.number},
          {"printed", recommendation.printed},
          {"list", recommendation.list},
          {"state_under_review", recommendation.state_under_review},
          {"position", recommendation.position},
          {"counts_as", model::name_of(recommendation.counts_as)},
          {"refers_to", codes(recommendation.refers_to)},
          {"clauses", std::move(clauses)}};
}

JsonObject review_json(const model::Review& review) {
  JsonArray recommendations;
  for (const auto& each : review.recommendations) {
    recommendations.push_back(recommendation_json(each));
  }
  JsonArray pledges;
  for (const auto& pledge : review.pledges) {
    pledges.push_back(
        JsonObject{{"number", pledge.number}, {"state", pledge.state}, {"text", pledge.text}});
  }
  return {{"states_under_review", codes(review.states_under_review)},
          {"cycle", review.cycle},
          {"session", review.session},
          {"date", review.date},
          {"adopted", review.adopted},
          {"troika", codes(review.troika)},
          {"head_of_delegation", review.head_of_delegation},
          {"recommendations", std::move(recommendations)},
          {"pledges", std::move(pledges)}};
}

}  // namespace

base::Result<JsonObject> inspect(const reading::Reader& reader, const std::filesystem::path& file,
                                 model::Language language) {
  COMITY_TRY(const auto bytes, base::posix_file_system().read(file, kFileBytes));
  COMITY_TRY(const auto document, reader.read(bytes, file.string()));
  const auto& states = names::Register::builtin();
  const auto reading = grammar::parse(document, states);
  const StateNames names(
      {std::shared_ptr<const names::Register>(std::shared_ptr<const void>(), &states)});
  // No record stands behind one file, so its citations lead nowhere.
  const ViewContext context{
      names, language, reading.symbol.text(), {}, [](std::string_view) { return std::string(); }};
  JsonObject body{
      {"work", reading.symbol.text()},        {"symbol", reading.symbol.text()},
      {"kind", model::name_of(reading.kind)}, {"title", reading.title},
      {"date", reading.masthead.date},        {"language", model::code_of(reading.language)}};
  for (auto& member : reading_json(reading, context)) {
    body[member.key()] = std::move(member.value());
  }
  body["review"] = nullptr;
  if (reading.review) body["review"] = review_json(*reading.review);
  return body;
}

}  // namespace comity::service
