#include "grammar/reviews/review_expand.h"

#include <algorithm>

#include "base/text.h"
#include "grammar/reviews/review_fragments.h"
#include "grammar/reviews/review_phrases.h"
#include "grammar/reviews/review_pointers.h"
#include "grammar/scan.h"

namespace comity::grammar {
namespace {

// sentence := fragment+                                                       review_fragments.h
//
// A fragment is a State's when its group names the State, or when it has no group (then it is
// everyone's). A State's sentence is its fragments in order. What the sentence lacks is taken from
// the neighbours: the object for a bare verb phrase, the verb phrase for a bare object, the whole
// earlier sentence for a continuation ("in particular …"), the treaty for "its Optional Protocol".

constexpr int kEnumerates = 1;  ///< value of a dependent phrase after which a list may go on

void append_words(std::string& sentence, std::string_view text) {
  if (text.empty()) return;
  if (!sentence.empty()) sentence += ' ';
  sentence += text;
}

/// Gives a bare verb phrase its object, which may have been printed for another verb: "accede" and
/// "the Covenant", "ratify" and "of the Covenant".
void append_object(std::string& sentence, std::string_view object, const ReviewWords& words) {
  if (object.empty()) return;
  const auto wanted = lacking_preposition(sentence, words);
  const auto given = word_at(object, 0);
  if (!wanted.empty() && given != wanted) append_words(sentence, wanted);
  const bool misplaced = words.is(ReviewRule::preposition, given) && wanted.empty() &&
                         is_verb(lowered(last_word(sentence)), words);
  append_words(sentence, misplaced ? trim_fragment(object.substr(given.size())) : object);
}

class Sentence {
 public:
  Sentence(std::string_view text, std::size_t begin, std::span<const StateGroup> groups,
           const ReviewWords& words)
      : words_(words), fragments_(fragments_of(text, begin, groups, words)) {}

  [[nodiscard]] std::string of(const std::string& state) const {
    return of(state, fragments_.size());
  }

 private:
  [[nodiscard]] static bool names(const Fragment& fragment, const std::string& state) {
    if (fragment.group == nullptr) return true;
    const auto& group = *fragment.group;
    return std::find(group.states.begin(), group.states.end(), state) != group.states.end() ||
           std::find(group.unknown.begin(), group.unknown.end(), state) != group.unknown.end();
  }

  /// The State's words among the first `limit` fragments.
  [[nodiscard]] std::string of(const std::string& state, std::size_t limit) const {
    std::string sentence;
    bool bare = false;  // a verb phrase whose object is still to come
    for (std::size_t i = 0; i < limit; ++i) {
      const auto& fragment = fragments_[i];
      if (!names(fragment, state)) continue;
      if (sentence.empty()) {
        bare = open(sentence, i, limit, state);
        continue;
      }
      append_next(sentence, i, state, bare);
      bare = bare && is_bare(fragment);
    }
    return sentence;
  }

  /// Begins a State's sentence with its first fragment; whether an object is still to come.
  bool open(std::string& sentence, std::size_t at, std::size_t limit,
            const std::string& state) const {
    const auto& fragment = fragments_[at];
    append_words(sentence, opening(at));
    const bool alone = sentence.empty();
    const auto first = lowered(word_at(without_conjunction(fragment.text, words_), 0));
    const bool after_bare = !alone && is_gerund(first, words_) &&
                            after_verb_phrase(sentence, words_) == sentence.size();
    if (!alone && !after_bare && fragment.comma && fragment.continues) sentence += ',';
    const auto own = words_of(at, state);
    append_words(sentence,
                 leans_back(fragment) ? std::string_view(own) : without_conjunction(own, words_));
    if (const auto lent = alone ? lent_words(at, state) : std::string_view{}; !lent.empty()) {
      append_words(sentence, lent);
      return after_verb_phrase(lent, words_) == lent.size();
    }
    if (limit == fragments_.size() && lacks_object(verb_of(at), at, state)) {
      append_object(sentence, object_near(at), words_);
      return false;
    }
    return is_bare(fragment) || after_bare;
  }

