#include <algorithm>
#include <array>
#include <pugixml.hpp>
#include <vector>

#include "base/text.h"
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

// Fields (17.16) whose results a program fills in with its user, or with where the file lies.
constexpr auto kFields = std::to_array<Told>({
    {"AUTHOR", Trace::authors},
    {"LASTSAVEDBY", Trace::authors},
    {"USERNAME", Trace::authors},
    {"USERINITIALS", Trace::authors},
    {"USERADDRESS", Trace::authors},
    {"INFO", Trace::authors},
    {"DOCPROPERTY", Trace::authors},
    {"FILENAME", Trace::linked_paths},
    {"TEMPLATE", Trace::linked_paths},
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

/// What a field tells by its instruction, such as ` FILENAME \p `.
const Told* field_told(std::string_view instruction) {
  std::string name;
  for (const char c : base::trimmed(instruction)) {
    const bool small = c >= 'a' && c <= 'z';
    if (!small && (c < 'A' || c > 'Z')) break;
    name += small ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return told_of(kFields, name);
}

std::string_view attribute_named(pugi::xml_node element, std::string_view name) {
  for (const auto& attribute : element.attributes()) {
    if (unprefixed(attribute.name()) == name) return attribute.value();
  }
  return {};
}

pugi::xml_node paragraph_of(pugi::xml_node node) {
  while (node && unprefixed(node.name()) != "p") node = node.parent();
  return node;
}

/// Takes out fields that tell, instruction and result. A field is one element, or all that stands
/// in runs between two signs, which may be of several runs and paragraphs and hold other fields.
class FieldCleaner {
 public:
  explicit FieldCleaner(Traces& traces) : traces_(traces) {}

  void clean(pugi::xml_node root) {
    for (auto node = root.first_child(); node;
         node = node.first_child() ? node.first_child() : beyond(node, root)) {
      if (node.type() == pugi::node_element) look_at(node);
    }
    while (!open_.empty()) close(end_of_paragraph(open_.back().begins));
    // What stands in another goes before it.
    for (auto at = found_.size(); at-- > 0;) {
      const auto& [node, goes] = found_[at];
      if (goes) node.parent().remove_child(node);
    }
  }

 private:
  struct Found {
    pugi::xml_node node;
    bool goes = false;
  };
  struct Open {
    std::size_t begins = 0;  ///< in found_
    std::string instruction;
    bool shows_result = false;
    const Told* holds = nullptr;  ///< what a field in its instruction tells
  };

  void look_at(pugi::xml_node node) {
    const auto name = unprefixed(node.name());
    if (name == "fldSimple") {
      look_at_simple(node);
      return;
    }
    const auto sign = name == "fldChar" ? attribute_named(node, "fldCharType") : std::string_view();
    if (sign == "begin") open_.push_back({found_.size(), {}, false, nullptr});
    if (open_.empty()) return;
    if (name != "rPr" && unprefixed(node.parent().name()) == "r") found_.push_back({node, false});
    auto& field = open_.back();
    const bool instructs = name == "instrText" || name == "delInstrText";
    if (instructs && !field.shows_result) {
      for (const auto& text : node.children()) field.instruction += text.value();
    }
    if (sign == "separate") field.shows_result = true;
    if (sign == "end") close(found_.size());
  }

  void look_at_simple(pugi::xml_node node) {
    const auto* told = field_told(attribute_named(node, "instr"));
    if (told == nullptr) return;
    found_.push_back({node, false});
    take_out(found_.size() - 1, found_.size(), *told);
  }

  void close(std::size_t end) {
    const auto field = std::move(open_.back());
    open_.pop_back();
    const auto* told = field_told(field.instruction);
    if (told == nullptr) told = field.holds;
    if (told != nullptr) take_out(field.begins, end, *told);
  }

  void take_out(std::size_t begin, std::size_t end, const Told& told) {
    for (auto at = begin; at < end; ++at) found_[at].goes = true;
    traces_.insert(told.trace);
    // `{ QUOTE { AUTHOR } }` shows in its own result what the inner one told.
    if (!open_.empty() && !open_.back().shows_result) open_.back().holds = &told;
  }

  /// Of a field that nothing ends: the rest of the document is no part of it.
  [[nodiscard]] std::size_t end_of_paragraph(std::size_t begin) const {
    auto end = begin;
    while (end < found_.size() &&
           paragraph_of(found_[end].node) == paragraph_of(found_[begin].node)) {
      ++end;
    }
    return end;
  }

  Traces& traces_;
  std::vector<Found> found_;  ///< in the order of the part
  std::vector<Open> open_;
};

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
  FieldCleaner(traces).clean(document.root());
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
