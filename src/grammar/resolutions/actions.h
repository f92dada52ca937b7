#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "model/reading.h"
#include "names/register.h"

// What was done with texts, as resolutions and reports say: adopted with or without a vote, and who
// joined the sponsors.
namespace comity::grammar {

/// Who voted how, as the lists below a recorded vote say: register codes, or names as printed.
struct RollCall {
  std::vector<std::string> in_favour;
  std::vector<std::string> against;
  std::vector<std::string> abstaining;
  bool operator==(const RollCall&) const = default;
  [[nodiscard]] bool empty() const {
    return in_favour.empty() && against.empty() && abstaining.empty();
  }
};

/// A text was adopted.
struct Adoption {
  std::string target;         ///< symbol of the text; empty: of the document that says so
  std::size_t paragraph = 0;  ///< position in the reading
  bool by_vote = false;
  int in_favour = 0;  ///< of a recorded vote
  int against = 0;
  int abstaining = 0;
  RollCall roll;  ///< empty where the document does not list the votes
  bool operator==(const Adoption&) const = default;
};

/// States joined in sponsoring a text after it was tabled.
struct JoinedSponsors {
  std::string target;               ///< symbol of the text
  std::size_t paragraph = 0;        ///< position in the reading
  std::vector<std::string> states;  ///< register codes, in order
  bool operator==(const JoinedSponsors&) const = default;
};

struct TextActions {
  std::vector<Adoption> adoptions;
  std::vector<JoinedSponsors> joined;
};

/// By the words of data/grammar/actions.LANGUAGE.csv:
///
///   adoption = adopted with ( without-vote | vote )
///   vote     = recorded-vote counts | counts with votes-to between the first two
///   counts   = count count [ count by abstentions ]
///   count    = number of at most three figures | "none" and its like
///   roll     = 1*( cast ":" States )     in the sentences and paragraphs behind a recorded vote
///   joined   = [ speaker announced ] States with joined
///
/// A sentence that denies an adoption ("not adopted") tells of none, nor does one on a part of a
/// draft (a paragraph, an amendment), nor a vote with no more in favour than against.
/// adoption and joined each in one sentence, in any order. The text is the draft that the sentence
/// names, else the last draft named before it in the same or the paragraph before; in the lines
/// below a resolution its own. A sentence of a preambular or operative paragraph says nothing of
/// the kind.
[[nodiscard]] TextActions text_actions_of(const model::Reading& reading,
                                          const names::Register& states);

}  // namespace comity::grammar
