#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "reading/archive/zip.h"
#include "reading/office/xml.h"

namespace comity::reading::docx {

/// A part's reference to another, or to an address outside, which is never opened.
struct Relation {
  std::string id;
  std::string kind;    ///< last word of its type: "footnotes", "hyperlink"
  std::string target;  ///< name of a part, or an address
  bool external = false;
};

/// The archive's parts as a Word document has them.
class Package {
 public:
  /// `bytes` must outlive it. Errors of Zip; corrupt where there is no main part.
  [[nodiscard]] static base::Result<Package> open(std::string_view bytes);

  /// The name of the main part, as "word/document.xml".
  [[nodiscard]] const std::string& main_name() const { return main_; }
  /// What the main part refers to.
  [[nodiscard]] const std::vector<Relation>& relations() const { return relations_; }
  [[nodiscard]] base::Result<std::vector<Relation>> relations_of(std::string_view part) const;

  [[nodiscard]] base::Result<XmlPart> part(std::string_view name) const;
  /// The part that the main one refers to as this kind, or nothing where it has none.
  [[nodiscard]] base::Result<std::optional<XmlPart>> related(std::string_view kind) const;
  /// The program that wrote it, or empty.
  [[nodiscard]] std::string producer() const;

 private:
  explicit Package(Zip zip) : zip_(std::move(zip)) {}
  Zip zip_;
  std::string main_;
  std::vector<Relation> relations_;
};

/// The relation of that id, or null.
[[nodiscard]] const Relation* find(const std::vector<Relation>& relations, std::string_view id);

}  // namespace comity::reading::docx
