#pragma once

#include <cstdint>
#include <string>
#include <string_view>

// Entity tags and preconditions (RFC 9110 sections 8.8 and 13).
namespace comity::http {

/// Whether an If-None-Match header names `tag` ("W/\"x\"" or "\"x\""), by weak comparison; "*"
/// names all.
[[nodiscard]] bool none_match_names(std::string_view header, std::string_view tag);

enum class Precondition : std::uint8_t { missing, met, failed };

/// Whether an If-Match header names the answer's etag, in any of its faces and codings: what is
/// edited is the answer, of which "x-html", "x-json" and "x-json-br" are faces.
[[nodiscard]] Precondition match_names(std::string_view header, std::string_view answer_etag);

/// A state of an answer that has no number: the beginning of its hash.
[[nodiscard]] std::string tag_of_text(std::string_view text);

/// The tag of one face of an answer: strong for bytes that are the same each time, weak for pages,
/// which hold a fresh form token.
[[nodiscard]] std::string strong_tag(std::string_view answer_etag, std::string_view face);
[[nodiscard]] std::string weak_tag(std::string_view answer_etag, std::string_view face);

}  // namespace comity::http
