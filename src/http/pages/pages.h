#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "http/pages/messages.h"
#include "http/pages/template.h"

namespace comity::http {

/// The templates and messages built into the program, in each language there is a catalogue for.
/// Thread-safe.
class Pages {
 public:
  /// corrupt names the template or message that is wrong.
  [[nodiscard]] static base::Result<Pages> load();

  /// Codes of the languages, English first.
  [[nodiscard]] const std::vector<std::string_view>& languages() const { return languages_; }
  /// `language` is one of languages().
  [[nodiscard]] const Catalogue& catalogue(std::string_view language) const;
  [[nodiscard]] std::string render(std::string_view language, std::string_view name,
                                   const std::vector<const base::Json*>& roots) const;
  /// Changes whenever a template or message does.
  [[nodiscard]] const std::string& version() const { return version_; }

 private:
  std::map<std::string, std::unique_ptr<const Catalogue>, std::less<>> catalogues_;
  std::map<std::string, Templates, std::less<>> templates_;
  std::vector<std::string_view> languages_;
  std::string version_;
};

/// The templates as they are in the program, by name ("search/page").
[[nodiscard]] std::map<std::string, std::string_view, std::less<>> template_sources();
/// The catalogue files as they are in the program.
[[nodiscard]] std::vector<std::string_view> catalogue_sources();

}  // namespace comity::http
