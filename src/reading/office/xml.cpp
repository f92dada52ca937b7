#include "reading/office/xml.h"

#include <algorithm>
#include <pugixml.hpp>
#include <utility>

namespace comity::reading {
namespace {

using base::ErrorKind;

constexpr auto kOptions = pugi::parse_escapes | pugi::parse_cdata | pugi::parse_eol |
                          pugi::parse_wconv_attribute | pugi::parse_doctype |
                          pugi::parse_ws_pcdata_single;

pugi::xml_node seen(const void* node) {
  // The library's handle is this pointer; it offers no constant form of it.
  return pugi::xml_node(static_cast<pugi::xml_node_struct*>(const_cast<void*>(node)));
}

std::string_view local(std::string_view name) {
  const auto colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

pugi::xml_attribute attribute_of(const void* node, std::string_view name) {
  for (const auto attribute : seen(node).attributes()) {
    if (local(attribute.name()) == name) return attribute;
  }
  return {};
}

const void* element_from(pugi::xml_node node) {
  while (node && node.type() != pugi::node_element) node = node.next_sibling();
  return node.internal_object();
}

tl::unexpected<base::Error> corrupt(std::string message, std::string place) {
  return base::fail(ErrorKind::corrupt, std::move(message), std::move(place),
                    "save the file anew, or get another copy");
}

tl::unexpected<base::Error> part_too_large(std::string_view place) {
  return base::fail(ErrorKind::too_large, "the file holds more than is read", std::string(place),
                    "split the file");
}

// Without recursion, which is what the limit is to protect.
bool is_too_deep(const pugi::xml_node& root) {
  int depth = 0;
  pugi::xml_node node = root.first_child();
  while (node) {
    if (const auto child = node.first_child()) {
      if (++depth > XmlPart::kDeepest) return true;
      node = child;
      continue;
    }
    while (node != root && !node.next_sibling()) {
      node = node.parent();
      --depth;
    }
    if (node == root) return false;
    node = node.next_sibling();
  }
  return false;
}

}  // namespace

std::string_view XmlNode::name() const { return local(seen(node_).name()); }

std::string XmlNode::text() const {
  std::string out;
  for (const auto child : seen(node_).children()) {
    if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) out += child.value();
  }
  return out;
}

std::string_view XmlNode::attribute(std::string_view name) const {
  return attribute_of(node_, name).value();
}

bool XmlNode::has_attribute(std::string_view name) const {
  return !attribute_of(node_, name).empty();
}

XmlNode XmlNode::first() const { return XmlNode(element_from(seen(node_).first_child())); }

XmlNode XmlNode::next() const { return XmlNode(element_from(seen(node_).next_sibling())); }

XmlNode XmlNode::child(std::string_view name) const {
  auto node = first();
  while (node && node.name() != name) node = node.next();
  return node;
}

std::uint64_t XmlNode::offset() const {
  const auto at = seen(node_).offset_debug();
  return at > 0 ? static_cast<std::uint64_t>(at) - 1 : 0;  // of the name, one behind the "<"
}

struct XmlPart::Impl {
  std::string bytes;  // the document's names and values are in here
  pugi::xml_document document;
};

XmlPart::XmlPart(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
XmlPart::XmlPart(XmlPart&&) noexcept = default;
XmlPart& XmlPart::operator=(XmlPart&&) noexcept = default;
XmlPart::~XmlPart() = default;

base::Result<XmlPart> XmlPart::parse(std::string bytes, std::string_view name) {
  // Each node and attribute costs the tree some fifty bytes, however few the file spends on it.
  const auto nodes =
      std::count_if(bytes.begin(), bytes.end(), [](char c) { return c == '<' || c == '='; });
  if (bytes.size() > kMostBytes || static_cast<std::uint64_t>(nodes) > kMostNodes) {
    return part_too_large(name);
  }
  auto impl = std::make_unique<Impl>();
  impl->bytes = std::move(bytes);
  const auto result =
      impl->document.load_buffer_inplace(impl->bytes.data(), impl->bytes.size(), kOptions);
  if (result.status == pugi::status_out_of_memory) return part_too_large(name);
  if (!result) {
    return corrupt(std::string("the XML is damaged: ") + result.description(),
                   std::string(name) + ", offset " + std::to_string(result.offset));
  }
  for (const auto child : impl->document.children()) {
    if (child.type() == pugi::node_doctype) {
      return corrupt("the XML declares a document type, which no Office file has",
                     std::string(name));
    }
  }
  if (is_too_deep(impl->document)) {
    return corrupt("the XML is nested deeper than " + std::to_string(kDeepest) + " elements",
                   std::string(name));
  }
  return XmlPart(std::move(impl));
}

XmlNode XmlPart::root() const {
  return XmlNode(impl_->document.document_element().internal_object());
}

}  // namespace comity::reading
