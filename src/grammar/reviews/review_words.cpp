#include "grammar/reviews/review_words.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <numeric>
#include <utility>

#include "base/csv.h"
#include "base/text.h"
#include "embedded_comity_grammar.h"
#include "grammar/by_language.h"
#include "grammar/marks.h"
#include "grammar/number_list.h"
#include "grammar/scan.h"

namespace comity::grammar {
namespace {

constexpr std::array<std::pair<std::string_view, ReviewRule>, 103> kReviewRules{{
    {"title", ReviewRule::title},
    {"established", ReviewRule::established},
    {"held_session", ReviewRule::held_session},
    {"session", ReviewRule::session},
    {"review_of", ReviewRule::review_of},
    {"was_held", ReviewRule::was_held},
    {"headed_by", ReviewRule::headed_by},
    {"adopted", ReviewRule::adopted},
    {"troika", ReviewRule::troika},
    {"abbreviation", ReviewRule::abbreviation},
    {"conclusions_heading", ReviewRule::conclusions_heading},
    {"pledges_heading", ReviewRule::pledges_heading},
    {"pledge_column", ReviewRule::pledge_column},
    {"end_heading", ReviewRule::end_heading},
    {"closing", ReviewRule::closing},
    {"conclusions_list", ReviewRule::conclusions_list},
    {"pledges_list", ReviewRule::pledges_list},
    {"recommendation", ReviewRule::recommendation},
    {"not_supported", ReviewRule::not_supported},
    {"partly_supported", ReviewRule::partly_supported},
    {"pending", ReviewRule::pending},
    {"supported", ReviewRule::supported},
    {"noted", ReviewRule::noted},
    {"put_to", ReviewRule::put_to},
    {"paragraph_word", ReviewRule::paragraph_word},
    {"answer_supported", ReviewRule::answer_supported},
    {"answer_partly", ReviewRule::answer_partly},
    {"answer_not_supported", ReviewRule::answer_not_supported},
    {"answer_pending", ReviewRule::answer_pending},
    {"answer_noted", ReviewRule::answer_noted},
    {"answer_none", ReviewRule::answer_none},
    {"answer_reason", ReviewRule::answer_reason},
    {"reason_word", ReviewRule::reason_word},
    {"own_recommendation", ReviewRule::own_recommendation},
    {"answer_of_part", ReviewRule::answer_of_part},
    {"position_column", ReviewRule::position_column},
    {"cell_yes", ReviewRule::cell_yes},
    {"cell_no", ReviewRule::cell_no},
    {"answerer", ReviewRule::answerer},
    {"one_recommendation", ReviewRule::one_recommendation},
    {"answer_bare_noted", ReviewRule::answer_bare_noted},
    {"negation", ReviewRule::negation},
    {"no_negation", ReviewRule::no_negation},
    {"negation_link", ReviewRule::negation_link},
    {"negation_partly", ReviewRule::negation_partly},
    {"negation_end", ReviewRule::negation_end},
    {"negation_after", ReviewRule::negation_after},
    {"recommendation_word", ReviewRule::recommendation_word},
    {"recommendations_head", ReviewRule::recommendations_head},
    {"item_mark", ReviewRule::item_mark},
    {"range_word", ReviewRule::range_word},
    {"list_join", ReviewRule::list_join},
    {"prefix_join", ReviewRule::prefix_join},
    {"asterisk", ReviewRule::asterisk},
    {"reference_word", ReviewRule::reference_word},
    {"views_heading", ReviewRule::views_heading},
    {"outcome_report", ReviewRule::outcome_report},
    {"read_otherwise", ReviewRule::read_otherwise},
    {"recommending_word", ReviewRule::recommending_word},
    {"month", ReviewRule::month},
    {"ordinal", ReviewRule::ordinal},
    {"tens", ReviewRule::tens},
    {"conjunction", ReviewRule::conjunction},
    {"continuation", ReviewRule::continuation},
    {"noun_start", ReviewRule::noun_start},
    {"verb", ReviewRule::verb},
    {"verb_tail", ReviewRule::verb_tail},
    {"opening_adverb", ReviewRule::opening_adverb},
    {"dependent", ReviewRule::dependent},
    {"infinitive", ReviewRule::infinitive},
    {"preposition", ReviewRule::preposition},
    {"with_preposition", ReviewRule::with_preposition},
    {"demand_opening", ReviewRule::demand_opening},
    {"no_demand", ReviewRule::no_demand},
    {"headed_end", ReviewRule::headed_end},
    {"date_join", ReviewRule::date_join},
    {"year_mark", ReviewRule::year_mark},
    {"month_mark", ReviewRule::month_mark},
    {"all_recommendations", ReviewRule::all_recommendations},
    {"all_counted", ReviewRule::all_counted},
    {"rest_recommendations", ReviewRule::rest_recommendations},
    {"except_recommendations", ReviewRule::except_recommendations},
    {"set_topic", ReviewRule::set_topic},
    {"except_relative", ReviewRule::except_relative},
    {"except_end", ReviewRule::except_end},
    {"of_which", ReviewRule::of_which},
    {"speech_verb", ReviewRule::speech_verb},
    {"dialogue_heading", ReviewRule::dialogue_heading},
    {"delegation_word", ReviewRule::delegation_word},
    {"name_article", ReviewRule::name_article},
    {"speaker_of", ReviewRule::speaker_of},
    {"committee_recommends", ReviewRule::committee_recommends},
    {"committee_considered", ReviewRule::committee_considered},
    {"observations_adopted", ReviewRule::observations_adopted},
    {"aside", ReviewRule::aside},
    {"pointer", ReviewRule::pointer},
    {"pointer_adverb", ReviewRule::pointer_adverb},
    {"part", ReviewRule::part},
    {"article", ReviewRule::article},
    {"leaning", ReviewRule::leaning},
    {"determiner", ReviewRule::determiner},
    {"effort", ReviewRule::effort},
    {"adjective", ReviewRule::adjective},
}};

bool is_word_byte(char c) { return is_letter_byte(c) || is_digit(c); }

/// Whether the character in which byte `at` stands is of a word that spaces end: dashes are of
/// none, and Chinese has no spaces.
bool is_word_at(std::string_view text, std::size_t at) {
  if (!is_word_byte(text[at])) return false;
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) --at;
  const auto lead = static_cast<unsigned char>(text[at]);
  return lead != 0xC2 && (lead < 0xE2 || lead > 0xEF);
}

bool bounded(std::string_view text, std::size_t begin, std::size_t end) {
  const bool before = begin == 0 || !is_word_at(text, begin) || !is_word_at(text, begin - 1);
  const bool after = end == text.size() || !is_word_at(text, end - 1) || !is_word_at(text, end);
  return before && after;
}

/// Whether the period at `at` ends a sentence: a capital follows and no abbreviation precedes.
bool ends_sentence(std::string_view text, std::size_t at, const ReviewWords& words) {
  const auto next = text.find_first_not_of(' ', at + 1);
  if (next == npos) return true;
  if (next == at + 1 || (!may_open_sentence(text, next) && is_letter_byte(text[next])))
    return false;
  auto begin = at;
  while (begin > 0 && (is_letter_byte(text[begin - 1]) || text[begin - 1] == '.')) --begin;
  const auto word = text.substr(begin, at - begin);
  return word.size() != 1 && !words.is(ReviewRule::abbreviation, lowered(word));
}

constexpr std::string_view kWordsBetween = "…";
constexpr std::array<std::string_view, 9> kGapEnds{",", ";", ":", ".", "(", "،", "؛", "«", "»"};

/// Where the words that a phrase may hold end: at a mark of the clause, but not within a list of
/// numbers, or where they are too many.
std::size_t gap_end(std::string_view text, std::size_t at) {
  constexpr std::size_t kMostLetters = 80;
  for (std::size_t letters = 0; at < text.size() && letters <= kMostLetters; ++at) {
    for (const auto mark : kGapEnds) {
      if (!text.substr(at).starts_with(mark)) continue;
      const auto next = text.find_first_not_of(' ', at + mark.size());
      if (next == npos || !digit_at(text, next)) return at;
    }
    if (is_letter_byte(text[at])) ++letters;
  }
  return at;
}

/// Documents print both; tables are written with the plain one.
std::string with_typographic_apostrophes(std::string_view text) {
  std::string out;
  for (const char c : text) out += c == '\'' ? std::string("’") : std::string(1, c);
  return out;
}

}  // namespace

