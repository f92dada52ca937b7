#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "store/record.h"

// Which copy of a work is in force among those of one language (design 4).
namespace comity::store {

/// The place of a format among those that a text comes in, 0 first: DOCX, which holds the text as
/// it was written; PDF, as it was issued; HTML, Akoma Ntoso, Markdown, plain text; then all others.
[[nodiscard]] int format_rank(std::string_view media_type);

/// "docx", "pdf", "html", "akn", "markdown", "text", else "other".
[[nodiscard]] std::string_view format_of(std::string_view media_type);

/// The origin of a file that was cut out of a document, before that one's name
/// (docs/decisions/0031).
inline constexpr std::string_view kCutFrom = "cut from ";
/// The document out of which a file was cut; empty for all other files.
[[nodiscard]] std::string_view cut_from(std::string_view origin);

/// Whether `a` comes before `b`: the one that a person chose last, then the later issue, then the
/// better format, then the one that was read first; of those cut out of documents, which come after
/// files of their own format, the one that was cut last.
[[nodiscard]] bool precedes(const Copy& a, const Copy& b);

/// Why a copy is in force.
enum class Standing : std::uint8_t { only, chosen, later_issue, format, first_read, later_cut };

[[nodiscard]] std::string_view name_of(Standing standing);

/// What put the copy before all others of its language; `copies` are all of the work.
[[nodiscard]] Standing standing_of(const Copy& in_force, std::span<const Copy> copies);

}  // namespace comity::store
