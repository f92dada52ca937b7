// The openings of paragraphs of resolutions, in the words of data/grammar/verbs.LANGUAGE.csv:
//
//   preambular  = *adverb opening [ objects ] *( "," | opening_tail )
//               | opening_lead operative            "وإذ تشير أيضا"
//               | opening_before text opening_behind ","      "以《宪章》为指导，"
//   operative   = *adverb verb [ objects ] *verb_tail
//   declaration = declares_as *adverb declaration_verb
//   objects     = 1*feeling                 after opening_object or verb_object: "its deep concern"
//
// The first word has a capital, but in languages whose table says small_openings. Words are matched
// longest first. An adverb of the rule "sequence" may stand inside a head of several words.
#include "grammar/resolutions/openings.h"

#include <algorithm>

#include "grammar/marks.h"
#include "grammar/scan.h"

namespace comity::grammar {
namespace {

constexpr std::size_t kLongestOpening = 160;  ///< bytes; most letters outside Latin take two

/// A position in one text that moves over phrases of the tables.
class Walk {
 public:
  Walk(std::string_view small, std::size_t at, const Words& words)
      : small_(small), at_(at), end_(at), words_(words) {}

  [[nodiscard]] std::size_t end() const { return end_; }

  const Phrase* over(Rule rule) {
    const auto found = words_.at(rule, small_, at_);
    if (!found) return nullptr;
    end_ = found->end;
    at_ = past_space(small_, end_);
    return found->phrase;
  }

  void over_all(Rule rule) {
    while (over(rule) != nullptr) {
    }
  }

  /// "its deep concern", but not a joining word at the end ("its concern also").
  void over_objects() { over_all(Rule::feeling); }

