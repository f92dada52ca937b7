#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "grammar/reviews/review_words.h"
#include "model/reading.h"
#include "names/register.h"

namespace comity::grammar {

/// The numbered paragraphs of the interactive dialogue, to follow references such as "27 (b)" into.
class Dialogue {
 public:
  /// Takes the paragraphs before the conclusions; they must outlive this.
  Dialogue(std::span<const model::Paragraph> paragraphs, const names::Register& states,
           const ReviewWords& words, std::span<const std::string> under_review);

  /// The recommendations in paragraph "27 (b)" or "97", with the State that is the subject of the
  /// paragraph; clauses carry no byte range, since the text is the dialogue's. Empty when there is
  /// no such paragraph or it recommends nothing.
  [[nodiscard]] std::vector<model::Clause> recommended_in(std::string_view reference) const;

 private:
  struct Numbered {
    std::string text;
    std::map<std::string, std::string> subs;  ///< "b" -> text, where sub-items are set apart
  };
  [[nodiscard]] bool is_under_review(const std::string& code) const;
  [[nodiscard]] std::vector<std::string> subject_of(std::string_view text) const;
  /// What is demanded, without "that the State under review should".
  [[nodiscard]] std::string demand_in(std::string_view text) const;
  /// The demands that letters mark inside a paragraph, by letter, in order.
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> lettered_in(
      std::string_view text) const;
  /// Where, in what stands before a letter, the words begin that belong to its demand: "consider"
  /// of "recommended that it consider (a) joining …"; the size where none do.
  [[nodiscard]] std::size_t lead_in(std::string_view before) const;

  std::map<std::string, Numbered> by_number_;
  const names::Register& states_;
  const ReviewWords& words_;
  std::span<const std::string> under_review_;
};

/// Of the clauses in the paragraph of `reference` those that `list`, which names it, says it means:
/// "One recommendation in paragraphs 10 and 15 (the ratification of …)". All where it says nothing.
[[nodiscard]] std::vector<model::Clause> clauses_about(std::vector<model::Clause> clauses,
                                                       std::string_view list,
                                                       std::string_view reference);

}  // namespace comity::grammar
