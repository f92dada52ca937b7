#pragma once

#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "model/language.h"

// The reports of tests/golden/languages, one about the same lamps in each language, for tests.
namespace comity::grammar::test_reports {

/// In the notation of document_sketch.h.
[[nodiscard]] inline std::string report_in(model::Language language) {
  std::ifstream in(std::string(COMITY_SOURCE_DIR) + "/tests/golden/languages/report." +
                   std::string(model::code_of(language)) + ".source");
  std::string sketch;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with('%')) continue;
    if (line.starts_with("# {")) {
      line.erase(2, 1);
      line.erase(line.find('}'), 1);
    }
    const bool marked = line.starts_with("! ") || line.starts_with("- ");
    sketch += line.substr(marked ? 2 : 0) + '\n';
  }
  return sketch;
}

/// The name of the head of delegation.
[[nodiscard]] constexpr std::string_view minister_in(model::Language language) {
  if (language == model::Language::ar) return "أسينا تويلاغي";
  if (language == model::Language::zh) return "阿塞娜·图伊拉吉";
  return language == model::Language::ru ? "Асена Туилаги" : "Asena Tuilagi";
}

/// The text of the first recommendation.
[[nodiscard]] constexpr std::string_view first_text_in(model::Language language) {
  switch (language) {
    case model::Language::ar:
      return "التصديق على اتفاقية المصابيح";
    case model::Language::zh:
      return "批准《灯具公约》";
    case model::Language::fr:
      return "Ratifier la Convention sur les lampes";
    case model::Language::ru:
      return "ратифицировать Конвенцию о лампах";
    case model::Language::es:
      return "Ratificar la Convención sobre las Lámparas";
    default:
      return "Ratify the Convention on Lamps";
  }
}

}  // namespace comity::grammar::test_reports
