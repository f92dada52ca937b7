#include "grammar/review_expand.h"

#include <algorithm>
#include <optional>

#include "base/text.h"

namespace comity::grammar {
namespace {

// sentence  := fragment+
// fragment  := "/"? conjunction? (verb-phrase object? | continuation | object) group?
//
// A fragment is a State's when its group names the State, or when it has no group (then it is
// everyone's). A State's sentence is its fragments in order. What the sentence lacks is taken from
// the neighbours: the object for a bare verb phrase, the verb phrase for a bare object, the whole
// earlier sentence for a continuation ("in particular …").

constexpr auto npos = std::string_view::npos;

struct Fragment {
  std::string_view text;
  const StateGroup* group = nullptr;  ///< none: the fragment is everyone's
  std::size_t object = 0;             ///< where the object begins after the verb phrase
  bool verb = false;                  ///< begins with a verb phrase
};

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

std::string_view trim_fragment(std::string_view text) {
  const auto begin = text.find_first_not_of(" /,;");
  if (begin == npos) return {};
  const auto end = text.find_last_not_of(" /;");
  return text.substr(begin, end - begin + 1);
}

std::string_view word_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && (is_letter(text[end]) || text[end] == '-')) ++end;
  return text.substr(at, end - at);
}

std::string_view without_conjunction(std::string_view text, const ReviewWords& words) {
  const auto found = words.at_start(ReviewRule::conjunction, lowered(text.substr(0, 24)));
  if (!found || found->end >= text.size() || text[found->end] == '/') return text;
  return trim_fragment(text.substr(found->end));
}

bool is_verb(std::string_view word, const ReviewWords& words) {
  if (words.is(ReviewRule::verb, word)) return true;
  return word.size() > 5 && word.ends_with("ing");
}

bool is_adverb(std::string_view word) { return word.size() > 4 && word.ends_with("ly"); }

