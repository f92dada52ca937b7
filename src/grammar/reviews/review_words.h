#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/language.h"

namespace comity::grammar {

/// What a phrase of data/grammar/review.LANGUAGE.csv or positions.LANGUAGE.csv is for.
enum class ReviewRule : std::uint8_t {
  title,
  established,
  held_session,
  session,
  review_of,
  was_held,
  headed_by,
  adopted,
  troika,
  abbreviation,
  conclusions_heading,
  pledges_heading,
  pledge_column,  ///< in the head of a table: that the column holds pledges
  end_heading,
  closing,
  conclusions_list,
  pledges_list,
  recommendation,
  not_supported,
  partly_supported,
  pending,
  supported,
  noted,
  put_to,
  answer_supported,  ///< this and the next four beside the five above, where a State answers:
  answer_partly,     ///< "we accept" says in an addendum what it does not in a report
  answer_not_supported,
  answer_pending,  ///< value 1: of the position itself, not of what is recommended
  answer_noted,
  answer_none,         ///< takes no side: "noted that"
  answer_reason,       ///< before an answer that only gives reasons for another: "since"
  reason_word,         ///< before numbers that only give a reason: "for the same reasons as"
  own_recommendation,  ///< that of the paragraph's own number: "this recommendation"
  answer_of_part,      ///< says that an answer is to one part of what is recommended
  position_column,     ///< in the head of a table: that the column holds the answers
  cell_yes,            ///< where it is all that stands in such a column: "yes", "agree"
  cell_no,
  answerer,            ///< who answers, before an answer that is no more than that: "we"
  one_recommendation,  ///< said where several numbers stand: of one of them, not told which
  answer_bare_noted,   ///< counts only where nothing else is said
  paragraph_word,
  recommendation_word,   ///< before numbers: "recommendations", "Rec."
  recommendations_head,  ///< opens or ends a head: "recommendations"
  item_mark,             ///< between the numbers of a paragraph and its item, beside "."
  range_word,
  list_join,
  prefix_join,     ///< written together with the number after it
  asterisk,        ///< speaks of the items that the report marks with one
  reference_word,  ///< before numbers that are only pointed to: "see"
  views_heading,   ///< of a session's report: what the State under review said
  outcome_report,  ///< names the report whose recommendations a session's report is about
  read_otherwise,
  recommending_word,
  month,
  ordinal,
  tens,
  conjunction,
  continuation,
  noun_start,
  verb,  ///< value 1: a noun or adjective elsewhere, a verb only where it opens ("free")
  verb_tail,
  opening_adverb,
  dependent,         ///< opens what cannot stand alone; value 1: a list may go on after it
  infinitive,        ///< the word before an infinitive
  preposition,       ///< that may open an object printed for another verb phrase
  with_preposition,  ///< "accede to": a word and the preposition before its object
  demand_opening,    ///< before a demand in the dialogue: "that", "should"
  no_demand,         ///< after a recommending word: then nothing is recommended ("asked about")
  headed_end,        ///< ends the name of a head of delegation where more follows in the sentence
  date_join,         ///< between the numbers and the month of a date: "de", "er"
  year_mark,         ///< after the number of a year and of a month, where a date is all numbers
  month_mark,
  all_recommendations,     ///< "all recommendations": every one of the report
  all_counted,             ///< "all of the", before a number of recommendations
  rest_recommendations,    ///< "all other recommendations": every one not named elsewhere;
                           ///<   value 1: only behind numbers, "all others"
  except_recommendations,  ///< before those that "all" leaves out: "with the exception of"
  set_topic,               ///< behind a set: "on" torture; value 2: before it; 1: of no topic,
                           ///<   "on the basis of"
  except_relative,         ///< opens what is said of those left out: ", which enjoy its support"
  except_end,              ///< ends what is said of them where no comma does
  of_which,                ///< before those of a list of which its head says something else
  speech_verb,             ///< after the State that speaks in the dialogue: "welcomed", "noted"
  dialogue_heading,        ///< "B. Interactive dialogue and responses by the State under review"
  delegation_word,         ///< "the delegation": the State under review speaks
  name_article,            ///< before a State's name at the head of a sentence
  speaker_of,              ///< before a State whose representative speaks
  committee_recommends,    ///< of a treaty body: opens what it recommends
  committee_considered,    ///< before the meetings and session of the examination
  observations_adopted,    ///< of concluding observations
  aside,            ///< after a comma in a demand: what follows asks or says, demands no more
  pointer,          ///< points to a treaty named before: "its Protocol"
  pointer_adverb,   ///< likewise after the part of the treaty: "the Protocol thereto"
  part,             ///< what a pointer may stand before
  article,          ///< instead of a pointer
  leaning,          ///< "in this regard": the sentence needs the one that it is joined to
  effort,           ///< a noun that an infinitive says more of: "measures (A)/to end (B) poverty"
  determiner,       ///< a word with which no bare noun begins: "the", "its", "all"
  adjective,        ///< stands for its noun where another shares it: "the core (A)/other treaties"
  negation,         ///< turns what follows into its opposite; values in negation.cpp
  no_negation,      ///< looks like one: "not only", "without delay"
  negation_link,    ///< may stand between it and its verb; value 1: a finite verb
  negation_partly,  ///< likewise: "not fully accepted" is accepted in part
  negation_end,     ///< begins another clause: "and", "but"
  negation_after,   ///< negates what stands before: "accepts none of"
};

/// A phrase found in a text, in bytes.
struct PhraseAt {
  std::size_t begin = 0;
  std::size_t end = 0;
  int value = 0;
};

/// The phrases of one language by rule. Immutable.
class ReviewWords {
 public:
  /// The tables built into the program for the language, else the English ones.
  [[nodiscard]] static const ReviewWords& of(model::Language language);
  [[nodiscard]] model::Language language() const { return language_; }

