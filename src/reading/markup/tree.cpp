#include "reading/markup/tree.h"

#include <pugixml.hpp>

#include <cstring>

namespace comity::reading {
namespace {

using base::ErrorKind;

std::string_view local_name(const char* name) {
  const std::string_view whole = name;
  const auto colon = whole.rfind(':');
  return colon == std::string_view::npos ? whole : whole.substr(colon + 1);
}

void append_text(const Node& node, std::string& out) {
  out += node.text;
  for (const auto& child : node.children) append_text(child, out);
}

bool copy(pugi::xml_node from, Node& to, std::size_t depth, CopyLimit& limit) {
  if (!limit.take(depth)) return false;
  to.offset = static_cast<std::uint64_t>(std::max<std::ptrdiff_t>(0, from.offset_debug()));
  if (from.type() != pugi::node_element) {
    to.text = from.value();
    return true;
  }
  to.name = local_name(from.name());
  if (to.name.empty()) to.name = ":";  // "a:" names an element without a name
  for (const auto attribute : from.attributes()) {
    to.attributes.emplace_back(local_name(attribute.name()), attribute.value());
  }
  for (const auto child : from.children()) {
    to.children.emplace_back();
    if (!copy(child, to.children.back(), depth + 1, limit)) return false;
  }
  return true;
}

}  // namespace

std::string_view Node::attribute(std::string_view wanted) const {
  for (const auto& [key, value] : attributes) {
    if (key == wanted) return value;
  }
  return {};
}

const Node* Node::child(std::string_view wanted) const {
  for (const auto& node : children) {
    if (node.name == wanted) return &node;
  }
  return nullptr;
}

std::string Node::inner_text() const {
  std::string out;
  append_text(*this, out);
  return out;
}

base::Result<Node> xml_tree(std::string_view xml, const MarkupLimits& limits) {
  if (xml.size() > limits.bytes) return markup_too_large("is too long");
  pugi::xml_document document;
  // White space between elements parts the words of a text.
  const auto result = document.load_buffer(
      xml.data(), xml.size(), pugi::parse_default | pugi::parse_ws_pcdata, pugi::encoding_utf8);
  if (result.status == pugi::status_out_of_memory) return markup_too_large("takes too much memory");
  if (!result) {
    return base::fail(ErrorKind::corrupt,
                      std::string("the XML is not well formed: ") + result.description(),
                      "offset " + std::to_string(result.offset),
                      "mend the file with an XML editor, or get another copy");
  }
  CopyLimit limit(limits);
  Node root;
  if (!copy(document.document_element(), root, 1, limit)) return limit.error();
  return root;
}

bool CopyLimit::take(std::size_t depth) {
  if (++nodes_ > limits_.nodes) {
    what_ = "holds too many elements";
  } else if (depth > limits_.depth) {
    what_ = "is nested too deeply";
  }
  return what_.empty();
}

tl::unexpected<base::Error> markup_too_large(std::string_view what) {
  return base::fail(ErrorKind::too_large, "the file " + std::string(what), {}, "split the file");
}

}  // namespace comity::reading