  /// Whether a fragment is a verb phrase without an object.
  [[nodiscard]] bool is_bare(const Fragment& fragment) const {
    if (fragment.verb) return !fragment.has_object();
    const auto body = without_conjunction(fragment.text, words_);
    return after_verb_phrase(body, words_) == body.size();
  }

  void append_next(std::string& sentence, std::size_t at, const std::string& state,
                   bool bare) const {
    const auto& fragment = fragments_[at];
    // An object that names no State is that of the verbs before it.
    const bool object = serves_as_object(fragment) && !fragment.continues;
    if (fragment.group == nullptr && object && !bare && !fragment.comma) return;
    const auto own = words_of(at, state);
    if (bare && serves_as_object(fragment)) {
      if (ends_with_effort(sentence, words_)) append_words(sentence, lent_infinitive(at, state));
      append_object(sentence, without_conjunction(own, words_), words_);
      return;
    }
    if (!bare && lacks_noun(sentence, at)) return append_object(sentence, own, words_);
    if (bare && fragment.slash && is_infinitive(fragment.text, words_)) {
      append_words(sentence, lent_effort(at, state));
    }
    const bool listed = fragment.comma || (fragment.slash && serves_as_object(fragment));
    if (listed && !bare && !is_joined(fragment)) sentence += ',';
    append_words(sentence, own);
  }

  /// A fragment's words, with the treaty named that "its Optional Protocol" points to where only
  /// others have named it.
  [[nodiscard]] std::string words_of(std::size_t at, const std::string& state) const {
    const auto& fragment = fragments_[at];
    const auto text = fragment.text;
    const auto skipped = text.size() - without_conjunction(text, words_).size();
    const auto body = text.substr(skipped);
    const auto object = fragment.verb ? fragment.object - skipped : 0;
    if (!points_back(body, object, words_)) return std::string(text);
    const auto named = named_out(body, object, treaty_before(at, state), words_);
    return std::string(text.substr(0, skipped)) + named;
  }

  /// The treaty that the fragments before `at` name; empty where the State's own name it.
  [[nodiscard]] std::string_view treaty_before(std::size_t at, const std::string& state) const {
    for (std::size_t i = at; i-- > 0;) {
      const auto& fragment = fragments_[i];
      const auto body = without_conjunction(fragment.text, words_);
      const auto object = fragment.text.substr(fragment.verb ? fragment.object : 0);
      if (!fragment.verb && points_back(body, 0, words_)) continue;
      const auto treaty = treaty_in(object, words_);
      if (treaty.empty()) continue;
      return names(fragment, state) ? std::string_view{} : treaty;
    }
    return {};
  }

  /// What a State's first words cannot do without: the verb phrase that follows "positively", all
  /// of "continue …" that follows "as recommended by …".
  [[nodiscard]] std::string_view lent_words(std::size_t at, const std::string& state) const {
    const auto& fragment = fragments_[at];
    if (fragment.verb) return {};
    if (only_adverbs(fragment.text)) {
      for (std::size_t i = at + 1; i < fragments_.size(); ++i) {
        if (!fragments_[i].verb) continue;
        return names(fragments_[i], state) ? std::string_view{} : fragments_[i].phrase();
      }
    }
    if (at > 0 || !fragment.continues || fragments_.size() < 2) return {};
    const auto& next = fragments_[1];
    const bool waits = next.verb && !next.comma && !next.slash && !is_joined(next);
    return waits && !names(next, state) ? next.text : std::string_view{};
  }

  /// Whether "initiatives in defence" goes on with the noun that others have verbs for: "/to
  /// promote (A) peace (B)" is of peace.
  [[nodiscard]] bool lacks_noun(const std::string& sentence, std::size_t at) const {
    const auto& others = fragments_[at - 1];
    return serves_as_object(fragments_[at]) && !fragments_[at].comma && !fragments_[at].slash &&
           others.slash && others.verb && !others.has_object() &&
           !lacking_preposition(last_word(sentence), words_).empty();
  }

