#include "reading/office/docx_package.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "reading/source_lines.h"

namespace comity::reading::docx {
namespace {

using base::ErrorKind;

std::string_view last_word(std::string_view type) { return type.substr(type.rfind('/') + 1); }

// The name of a part as another refers to it: from the root, or from its own folder.
std::string resolved(std::string_view from, std::string_view target) {
  std::string path;
  if (!target.starts_with('/')) {
    const auto slash = from.rfind('/');
    if (slash != std::string_view::npos) path = from.substr(0, slash);
  }
  for (const auto step : base::split(target, '/')) {
    if (step.empty() || step == ".") continue;
    if (step == "..") {
      const auto slash = path.rfind('/');
      path.resize(slash == std::string::npos ? 0 : slash);
      continue;
    }
    if (!path.empty()) path += '/';
    path += step;
  }
  return path;
}

std::string relations_name(std::string_view part) {
  const auto slash = part.rfind('/');
  const auto folder = slash == std::string_view::npos ? "" : part.substr(0, slash + 1);
  return std::string(folder) + "_rels/" + std::string(last_word(part)) + ".rels";
}

}  // namespace

const Relation* find(const std::vector<Relation>& relations, std::string_view id) {
  const auto found = std::find_if(relations.begin(), relations.end(),
                                  [id](const Relation& each) { return each.id == id; });
  return found == relations.end() ? nullptr : &*found;
}

base::Result<std::vector<Relation>> Package::relations_of(std::string_view part) const {
  std::vector<Relation> out;
  const auto name = relations_name(part);
  if (!zip_.has(name)) return out;
  COMITY_TRY(const auto xml, this->part(name));
  for (auto node = xml.root().first(); node; node = node.next()) {
    if (node.name() != "Relationship") continue;
    Relation relation;
    relation.id = node.attribute("Id");
    relation.kind = last_word(node.attribute("Type"));
    relation.external = node.attribute("TargetMode") == "External";
    const auto target = node.attribute("Target");
    relation.target = relation.external ? std::string(target) : resolved(part, target);
    out.push_back(std::move(relation));
  }
  return out;
}

base::Result<Package> Package::open(std::string_view bytes) {
  COMITY_TRY(auto zip, Zip::open(bytes));
  Package package(std::move(zip));
  COMITY_TRY(const auto top, package.relations_of({}));
  for (const auto& relation : top) {
    if (relation.kind == "officeDocument" && !relation.external) package.main_ = relation.target;
  }
  if (!package.zip_.has(package.main_)) {
    return base::fail(ErrorKind::corrupt, "the Word document has no main part",
                      cleaned(package.main_), "open it in a word processor and save it anew");
  }
  COMITY_TRY(package.relations_, package.relations_of(package.main_));
  return package;
}

base::Result<XmlPart> Package::part(std::string_view name) const {
  COMITY_TRY(auto bytes, zip_.read(name));
  return XmlPart::parse(std::move(bytes), name);
}

base::Result<std::optional<XmlPart>> Package::related(std::string_view kind) const {
  for (const auto& relation : relations_) {
    if (relation.kind != kind || relation.external || !zip_.has(relation.target)) continue;
    COMITY_TRY(auto xml, part(relation.target));
    return std::optional<XmlPart>(std::move(xml));
  }
  return std::optional<XmlPart>();
}

std::string Package::producer() const {
  // Told by the document about itself and needed for nothing, so that damage here is no error.
  if (!zip_.has("docProps/app.xml")) return {};
  const auto xml = part("docProps/app.xml");
  if (!xml) return {};
  const auto program = xml->root().child("Application");
  return program ? base::collapsed(cleaned(program.text())).substr(0, 200) : std::string();
}

}  // namespace comity::reading::docx