 private:
  std::string_view small_;
  std::size_t at_;
  std::size_t end_;
  const Words& words_;
};

/// The rules of what opens one kind of paragraph.
struct PhraseRules {
  Rule head;
  Rule object;
  Rule tail;
};

constexpr PhraseRules kOpenings{Rule::opening, Rule::opening_object, Rule::opening_tail};
constexpr PhraseRules kVerbs{Rule::verb, Rule::verb_object, Rule::verb_tail};

std::size_t end_behind(Walk& walk, const Phrase& head, const Words& words, PhraseRules rules) {
  if (words.whole(rules.object, head.small) != nullptr) walk.over_objects();
  walk.over_all(rules.tail);
  return walk.end();
}

std::size_t joined_phrase_end(std::string_view small, std::size_t at, const Words& words,
                              PhraseRules rules) {
  Walk walk(small, at, words);
  walk.over_all(Rule::adverb);
  if (const Phrase* head = walk.over(rules.head)) return end_behind(walk, *head, words, rules);
  // The adverb may be the head's own: "высоко оценивает".
  Walk slow(small, at, words);
  do {
    if (const Phrase* head = slow.over(rules.head)) return end_behind(slow, *head, words, rules);
  } while (slow.over(Rule::adverb) != nullptr);
  return 0;
}

/// The phrase with "also" or "further" inside: "prend également note", "يعيد أيضا تأكيد".
std::size_t parted_phrase_end(std::string_view small, std::size_t begin, const Words& words,
                              PhraseRules rules) {
  constexpr int kWordsBefore = 3;
  auto at = begin;
  for (int i = 0; i < kWordsBefore; ++i) {
    const auto space = small.find(' ', at);
    if (space == npos) return 0;
    const auto place = space + 1;
    if (const auto also = words.at(Rule::sequence, small, place)) {
      const auto rest = past_space(small, also->end);
      const std::string without =
          std::string(small.substr(0, place)) + std::string(small.substr(rest));
      const auto end = joined_phrase_end(without, begin, words, rules);
      return end > place ? end + (rest - place) : 0;
    }
    at = place;
  }
  return 0;
}

std::size_t phrase_end(std::string_view small, std::size_t at, const Words& words,
                       PhraseRules rules) {
  return std::max(joined_phrase_end(small, at, words, rules),
                  parted_phrase_end(small, at, words, rules));
}

/// Where an opening around other words ends, which is at the first comma; 0 where none stands.
std::size_t surrounding_end(std::string_view small, std::size_t at, const Words& words) {
  const auto before = words.at(Rule::opening_before, small, at);
  if (!before) return 0;
  const auto comma = shaped(small).find(',', before->end);
  for (auto next = before->end; comma != npos && next < comma; ++next) {
    const auto behind = words.at(Rule::opening_behind, small, next);
    if (behind && behind->end == comma) return comma;
  }
  return 0;
}

/// Whether the first letter forbids an opening: a small one, where openings are written large.
bool goes_on(std::string_view text, const Words& words) {
  return begins_small(text) && !words.opens_small();
}

}  // namespace

Opening known_opening(std::string_view text, const Words& words) {
  const std::size_t begin = opening_quotes(text);
  if (begin >= text.size() || goes_on(text, words)) return {};
  const std::string small = small_letters(text.substr(0, begin + kLongestOpening));
  if (const auto lead = words.at(Rule::opening_lead, small, begin)) {
    const std::size_t end = operative_end(small, past_space(small, lead->end), words);
    if (end > 0) return {OpeningKind::preambular, begin, end};
  }
  const std::size_t opening = phrase_end(small, begin, words, kOpenings);
  const std::size_t verb = operative_end(small, begin, words);
  // Where a language uses the same word for both, its place and its last mark tell (Chinese).
  if (opening > 0 && opening == verb) return {OpeningKind::none, begin, verb};
  if (opening > 0) return {OpeningKind::preambular, begin, opening};
  if (verb > 0) return {OpeningKind::operative, begin, verb};
  if (const std::size_t end = surrounding_end(small, begin, words); end > 0) {
    return {OpeningKind::preambular, begin, end};
  }
  if (words.at(Rule::declares_as, small, begin)) return declared_opening(text, words);
  return {};
}

std::size_t operative_end(std::string_view small, std::size_t at, const Words& words) {
  return phrase_end(small, at, words, kVerbs);
}

Opening declared_opening(std::string_view text, const Words& words) {
  const std::size_t begin = opening_quotes(text);
  if (begin >= text.size() || goes_on(text, words)) return {};
  const std::string small = small_letters(text.substr(0, begin + kLongestOpening));
  Walk walk(small, begin, words);
  walk.over(Rule::declares_as);
  walk.over_all(Rule::adverb);
  const Phrase* verb = walk.over(Rule::declaration_verb);
  if (verb == nullptr) return {};
  if (words.whole(Rule::verb_object, verb->small) != nullptr) walk.over_objects();
  walk.over_all(Rule::verb_tail);
  return {OpeningKind::declaration, begin, walk.end()};
}

Opening italic_opening(const std::vector<model::Run>& runs) {
  std::string text;
  std::size_t total = 0;
  bool open = true;
  for (const model::Run& run : runs) {
    total += run.text.size();
    const bool blank = run.text.find_first_not_of(" ") == std::string::npos;
    const bool quotes = text.empty() && opening_quotes(run.text) == run.text.size();
    open = open && (run.style.italic || blank || quotes);
    if (open) text += run.text;
  }
  const std::size_t begin = opening_quotes(text);
  std::size_t end = text.size();
  while (end > begin && (text[end - 1] == ' ' || text[end - 1] == ',' || text[end - 1] == ':' ||
                         text[end - 1] == ';')) {
    --end;
  }
  const std::string_view phrase = std::string_view(text).substr(begin, end - begin);
  const auto words = std::count(phrase.begin(), phrase.end(), ' ') + 1;
  const bool whole = text.size() + 1 >= total;
  if (phrase.empty() || is_lower(phrase.front()) || is_digit(phrase.front()) || words > 8 ||
      phrase.size() > kLongestOpening || whole) {
    return {};
  }
  return {OpeningKind::none, begin, end};
}

}  // namespace comity::grammar
