#include "grammar/reviews/review_clauses.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "grammar/marks.h"
#include "grammar/reviews/review_expand.h"
#include "grammar/reviews/review_fragments.h"
#include "grammar/reviews/review_phrases.h"
#include "grammar/reviews/review_pointers.h"
#include "grammar/reviews/review_states.h"
#include "grammar/scan.h"

namespace comity::grammar {
namespace {

// item    := segment (bound segment)* tail?
// segment := text group (text group)* text?      with one group it is a clause as it stands,
//                                                with more it is expanded (review_expand.h)
// bound   := ";" | "." before a capital | ":" | "/"? before a capital that opens a sentence
// tail    := text without States; after ":" it is a remark on the recommendation
//
// ";" is no bound before what cannot stand alone ("; in particular in prisons", "; judges") nor
// after a verb whose object is still to come. A segment without a verb takes the stem of the one
// before it: "Continue its efforts: for …; in …"; one that is about "its ratification" the treaty.
// One that is nothing but letters, each with a verb, is as many clauses: "(a) Adopt …; (b) train
// …".

struct Segment {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::vector<StateGroup> groups;
  bool remark = false;  ///< a colon stands before it
};

/// Past the space, asterisks and footnote figures that may cling to a parenthesis.
std::size_t skip_marks(std::string_view text, std::size_t at) {
  std::size_t figures = 0;
  while (at < text.size()) {
    const char c = text[at];
    if (is_digit(c)) {
      if (++figures > 2) break;
    } else if (c != ' ' && c != '*' && c != ')') {
      break;
    }
    ++at;
  }
  return at;
}

/// Whether a new recommendation begins at a capital that follows a group without punctuation.
bool opens_sentence(std::string_view text, const ReviewWords& words) {
  if (text.empty() || !is_capital_at(text, 0)) return false;
  const auto word = word_at(text, 0);
  if (is_upper(text[0]) && (word.size() < 2 || !is_small_at(word, 1))) return false;
  return !words.is(ReviewRule::noun_start, lowered(word));
}

/// Whether a text only goes on with what stands before it: "in particular by …", and no demand of
/// its own follows a comma or the States, as in "in order to …, adopt …".
bool is_dependent(std::string_view text, const ReviewWords& words) {
  const auto begin = text.find_first_not_of(' ');
  if (begin == npos) return false;
  const auto end = text.find_first_of("(;", begin);
  const auto low = lowered(text.substr(begin, end - begin));
  if (!is_small_at(text, begin) || !words.at_start(ReviewRule::dependent, low)) return false;
  for (auto at = low.find(", "); at != npos; at = low.find(", ", at + 1)) {
    if (words.is(ReviewRule::verb, word_at(low, at + 2))) return false;
  }
  const auto next =
      text.find_first_not_of(' ', std::min(text.find(')', begin), text.size() - 1) + 1);
  return next == npos || !is_small_at(text, next);
}

/// Whether another noun follows under the sentence before it, and a State that names it: "(Chile);
/// judges and court staff (Chad)".
bool goes_on_with_noun(std::string_view text, const ReviewWords& words) {
  const auto open = text.find('(');
  return open != npos && is_bare_noun(text.substr(0, open), words);
}

/// Where the next segment starts when one ends after `at`; npos when the sentence goes on.
std::size_t after_bound(std::string_view text, std::size_t at, const ReviewWords& words) {
  at = skip_marks(text, at);
  if (at == text.size()) return at;
  if (text[at] == ':') return at + 1;
  if (text[at] == ';') {
    const auto rest = text.substr(at + 1);
    return is_dependent(rest, words) || goes_on_with_noun(rest, words) ? npos : at + 1;
  }
  if (text[at] == '.') {
    const auto next = skip_marks(text, at + 1);
    if (next == text.size() || !is_small_at(text, next)) return next;
    return npos;
  }
  if (text[at] == '/') {
    // "(Chile)/With the help of …, end poverty (Chad)"; a verb may share the object before it.
    at = std::min(text.find_first_not_of(" /", at), text.size());
    if (after_verb_phrase(text.substr(at), words) > 0) return npos;
  }
  return opens_sentence(text.substr(at), words) ? at : npos;
}

bool only_under_review(const StateGroup& group, std::span<const std::string> under_review) {
  return group.unknown.empty() &&
         std::all_of(group.states.begin(), group.states.end(), [&](const std::string& code) {
           return std::find(under_review.begin(), under_review.end(), code) != under_review.end();
         });
}

/// Whether a text ends before its verb: "take steps to".
bool awaits_verb(std::string_view text, const ReviewWords& words) {
  const auto body = trim_fragment(text);
  return after_verb_phrase(body, words) == body.size() && ends_before_infinitive(body, words);
}

/// Whether a text is "/consider": a verb phrase alone, whose object stands behind other States.
bool awaits_object(std::string_view text, const ReviewWords& words) {
  const auto body = trim_fragment(text);
  return text.starts_with('/') && !body.empty() && after_verb_phrase(body, words) == body.size();
}

std::vector<Segment> segments_of(std::string_view text, std::vector<StateGroup> groups,
                                 const ReviewWords& words) {
  std::vector<Segment> segments;
  Segment current;
  for (auto& group : groups) {
    const auto end = group.end;
    const auto begin = current.groups.empty() ? current.begin : current.groups.back().end;
    const auto piece = text.substr(begin, group.begin - begin);
    const bool open = awaits_object(piece, words);
    const bool unfinished = awaits_verb(piece, words);
    current.groups.push_back(std::move(group));
    const auto next = after_bound(text, end, words);
    if (next == npos || unfinished || (open && text.substr(skip_marks(text, end)).starts_with(';')))
      continue;
    current.end = end;
    const bool remark = text.substr(end, next - end).find(':') != npos;
    segments.push_back(std::exchange(current, Segment{next, next, {}, remark}));
  }
  current.end = text.size();
  segments.push_back(std::move(current));
  return segments;
}

/// A text in the shape that is read and as it is printed, byte by byte alike.
struct Printed {
  std::string_view shape;
  std::string_view print;
};

/// What is printed from `begin` to `end`, without the marks around it.
std::string_view printed_between(const Printed& text, std::size_t begin, std::size_t end) {
  constexpr std::string_view kMarks = " /,;.:";
  const auto own = text.shape.substr(begin, end - begin);
  const auto first = own.find_first_not_of(kMarks);
  if (first == npos) return {};
  return text.print.substr(begin + first, own.find_last_not_of(kMarks) + 1 - first);
}

model::Clause plain_clause(const Printed& text, const Segment& segment, const ReviewWords& words) {
  const auto stop = segment.groups.empty() ? segment.end : segment.groups.front().begin;
  model::Clause clause;
  clause.text = clause_text(printed_between(text, segment.begin, stop), words);
  if (!segment.groups.empty()) {
    clause.states = segment.groups.front().states;
    clause.unknown = segment.groups.front().unknown;
  }
  return clause;
}

/// "Continue its efforts" of a clause before, "Continue its efforts: for …", for one without a
/// verb.
std::string stem_of(const std::vector<model::Clause>& before, const model::Clause& clause,
                    const ReviewWords& words) {
  if (after_verb_phrase(clause.text, words) > 0) return {};
  // Clauses that took the stem stand between it and this one.
  for (std::size_t i = before.size(); i-- > 0;) {
    const auto colon = before[i].text.find(": ");
    if (colon == std::string::npos) continue;
    const auto stem = before[i].text.substr(0, colon);
    const bool held = before.back().text.starts_with(stem);
    return held && after_verb_phrase(stem, words) > 0 ? stem + ' ' : std::string{};
  }
  return {};
}

bool has_letter(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    return is_upper(c) || is_lower(c) || static_cast<unsigned char>(c) >= 0x80;
  });
}