void ReviewWords::add(ReviewRule rule, std::string text, int value) {
  const auto gap = text.find(kWordsBetween);
  if (gap == std::string::npos) {
    by_rule_[static_cast<std::size_t>(rule)].push_back({std::move(text), value});
    return;
  }
  const std::string_view whole = text;
  parted_[static_cast<std::size_t>(rule)].push_back(
      {std::string(base::trimmed(whole.substr(0, gap))),
       std::string(base::trimmed(whole.substr(gap + kWordsBetween.size()))), value});
}

ReviewWords::ReviewWords(model::Language language, std::initializer_list<std::string_view> tables)
    : language_(language), by_rule_(kReviewRules.size()), parted_(kReviewRules.size()) {
  for (const auto csv : tables) {
    const auto table = base::parse_csv(csv);
    COMITY_ASSERT(table.has_value());
    for (const auto& row : table->rows) {
      const auto* const rule =
          std::find_if(kReviewRules.begin(), kReviewRules.end(),
                       [&](const auto& known) { return known.first == row[0]; });
      COMITY_ASSERT(rule != kReviewRules.end());
      int value = 0;
      std::from_chars(row[2].data(), row[2].data() + row[2].size(), value);
      const auto text = lowered(row[1]);
      add(rule->second, text, value);
      if (text.find('\'') != std::string::npos) {
        add(rule->second, with_typographic_apostrophes(text), value);
      }
    }
  }
  for (auto& list : by_rule_) {
    std::sort(list.begin(), list.end(),
              [](const Phrase& a, const Phrase& b) { return a.text < b.text; });
    auto& begins = begins_.emplace_back();
    for (const Phrase& phrase : list) ++begins[static_cast<unsigned char>(phrase.text[0]) + 1U];
    std::partial_sum(begins.begin(), begins.end(), begins.begin());
  }
}

