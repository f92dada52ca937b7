#include <algorithm>
#include <array>
#include <map>
#include <pugixml.hpp>
#include <sstream>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "base/text.h"
#include "reading/archive/zip.h"
#include "reading/cleaning/clean.h"
#include "reading/cleaning/zip_writer.h"
#include "reading/office/xml.h"

// Word documents (ECMA-376, part 2: parts and relations between them). Parts that hold nothing of
// the text go with all that leads to them; what stays is cleaned by its kind; what is of no known
// kind is refused.
namespace comity::reading {
namespace {

using base::ErrorKind;
using base::Result;

/// Parts by where they lie, for those that no relation leads to.
struct PartPlace {
  std::string_view begins;
  Trace trace;
};
constexpr auto kPlaces = std::to_array<PartPlace>({
    {"docProps/thumbnail", Trace::thumbnail},
    {"docProps/", Trace::properties},
    {"docMetadata/", Trace::properties},
    {"customUI/", Trace::properties},
    {"[trash]/", Trace::properties},
    {"customXml/", Trace::custom_xml},
    {"_xmlsignatures/", Trace::signatures},
    {"word/people", Trace::authors},
    {"word/commentsExt", Trace::authors},
    {"word/commentsIds", Trace::authors},
    {"word/documenttasks", Trace::authors},
    {"word/printerSettings", Trace::properties},
    {"word/embeddings/", Trace::embedded_files},
});

/// And by how the relation that leads to them ends.
constexpr auto kRelations = std::to_array<PartPlace>({
    {"/thumbnail", Trace::thumbnail},
    {"/core-properties", Trace::properties},
    {"/extended-properties", Trace::properties},
    {"/custom-properties", Trace::properties},
    {"/extensibility", Trace::properties},
    {"/printerSettings", Trace::properties},
    {"/customXml", Trace::custom_xml},
    {"/customXmlProps", Trace::custom_xml},
    {"/origin", Trace::signatures},
    {"/signature", Trace::signatures},
    {"/people", Trace::authors},
    {"/commentsExtended", Trace::authors},
    {"/commentsExtensible", Trace::authors},
    {"/commentsIds", Trace::authors},
    {"/package", Trace::embedded_files},
    {"/oleObject", Trace::embedded_files},
    {"/attachedTemplate", Trace::linked_paths},
    {"/mailMergeSource", Trace::linked_paths},
    {"/mailMergeHeaderSource", Trace::linked_paths},
});

tl::unexpected<base::Error> not_cleanable(std::string message, std::string_view place,
                                          std::string mend) {
  return base::fail(ErrorKind::unsupported, std::move(message), std::string(place),
                    std::move(mend));
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (auto& c : out) {
    if (base::is_upper(c)) c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

bool ends(std::string_view name, std::string_view with) { return lower(name).ends_with(with); }

/// A relation's target as a part's name: against the folder of the part that the relations are of.
std::string part_of(std::string_view relations, std::string_view target) {
  std::vector<std::string_view> folders;
  if (!target.starts_with('/')) {
    const auto folder = relations.substr(0, relations.rfind("_rels/"));
    for (const auto each : base::split(folder, '/')) folders.push_back(each);
  }
  for (const auto each : base::split(target, '/')) {
    if (each == ".." && !folders.empty()) folders.pop_back();
    if (each != "..") folders.push_back(each);
  }
  std::string name;
  for (const auto each : folders) {
    if (each.empty() || each == ".") continue;
    name += (name.empty() ? "" : "/") + std::string(each);
  }
  return name;
}

/// Whether it leads to a place on somebody's machine or network.
bool is_own_place(std::string_view target) {
  return lower(target).starts_with("file:") || target.find('\\') != std::string_view::npos ||
         (target.size() > 1 && target[1] == ':');
}

class PackageCleaner {
 public:
  explicit PackageCleaner(Traces& traces) : traces_(traces) {}

  Result<std::string> clean(std::string_view bytes) {
    COMITY_CHECK(read(bytes));
    COMITY_CHECK(refuse_macros());
    COMITY_CHECK(find_dropped());
    std::vector<std::pair<std::string, std::string>> kept;
    for (const auto& [name, part] : parts_) {
      if (is_dropped(name)) continue;
      COMITY_TRY(auto cleaned, clean_part(name, part));
      kept.emplace_back(name, std::move(cleaned));
    }
    return packed(kept);
  }

 private:
  base::Status read(std::string_view bytes) {
    COMITY_TRY(const auto zip, Zip::open(bytes));
    if (!zip.has("[Content_Types].xml") || !zip.has("word/document.xml")) {
      return not_cleanable("archives and files of this kind cannot be cleaned", {},
                           "give it as DOCX, PDF, JPEG or PNG");
    }
    for (const auto& member : zip.members()) {
      COMITY_TRY(auto part, zip.read(member.name));
      parts_.emplace_back(member.name, std::move(part));
    }
    return {};
  }

  base::Status refuse_macros() const {
    for (const auto& [name, part] : parts_) {
      const auto low = lower(name);
      const bool types =
          name == "[Content_Types].xml" && part.find("macroEnabled") != std::string::npos;
      if (!types && low.find("vbaproject") == low.npos && low.find("activex/") == low.npos)
        continue;
      return not_cleanable("the document holds macros or controls, which cannot be cleaned", name,
                           "save it as DOCX without macros");
    }
    return {};
  }

  /// What the relations lead to of what is to go.
  base::Status find_dropped() {
    for (const auto& [name, part] : parts_) {
      if (!ends(name, ".rels")) continue;
      COMITY_TRY(const auto relations, XmlPart::parse(part, name));
      for (auto each = relations.root().first(); each; each = each.next()) {
        const auto* place = relation_told(each.attribute("Type"));
        if (place == nullptr || each.attribute("TargetMode") == "External") continue;
        dropped_.emplace(part_of(name, each.attribute("Target")), place->trace);
      }
    }
    // Parts of parts that go, such as relations of custom XML.
    for (const auto& [name, part] : parts_) {
      for (const auto& place : kPlaces) {
        if (name.starts_with(place.begins)) dropped_.emplace(name, place.trace);
      }
    }
    for (const auto& [name, part] : parts_) {
      const auto gone = dropped_.find(name);
      if (gone == dropped_.end()) continue;
      traces_.insert(gone->second);
    }
    return {};
  }

  static const PartPlace* relation_told(std::string_view type) {
    const auto found =
        std::find_if(kRelations.begin(), kRelations.end(),
                     [&](const PartPlace& each) { return type.ends_with(each.begins); });
    return found == kRelations.end() ? nullptr : &*found;
  }

  /// Also the relations of a part that goes.
  [[nodiscard]] bool is_dropped(const std::string& name) const {
    if (dropped_.contains(name)) return true;
    const auto folder = name.rfind("_rels/");
    if (folder == std::string::npos || !name.ends_with(".rels")) return false;
    const auto of = name.substr(0, folder) + name.substr(folder + 6, name.size() - folder - 11);
    return dropped_.contains(of);
  }

  Result<std::string> clean_part(const std::string& name, const std::string& part) {
    if (name == "[Content_Types].xml") return clean_types(part);
    if (ends(name, ".rels")) return clean_relations(name, part);
    if (ends(name, ".xml") || ends(name, ".vml")) return clean_xml(part, name, traces_);
    return clean_other(name, part);
  }

  Result<std::string> clean_other(const std::string& name, const std::string& part) {
    if (is_jpeg(part)) return placed(name, clean_jpeg(part, Orientation::kept, traces_));
    if (is_png(part)) return placed(name, clean_png(part, traces_));
    for (const char* plain : {".odttf", ".ttf", ".wmf", ".bmp"}) {
      if (ends(name, plain)) return part;  // hold what is drawn, and nothing of people
    }
    return not_cleanable("the document holds something that cannot be cleaned", name,
                         "put pictures into it as JPEG or PNG, and give other files by themselves");
  }

  static Result<std::string> placed(const std::string& name, Result<std::string> cleaned) {
    if (!cleaned) cleaned.error().place = name;
    return cleaned;
  }

  Result<std::string> clean_types(const std::string& part) {
    COMITY_TRY(const auto document, parsed("[Content_Types].xml", part));
    for (auto type = document->first_child().first_child(); type;) {
      const auto next = type.next_sibling();
      const std::string_view name = type.attribute("PartName").value();
      if (!name.empty() && is_dropped(std::string(name.substr(1)))) {
        document->first_child().remove_child(type);
      }
      type = next;
    }
    return text_of(*document);
  }

  Result<std::string> clean_relations(const std::string& name, const std::string& part) {
    COMITY_TRY(const auto document, parsed(name, part));
    for (auto each = document->first_child().first_child(); each;) {
      const auto next = each.next_sibling();
      const std::string target = each.attribute("Target").value();
      const bool outside = std::string_view(each.attribute("TargetMode").value()) == "External";
      const auto* place = relation_told(each.attribute("Type").value());
      if (place != nullptr || (!outside && is_dropped(part_of(name, target)))) {
        if (place != nullptr) traces_.insert(place->trace);
        document->first_child().remove_child(each);
      } else if (outside && is_own_place(target)) {
        traces_.insert(Trace::linked_paths);
        each.attribute("Target").set_value("about:blank");
      }
      each = next;
    }
    return text_of(*document);
  }

  static Result<std::unique_ptr<pugi::xml_document>> parsed(std::string_view name,
                                                            const std::string& part) {
    COMITY_CHECK(XmlPart::parse(part, name));
    auto document = std::make_unique<pugi::xml_document>();
    if (document->load_buffer(part.data(), part.size())) return document;
    return base::fail(ErrorKind::corrupt, "a part of the document is damaged", std::string(name),
                      "save the file anew, or get another copy");
  }

  static std::string text_of(const pugi::xml_document& document) {
    std::ostringstream out;
    document.save(out, "", pugi::format_raw, pugi::encoding_utf8);
    return out.str();
  }

  Traces& traces_;
  std::vector<std::pair<std::string, std::string>> parts_;
  std::map<std::string, Trace> dropped_;
};

}  // namespace

Result<std::string> clean_docx(std::string_view bytes, Traces& traces) {
  return PackageCleaner(traces).clean(bytes);
}

}  // namespace comity::reading
