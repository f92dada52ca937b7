#include "http/pages/pages.h"

#include <algorithm>

#include "base/hash.h"
#include "embedded_comity_http.h"

namespace comity::http {
namespace {

constexpr std::string_view kTemplates = "web/templates/";
constexpr std::string_view kMustache = ".mustache";
constexpr std::string_view kMessages = "data/messages/";

}  // namespace

std::map<std::string, std::string_view, std::less<>> template_sources() {
  std::map<std::string, std::string_view, std::less<>> sources;
  for (const EmbeddedFile& file : embedded_files()) {
    if (!file.path.starts_with(kTemplates) || !file.path.ends_with(kMustache)) continue;
    std::string_view name = file.path.substr(kTemplates.size());
    name.remove_suffix(kMustache.size());
    sources.emplace(name, file.bytes);
  }
  return sources;
}

std::vector<std::string_view> catalogue_sources() {
  std::vector<std::string_view> sources;
  for (const EmbeddedFile& file : embedded_files()) {
    if (file.path.starts_with(kMessages)) sources.push_back(file.bytes);
  }
  return sources;
}

base::Result<Pages> Pages::load() {
  Pages pages;
  const auto sources = template_sources();
  std::string all;
  for (const auto& [name, source] : sources) all += source;
  for (const std::string_view json : catalogue_sources()) {
    all += json;
    COMITY_TRY(Catalogue read, Catalogue::parse(json));
    auto catalogue = std::make_unique<const Catalogue>(std::move(read));
    COMITY_TRY(Templates templates, Templates::compile(sources, *catalogue));
    const std::string& language = catalogue->language();
    pages.templates_.emplace(language, std::move(templates));
    pages.catalogues_.emplace(language, std::move(catalogue));
  }
  for (const auto& [language, catalogue] : pages.catalogues_) {
    pages.languages_.push_back(language);
  }
  auto& languages = pages.languages_;
  const auto english = std::find(languages.begin(), languages.end(), "en");
  if (english != languages.end()) std::rotate(languages.begin(), english, std::next(english));
  if (pages.languages_.empty()) return base::fail(base::ErrorKind::corrupt, "no messages");
  pages.version_ = base::sha256(all).hex().substr(0, 12);
  return pages;
}

const Catalogue& Pages::catalogue(std::string_view language) const {
  const auto found = catalogues_.find(language);
  COMITY_ASSERT(found != catalogues_.end());
  return *found->second;
}

std::string Pages::render(std::string_view language, std::string_view name,
                          const std::vector<const base::Json*>& roots) const {
  const auto found = templates_.find(language);
  COMITY_ASSERT(found != templates_.end());
  return found->second.render(name, roots);
}

}  // namespace comity::http
