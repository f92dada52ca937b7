#pragma once

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
  committee,
  session_end,
  session_kind,
  agenda_item,
  agenda_of,
  adopted_by,
  draft_end,
  submitted_by,
  enacting,
  annex,
  article,
  contents,
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
  opening_lead,    ///< what makes an operative verb open a preambular paragraph
  small_openings,  ///< one row, where paragraphs open with a small letter
  number_lead,     ///< before the number of a resolution, where its noun follows on it
  article_end,     ///< behind the number of an article: "条"
  number_end,      ///< behind each number of a list of them
  session_start,   ///< the word that begins the line of the session
  date_join,       ///< between day, month and year: "de"
  date_end,        ///< a word behind the year: "года"
  date_year,       ///< behind the number of a year, where dates are numbers with marks: "年"
  date_month,      ///< the same behind the month
  date_day,        ///< and behind the day
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
  std::vector<std::vector<Phrase>> by_rule_;
};

}  // namespace comity::grammar
