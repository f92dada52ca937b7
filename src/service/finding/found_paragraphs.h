#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/reading.h"

// As what a paragraph is found, and by which text.
namespace comity::service {

/// The kind shown of a paragraph, or empty where it is not found by itself.
[[nodiscard]] std::string_view found_kind_of(model::ParagraphKind kind);
/// The cells that say something, with `between` between them.
[[nodiscard]] std::string text_of_row(const std::vector<model::Cell>& row,
                                      std::string_view between);
/// All rows of a table as one text.
[[nodiscard]] std::string text_of_table(const model::Paragraph& paragraph);

}  // namespace comity::service
