#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/reviews/review_words.h"
#include "model/reading.h"
#include "names/register.h"

namespace comity::grammar {

/// What the introduction of a report says of the review; members it does not say stay empty.
/// `introduction` is its paragraphs up to the summary of the proceedings, `title` what the first
/// page gives after the report's title.
[[nodiscard]] model::Review facts_of(const std::vector<std::string>& introduction,
                                     std::string_view title, const names::Register& states,
                                     const ReviewWords& words);

/// Where the first pages give the report's title, which may be parted into lines.
struct ReportTitle {
  std::size_t first = 0;  ///< of the paragraphs that hold it
  std::size_t last = 0;
  std::size_t begin = 0;  ///< bytes before its words
  std::string rest;       ///< of the last paragraph, behind them
};
[[nodiscard]] std::optional<ReportTitle> report_title(
    const std::vector<model::Paragraph>& paragraphs, const ReviewWords& words);

/// What follows the report's title on its first page.
[[nodiscard]] std::string title_after(const std::vector<model::Paragraph>& paragraphs,
                                      const ReviewWords& words);

/// The first date written out in the text ("12 May 2010", "May 12, 2010") as ISO 8601, or empty.
[[nodiscard]] std::string first_date(std::string_view text, const ReviewWords& words);

/// The ordinal before the word "session": "eighth", "thirty-fourth", "24th"; 0 when there is none.
[[nodiscard]] int session_of(std::string_view text, const ReviewWords& words);

}  // namespace comity::grammar
