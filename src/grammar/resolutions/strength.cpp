#include "grammar/resolutions/strength.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "base/text.h"
#include "grammar/scan.h"
#include "grammar/tables.h"
#include "grammar/words.h"

namespace comity::grammar {
namespace {

/// What one source says: each verb with those it calls stronger, and what follows from them.
struct Ranking {
  StrengthSource source;
  std::map<std::string, std::set<std::string>, std::less<>> stronger;

  [[nodiscard]] bool is_weaker(const std::string& verb, const std::string& than) const {
    const auto found = stronger.find(verb);
    return found != stronger.end() && found->second.contains(than);
  }
};

/// All that can be reached from a verb.
void reach(const Ranking& direct, const std::string& verb, std::set<std::string>& reached) {
  const auto found = direct.stronger.find(verb);
  if (found == direct.stronger.end()) return;
  for (const auto& next : found->second) {
    if (reached.insert(next).second) reach(direct, next, reached);
  }
}

Ranking closed(const Ranking& direct) {
  Ranking whole{direct.source, {}};
  for (const auto& [verb, stronger] : direct.stronger) reach(direct, verb, whole.stronger[verb]);
  return whole;
}

/// The rankings of one language, and its verbs by their forms.
struct Rankings {
  std::vector<Ranking> sources;
  std::map<std::string, std::string, std::less<>> verb_of_form;
};

Rankings load_rankings(const std::string& language) {
  Rankings rankings;
  const auto pairs = table_in("strength." + language + ".csv");
  const auto sources = table_in("strength_sources.csv");
  for (const auto& row : sources.rows) {
    Ranking direct;
    direct.source = {row[sources.column("source")], row[sources.column("citation")],
                     row[sources.column("nature")], row[sources.column("address")]};
    for (const auto& pair : pairs.rows) {
      if (pair[pairs.column("source")] != direct.source.id) continue;
      direct.stronger[pair[pairs.column("weaker")]].insert(pair[pairs.column("stronger")]);
    }
    rankings.sources.push_back(closed(direct));
  }
  const auto forms = table_in("strength_forms." + language + ".csv");
  for (const auto& row : forms.rows) {
    rankings.verb_of_form.emplace(row[forms.column("form")], row[forms.column("verb")]);
  }
  return rankings;
}

/// Null where nobody's ranking of that language's verbs is known.
const Rankings* rankings_of(model::Language language) {
  static const Rankings kEnglish = load_rankings("en");
  return language == model::Language::en ? &kEnglish : nullptr;
}

int rank_of(const Phrase& phrase) {
  int rank = 0;
  std::from_chars(phrase.value.data(), phrase.value.data() + phrase.value.size(), rank);
  return rank;
}

}  // namespace

std::string_view name_of(Strength strength) {
  switch (strength) {
    case Strength::same:
      return "same";
    case Strength::stronger:
      return "stronger";
    case Strength::weaker:
      return "weaker";
    case Strength::differs:
      break;
  }
  return "differs";
}

SequencedVerb sequenced(std::string_view verb, model::Language language) {
  const auto& words = Words::of(language);
  const std::string small = base::folded(verb);
  SequencedVerb result;
  for (std::size_t at = past_space(small, 0); at < small.size(); at = past_space(small, at)) {
    if (const auto found = words.at(Rule::sequence, small, at)) {
      result.rank = std::max(result.rank, rank_of(*found->phrase));
      at = found->end;
      if (at < small.size() && small[at] == ',') ++at;
      continue;
    }
    const auto end = std::min(small.find(' ', at), small.size());
    if (!result.verb.empty()) result.verb += ' ';
    result.verb += small.substr(at, end - at);
    at = end;
  }
  while (!result.verb.empty() && (result.verb.back() == ',' || result.verb.back() == ' ')) {
    result.verb.pop_back();
  }
  return result;
}

VerbChange change_of_verb(std::string_view from, std::string_view to, model::Language language) {
  const auto before = sequenced(from, language).verb;
  const auto now = sequenced(to, language).verb;
  if (before == now) return {};
  VerbChange change{Strength::differs, {}};
  const auto* rankings = rankings_of(language);
  if (rankings == nullptr) return change;
  const auto verb_before = rankings->verb_of_form.find(before);
  const auto verb_now = rankings->verb_of_form.find(now);
  const auto end = rankings->verb_of_form.end();
  if (verb_before == end || verb_now == end) return change;
  bool stronger = false, weaker = false;
  for (const auto& ranking : rankings->sources) {
    const bool up = ranking.is_weaker(verb_before->second, verb_now->second);
    const bool down = ranking.is_weaker(verb_now->second, verb_before->second);
    if (up || down) change.sources.push_back(&ranking.source);
    stronger = stronger || up;
    weaker = weaker || down;
  }
  if (stronger != weaker) change.strength = stronger ? Strength::stronger : Strength::weaker;
  return change;
}

}  // namespace comity::grammar
