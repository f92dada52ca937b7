#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/document.h"
#include "reading/words.h"

namespace comity::reading {

/// A line of a text file, without its end, and where it starts in the file.
struct SourceLine {
  std::string_view text;
  std::uint64_t offset = 0;
};

/// Lines ended by LF, CRLF or CR; a byte order mark is left out.
[[nodiscard]] std::vector<SourceLine> source_lines(std::string_view bytes);

/// The columns of white space that a line begins with, a tab counted as four.
[[nodiscard]] std::size_t indent_of(std::string_view line);

/// Whether the text's first letter is a lower-case one.
[[nodiscard]] bool starts_lower(std::string_view text);
/// Whether a paragraph that begins with a small letter may begin there: Russian opens those of a
/// resolution so, each after the comma of the one before.
[[nodiscard]] bool may_open_small(std::string_view before, std::string_view text);
/// Whether the text ends as a sentence or an item does: . ; : ? ! and closing marks after them.
[[nodiscard]] bool ends_closed(std::string_view text);

/// Whether any letter stands in the text; whether all letters that know case are capitals, and some
/// do.
[[nodiscard]] bool has_letter(std::string_view text);
[[nodiscard]] bool is_capitals(std::string_view text);

/// Cleans text from a file as the PDF side does: NFC, plain spaces and hyphens, ligatures apart.
[[nodiscard]] std::string cleaned(std::string_view text);

/// Drops `count` bytes and the white space after them from the head of the runs.
void drop_head(std::vector<model::Run>& runs, std::size_t count);
/// White space at both ends taken away.
void trim(std::vector<model::Run>& runs);

/// Joins `next` to `block`: words broken by a hyphen are made whole, places are moved along.
void join(model::Block& block, model::Block next, const Words& words);

/// Joins paragraphs that a page's end parted: what notes or rules stand between, or what goes on
/// in lower case though nothing had ended. Rules before notes are left out.
void join_parted(std::vector<model::Block>& blocks, const Words& words);

}  // namespace comity::reading
