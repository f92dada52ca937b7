#include "grammar/words.h"

#include <algorithm>
#include <array>
#include <numeric>

#include "base/csv.h"
#include "embedded_comity_grammar.h"
#include "grammar/by_language.h"
#include "grammar/scan.h"

namespace comity::grammar {
namespace {

constexpr std::array<std::string_view, 84> kWordRules = {"month",
                                                         "united_nations",
                                                         "distribution_label",
                                                         "distribution",
                                                         "original_label",
                                                         "language",
                                                         "only",
                                                         "body",
                                                         "body_short",
                                                         "other_body",
                                                         "committee",
                                                         "session_end",
                                                         "session_kind",
                                                         "agenda_item",
                                                         "agenda_of",
                                                         "adopted_by",
                                                         "adopted_end",
                                                         "draft_end",
                                                         "submitted_by",
                                                         "enacting",
                                                         "annex",
                                                         "article",
                                                         "contents",
                                                         "preamble",
                                                         "closing_end",
                                                         "closing_start",
                                                         "resolution_noun",
                                                         "own",
                                                         "by_body",
                                                         "and",
                                                         "kind",
                                                         "statement",
                                                         "opening",
                                                         "opening_object",
                                                         "opening_tail",
                                                         "adverb",
                                                         "feeling",
                                                         "verb",
                                                         "verb_object",
                                                         "verb_tail",
                                                         "declares_as",
                                                         "declaration_verb",
                                                         "sequence",
                                                         "opening_lead",
                                                         "opening_before",
                                                         "opening_behind",
                                                         "small_openings",
                                                         "number_lead",
                                                         "article_end",
                                                         "number_end",
                                                         "session_start",
                                                         "date_join",
                                                         "date_end",
                                                         "date_year",
                                                         "date_month",
                                                         "date_day",
                                                         "instrument",
                                                         "instrument_kind",
                                                         "kind_goes_on",
                                                         "provision",
                                                         "provision_end",
                                                         "provision_of",
                                                         "genitive",
                                                         "provision_lead",
                                                         "provision_thereof",
                                                         "range",
                                                         "numeral",
                                                         "goal",
                                                         "goal_number",
                                                         "goal_dash",
                                                         "goal_context",
                                                         "ibid",
                                                         "official_records",
                                                         "supplement",
                                                         "treaty_series",
                                                         "treaty_number",
                                                         "amendments_to",
                                                         "entitled",
                                                         "number_sign",
                                                         "labour_organization",
                                                         "general_comment",
                                                         "treaty_body",
                                                         "stated_verb",
                                                         "stated_by"};
static_assert(kWordRules.size() == static_cast<std::size_t>(Rule::stated_by) + 1);

/// The tables of a language, and the English ones behind them: papers in every language print some
/// of their facts in English ("Distr.: General").
Words load_words(model::Language language) {
  std::vector<std::string_view> tables;
  for (const std::string_view code : {model::code_of(language), std::string_view("en")}) {
    tables.push_back(embedded("data/grammar/words." + std::string(code) + ".csv"));
    tables.push_back(embedded("data/grammar/verbs." + std::string(code) + ".csv"));
    if (language == model::Language::en) break;
  }
  return Words(tables);
}

std::string straightened(std::string text) {
  constexpr std::string_view kCurly = "\u2019";
  for (std::size_t at = text.find(kCurly); at != std::string::npos; at = text.find(kCurly, at)) {
    text.replace(at, kCurly.size(), "'");
  }
  return text;
}

}  // namespace

Words::Words(std::span<const std::string_view> tables) : by_rule_(kWordRules.size()) {
  for (const std::string_view csv : tables) {
    if (csv.empty()) continue;
    const auto table = base::parse_csv(csv);
    COMITY_ASSERT(table.has_value());
    const std::size_t rule = table->column("rule");
    const std::size_t phrase = table->column("phrase");
    const std::size_t value = table->column("value");
    for (const auto& row : table->rows) {
      const auto found = std::find(kWordRules.begin(), kWordRules.end(), row[rule]);
      if (found == kWordRules.end()) continue;
      auto& phrases = by_rule_[static_cast<std::size_t>(found - kWordRules.begin())];
      const std::string small = small_letters(row[phrase]);
      phrases.push_back({row[phrase], small, row[value]});
      // Files that were typed have the straight apostrophe.
      if (std::string straight = straightened(small); straight != small) {
        phrases.push_back({row[phrase], std::move(straight), row[value]});
      }
    }
  }
  // Longest first, so that the first that fits is the longest; equal lengths keep their order.
  for (auto& phrases : by_rule_) {
    std::stable_sort(phrases.begin(), phrases.end(), [](const Phrase& a, const Phrase& b) {
      return a.small.size() > b.small.size();
    });
  }
  for (const auto& phrases : by_rule_) by_first_byte_.push_back(sorted(phrases));
}

Words::ByFirstByte Words::sorted(std::span<const Phrase> phrases) {
  const auto first = [&](std::size_t at) {
    return static_cast<unsigned char>(phrases[at].small.front());
  };
  ByFirstByte all;
  all.order.resize(phrases.size());
  std::iota(all.order.begin(), all.order.end(), std::uint16_t{0});
  std::stable_sort(all.order.begin(), all.order.end(),
                   [&](auto a, auto b) { return first(a) < first(b); });
  for (std::size_t at = 0; at < phrases.size(); ++at) {
    COMITY_ASSERT(!phrases[at].small.empty());
    ++all.begins[first(at) + 1U];
  }
  std::partial_sum(all.begins.begin(), all.begins.end(), all.begins.begin());
  for (const auto at : all.order) {
    const std::string& small = phrases[at].small;
    all.second.push_back(small.size() > 1 ? small[1] : '\0');
  }
  return all;
}

const Words& Words::of(model::Language language) {
  static ByLanguage<Words> all;
  return all.of(language, load_words);
}

std::optional<Found> Words::at(Rule rule, std::string_view small, std::size_t at) const {
  if (at >= small.size()) return std::nullopt;
  // At most places no phrase begins, and few begin alike.
  const auto& by_first = by_first_byte_[static_cast<std::size_t>(rule)];
  const auto byte = static_cast<unsigned char>(small[at]);
  const std::string_view rest = small.substr(at);
  const char second = rest.size() > 1 ? rest[1] : '\0';
  for (std::size_t i = by_first.begins[byte]; i < by_first.begins[byte + 1U]; ++i) {
    if (by_first.second[i] != second && by_first.second[i] != '\0') continue;
    const Phrase& phrase = phrases(rule)[by_first.order[i]];
    if (rest.starts_with(phrase.small) && is_word_bound(small, at + phrase.small.size())) {
      return Found{at + phrase.small.size(), &phrase};
    }
  }
  return std::nullopt;
}

const Phrase* Words::whole(Rule rule, std::string_view small) const {
  for (const Phrase& phrase : phrases(rule)) {
    if (small == phrase.small) return &phrase;
  }
  return nullptr;
}

const Phrase* Words::within(Rule rule, std::string_view small) const {
  for (const Phrase& phrase : phrases(rule)) {
    for (std::size_t at = small.find(phrase.small); at != std::string_view::npos;
         at = small.find(phrase.small, at + 1)) {
      if (is_word_bound(small, at) && is_word_bound(small, at + phrase.small.size())) {
        return &phrase;
      }
    }
  }
  return nullptr;
}

}  // namespace comity::grammar