const ReviewWords& ReviewWords::of(model::Language language) {
  static ByLanguage<ReviewWords> all;
  return all.of(language, [](model::Language wanted) {
    const auto table = [code = std::string(model::code_of(wanted))](const std::string& name) {
      const auto csv = embedded("data/grammar/" + name + "." + code + ".csv");
      return csv.empty() ? embedded("data/grammar/" + name + ".en.csv") : csv;
    };
    return ReviewWords(wanted, {table("review"), table("positions")});
  });
}

std::span<const ReviewWords::Phrase> ReviewWords::phrases(ReviewRule rule) const {
  return by_rule_[static_cast<std::size_t>(rule)];
}

std::optional<PhraseAt> ReviewWords::find(ReviewRule rule, std::string_view text,
                                          std::size_t from) const {
  auto best = find_whole(rule, text, from);
  for (const Parted& phrase : parted_[static_cast<std::size_t>(rule)]) {
    const auto found = find_parted(phrase, text, from, best ? best->begin + 1 : text.size());
    if (!found) continue;
    if (!best || found->begin < best->begin || found->end > best->end) best = found;
  }
  return best;
}

std::optional<PhraseAt> ReviewWords::find_parted(const Parted& phrase, std::string_view text,
                                                 std::size_t from, std::size_t until) const {
  const auto reach = text.substr(0, until < text.size() ? until + phrase.head.size() : text.size());
  for (auto at = reach.find(phrase.head, from); at < until; at = reach.find(phrase.head, at + 1)) {
    const auto gap = at + phrase.head.size();
    if (!bounded(text, at, gap)) continue;
    const auto clause = text.substr(0, gap_end(text, gap) + phrase.tail.size());
    const auto tail = clause.find(phrase.tail, gap);
    if (tail == npos || !bounded(text, tail, tail + phrase.tail.size())) continue;
    if (answers(text.substr(gap, tail - gap))) continue;
    return PhraseAt{at, tail + phrase.tail.size(), phrase.value};
  }
  return std::nullopt;
}

