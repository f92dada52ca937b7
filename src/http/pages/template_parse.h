#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "http/pages/messages.h"

// The nodes that one template's source (http/pages/template.h) is read into.
namespace comity::http {

enum class NodeKind {
  text,
  value,
  markup,
  section,
  inverted,
  partial,
  message,
  named_message,
  number,
  date,
  url,
};

using Path = std::vector<std::string>;  // empty for "."

/// A piece of a template; the sections have children.
struct Node {
  NodeKind kind = NodeKind::text;
  std::string text;  // literal text, message id or partial name
  Path path;
  std::optional<std::string> is;  // of {{#path=is}}
  std::vector<std::pair<std::string, Path>> arguments;
  std::vector<Node> children;
};

/// Errors: corrupt, naming template and line.
[[nodiscard]] base::Result<std::vector<Node>> parse_template(std::string_view name,
                                                             std::string_view source,
                                                             const Catalogue& catalogue);

}  // namespace comity::http
