#include "grammar/reviews/review_fragments.h"

#include <algorithm>

#include "grammar/scan.h"

namespace comity::grammar {
namespace {

// fragment    := "/"? ","? conjunction? (verb-phrase object? | continuation | object) group?
// verb-phrase := adverb* verb (verb | adverb | verb-tail)*

constexpr int kOpensOnly =
    1;  ///< value of a verb that is an adjective or a noun elsewhere ("free")

bool is_adverb(std::string_view word) { return word.size() > 4 && word.ends_with("ly"); }

/// Whether a verb stands at this place of a phrase that has begun, or that it begins.
bool verb_here(std::string_view word, bool begun, const ReviewWords& words) {
  const auto value = words.value_of(ReviewRule::verb, word);
  if (value) return !begun || *value != kOpensOnly;
  return is_gerund(word, words);
}

/// Whether an object ends before its noun: "the application of", "the core".
bool lacks_noun(std::string_view object, const ReviewWords& words) {
  const auto last = word_before(object, object.size());
  if (words.is(ReviewRule::preposition, last)) return true;
  const auto rest = trim_fragment(object.substr(0, object.size() - last.size()));
  return words.is(ReviewRule::adjective, last) && words.is(ReviewRule::article, rest);
}

Fragment fragment_of(std::string_view text, const StateGroup* group, const ReviewWords& words) {
  Fragment fragment;
  fragment.text = trim_fragment(text);
  fragment.group = group;
  const auto first = text.find_first_not_of(" /");
  fragment.comma = first != npos && (text[first] == ',' || text[first] == ';');
  fragment.slash = text.substr(0, first).find('/') != npos;
  const auto body = without_conjunction(fragment.text, words);
  const auto low = lowered(body.substr(0, 40));
  const bool gerund = is_gerund(word_at(low, 0), words);
  fragment.continues =
      words.at_start(ReviewRule::continuation, low).has_value() || (gerund && fragment.comma);
  if (gerund && fragment.comma) return fragment;
  if (const auto object = after_verb_phrase(body, words); object > 0) {
    fragment.verb = true;
    fragment.gerund = gerund;
    fragment.continues = false;
    fragment.object = object + (fragment.text.size() - body.size());
    fragment.hanging = lacks_noun(lowered(trim_fragment(body.substr(object))), words);
  }
  return fragment;
}

/// Cuts a text before each slash with space beside it; "and/or" and "prevent/prohibit" stay whole.
std::vector<std::string_view> at_slashes(std::string_view text) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '/') continue;
    const bool spaced =
        (i > 0 && text[i - 1] == ' ') || (i + 1 < text.size() && text[i + 1] == ' ');
    if (!spaced || trim_fragment(text.substr(begin, i - begin)).empty()) continue;
    parts.push_back(text.substr(begin, i - begin));
    begin = i;
  }
  parts.push_back(text.substr(begin));
  return parts;
}

bool slash_after(std::string_view text, const StateGroup& group) {
  const auto at = text.find_first_not_of(' ', group.end);
  return at != npos && text[at] == '/';
}

}  // namespace

bool Fragment::has_object() const {
  return verb && !hanging && trim_fragment(text.substr(object)).size() > 2;
}

std::vector<Fragment> fragments_of(std::string_view text, std::size_t begin,
                                   std::span<const StateGroup> groups, const ReviewWords& words) {
  const bool slashed = std::any_of(groups.begin(), groups.end(), [&](const StateGroup& group) {
    return slash_after(text, group);
  });
  std::vector<Fragment> fragments;
  const auto add = [&](std::string_view piece, const StateGroup* group) {
    const auto parts = slashed ? at_slashes(piece) : std::vector<std::string_view>{piece};
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const auto made = fragment_of(parts[i], i + 1 == parts.size() ? group : nullptr, words);
      if (std::any_of(made.text.begin(), made.text.end(), is_letter_byte))
        fragments.push_back(made);
    }
  };
  for (const auto& group : groups) {
    add(text.substr(begin, group.begin - begin), &group);
    begin = group.end;
  }
  add(text.substr(begin), nullptr);
  return fragments;
}

std::string_view trim_fragment(std::string_view text) {
  const auto begin = text.find_first_not_of(" /,;");
  if (begin == npos) return {};
  const auto end = text.find_last_not_of(" /;");
  return text.substr(begin, end - begin + 1);
}

std::string_view without_conjunction(std::string_view text, const ReviewWords& words) {
  const auto found = words.at_start(ReviewRule::conjunction, lowered(text.substr(0, 24)));
  if (!found || found->end >= text.size() || text[found->end] == '/') return text;
  return trim_fragment(text.substr(found->end));
}

std::string_view word_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && (is_letter_byte(text[end]) || text[end] == '-')) ++end;
  return text.substr(at, end - at);
}

std::string_view word_before(std::string_view text, std::size_t end) {
  std::size_t begin = end;
  while (begin > 0 && (is_letter_byte(text[begin - 1]) || text[begin - 1] == '-')) --begin;
  return text.substr(begin, end - begin);
}

bool is_gerund(std::string_view word, const ReviewWords& words) {
  return word.size() > 5 && word.ends_with("ing") && !words.is(ReviewRule::continuation, word) &&
         !words.is(ReviewRule::noun_start, word);
}

bool is_verb(std::string_view word, const ReviewWords& words) {
  return words.is(ReviewRule::verb, word) || is_gerund(word, words);
}

std::size_t after_verb_phrase(std::string_view text, const ReviewWords& words) {
  const auto low = lowered(text);
  const std::string_view view = low;
  std::size_t at = 0;
  std::size_t firm = 0;  // after the last verb or what belongs to one
  bool any = false;
  while (at < view.size()) {
    while (at < view.size() && (view[at] == ' ' || view[at] == ',' || view[at] == '/')) ++at;
    const auto word = word_at(view, at);
    if (word.empty()) break;
    if (verb_here(word, any, words)) {
      any = true;
      at += word.size();
      firm = at;
    } else if (is_adverb(word)) {
      at += word.size();
      if (any) firm = at;
    } else if (const auto adverb = words.at_start(ReviewRule::opening_adverb, view.substr(at));
               adverb && !any) {
      at += adverb->end;
    } else if (const auto tail = words.at_start(ReviewRule::verb_tail, view.substr(at))) {
      if (!any && view.substr(at, tail->end) != "to") return 0;
      const bool loose = words.is(ReviewRule::conjunction, view.substr(at, tail->end));
      at += tail->end;
      if (any && !loose) firm = at;
    } else {
      break;
    }
  }
  return any ? firm : 0;
}

}  // namespace comity::grammar
