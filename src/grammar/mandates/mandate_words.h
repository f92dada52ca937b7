#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/language.h"

namespace comity::grammar {

/// What a phrase of data/grammar/mandates.LANGUAGE.csv is for; the names are those of the tables.
enum class MandateRule : std::uint8_t {
  ask,                ///< asks the addressee that follows; value: the verb's plain form
  ask_for,            ///< asks for a thing, of nobody named: "calls for"
  ask_infinitive,     ///< the same verbs behind "Decides to"
  decides,            ///< decides: what follows is done, promised or laid upon somebody
  promises,           ///< promises by itself: "remains seized"
  performs,           ///< what a decision does by being taken: "Decides to extend …"
  does_not_act,       ///< verbs behind "shall" that describe: "shall consist of"
  modal,              ///< "shall"
  filler,             ///< between clauses and their verb: "in this regard"
  adverb,             ///< before or behind a verb: "further"
  infinitive,         ///< what an action begins with: "to"
  that,               ///< what a clause of its own begins with
  no_infinitive,      ///< words behind which "to" begins no action: "right"
  determiner,         ///< words before which "to" begins no action: "the"
  addressee,          ///< value: the code of data/grammar/addressees.csv
  addressee_goes_on,  ///< behind a comma, more of the list: ", in particular"
  addressee_ends,     ///< the list of those asked ends here: ", in cooperation with"
  dependent,          ///< words behind which a name says more of another: "of"
  article,            ///< passed over before a name or an action
  conjunction,        ///< "and"
  ordinal,            ///< of sessions; values are added: "seventy" "sixth"
  session_noun,       ///< "session"
  recurrence,         ///< value: "annual"
  before_year,        ///< words behind which a year or date is an occasion
  ways,               ///< a list of ways follows: "by:"
  thing,              ///< ends of words that name no one: "-tion"
  behind_noun,        ///< behind what only looks like an asking verb: "requests for"
  passive,            ///< verbs by which nobody named acts: "be provided"
  by_whom,            ///< leads to who is to act: "consultations by the"
  gerund,             ///< ends of words that name a way: "-ing"
  action_ends,        ///< ends of the verbs with which an action begins; none: any word does
};

/// A phrase found in a text, in bytes.
struct MandatePhrase {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string_view value;
};

/// The phrases of one language by rule. Immutable, made once for each language.
class MandateWords {
 public:
  /// The tables built into the program; of a language without one the English ones.
  [[nodiscard]] static const MandateWords& of(model::Language language);
  explicit MandateWords(std::string_view csv, bool bound);

  /// The longest phrase of the rule at `at` in `small` (in small letters) that ends at a word
  /// bound. A phrase written with a capital wants one in `text`, which has the same bytes.
  [[nodiscard]] std::optional<MandatePhrase> at(MandateRule rule, std::string_view text,
                                                std::string_view small, std::size_t at) const;
  /// The first phrase of the rule from `from` on, before `until`.
  [[nodiscard]] std::optional<MandatePhrase> find(MandateRule rule, std::string_view text,
                                                  std::string_view small, std::size_t from,
                                                  std::size_t until) const;
  /// Whether `word` is a phrase of the rule.
  [[nodiscard]] bool is(MandateRule rule, std::string_view word) const;
  /// Whether `word` ends with a phrase of the rule.
  [[nodiscard]] bool ends(MandateRule rule, std::string_view word) const;
  /// Whether words stand between spaces (not in Chinese).
  [[nodiscard]] bool bound() const { return bound_; }
  /// Whether the table has a phrase of the rule.
  [[nodiscard]] bool has(MandateRule rule) const;

 private:
  struct Entry {
    std::string written;
    std::string small;
    std::string value;
    bool capital = false;
  };
  using Bucket = std::vector<Entry>;
  bool bound_;
  /// By rule and first byte, longest first.
  std::vector<std::array<Bucket, 256>> by_rule_;
};

}  // namespace comity::grammar
