#pragma once

#include <optional>
#include <string_view>

#include "http/protocol/address.h"
#include "http/router.h"

namespace comity::http {

/// The view a route shows; nothing for routes that ask the site no question.
[[nodiscard]] std::optional<View> view_of(RouteId route);

/// An address as a question. not_found where a part of it can name nothing (a cycle that is no
/// number).
[[nodiscard]] base::Result<Question> question_of(const Match& match, const Target& target,
                                                 View view, std::string_view language);

/// A natural number below ten thousand without sign or leading zero, else 0.
[[nodiscard]] int small_number(std::string_view text);

}  // namespace comity::http
