#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "grammar/piece.h"
#include "grammar/words.h"
#include "model/reading.h"

// Resolutions in sections "A", "B" …, each with a title and an enacting line of its own: "57/270 A
// and B".
namespace comity::grammar {

inline constexpr std::size_t kNoSection = static_cast<std::size_t>(-1);

/// The letter of a section, as a Latin capital: "А", "ألف" and "甲" are 'A'. 0 in other texts.
struct SectionAt {
  char letter = 0;
  std::size_t end = 0;
};
[[nodiscard]] SectionAt section_at(std::string_view text, std::size_t at);

/// The letter with which a line that is a letter alone heads a section; 0 of other lines.
[[nodiscard]] char section_letter(const model::Paragraph& line);

/// The enacting line of the section that the piece at `at` heads, its title at most between them;
/// kNoSection where it heads none.
[[nodiscard]] std::size_t enacted_section(const std::vector<Piece>& pieces, std::size_t at,
                                          const Words& words, model::Language language);

/// Whether a section is headed from `from` on.
[[nodiscard]] bool section_follows(const std::vector<Piece>& pieces, std::size_t from,
                                   const Words& words, model::Language language);

/// The place of the line that heads the section which is enacted at `enacting`; kNoSection.
[[nodiscard]] std::size_t section_over(const std::vector<Piece>& pieces, std::size_t enacting,
                                       const Words& words, model::Language language);

/// Past the letters of sections behind a resolution's number (" A and B", "A–C", " B"); `at` where
/// none stand there.
[[nodiscard]] std::size_t past_section_letters(std::string_view text, std::size_t at);

}  // namespace comity::grammar
