#include "model/language.h"

#include <array>

namespace comity::model {
namespace {
constexpr std::array<std::string_view, 7> kCodes = {"ar", "zh", "en", "fr", "ru", "es", "und"};
}

std::string_view code_of(Language language) { return kCodes[static_cast<std::size_t>(language)]; }

std::optional<Language> language_from(std::string_view code) {
  for (std::size_t i = 0; i < kCodes.size(); ++i) {
    if (kCodes[i] == code) return static_cast<Language>(i);
  }
  return std::nullopt;
}

}  // namespace comity::model
