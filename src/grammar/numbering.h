#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "model/reading.h"

namespace comity::grammar {

/// Gives printed labels their canonical numbers (design 4): "12." is "12", "(b)" under it "12 (b)",
/// "(ii)" under that "12 (b) (ii)", "1." that begins anew under 114 "114.1", "12 bis." beside 12
/// "12 bis". Numbers are unique;
/// one that would come twice gets "-2" and a finding.
class Numbering {
 public:
  struct Given {
    std::string number;      ///< empty where nothing stands above a sub-item
    std::uint8_t level = 0;  ///< 0 for numbers, 1 for letters and what is numbered anew, 2 and 3
                             ///< for numerals and letters below
    std::string rule;        ///< of a finding, or empty
    std::string saw;
    std::string assumed;
  };

  /// `left` is the left edge in points, which tells a list inside another from its outer list.
  [[nodiscard]] Given give(std::string_view printed, float left = 0);
  /// What sub-items stand under, where it is not a number of this series ("PP3").
  void stand_under(std::string number);
  /// Begins another part of the work, whose numbers begin anew: "annex." as in "annex.1".
  void begin_part(std::string prefix);
  /// Keeps a number from being given.
  void reserve(std::string number) { taken_.insert(std::move(number)); }

 private:
  [[nodiscard]] Given numbered(int value, float left);
  [[nodiscard]] Given lettered(std::string_view letters, std::string_view printed);
  /// An item below the letters, or below a number that has none.
  [[nodiscard]] Given numeral(std::string_view letters, int value);
  [[nodiscard]] Given unique(Given given);
  /// The number that follows in the outer list, past those that stood over one text with others.
  [[nodiscard]] int next() const;

  std::string prefix_;
  std::unordered_set<std::string> taken_;
  std::string parent_;                ///< canonical number that sub-items stand under
  std::string outer_;                 ///< canonical number of the last paragraph of the outer list
  int last_ = 0;                      ///< value in the outer list
  std::unordered_set<int> together_;  ///< of the outer list, given with another: "7., 8., 12."
  float left_ = 0;
  bool nested_ = false;
  int nested_last_ = 0;
  float nested_left_ = 0;
  int letter_ = 0;  ///< last letter under parent_, 0 for none
  int roman_ = 0;
  std::string letter_number_;
  std::string roman_number_;
  bool bracketed_ = false;  ///< the letters are printed "(a)", so that "a." below "(i)" are others
};

/// Bytes of a text, from `begin` to before `end`.
struct TextSpan {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// Where the rest of a label that ends with a comma ("77., 78.,") stands inside the text beside
/// which it was printed on a further line: "… in the light of the | 83., 85. | decision …". Its
/// numbers go on from the label's; the space after them is part of it.
[[nodiscard]] std::optional<TextSpan> rest_of_label(std::string_view printed,
                                                    std::string_view text);

/// "bis", "ter" behind a number that ends at `at`, maybe after a space; no word where none stands
/// there.
struct OrdinalAt {
  std::string_view word;
  std::size_t end = 0;
};
[[nodiscard]] OrdinalAt latin_ordinal_at(std::string_view text, std::size_t at);

/// "bis", "ter": what follows on the figures of a bare label ("2bis"), empty in other labels.
[[nodiscard]] std::string_view latin_ordinal_of(std::string_view bare);

/// The value of a label that is one plain number ("12."), else 0.
[[nodiscard]] int plain_number(std::string_view printed);

/// What heads an annex gives its numbers: "annex." for "Annex", "annexII." for "Annex II"; empty
/// where the text is no such heading.
[[nodiscard]] std::string annex_prefix(std::string_view text, model::Language language);

/// Whether the text is the line over the preamble of a treaty or declaration.
[[nodiscard]] bool heads_preamble(std::string_view text, model::Language language);

/// What heads an article of a treaty or declaration gives its numbers: "art4." for "Article 4";
/// empty where the text is more than that.
[[nodiscard]] std::string article_prefix(std::string_view text, model::Language language);

}  // namespace comity::grammar
