#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "model/reading.h"

namespace comity::render {

/// The text with & < > " ' replaced, for an element or an attribute in double quotation marks.
[[nodiscard]] std::string escape_html(std::string_view text);

/// What a paragraph's markup needs to know from outside.
struct HtmlContext {
  /// The address of a cited work, or empty where it is not in the record.
  std::function<std::string(const model::Citation&)> address_of;
  /// The paragraph's own anchor, for the way back from a note.
  std::string anchor;
};

/// A paragraph's text as safe markup: em, strong, sup with links to its notes, links for the
/// citations that resolve. Text is escaped; no other element or attribute comes out.
[[nodiscard]] std::string paragraph_html(const model::Paragraph& paragraph,
                                         const HtmlContext& context);

/// Runs of a table cell as safe markup, without links.
[[nodiscard]] std::string runs_html(const std::vector<model::Run>& runs);

}  // namespace comity::render
