#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/language.h"

namespace comity::grammar {

/// What a phrase of data/grammar/words.LANGUAGE.csv or verbs.LANGUAGE.csv is for; README.md says
/// what each rule serves. The names are those of the tables.
enum class Rule : std::uint8_t {
  month,
  united_nations,
  distribution_label,
  distribution,
  original_label,
  language,
  only,
  body,
  body_short,
  other_body,  ///< what bodies are called that have no series in bodies.csv: "Committee"
  committee,
  session_end,
  session_kind,
  agenda_item,
  agenda_of,
  adopted_by,
  adopted_end,  ///< the same at the end of a line that begins with the body: "通过的决议"
  draft_end,
  submitted_by,
  enacting,
  annex,
  article,
  contents,
  preamble,
  closing_end,
  closing_start,
  resolution_noun,
  own,
  by_body,
  conjunction,
  kind,
  statement,
  opening,
  opening_object,
  opening_tail,
  adverb,
  feeling,
  verb,
  verb_object,
  verb_tail,
  declares_as,
  declaration_verb,
  sequence,
  opening_lead,       ///< what makes an operative verb open a preambular paragraph
  opening_before,     ///< what opens a preambular paragraph around other words: "以…为指导"
  opening_behind,     ///< the same behind them
  small_openings,     ///< one row, where paragraphs open with a small letter
  number_lead,        ///< before the number of a resolution, where its noun follows on it
  article_end,        ///< behind the number of an article: "条"
  number_end,         ///< behind each number of a list of them
  session_start,      ///< the word that begins the line of the session
  date_join,          ///< between day, month and year: "de"
  date_end,           ///< a word behind the year: "года"
  date_year,          ///< behind the number of a year, where dates are numbers with marks: "年"
  date_month,         ///< the same behind the month
  date_day,           ///< and behind the day
  instrument,         ///< the Charter and treaties by their names, beside names::treaty_at()
  instrument_kind,    ///< "the Convention": the one of that kind that was named last
  kind_goes_on,       ///< behind a kind where a longer name follows: "Convention on"
  provision,          ///< "articles", "paras.": of what a number follows, by its short label
  provision_end,      ///< the same behind the number: "条"
  provision_of,       ///< between a provision and what it belongs to; none where a case says so
  genitive,           ///< one row, where a case joins the two instead
  provision_lead,     ///< between an instrument and its article that follows
  provision_thereof,  ///< behind such an article
  range,              ///< between the ends of a range, beside the dash
  numeral,            ///< of articles that are numbered in words
  goal,               ///< "Goal", "targets" before their numbers
  goal_number,        ///< between the two: "no"
  goal_dash,          ///< one row, where a dash parts a target from its goal: "3-3"
  goal_context,  ///< words that a paragraph has whose goals are the Sustainable Development Goals
  ibid,          ///< what was cited last
  official_records,     ///< of whose sessions supplements are cited, by the body's code
  supplement,           ///< before the number of one
  treaty_series,        ///< the United Nations Treaty Series
  treaty_number,        ///< before the number under which a treaty is registered there
  amendments_to,        ///< names a document that proposes amendments to a draft
  entitled,             ///< before the title of what is cited
  number_sign,          ///< "No." before a number
  labour_organization,  ///< the International Labour Organization, which numbers its conventions
  general_comment,      ///< what treaty bodies call what they say to all: "general comment"
  treaty_body,          ///< their names, by the code of treaty_bodies.csv
  stated_verb,          ///< of its own statements alone: "will continue"
  stated_by,            ///< a Council in its own statements, shorter than it enacts: "The Council"
};

/// A phrase of a table: as the UN writes it, and what it stands for.
struct Phrase {
  std::string written;
  std::string small;  ///< in small letters, as compared
  std::string value;
};

/// A phrase found in a text, in bytes.
struct Found {
  std::size_t end = 0;
  const Phrase* phrase = nullptr;
};

/// The phrases of one language by rule. Immutable, made once for each language.
class Words {
 public:
  /// The tables built into the program for the language, else the English ones.
  [[nodiscard]] static const Words& of(model::Language language);
  /// From the text of tables in the form of data/grammar/words.en.csv; rows of unknown rules are
  /// left out.
  explicit Words(std::span<const std::string_view> tables);

  [[nodiscard]] std::span<const Phrase> phrases(Rule rule) const {
    return by_rule_[static_cast<std::size_t>(rule)];
  }
  /// The longest phrase of the rule that stands in `small` (text in small letters) at `at` and ends
  /// at a word bound.
  [[nodiscard]] std::optional<Found> at(Rule rule, std::string_view small, std::size_t at) const;
  /// Whether paragraphs of resolutions open with a small letter (Russian).
  [[nodiscard]] bool opens_small() const { return !phrases(Rule::small_openings).empty(); }
  /// Whether the whole of `small` is a phrase of the rule; which one.
  [[nodiscard]] const Phrase* whole(Rule rule, std::string_view small) const;
  /// The first phrase of the rule that stands anywhere in `small` at word bounds, by order of
  /// table.
  [[nodiscard]] const Phrase* within(Rule rule, std::string_view small) const;

 private:
  /// The phrases of a rule that begin with byte b are those of `order` from begins[b] to
  /// begins[b + 1], longest first; the second byte of each is in `second`, 0 where it has one
  /// alone.
  struct ByFirstByte {
    std::array<std::uint16_t, 257> begins{};
    std::vector<std::uint16_t> order;
    std::vector<char> second;
  };
  static ByFirstByte sorted(std::span<const Phrase> phrases);

  std::vector<std::vector<Phrase>> by_rule_;
  std::vector<ByFirstByte> by_first_byte_;  ///< by rule
};

}  // namespace comity::grammar
