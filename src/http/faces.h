#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "http/protocol/negotiation.h"
#include "http/router.h"

// Which face of an answer a request gets, and the headers that follow from it.
namespace comity::http {

inline constexpr std::string_view kHtmlType = "text/html; charset=utf-8";

/// The face an extension or, without one, Accept asks for; nothing where none offered is
/// acceptable. A file is given whatever is accepted.
[[nodiscard]] std::optional<Face> choose_face(const Match& match, std::string_view accept);

/// The face of a problem: a page for those who take pages, else problem details.
[[nodiscard]] Face problem_face(std::optional<Face> asked, std::string_view accept);

/// "text/html, application/json": what a route offers, for people.
[[nodiscard]] std::string offered_text(std::span<const Face> faces);

/// A 200 with `body`, compressed where it pays and the request takes it; with Vary and
/// Cache-Control of answers that differ by person.
[[nodiscard]] Response text_response(const Request& request, std::string body,
                                     std::string media_type);

/// Turns a 200 into a 304 where the request has this tag already; sets ETag either way.
void apply_tag(const Request& request, const std::string& tag, Response& response);

/// Turns a 200 into a 304 where the request has a copy from this second or later and names no tag,
/// which would say more (RFC 9110, section 13.2.2); sets Last-Modified either way. 0: neither.
void apply_date(const Request& request, base::Time modified, Response& response);

/// A file's Content-Disposition: kept under its own name, in ASCII and in UTF-8 (RFC 6266).
[[nodiscard]] std::string attachment(std::string_view name);

}  // namespace comity::http