/// The demands of "(a) Adopt …; (b) train …"; none where a stem stands before the letters ("take
/// measures to (a) …"), where one is no demand of its own or where there is no second.
std::vector<std::string_view> lettered(std::string_view text, const ReviewWords& words) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  for (char letter = 'a'; letter <= 'z'; ++letter) {
    const std::string mark{'(', letter, ')'};
    auto at = text.find(mark, begin);
    // "article 2 (b)" is no mark.
    while (at != npos && at > 1 && (is_digit(text[at - 1]) || is_digit(text[at - 2]))) {
      at = text.find(mark, at + 1);
    }
    if (letter == 'a' && at != 0) return {};
    if (letter > 'a') parts.push_back(text.substr(begin, at == npos ? npos : at - begin));
    if (at == npos) break;
    begin = at + mark.size();
  }
  const bool demands = std::all_of(parts.begin(), parts.end(), [&](std::string_view part) {
    return after_verb_phrase(clause_text(part, words), words) > 0;
  });
  return parts.size() > 1 && demands ? parts : std::vector<std::string_view>{};
}

bool names(const StateGroup& group, const std::string& state) {
  return std::find(group.states.begin(), group.states.end(), state) != group.states.end();
}

void drop_state(model::Clause& clause, const std::string& state) {
  std::erase(clause.states, state);
}

