#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "model/reading.h"

namespace comity::grammar {

inline constexpr std::size_t kTitlePages = 60;  ///< paragraphs among which a title stands

/// The paragraph's text with its footnote marks (raised figures and asterisks) made blank, so that
/// offsets still count in text_of(runs).
[[nodiscard]] std::string masked_text(const model::Paragraph& paragraph);

/// As masked_text(), its punctuation as shaped() writes it: what the grammars read. What is kept of
/// a text is cut from masked_text() at the same bytes.
[[nodiscard]] std::string shaped_text(const model::Paragraph& paragraph);

/// The paragraph parted before byte `at` of its text. Runs, places and citations go with their
/// text; the footnotes stay with the first part. The parts keep kind and level; the second has no
/// number.
[[nodiscard]] std::pair<model::Paragraph, model::Paragraph> parted(
    const model::Paragraph& paragraph, std::size_t at);

/// The two as one, a space between them, with `between` ("(a) ") before the second's text.
[[nodiscard]] model::Paragraph joined(model::Paragraph first, const model::Paragraph& second,
                                      std::string_view between);

/// Where the paragraph begins in the source.
[[nodiscard]] model::Place place_of(const model::Paragraph& paragraph);

}  // namespace comity::grammar
