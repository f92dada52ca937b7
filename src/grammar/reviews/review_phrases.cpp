#include "grammar/reviews/review_phrases.h"

#include <algorithm>

#include "grammar/marks.h"
#include "grammar/reviews/review_fragments.h"
#include "grammar/scan.h"

namespace comity::grammar {
namespace {

std::string_view without_spaces_after(std::string_view text) {
  return text.substr(0, text.find_last_not_of(' ') + 1);
}

/// The preposition that a word asks for before an object: "to" for "accede".
std::string_view preposition_of(std::string_view word, const ReviewWords& words) {
  return words.completion(ReviewRule::with_preposition, std::string(word) + ' ');
}

}  // namespace

std::string_view last_word(std::string_view text) {
  text = without_spaces_after(text);
  return word_before(text, text.size());
}

std::string_view before_last(std::string_view text) {
  text = without_spaces_after(text);
  return without_spaces_after(text.substr(0, text.size() - word_before(text, text.size()).size()));
}

std::string_view lacking_preposition(std::string_view phrase, const ReviewWords& words) {
  const auto low = lowered(phrase);
  std::string_view after;
  for (std::string_view rest = low; !last_word(rest).empty(); rest = before_last(rest)) {
    const auto word = last_word(rest);
    const auto preposition = preposition_of(word, words);
    if (!preposition.empty()) return after == preposition ? std::string_view{} : preposition;
    if (is_verb(word, words)) return {};
    after = word;
  }
  return {};
}

bool ends_before_infinitive(std::string_view phrase, const ReviewWords& words) {
  const auto low = lowered(phrase);
  const auto last = last_word(low);
  return words.is(ReviewRule::infinitive, last) &&
         preposition_of(last_word(before_last(low)), words) != last;
}

bool ends_with_effort(std::string_view phrase, const ReviewWords& words) {
  return words.is(ReviewRule::effort, lowered(last_word(phrase)));
}

bool is_infinitive(std::string_view text, const ReviewWords& words) {
  return words.is(ReviewRule::infinitive, lowered(word_at(text, 0)));
}

bool is_bare_noun(std::string_view text, const ReviewWords& words) {
  const auto body = trim_fragment(text);
  if (body.empty() || !is_lower(body[0]) || after_verb_phrase(body, words) > 0) return false;
  for (std::size_t at = 0; at < body.size();) {
    const auto word = word_at(body, at);
    const bool noun = !words.is(ReviewRule::determiner, word) &&
                      !words.is(ReviewRule::continuation, word) &&
                      !words.is(ReviewRule::infinitive, word) && !word.ends_with("ly");
    const bool joint = at > 0 && words.is(ReviewRule::conjunction, word);
    if (word.empty() || !is_small_at(body, at) || (!noun && !joint)) return false;
    at = body.find_first_not_of(' ', at + word.size());
  }
  return true;
}

std::string_view up_to_noun(std::string_view text, const ReviewWords& words) {
  const auto low = lowered(text);
  std::size_t end = 0;
  for (std::size_t at = 0; at < low.size();) {
    const auto word = word_at(low, at);
    auto next = std::min(low.find_first_not_of(' ', at + word.size()), low.size());
    if (words.is(ReviewRule::continuation, word)) {
      const auto after = word_at(low, next);
      const bool determined = words.is(ReviewRule::determiner, after);
      if (determined) next = std::min(low.find_first_not_of(' ', next + after.size()), low.size());
      end = determined && next < low.size() && is_small_at(text, next) ? next : 0;
    }
    at = word.empty() ? low.find_first_of(' ', at) : next;
    at = at == npos ? npos : low.find_first_not_of(' ', at);
  }
  return without_spaces_after(text.substr(0, end));
}

bool only_adverbs(std::string_view text) {
  const auto low = lowered(text);
  for (std::size_t at = 0; at < low.size(); at = low.find_first_not_of(' ', at)) {
    const auto word = word_at(low, at);
    if (word.size() < 5 || !word.ends_with("ly")) return false;
    at += word.size();
    if (at == low.size()) break;
  }
  return !low.empty();
}

std::string_view after_adverbial(std::string_view object, const ReviewWords& words) {
  const auto low = lowered(object);
  const auto first = word_at(low, 0);
  const bool adverbial = words.is(ReviewRule::continuation, first);
  if (!adverbial || words.is(ReviewRule::preposition, first)) return object;
  auto rest = object;
  for (std::size_t at = 0; at < low.size(); ++at) {
    const auto found = words.find(ReviewRule::conjunction, low, at);
    if (!found) break;
    at = found->end;
    const auto next = std::min(low.find_first_not_of(' ', at), low.size());
    auto end = after_verb_phrase(std::string_view(low).substr(next), words);
    if (end == 0) continue;
    const auto last = word_before(low, next + end);
    if (words.is(ReviewRule::pointer, last)) end -= last.size();
    rest = trim_fragment(object.substr(next + end));
  }
  return rest;
}

std::string_view before_next_demand(std::string_view object, const ReviewWords& words) {
  const auto low = lowered(object);
  for (auto at = low.find(", and "); at != npos; at = low.find(", and ", at + 1)) {
    if (after_verb_phrase(std::string_view(low).substr(at + 6), words) > 0) {
      return object.substr(0, at);
    }
  }
  return object;
}

}  // namespace comity::grammar