/// A State that a segment names only behind what goes on with any sentence ("…, with particular
/// attention to women (A, B)") goes on with its own of an earlier segment, where it has one.
void go_on_with_own(std::vector<model::Clause>& clauses, std::vector<model::Clause>& made,
                    const Printed& printed, const Segment& segment, const ReviewWords& words) {
  if (clauses.empty() || segment.groups.size() < 2) return;
  const auto& last = segment.groups.back();
  const auto before = segment.groups[segment.groups.size() - 2].end;
  const auto tail = printed_between(printed, before, last.begin);
  const bool comma = printed.shape.substr(before, 2).find(',') != npos;
  if (!comma || !words.at_start(ReviewRule::dependent, lowered(tail))) return;
  for (const auto& state : last.states) {
    const bool only_here = std::none_of(segment.groups.begin(), segment.groups.end() - 1,
                                        [&](const auto& group) { return names(group, state); });
    const auto own = std::find_if(clauses.rbegin(), clauses.rend(), [&](const auto& clause) {
      return std::find(clause.states.begin(), clause.states.end(), state) != clause.states.end();
    });
    if (!only_here || own == clauses.rend()) continue;
    auto whole = *own;
    drop_state(*own, state);
    whole.text += ", " + std::string(tail);
    whole.states = {state};
    whole.unknown.clear();
    const auto place = clauses.insert(own.base(), std::move(whole)) - 1;
    if (place->states.empty() && place->unknown.empty()) clauses.erase(place);
    for (auto& clause : made) drop_state(clause, state);
  }
  std::erase_if(made, [](const auto& each) { return each.states.empty() && each.unknown.empty(); });
}

void add_segment(std::vector<model::Clause>& clauses, const Printed& printed,
                 const Segment& segment, const ReviewWords& words) {
  const auto text = printed.shape;
  auto begin = segment.begin;
  while (begin < segment.end && (text[begin] == ' ' || text[begin] == ';')) ++begin;
  // A parenthesis that never closes reaches over the spaces at the end of the text.
  const auto least = segment.groups.empty() ? begin : segment.groups.back().end;
  auto end = segment.end;
  while (end > least && text[end - 1] == ' ') --end;

  std::vector<model::Clause> made;
  const bool simple =
      segment.groups.empty() ||
      (segment.groups.size() == 1 &&
       !has_letter(text.substr(segment.groups[0].end, end - segment.groups[0].end)));
  if (simple) {
    made.push_back(plain_clause(printed, segment, words));
    if (!clauses.empty() && !segment.groups.empty()) {
      auto& own = made.front().text;
      own.insert(0, stem_of(clauses, made.front(), words));
      const auto treaty = treaty_in(clauses.back().text, words);
      own = named_out(own, after_verb_phrase(own, words), treaty, words);
    }
    const auto whole = made.front();
    const auto parts = lettered(whole.text, words);
    if (!parts.empty()) made.assign(parts.size(), whole);
    for (std::size_t i = 0; i < parts.size(); ++i) made[i].text = clause_text(parts[i], words);
  } else {
    made = expanded(printed.print.substr(0, end), segment.begin, segment.groups, words);
    go_on_with_own(clauses, made, printed, segment, words);
  }
  for (auto& clause : made) {
    if (clause.text.empty() && !clauses.empty() && clauses.back().end == begin) continue;
    clause.begin = static_cast<std::uint32_t>(begin);
    clause.end = static_cast<std::uint32_t>(end);
    clauses.push_back(std::move(clause));
  }
}

}  // namespace

std::vector<model::Clause> clauses_of(std::string_view print, const names::Register& states,
                                      const ReviewWords& words,
                                      std::span<const std::string> under_review) {
  const auto shape = shaped(print);
  const std::string_view text = shape;
  auto groups = state_groups(text, states);
  std::erase_if(groups, [&](const StateGroup& g) { return only_under_review(g, under_review); });

  std::vector<model::Clause> clauses;
  for (const auto& segment : segments_of(text, std::move(groups), words)) {
    const auto own = text.substr(segment.begin, segment.end - segment.begin);
    if (segment.groups.empty()) {
      if (segment.remark) continue;
      const auto rest = clause_text(own, words);
      if (!has_letter(rest) || words.is(ReviewRule::conjunction, lowered(rest))) continue;
      if (words.find(ReviewRule::read_otherwise, lowered(rest))) continue;
    }
    add_segment(clauses, {text, print}, segment, words);
  }
  return clauses;
}

}  // namespace comity::grammar