  /// The first place in `text` (lower case by lowered()) where a phrase of the rule stands at word
  /// bounds; of two at one place the longer. A phrase with "…" holds other words of its clause
  /// there, among which nothing answers.
  [[nodiscard]] std::optional<PhraseAt> find(ReviewRule rule, std::string_view text,
                                             std::size_t from = 0) const;
  /// The longest phrase of the rule with which `text` begins, at a word bound.
  [[nodiscard]] std::optional<PhraseAt> at_start(ReviewRule rule, std::string_view text) const;
  /// How long the phrase of the rule is with which `text` ends, whatever stands before; 0 for none.
  [[nodiscard]] std::size_t at_end(ReviewRule rule, std::string_view text) const;
  /// How long the phrase of the rule is with which `text` begins, whatever follows.
  [[nodiscard]] std::optional<std::size_t> begins(ReviewRule rule, std::string_view text) const;
  /// Whether the whole text is a phrase of the rule.
  [[nodiscard]] bool is(ReviewRule rule, std::string_view text) const;
  /// What follows `beginning` in the first phrase of the rule that begins with it, or nothing.
  [[nodiscard]] std::string_view completion(ReviewRule rule, std::string_view beginning) const;
  /// The value of the phrase that the whole text is; nothing where it is none.
  [[nodiscard]] std::optional<int> value_of(ReviewRule rule, std::string_view text) const;

 private:
  struct Phrase {
    std::string text;
    int value = 0;
  };
  /// "تحيط … علما": what stands before and behind words between.
  struct Parted {
    std::string head;
    std::string tail;
    int value = 0;
  };
  /// Tables of one form, one after the other.
  ReviewWords(model::Language language, std::initializer_list<std::string_view> tables);
  void add(ReviewRule rule, std::string text, int value);
  [[nodiscard]] std::span<const Phrase> phrases(ReviewRule rule) const;
  [[nodiscard]] std::optional<PhraseAt> find_whole(ReviewRule rule, std::string_view text,
                                                   std::size_t from) const;
  /// The first place before `until`.
  [[nodiscard]] std::optional<PhraseAt> find_parted(const Parted& phrase, std::string_view text,
                                                    std::size_t from, std::size_t until) const;
  [[nodiscard]] bool answers(std::string_view text) const;
  /// The phrases of the rule from `text` on.
  [[nodiscard]] std::span<const Phrase> from(ReviewRule rule, std::string_view text) const;

  model::Language language_;
  std::vector<std::vector<Phrase>> by_rule_;  ///< each in byte order, for the binary search of is()
  std::vector<std::vector<Parted>> parted_;   ///< by rule
  /// By rule: of each byte where the phrases that begin with it begin, and the end.
  std::vector<std::array<std::uint16_t, 257>> begins_;
};

/// The text with Latin and Cyrillic capitals made small and typographic apostrophes left alone;
/// bytes keep their places.
[[nodiscard]] std::string lowered(std::string_view text);

/// The period that ends the sentence in which `from` stands, or the text's size: a capital follows
/// it and no abbreviation ("Mr.", "St.") precedes.
[[nodiscard]] std::size_t sentence_end(std::string_view text, std::size_t from,
                                       const ReviewWords& words);

}  // namespace comity::grammar