/// Where the object begins after the verb phrase that opens the text; 0 when none opens it.
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
    if (is_verb(word, words)) {
      any = true;
      at += word.size();
      firm = at;
    } else if (is_adverb(word) || (!any && words.is(ReviewRule::opening_adverb, word))) {
      at += word.size();
      if (any) firm = at;
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

Fragment fragment_of(std::string_view text, const StateGroup* group, const ReviewWords& words) {
  Fragment fragment{trim_fragment(text), group, 0, false};
  const auto body = without_conjunction(fragment.text, words);
  if (const auto object = after_verb_phrase(body, words); object > 0) {
    fragment.verb = true;
    fragment.object = object + (fragment.text.size() - body.size());
  }
  return fragment;
}

bool has_object(const Fragment& fragment) {
  return fragment.verb && trim_fragment(fragment.text.substr(fragment.object)).size() > 2;
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

class Sentence {
 public:
  Sentence(std::string_view text, std::size_t begin, std::span<const StateGroup> groups,
           const ReviewWords& words)
      : words_(words) {
    slashed_ = std::any_of(groups.begin(), groups.end(),
                           [&](const StateGroup& group) { return slash_after(text, group); });
    for (const auto& group : groups) {
      add(text.substr(begin, group.begin - begin), &group);
      begin = group.end;
    }
    add(text.substr(begin), nullptr);
  }

  [[nodiscard]] std::string of(const std::string& state) const {
    return of(state, fragments_.size());
  }

 private:
  void add(std::string_view text, const StateGroup* group) {
    auto parts = slashed_ ? at_slashes(text) : std::vector<std::string_view>{text};
    for (std::size_t i = 0; i < parts.size(); ++i) {
      auto fragment = fragment_of(parts[i], i + 1 == parts.size() ? group : nullptr, words_);
      if (std::any_of(fragment.text.begin(), fragment.text.end(), is_letter)) {
        fragments_.push_back(fragment);
      }
    }
  }

  [[nodiscard]] static bool names(const Fragment& fragment, const std::string& state) {
    if (fragment.group == nullptr) return true;
    const auto& group = *fragment.group;
    return std::find(group.states.begin(), group.states.end(), state) != group.states.end() ||
           std::find(group.unknown.begin(), group.unknown.end(), state) != group.unknown.end();
  }

  /// The State's words among the first `limit` fragments.
  [[nodiscard]] std::string of(const std::string& state, std::size_t limit) const {
    std::string sentence;
    for (std::size_t i = 0; i < limit; ++i) {
      const auto& fragment = fragments_[i];
      if (!names(fragment, state)) continue;
      if (!sentence.empty()) {
        append(sentence, fragment.text);
        continue;
      }
      append(sentence, opening(i));
      append(sentence, without_conjunction(fragment.text, words_));
      if (limit == fragments_.size() && lacks_object(i, state)) append(sentence, object_near(i));
    }
    return sentence;
  }

  /// Whether a bare verb phrase finds no object among the State's own fragments that follow.
  [[nodiscard]] bool lacks_object(std::size_t at, const std::string& state) const {
    if (!fragments_[at].verb || has_object(fragments_[at])) return false;
    bool adjacent = true;
    for (std::size_t i = at + 1; i < fragments_.size(); ++i) {
      const auto& next = fragments_[i];
      if (!names(next, state)) {
        adjacent = false;
        continue;
      }
      if (next.verb && !has_object(next)) continue;
      if (!next.verb) return continues(next);
      return !adjacent;
    }
    return true;
  }

  [[nodiscard]] bool continues(const Fragment& fragment) const {
    const auto body = without_conjunction(fragment.text, words_);
    return words_.at_start(ReviewRule::continuation, lowered(body.substr(0, 40))).has_value();
  }

  /// What stands before a State's first fragment so that it is a sentence.
  [[nodiscard]] std::string opening(std::size_t at) const {
    const auto& fragment = fragments_[at];
    if (at == 0 || fragment.verb) return {};
    if (continues(fragment)) return before(at);
    for (std::size_t i = at; i-- > 0;) {
      if (!fragments_[i].verb) continue;
      return std::string(trim_fragment(
          without_conjunction(fragments_[i].text.substr(0, fragments_[i].object), words_)));
    }
    return {};
  }

  /// The sentence, so far, of the State that the fragment before `at` belongs to.
  [[nodiscard]] std::string before(std::size_t at) const {
    const auto* group = fragments_[at - 1].group;
    if (group == nullptr || group->states.empty()) return std::string(fragments_[at - 1].text);
    return of(group->states.front(), at);
  }

  /// The object that a bare verb phrase shares with the next fragment that has one, else the last.
  [[nodiscard]] std::string object_near(std::size_t at) const {
    for (std::size_t i = at + 1; i < fragments_.size(); ++i) {
      if (has_object(fragments_[i])) return object_of(i);
    }
    for (std::size_t i = at; i-- > 0;) {
      if (has_object(fragments_[i])) return object_of(i);
    }
    return {};
  }

  [[nodiscard]] std::string object_of(std::size_t at) const {
    return std::string(trim_fragment(fragments_[at].text.substr(fragments_[at].object)));
  }

  static void append(std::string& sentence, std::string_view text) {
    if (text.empty()) return;
    if (!sentence.empty()) sentence += ' ';
    sentence += text;
  }

  const ReviewWords& words_;
  std::vector<Fragment> fragments_;
  bool slashed_ = false;
};

void add_states(std::vector<model::Clause>& clauses, const Sentence& sentence,
                std::span<const std::string> states, std::vector<std::string> model::Clause::* list,
                const ReviewWords& words) {
  for (const auto& state : states) {
    const auto known =
        std::any_of(clauses.begin(), clauses.end(), [&](const model::Clause& clause) {
          const auto& own = clause.*list;
          return std::find(own.begin(), own.end(), state) != own.end();
        });
    if (known) continue;
    const auto text = clause_text(sentence.of(state), words);
    const auto same =
        std::find_if(clauses.begin(), clauses.end(),
                     [&](const model::Clause& clause) { return clause.text == text; });
    auto& clause = same == clauses.end() ? clauses.emplace_back() : *same;
    clause.text = text;
    (clause.*list).push_back(state);
  }
}

}  // namespace

std::string clause_text(std::string_view text, const ReviewWords& words) {
  const auto single = base::collapsed(text);
  std::string_view rest = single;
  rest = without_conjunction(trim_fragment(rest), words);
  const auto end = rest.find_last_not_of(" ,;.:/");
  if (end == npos) return {};
  rest = rest.substr(0, end + 1);
  std::string out;
  for (std::size_t i = 0; i < rest.size(); ++i) {
    const bool hanging = rest[i] == ' ' && i + 1 < rest.size() &&
                         (rest[i + 1] == ',' || rest[i + 1] == ';' || rest[i + 1] == '.');
    if (!hanging) out += rest[i];
  }
  return out;
}

std::vector<model::Clause> expanded(std::string_view text, std::size_t begin,
                                    std::span<const StateGroup> groups, const ReviewWords& words) {
  const Sentence sentence(text, begin, groups, words);
  std::vector<model::Clause> clauses;
  for (const auto& group : groups) {
    add_states(clauses, sentence, group.states, &model::Clause::states, words);
    add_states(clauses, sentence, group.unknown, &model::Clause::unknown, words);
  }
  return clauses;
}

}  // namespace comity::grammar
