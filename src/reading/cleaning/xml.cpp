#include <algorithm>
#include <array>
#include <pugixml.hpp>

#include "reading/cleaning/clean.h"
#include "reading/office/xml.h"

// A part of an office file (ECMA-376): elements and attributes that tell of people, taken out.
// Names are seen without their prefix, as the reader of these files sees them.
namespace comity::reading {
namespace {

struct Told {
  std::string_view name;
  Trace trace;
};

constexpr auto kElements = std::to_array<Told>({
    {"rsids", Trace::identifiers},
    {"docId", Trace::identifiers},
    {"docVars", Trace::properties},
    {"printerSettings", Trace::properties},
    {"mailMerge", Trace::linked_paths},
    {"attachedTemplate", Trace::linked_paths},
    {"permStart", Trace::authors},
    {"permEnd", Trace::authors},
    {"dataBinding", Trace::custom_xml},
    {"externalData", Trace::embedded_files},
    {"OLEObject", Trace::embedded_files},
});

constexpr auto kAttributes = std::to_array<Told>({
    {"paraId", Trace::identifiers},
    {"textId", Trace::identifiers},
    {"anchorId", Trace::identifiers},
    {"editId", Trace::identifiers},
    {"initials", Trace::authors},
    {"date", Trace::dates},
    {"dateUtc", Trace::dates},
});

constexpr const char* kNobody = "Author";
constexpr const char* kPicture = "Picture";

std::string_view unprefixed(std::string_view name) {
  const auto colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

template <std::size_t N>
const Told* told_of(const std::array<Told, N>& all, std::string_view name) {
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Told& each) { return each.name == name; });
  return found == all.end() ? nullptr : &*found;
}

/// What stays of an attribute: its value, another one, or nothing.
enum class Stays : std::uint8_t { as_is, renamed, gone };

Stays judge_attribute(pugi::xml_node element, pugi::xml_attribute attribute, Traces& traces) {
  const auto name = unprefixed(attribute.name());
  const auto of = unprefixed(element.name());
  const std::string_view value = attribute.value();
  if (const auto* told = told_of(kAttributes, name)) {
    traces.insert(told->trace);
    return Stays::gone;
  }
  if (name.starts_with("rsid")) {
    traces.insert(Trace::identifiers);
    return Stays::gone;
  }
  if (name == "author" && value != kNobody) {
    traces.insert(Trace::authors);
    attribute.set_value(kNobody);
    return Stays::renamed;
  }
  // The name of the file that a picture came from, and the place it lay at.
  if (of == "cNvPr" && name == "name" && value != kPicture) {
    traces.insert(Trace::linked_paths);
    attribute.set_value(kPicture);
    return Stays::renamed;
  }
  const bool titled = of == "imagedata" && name == "title";
  const bool placed = name == "descr" && value.find('\\') != std::string_view::npos;
  if (!titled && !placed) return Stays::as_is;
  traces.insert(Trace::linked_paths);
  return Stays::gone;
}

void clean_element(pugi::xml_node element, Traces& traces) {
  auto attribute = element.first_attribute();
  while (attribute) {
    const auto next = attribute.next_attribute();
    if (judge_attribute(element, attribute, traces) == Stays::gone) {
      element.remove_attribute(attribute);
    }
    attribute = next;
  }
}

/// The node after this one and all that stands in it, in the order of the file.
pugi::xml_node beyond(pugi::xml_node node, pugi::xml_node root) {
  while (node != root && !node.next_sibling()) node = node.parent();
  return node == root ? pugi::xml_node() : node.next_sibling();
}

class XmlText : public pugi::xml_writer {
 public:
  void write(const void* data, std::size_t size) override {
    bytes.append(static_cast<const char*>(data), size);
  }
  std::string bytes;
};

}  // namespace

base::Result<std::string> clean_xml(const std::string& bytes, std::string_view name,
                                    Traces& traces) {
  // Its limits of size and depth, and no document type.
  COMITY_CHECK(XmlPart::parse(bytes, name));
  pugi::xml_document document;
  const auto options = pugi::parse_default | pugi::parse_ws_pcdata;
  if (!document.load_buffer(bytes.data(), bytes.size(), options)) {
    return base::fail(base::ErrorKind::corrupt, "a part of the document is damaged",
                      std::string(name), "save the file anew, or get another copy");
  }
  auto node = document.first_child();
  while (node) {
    const auto* told =
        node.type() == pugi::node_element ? told_of(kElements, unprefixed(node.name())) : nullptr;
    if (told != nullptr) {
      const auto next = beyond(node, document.root());
      node.parent().remove_child(node);
      traces.insert(told->trace);
      node = next;
      continue;
    }
    clean_element(node, traces);
    node = node.first_child() ? node.first_child() : beyond(node, document.root());
  }
  XmlText text;
  document.save(text, "", pugi::format_raw, pugi::encoding_utf8);
  return std::move(text.bytes);
}

}  // namespace comity::reading