  /// "initiatives" of the "initiatives in defence" of others before `at`, for "support … to
  /// promote".
  [[nodiscard]] std::string_view lent_effort(std::size_t at, const std::string& state) const {
    for (std::size_t i = at; i-- > 0 && !names(fragments_[i], state);) {
      const auto& text = fragments_[i].text;
      const auto first = word_at(text, 0);
      if (words_.is(ReviewRule::effort, lowered(first))) return first;
    }
    return {};
  }

  /// "to end" of the fragments of others before `at`, for "measures … poverty".
  [[nodiscard]] std::string_view lent_infinitive(std::size_t at, const std::string& state) const {
    for (std::size_t i = at; i-- > 0 && !names(fragments_[i], state);) {
      const auto phrase = fragments_[i].phrase();
      if (is_infinitive(phrase, words_) && !fragments_[i].has_object()) return phrase;
    }
    return {};
  }

  /// "and end impunity in this regard": without the sentence before it, it says too little.
  [[nodiscard]] bool leans_back(const Fragment& fragment) const {
    return fragment.verb && is_joined(fragment) &&
           words_.find(ReviewRule::leaning, lowered(fragment.text));
  }

  /// The fragment whose verb phrase a State's first fragment stands under: itself or an earlier.
  [[nodiscard]] std::size_t verb_of(std::size_t at) const {
    if (!fragments_[at].continues) return at;
    for (std::size_t i = at; i-- > 0;) {
      if (fragments_[i].verb) return i;
    }
    return at;
  }

  /// Whether a bare verb phrase finds no object among the State's own fragments after `at`.
  [[nodiscard]] bool lacks_object(std::size_t verb, std::size_t at,
                                  const std::string& state) const {
    const auto& open = fragments_[verb];
    if (!open.verb || open.has_object()) return false;
    bool adjacent = verb == at;
    bool went_on = verb != at;
    bool others = false;  // an object of others stands between: "of the Court" goes on with that
    for (std::size_t i = at + 1; i < fragments_.size(); ++i) {
      const auto& next = fragments_[i];
      if (!names(next, state)) {
        adjacent = false;
        others = others || next.has_object();
        continue;
      }
      // "expand … in electoral and decision-making procedures": joined to the continuation.
      const bool base = next.verb && !next.gerund;
      if (is_infinitive(next.text, words_)) return false;
      if (base && ends_before_infinitive(open.phrase(), words_)) return false;
      const bool joined = went_on && is_joined(next);
      if (serves_as_object(next) && !joined && !(next.continues && others)) return false;
      went_on = went_on || next.continues;
      if (!next.has_object()) continue;
      return !adjacent && !takes(open, next);
    }
    return true;
  }

  [[nodiscard]] bool is_joined(const Fragment& fragment) const {
    return without_conjunction(fragment.text, words_).size() != fragment.text.size();
  }

  /// Whether a bare verb phrase before it can be about it: "the Convention", "of the Convention".
  [[nodiscard]] bool serves_as_object(const Fragment& fragment) const {
    if (fragment.verb) return false;
    const auto first = word_at(without_conjunction(fragment.text, words_), 0);
    return !fragment.continues || words_.is(ReviewRule::preposition, lowered(first));
  }

  /// "consider … ratifying the Convention": a verb phrase may have a gerund for its object.
  [[nodiscard]] bool takes(const Fragment& verb, const Fragment& next) const {
    return next.gerund && !is_gerund(lowered(last_word(verb.phrase())), words_);
  }

