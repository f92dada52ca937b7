#include "service/reviews/asked.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "grammar/asks.h"
#include "service/address.h"
#include "service/importing/import.h"
#include "service/reviews/alike.h"
#include "service/reviews/reviews.h"

namespace comity::service {
namespace {

using base::ErrorKind;
using base::fail;
using base::JsonArray;
using base::JsonObject;
using base::Result;
using compare::Kinship;

constexpr std::size_t kMostMatches = 3;  ///< shown of one ask
constexpr double kNearest = 0.2;         ///< less is not worth showing

/// A clause of the review.
struct Said {
  const store::RecommendationRecord* record = nullptr;
  std::size_t clause = 0;

  [[nodiscard]] const model::Clause& text() const { return record->recommendation.clauses[clause]; }
};

struct Match {
  const Said* said = nullptr;
  std::string_view of;  ///< what of the ask it is like
  compare::Resemblance resemblance;
};

/// What became of an ask.
enum class AskedAs : std::uint8_t { back, part, none };

std::string_view name_of(AskedAs outcome) {
  switch (outcome) {
    case AskedAs::back:
      return "back";
    case AskedAs::part:
      return "part";
    case AskedAs::none:
      break;
  }
  return "not";
}

AskedAs outcome_of(const std::vector<Match>& matches) {
  auto outcome = AskedAs::none;
  for (const auto& match : matches) {
    const auto kinship = match.resemblance.kinship;
    if (kinship == Kinship::none) continue;
    // What the ask has beyond a recommendation that is so alike is how it asks.
    const bool whole = kinship != Kinship::part || match.resemblance.likeness >= compare::kAlike;
    if (whole) return AskedAs::back;
    outcome = AskedAs::part;
  }
  return outcome;
}

/// The likest first.
bool match_comes_before(const Match& a, const Match& b) {
  return a.resemblance.likeness > b.resemblance.likeness;
}

/// An ask beside every clause: whole, and from behind its word of asking; the liker counts.
std::vector<Match> matches_of(const grammar::AskedFor& ask, const std::vector<Said>& clauses,
                              model::Language language) {
  std::vector<std::pair<std::string_view, TextBeside>> forms;
  forms.emplace_back(ask.text, TextBeside(ask.text, language));
  if (!ask.core.empty()) forms.emplace_back(ask.core, TextBeside(ask.core, language));
  std::vector<Match> all;
  for (const auto& said : clauses) {
    Match best;
    for (auto& [of, compared] : forms) {
      const Match match{&said, of, compared.with(said.text().text)};
      const bool first = best.said == nullptr;
      if (first || match.resemblance.likeness > best.resemblance.likeness) best = match;
    }
    if (best.resemblance.likeness >= kNearest || best.resemblance.kinship != Kinship::none) {
      all.push_back(best);
    }
  }
  std::stable_sort(all.begin(), all.end(), match_comes_before);
  return all;
}

JsonObject match_json(const Match& match, const StateNames& states, model::Language language) {
  const auto& record = *match.said->record;
  const auto& clause = match.said->text();
  const auto& item = record.recommendation;
  const bool several = item.clauses.size() > 1;
  const auto number = static_cast<int>(match.said->clause) + 1;
  JsonArray by;
  for (const auto& code : clause.states) by.push_back(states.json(code, language));
  for (const auto& name : clause.unknown) by.push_back(unknown_state_json(name));
  return {{"work", record.work},
          {"number", item.number},
          {"clause", number},
          {"text", clause.text},
          {"states", std::move(by)},
          {"counts_as", model::name_of(record.counts_as)},
          {"likeness", rounded(match.resemblance.likeness)},
          {"confidence", rounded(match.resemblance.confidence)},
          {"relation", compare::name_of(match.resemblance.kinship)},
          {"words", words_json(compare::exact_differences(match.of, clause.text))},
          {"address", recommendation_address(record.work, item.number, several ? number : 0)}};
}

/// What of the matches is shown: those that count, else the nearest.
JsonArray matches_json(const std::vector<Match>& matches, AskedAs outcome, const StateNames& states,
                       model::Language language) {
  JsonArray out;
  for (const auto& match : matches) {
    if (outcome == AskedAs::none || out.size() == kMostMatches) break;
    if (match.resemblance.kinship == Kinship::none) continue;
    out.push_back(match_json(match, states, language));
  }
  return out;
}

/// The State under review that the text names most often, of those that were reviewed.
std::string state_named(const model::Reading& reading, const names::Register& states,
                        const std::set<std::string>& reviewed) {
  std::map<std::string, std::size_t> counts;
  const auto count = [&](std::string_view text, std::size_t weight) {
    for (const auto& mention : states.mentions(text, reading.language)) {
      if (reviewed.contains(mention.code)) counts[mention.code] += weight;
    }
  };
  constexpr std::size_t kInTitle = 5;
  count(reading.title, kInTitle);
  for (const auto& paragraph : reading.paragraphs) count(model::text_of(paragraph.runs), 1);
  const auto most =
      std::max_element(counts.begin(), counts.end(),
                       [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == counts.end() ? std::string() : most->first;
}

/// The review of a State that follows the date, else its last.
const store::ReviewRecord* review_after(const std::vector<store::ReviewRecord>& reviews,
                                        const std::string& state, const std::string& date) {
  const store::ReviewRecord* last = nullptr;
  for (const auto& review : reviews) {
    if (review.state != state) continue;
    last = &review;
    if (!date.empty() && review.date >= date) break;
  }
  return last;
}

struct Chosen {
  ReviewMeant review;
  bool guessed = false;
};

Result<Chosen> chosen_review(const store::Read& read, const store::Visibility& asker,
                             const StateNames& names, const model::Reading& reading,
                             const ReviewMeant& meant) {
  Chosen chosen{meant, meant.state.empty() || meant.cycle == 0};
  if (!chosen.guessed) return chosen;
  COMITY_TRY(auto reviews, read.reviews({}, asker));
  std::erase_if(reviews, [&](const auto& review) {
    return review.cycle == 0 || (meant.cycle > 0 && review.cycle != meant.cycle);
  });
  std::set<std::string> reviewed;
  for (const auto& review : reviews) reviewed.insert(review.state);
  auto& state = chosen.review.state;
  for (const auto& states : names.registers()) {
    if (state.empty()) state = state_named(reading, *states, reviewed);
  }
  const auto* review =
      state.empty() ? nullptr : review_after(reviews, state, reading.masthead.date);
  if (review == nullptr) {
    return fail(ErrorKind::not_found,
                "it does not show which review in the record the submission is about", "state",
                "name the State and the cycle; the report of that review must be in the record");
  }
  chosen.review.cycle = review->cycle;
  return chosen;
}

/// The recommendations of a review, of each of its reports once whatever spaces hold it.
Result<std::vector<store::RecommendationRecord>> recommendations_of(const store::Read& read,
                                                                    const store::Visibility& asker,
                                                                    const ReviewMeant& meant) {
  COMITY_CHECK(find_reviews(read, asker, meant.state, meant.cycle));
  store::ReviewFilter filter;
  filter.state = meant.state;
  filter.cycle = meant.cycle;
  COMITY_TRY(const auto reviews, read.reviews(filter, asker));
  std::set<std::string> works;
  std::vector<store::RecommendationRecord> out;
  for (const auto& review : reviews) {
    if (!works.insert(review.work.name).second) continue;
    COMITY_TRY(auto records, read.recommendations_of(review.work.space, review.work.id, asker));
    for (auto& record : records) {
      if (record.recommendation.state_under_review == meant.state) out.push_back(std::move(record));
    }
  }
  return out;
}

JsonArray choices_json(const std::vector<store::ReviewRecord>& reviews, const StateNames& states,
                       const ReviewMeant& chosen, model::Language language) {
  std::map<std::pair<std::string, int>, JsonObject> sorted;  // by the State's name
  for (const auto& review : reviews) {
    if (review.cycle == 0) continue;
    sorted.emplace(
        std::pair(states.sort_key(review.state, language), review.cycle),
        JsonObject{{"review", review.state + "/" + std::to_string(review.cycle)},
                   {"state", states.json(review.state, language)},
                   {"cycle", review.cycle},
                   {"selected", review.state == chosen.state && review.cycle == chosen.cycle}});
  }
  JsonArray out;
  for (auto& [key, choice] : sorted) out.push_back(std::move(choice));
  return out;
}

/// What every answer has.
Result<JsonObject> blank(const store::Read& read, const store::Visibility& asker,
                         const StateNames& states, const ReviewMeant& chosen,
                         model::Language language) {
  COMITY_TRY(const auto reviews, read.reviews({}, asker));
  return JsonObject{{"file", ""},
                    {"title", ""},
                    {"language", ""},
                    {"state", nullptr},
                    {"cycle", 0},
                    {"guessed", false},
                    {"review_address", ""},
                    {"counts", nullptr},
                    {"asks", JsonArray{}},
                    {"reviews", choices_json(reviews, states, chosen, language)},
                    {"at", at_json(read, asker)}};
}

Result<Answer> asked_in(Installation& installation, const Ask& ask, const model::Reading& reading,
                        std::string_view file, const ReviewMeant& meant) {
  const auto asks = grammar::asks_of(reading);
  if (asks.empty()) {
    return fail(ErrorKind::invalid_input, "nothing in the submission asks for anything",
                "submission",
                "asks are sentences with a word such as should or recommend, and items below a "
                "heading of recommendations");
  }
  COMITY_TRY(const auto read, installation.store().read());
  COMITY_TRY(const auto states, installation.states(read));
  const auto asker = visibility_of(ask.actor, read);
  COMITY_TRY(const auto chosen, chosen_review(read, asker, states, reading, meant));
  COMITY_TRY(const auto records, recommendations_of(read, asker, chosen.review));
  std::vector<Said> clauses;
  for (const auto& record : records) {
    for (std::size_t i = 0; i < record.recommendation.clauses.size(); ++i) {
      clauses.push_back({&record, i});
    }
  }
  COMITY_TRY(auto body, blank(read, asker, states, chosen.review, ask.language));
  std::map<AskedAs, std::size_t> counts;
  JsonArray out;
  for (const auto& each : asks) {
    const auto matches = matches_of(each, clauses, reading.language);
    const auto outcome = outcome_of(matches);
    ++counts[outcome];
    const bool near = outcome == AskedAs::none && !matches.empty();
    out.push_back(
        JsonObject{{"text", each.text},
                   {"by", each.by},
                   {"page", each.page},
                   {"outcome", name_of(outcome)},
                   {"matches", matches_json(matches, outcome, states, ask.language)},
                   {"nearest", near ? base::Json(match_json(matches.front(), states, ask.language))
                                    : base::Json(nullptr)}});
  }
  body["file"] = file;
  body["title"] = reading.title;
  body["language"] = model::code_of(reading.language);
  body["state"] = states.json(chosen.review.state, ask.language);
  body["cycle"] = chosen.review.cycle;
  body["guessed"] = chosen.guessed;
  body["review_address"] = review_address(chosen.review.state, chosen.review.cycle);
  body["counts"] = JsonObject{{"back", counts[AskedAs::back]},
                              {"part", counts[AskedAs::part]},
                              {"not", counts[AskedAs::none]}};
  body["asks"] = std::move(out);
  return Answer{std::move(body), {}};
}

}  // namespace

Result<ReviewMeant> review_meant(std::string_view text) {
  ReviewMeant meant;
  const auto slash = text.find('/');
  meant.state = text.substr(0, slash);
  if (slash == std::string_view::npos) return meant;
  const auto cycle = text.substr(slash + 1);
  const auto read = std::from_chars(cycle.data(), cycle.data() + cycle.size(), meant.cycle);
  if (read.ec == std::errc{} && read.ptr == cycle.data() + cycle.size() && meant.cycle > 0) {
    return meant;
  }
  return fail(ErrorKind::invalid_input, "this names no review: " + std::string(text), "review",
              "name it by State and cycle, as BRA/2");
}

Result<Answer> asked_form(Installation& installation, const Ask& ask) {
  COMITY_TRY(const auto read, installation.store().read());
  COMITY_TRY(const auto states, installation.states(read));
  COMITY_TRY(auto body, blank(read, visibility_of(ask.actor, read), states, {}, ask.language));
  return Answer{std::move(body), {}};
}

Result<Answer> asked_in_bytes(Installation& installation, const Ask& ask, std::string_view bytes,
                              std::string_view name, const ReviewMeant& meant) {
  // No error and no log names what was given: its extension is all that the reader needs.
  const auto dot = name.rfind('.');
  const auto plain = dot == std::string_view::npos ? std::string("submission.txt")
                                                   : "submission" + std::string(name.substr(dot));
  COMITY_TRY(const auto reading, installation.read_file(bytes, plain, names::Register::builtin()));
  return asked_in(installation, ask, *reading, name, meant);
}

Result<Answer> asked_in_file(Installation& installation, const Ask& ask,
                             const std::filesystem::path& file, const ReviewMeant& meant) {
  COMITY_TRY(const auto bytes, installation.files().read(file, kMostFileBytes));
  return asked_in_bytes(installation, ask, bytes, file.filename().string(), meant);
}

}  // namespace comity::service
