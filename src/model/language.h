#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace comity::model {

/// The six official languages of the United Nations; `und` where a text's language is not known.
enum class Language : std::uint8_t { ar, zh, en, fr, ru, es, und };

/// "ar", "zh", "en", "fr", "ru", "es", "und".
[[nodiscard]] std::string_view code_of(Language language);
[[nodiscard]] std::optional<Language> language_from(std::string_view code);

}  // namespace comity::model