/// "Принимает 6.1 и принимает к сведению 6.2": the words between are of two answers.
bool ReviewWords::answers(std::string_view text) const {
  using enum ReviewRule;
  constexpr std::array kRules{
      supported,        partly_supported, not_supported,        noted,
      answer_supported, answer_partly,    answer_not_supported, answer_noted};
  return std::any_of(kRules.begin(), kRules.end(),
                     [&](ReviewRule rule) { return find_whole(rule, text, 0).has_value(); });
}

std::optional<PhraseAt> ReviewWords::find_whole(ReviewRule rule, std::string_view text,
                                                std::size_t from) const {
  const auto& begins = begins_[static_cast<std::size_t>(rule)];
  std::optional<PhraseAt> best;
  for (auto at = from; at < text.size() && !best; ++at) {
    const auto first = static_cast<unsigned char>(text[at]);
    // At most places no phrase begins.
    for (std::size_t i = begins[first]; i < begins[first + 1U]; ++i) {
      const Phrase& phrase = phrases(rule)[i];
      const auto end = at + phrase.text.size();
      if (best && end <= best->end) continue;
      if (!text.substr(at).starts_with(phrase.text) || !bounded(text, at, end)) continue;
      best = PhraseAt{at, end, phrase.value};
    }
  }
  return best;
}

std::optional<PhraseAt> ReviewWords::at_start(ReviewRule rule, std::string_view text) const {
  std::optional<PhraseAt> best;
  for (const Phrase& phrase : phrases(rule)) {
    if (!text.starts_with(phrase.text) || !bounded(text, 0, phrase.text.size())) continue;
    if (!best || phrase.text.size() > best->end)
      best = PhraseAt{0, phrase.text.size(), phrase.value};
  }
  return best;
}

std::optional<std::size_t> ReviewWords::begins(ReviewRule rule, std::string_view text) const {
  for (const Phrase& phrase : phrases(rule)) {
    if (text.starts_with(phrase.text)) return phrase.text.size();
  }
  return std::nullopt;
}

std::size_t ReviewWords::at_end(ReviewRule rule, std::string_view text) const {
  std::size_t longest = 0;
  for (const Phrase& phrase : phrases(rule)) {
    if (text.ends_with(phrase.text)) longest = std::max(longest, phrase.text.size());
  }
  return longest;
}

bool ReviewWords::is(ReviewRule rule, std::string_view text) const {
  return value_of(rule, text).has_value();
}

std::span<const ReviewWords::Phrase> ReviewWords::from(ReviewRule rule,
                                                       std::string_view text) const {
  const auto list = phrases(rule);
  const auto at = std::lower_bound(
      list.begin(), list.end(), text,
      [](const Phrase& phrase, std::string_view wanted) { return phrase.text < wanted; });
  return list.subspan(static_cast<std::size_t>(at - list.begin()));
}

std::string_view ReviewWords::completion(ReviewRule rule, std::string_view beginning) const {
  const auto list = from(rule, beginning);
  if (list.empty() || !list.front().text.starts_with(beginning)) return {};
  return std::string_view(list.front().text).substr(beginning.size());
}

std::optional<int> ReviewWords::value_of(ReviewRule rule, std::string_view text) const {
  const auto list = from(rule, text);
  if (list.empty() || list.front().text != text) return std::nullopt;
  return list.front().value;
}

std::string lowered(std::string_view text) { return small_letters(text); }

std::size_t sentence_end(std::string_view text, std::size_t from, const ReviewWords& words) {
  for (auto at = text.find('.', from); at != npos; at = text.find('.', at + 1)) {
    if (ends_sentence(text, at, words)) return at;
  }
  return text.size();
}

}  // namespace comity::grammar
