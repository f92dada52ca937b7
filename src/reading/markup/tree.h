#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace comity::reading {

/// Whether an element's name is among `names`.
template <std::size_t N>
[[nodiscard]] bool is_one_of(std::string_view name, const std::array<std::string_view, N>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// An element or a text of a marked-up file, as plain values.
struct Node {
  std::string name;  ///< of an element: in lower case from HTML, without its prefix from XML
  std::string text;  ///< of a text, UTF-8
  std::vector<std::pair<std::string, std::string>> attributes;  ///< names as in `name`
  std::vector<Node> children;
  std::uint64_t offset = 0;  ///< in the text that was parsed

  [[nodiscard]] bool is_text() const { return name.empty(); }
  /// An attribute's value, or empty.
  [[nodiscard]] std::string_view attribute(std::string_view name) const;
  /// The first child element of a name, or null.
  [[nodiscard]] const Node* child(std::string_view name) const;
  /// All text within, as it stands.
  [[nodiscard]] std::string inner_text() const;
};

/// The most that is taken of a marked-up file; whoever walks a tree may call himself so deep.
struct MarkupLimits {
  std::size_t bytes = std::size_t{48} << 20;
  std::size_t nodes = 1'000'000;
  std::size_t depth = 256;
  std::size_t memory = std::size_t{512} << 20;  ///< of the parser of HTML
};

/// HTML (UTF-8) as browsers see it, from its root element down. Nothing is fetched. Error:
/// too_large where it passes a limit.
[[nodiscard]] base::Result<Node> html_tree(std::string_view html, const MarkupLimits& limits = {});

/// XML (UTF-8), from its root element down. Document types are passed over and only the five
/// entities of XML itself are known; the others stay as they are written. Errors: corrupt for what
/// is not well formed, with its offset; too_large where it passes a limit.
[[nodiscard]] base::Result<Node> xml_tree(std::string_view xml, const MarkupLimits& limits = {});

/// The error for a file past a limit.
[[nodiscard]] tl::unexpected<base::Error> markup_too_large(std::string_view what);

/// Counts what is copied from a parser's tree, and says when to go no further.
class CopyLimit {
 public:
  explicit CopyLimit(const MarkupLimits& limits) : limits_(limits) {}

  /// Whether one more node, `depth` deep, may be copied.
  [[nodiscard]] bool take(std::size_t depth);
  /// Why the last one could not be.
  [[nodiscard]] tl::unexpected<base::Error> error() const { return markup_too_large(what_); }

 private:
  const MarkupLimits& limits_;
  std::size_t nodes_ = 0;
  std::string_view what_;
};

}  // namespace comity::reading