  /// What stands before a State's first fragment so that it is a sentence.
  [[nodiscard]] std::string opening(std::size_t at) const {
    const auto& fragment = fragments_[at];
    if (at == 0) return {};
    const bool verb_next = at + 1 < fragments_.size() && fragments_[at + 1].verb;
    if (verb_next && only_adverbs(fragment.text)) return {};
    if (leans_back(fragment)) return before(at);
    if (fragment.verb) return opening_of_verb(at);
    if (fragment.continues) return before(at);
    for (std::size_t i = at; i-- > 0;) {
      if (!fragments_[i].verb) continue;
      const auto noun = is_bare_noun(fragment.text, words_) ? up_to_noun(fragments_[i].text, words_)
                                                            : std::string_view{};
      return std::string(noun.empty() ? up_to_object(fragments_[i]) : noun);
    }
    return {};
  }

  /// "Continue" of an earlier "Continue promoting" or "Continue to promote", for a fragment that
  /// begins with "applying" or "to apply".
  [[nodiscard]] std::string opening_of_verb(std::size_t at) const {
    const auto& own = fragments_[at];
    const bool infinitive = is_infinitive(without_conjunction(own.text, words_), words_);
    if (!own.gerund && !infinitive) return {};
    for (std::size_t i = at; i-- > 0;) {
      if (own.gerund && i > 0 && fragments_[i].continues) {
        if (auto head = head_before_gerund(i); !head.empty()) return head;
      }
      const auto phrase = fragments_[i].phrase();
      const auto low = lowered(phrase);
      for (std::size_t begin = 0; begin < low.size();) {
        const auto word = word_at(low, begin);
        if (is_gerund(word, words_) || (infinitive && begins_infinitive(low, begin))) {
          if (begin > 0) return std::string(trim_fragment(phrase.substr(0, begin)));
          break;
        }
        begin += std::max<std::size_t>(1, word.size());
      }
    }
    return {};
  }

  /// "Protect all, including by" of an earlier "…, including by joining the Pact".
  [[nodiscard]] std::string head_before_gerund(std::size_t at) const {
    const auto low = lowered(fragments_[at].text);
    std::size_t begin = 0;
    for (;;) {
      const auto word = word_at(low, begin);
      if (is_gerund(word, words_)) break;
      const bool joint = words_.is(ReviewRule::continuation, word);
      if (!joint) return {};
      begin = std::min(low.find_first_not_of(' ', begin + word.size()), low.size());
    }
    if (begin == 0) return {};
    auto head = before(at);
    if (!head.empty() && fragments_[at].comma) head += ',';
    append_words(head, trim_fragment(fragments_[at].text.substr(0, begin)));
    return head;
  }

  /// Whether "to" and a verb stand at `at`: not the "to" of "accede to".
  [[nodiscard]] bool begins_infinitive(std::string_view low, std::size_t at) const {
    const auto word = word_at(low, at);
    if (!words_.is(ReviewRule::infinitive, word)) return false;
    const auto next = std::min(low.find_first_not_of(' ', at + word.size()), low.size());
    return words_.is(ReviewRule::verb, word_at(low, next));
  }

  /// The part of an earlier fragment under which another object may stand: its verb phrase, or what
  /// leads to the list that the fragment ends with ("Protect all, particularly by ensuring").
  [[nodiscard]] std::string_view up_to_object(const Fragment& fragment) const {
    const auto text = fragment.text;
    const auto low = lowered(text);
    std::size_t end = fragment.object;
    for (auto found = words_.find(ReviewRule::dependent, low, end); found;
         found = words_.find(ReviewRule::dependent, low, found->end)) {
      const auto joints = after_joints(low, found->end);
      if (found->value == kEnumerates && joints < low.size()) end = joints;
    }
    return trim_fragment(without_conjunction(text.substr(0, end), words_));
  }

  /// Past the prepositions and gerunds that follow: "particularly | by ensuring".
  [[nodiscard]] std::size_t after_joints(std::string_view low, std::size_t at) const {
    for (;;) {
      const auto begin = low.find_first_not_of(' ', at);
      if (begin == npos) return at;
      const auto word = word_at(low, begin);
      const bool joint = is_gerund(word, words_) || words_.is(ReviewRule::continuation, word);
      if (word.empty() || !joint) return at;
      at = begin + word.size();
    }
  }

