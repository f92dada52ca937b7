#include "service/reviews/alike.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

#include "model/source.h"
#include "names/treaties.h"
#include "search/analysis/analysis.h"
#include "service/finding/index_documents.h"
#include "service/finding/indexes.h"
#include "service/finding/recorded_filters.h"

namespace comity::service {
namespace {

using base::JsonArray;
using base::JsonObject;
using base::Result;

SearchRequest request_of(const AlikeWish& wish) {
  SearchRequest request;
  request.filters = wish.filters;
  return of_recommendations(request);
}

/// Words that say little in a language.
compare::LightWord light_words(model::Language language) {
  const auto spoken = language == model::Language::und ? model::Language::en : language;
  return [spoken](const std::string& word) { return search::is_stop_word(spoken, word); };
}

bool is_itself(const Alike& one, const AskedText& asked) {
  return !asked.work.empty() && one.work() == asked.work && one.number() == asked.number &&
         one.clause() == asked.clause;
}

bool comes_before(const Alike& a, const Alike& b) {
  if (a.resemblance.likeness != b.resemblance.likeness) {
    return a.resemblance.likeness > b.resemblance.likeness;
  }
  return std::tuple(a.work(), a.number(), a.clause()) <
         std::tuple(b.work(), b.number(), b.clause());
}

std::string_view name_of(compare::Held held) {
  switch (held) {
    case compare::Held::both:
      return "same";
    case compare::Held::only_first:
      return "removed";
    case compare::Held::only_second:
      break;
  }
  return "added";
}

}  // namespace

int Alike::cycle() const {
  return model::cycle_of_session(static_cast<int>(base::integer_at(stored, "session")));
}

TextBeside::TextBeside(std::string_view text, model::Language language)
    : short_(names::with_short_treaties(text)),
      treaties_(names::treaties_named(short_)),
      words_(compare::words_of(text)),
      compared_(short_, light_words(language)) {}

compare::Resemblance TextBeside::with(std::string_view other) {
  using compare::Kinship;
  constexpr double kOtherTreaty = 0.6;
  const auto text = names::with_short_treaties(other);
  auto found = compared_.with(text);
  if (found.kinship == Kinship::none) return found;
  // The same but for how a treaty is named.
  if (found.kinship == Kinship::same && compare::words_of(other) != words_) {
    found.kinship = Kinship::reworded;
  }
  const auto treaties = names::treaties_named(text);
  const bool one_shared =
      std::any_of(treaties.begin(), treaties.end(), [&](std::string_view treaty) {
        return std::binary_search(treaties_.begin(), treaties_.end(), treaty);
      });
  if (treaties_.empty() || treaties.empty() || one_shared) return found;
  found.likeness *= kOtherTreaty;
  const bool alike = found.likeness >= compare::kSimilar;
  found.kinship = alike ? Kinship::reworded : Kinship::none;
  found.confidence = compare::same_issues(found.kinship, found.likeness);
  return found;
}

Result<AlikeFound> alike(Installation& installation, const Ask& ask, const store::Read& read,
                         const AskedText& asked, const AlikeWish& wish) {
  std::vector<store::Space> spaces;
  COMITY_TRY(const auto near,
             answered(installation, ask, read, request_of(wish), [&](const Question& question) {
               spaces = question.spaces;
               installation.indexes().keep_near_tables(question.spaces);
               return search::neighbours(question.views, asked.text,
                                         {question.filters, wish.by_words, wish.near,
                                          names::other_treaty_forms(asked.text)});
             }));
  AlikeFound found;
  found.complete = near.complete;
  TextBeside compared(asked.text, asked.language);
  std::set<std::tuple<std::string, std::string, int>> known;
  for (const auto& hit : near.hits) {
    const auto resemblance = compared.with(hit.text);
    if (resemblance.kinship == compare::Kinship::none) continue;
    COMITY_TRY(auto stored, base::parse_json(hit.stored));
    Alike one{hit, spaces[hit.space].id, std::move(stored).as_object(), resemblance};
    // Several spaces may hold a work.
    const bool fresh =
        known.emplace(std::string(one.work()), std::string(one.number()), one.clause()).second;
    if (fresh && !is_itself(one, asked)) found.all.push_back(std::move(one));
  }
  std::sort(found.all.begin(), found.all.end(), comes_before);
  return found;
}

double rounded(double share) { return std::round(share * 100) / 100; }

JsonArray words_json(const std::vector<compare::Piece>& words) {
  JsonArray out;
  for (const auto& piece : words) {
    out.push_back(JsonObject{{"kind", name_of(piece.held)}, {"text", piece.text}});
  }
  return out;
}

Result<JsonObject> alike_json(const Alike& one, const AskedText& asked, const StateNames& states,
                              model::Language language, WordsToo words) {
  COMITY_TRY(auto json, result_json(one.hit, states, language));
  json["cycle"] = one.cycle();
  json["likeness"] = rounded(one.resemblance.likeness);
  json["confidence"] = rounded(one.resemblance.confidence);
  json["relation"] = compare::name_of(one.resemblance.kinship);
  json["words"] = words == WordsToo::yes
                      ? words_json(compare::exact_differences(asked.text, one.hit.text))
                      : JsonArray{};
  return json;
}

}  // namespace comity::service
