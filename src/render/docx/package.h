#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "model/language.h"

// The parts of a document beside its text, and how they are packed (ECMA-376 part 2).
namespace comity::render::docx_parts {

inline constexpr const char* kMainNamespace =
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
inline constexpr const char* kRelationNamespace =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

enum class Direction : std::uint8_t { left_to_right, right_to_left };
[[nodiscard]] Direction direction_of(model::Language language);

/// What is said of the document in its properties.
struct Facts {
  std::string title;
  std::string work;
  model::Language language = model::Language::und;
};

/// What the text itself came to.
struct Text {
  std::string body;                     ///< word/document.xml
  std::string footnotes;                ///< word/footnotes.xml
  std::vector<std::string> links;       ///< of the body; relation "link1" is the first
  std::vector<std::string> note_links;  ///< of the footnotes, likewise
};

/// internal: the bytes could not be packed.
[[nodiscard]] base::Result<std::string> packed(const Facts& facts, const Text& text);

}  // namespace comity::render::docx_parts