  /// The sentence, so far, of the State that the fragment before `at` belongs to.
  [[nodiscard]] std::string before(std::size_t at) const {
    const auto* group = fragments_[at - 1].group;
    if (group == nullptr || group->states.empty()) return std::string(fragments_[at - 1].text);
    return of(group->states.front(), at);
  }

  /// The object that a bare verb phrase shares: what follows it at once, else that of an earlier
  /// fragment, else that of a later one.
  [[nodiscard]] std::string object_near(std::size_t at) const {
    if (at + 1 < fragments_.size() && serves_as_object(fragments_[at + 1])) {
      return object_of(at, at + 1);
    }
    for (std::size_t i = at; i-- > 0;) {
      if (fragments_[i].has_object()) return object_of(at, i);
    }
    for (std::size_t i = at + 1; i < fragments_.size(); ++i) {
      if (fragments_[i].has_object() || serves_as_object(fragments_[i])) return object_of(at, i);
    }
    return {};
  }

  [[nodiscard]] std::string object_of(std::size_t at, std::size_t from) const {
    const auto& source = fragments_[from];
    const auto body = without_conjunction(source.text, words_);
    const auto& verb = fragments_[verb_of(at)];
    const bool effort = ends_with_effort(verb.phrase(), words_) && !is_infinitive(body, words_);
    if (source.verb && !source.gerund &&
        (effort || ends_before_infinitive(verb.phrase(), words_))) {
      auto whole = std::string(before_next_demand(body, words_));
      if (whole[0] >= 'A' && whole[0] <= 'Z') whole[0] = static_cast<char>(whole[0] - 'A' + 'a');
      if (!effort) return whole;
      return std::string(words_.completion(ReviewRule::infinitive, {})) + ' ' + whole;
    }
    auto object = source.verb && !takes(verb, source)
                      ? trim_fragment(source.text.substr(source.object))
                      : body;
    if (source.verb) object = after_adverbial(object, words_);
    if (verb.hanging) object = noun_for(verb, object);
    return std::string(before_next_demand(object, words_));
  }

  /// The noun that a hanging object lacks, without the other's adjective: "treaties" for "the
  /// core".
  [[nodiscard]] std::string_view noun_for(const Fragment& verb, std::string_view object) const {
    const auto first = word_at(object, 0);
    const bool other = words_.is(ReviewRule::adjective, lowered(first)) &&
                       words_.is(ReviewRule::adjective, lowered(last_word(verb.text)));
    return other ? trim_fragment(object.substr(first.size())) : object;
  }

  const ReviewWords& words_;
  std::vector<Fragment> fragments_;
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

/// The text without the words that only join it to what follows: "…, and", "; and also".
std::string_view without_joining_end(std::string_view text, const ReviewWords& words) {
  for (;;) {
    const auto end = text.find_last_not_of(" ,;.:/");
    if (end == npos) return {};
    text = text.substr(0, end + 1);
    const auto word = last_word(text);
    const auto rest = text.substr(0, text.size() - word.size());
    const auto two = last_word(rest);
    const auto joint = [&](std::size_t size) {
      return words.is(ReviewRule::conjunction, lowered(text.substr(text.size() - size)));
    };
    if (word.empty() || rest.empty()) return text;
    if (!two.empty() && joint(word.size() + 1 + two.size())) {
      text = rest.substr(0, rest.size() - 1 - two.size());
    } else if (joint(word.size())) {
      text = rest;
    } else {
      return text;
    }
  }
}

}  // namespace

std::string clause_text(std::string_view text, const ReviewWords& words) {
  const auto single = base::collapsed(text);
  const auto rest = without_joining_end(without_conjunction(trim_fragment(single), words), words);
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
