#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/mandates/mandate_words.h"

// Where clauses begin in a paragraph, and where in a clause the action does.
namespace comity::grammar {

/// How a verb begins a clause.
enum class Way : std::uint8_t { ask, ask_for, decides, promises };

/// A verb with which a clause begins.
struct ClauseHead {
  std::size_t begin = 0;
  std::size_t end = 0;  ///< behind verb and adverbs
  std::string verb;
  Way way = Way::ask;
  std::size_t junction = 0;  ///< where the clause before it ends
};

/// Where an action begins, and where those who are to act end.
struct ActionCut {
  std::size_t before = 0;
  std::size_t action = 0;
  bool set_off = false;  ///< a comma stands before it
};

/// A paragraph whose words are looked at; offsets are bytes of it.
class MandateText {
 public:
  /// `text` must outlive it.
  MandateText(std::string_view text, const MandateWords& words);

  /// Past a phrase of the rule and the space behind it, where one stands there.
  [[nodiscard]] std::size_t past(MandateRule rule, std::size_t at) const;
  [[nodiscard]] std::size_t past_article(std::size_t at) const;
  /// Past everything that may stand between a junction and a verb.
  [[nodiscard]] std::size_t past_fillers(std::size_t at) const;
  /// Past what may stand behind a verb.
  [[nodiscard]] std::size_t past_adverbs(std::size_t at) const;
  /// Past ", in accordance with …," and ", the occupying Power,".
  [[nodiscard]] std::size_t past_aside(std::size_t at, std::size_t until) const;
  /// The word that begins there, in small letters.
  [[nodiscard]] std::string_view word_at(std::size_t at) const;
  /// Whether a clause begins the text.
  [[nodiscard]] bool begins_clause() const;
  /// The verbs at the start and behind each junction.
  [[nodiscard]] std::vector<ClauseHead> heads() const;
  /// Whether somebody is named within the first words: "all relevant United Nations agencies".
  [[nodiscard]] bool names_somebody(std::size_t at) const;
  /// Whether the words name a thing rather than somebody: "the development of …".
  [[nodiscard]] bool names_thing(std::size_t at, std::size_t until) const;
  /// The first "to" behind which somebody is to do something.
  [[nodiscard]] std::optional<ActionCut> infinitive(std::size_t from, std::size_t until) const;
  /// Whether a way begins there: "training".
  [[nodiscard]] bool is_gerund(std::size_t at) const;
  /// Whether the text leads to a list of ways: "by:".
  [[nodiscard]] bool ends_with_ways() const;
  /// The text of an action, without what leads to the next clause ("and in this regard").
  [[nodiscard]] std::string trimmed_action(std::size_t from, std::size_t until) const;

 protected:
  std::string_view text_;
  std::string small_;  ///< in small letters
  const MandateWords& words_;
  std::size_t end_ = 0;  ///< without the marks at the end
  bool leads_ = false;   ///< ended with ":"

 private:
  [[nodiscard]] std::optional<ClauseHead> head_at(std::size_t at) const;
  /// Whether a verb behind the comma of Arabic or Chinese, which both set between phrases of one
  /// clause, begins another: "، وتطلب إلى", "，并请秘书长".
  [[nodiscard]] bool begins_another(const ClauseHead& head) const;
  /// "Recognizes that the Declaration, adopted in 2003, urges States": the only clause that asks is
  /// what another text says.
  [[nodiscard]] bool is_said_of_another(std::size_t head) const;
  /// "requests for information": what looks like the verb is a noun.
  [[nodiscard]] bool is_noun(std::size_t end) const;
  [[nodiscard]] bool is_junction(std::size_t at) const;
  /// Where no word leads to the action, its verb is told by its end: "просит … представить".
  [[nodiscard]] std::optional<ActionCut> bare_infinitive(std::size_t from, std::size_t until) const;
  /// Whether one of the first words from `at` on is a verb: "de lui présenter".
  [[nodiscard]] bool is_verb(std::size_t at) const;
  [[nodiscard]] bool is_set_off(std::size_t at) const;
  [[nodiscard]] bool opens_action(std::size_t to, std::size_t action) const;
};

}  // namespace comity::grammar
