#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/guard.h"
#include "http/protocol/address.h"
#include "http/protocol/message.h"

// In which language somebody is answered (docs/decisions/0033-a-chosen-language-is-kept.md).
namespace comity::http {

/// Holds the code of a language and nothing else.
inline constexpr std::string_view kLanguageCookie = "language";
/// The parameter by which a person chooses: "/states?choose_language=fr".
inline constexpr std::string_view kLanguageChoice = "choose_language";

/// One of the languages offered (at least one): that of `?language=`, else what was chosen before,
/// else what Accept-Language wants most, else the first.
[[nodiscard]] std::string language_of(const Request& request, const Target& target,
                                      const std::vector<std::string_view>& offered);

/// The answer to a choice: onward to the same address without it, with the cookie that keeps it for
/// a year. Nothing where no language on offer is chosen.
[[nodiscard]] std::optional<Response> language_choice(const Request& request, const Target& target,
                                                      const std::vector<std::string_view>& offered,
                                                      Transport transport);

/// The parameters without those that name a page's language.
[[nodiscard]] std::vector<Parameter> without_language(std::vector<Parameter> parameters);

}  // namespace comity::http
