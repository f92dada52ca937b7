#include "http/shell.h"

#include <algorithm>

namespace comity::http {
namespace {

std::string_view section_of(const Route* route) {
  if (route == nullptr) return {};
  switch (route->id) {
    case RouteId::documents:
    case RouteId::document:
    case RouteId::compare:
    case RouteId::mandates:
    case RouteId::lineage:
    case RouteId::citations:
    case RouteId::sessions:
    case RouteId::session:
    case RouteId::import_page:
    case RouteId::import:
    case RouteId::import_job:
      return "documents";
    case RouteId::reviews:
    case RouteId::review:
    case RouteId::recommendation:
    case RouteId::similar:
    case RouteId::asked_page:
    case RouteId::asked:
    case RouteId::corrections:
    case RouteId::sources:
    case RouteId::source:
    case RouteId::source_rows:
    case RouteId::source_record:
    case RouteId::columns:
      return "reviews";
    case RouteId::states:
    case RouteId::state:
      return "states";
    case RouteId::saved_searches:
    case RouteId::tag_found_form:
    case RouteId::tag_found:
      return "search";
    case RouteId::home:
    case RouteId::search:
    case RouteId::plots:
    case RouteId::journal:
    case RouteId::help:
    case RouteId::about:
      return route->name;
    default:
      return {};
  }
}

std::string address_of(const std::string& path, const std::string& query) {
  return query.empty() ? path : path + "?" + query;
}

// The path without the extension that names a face.
std::string plain_path(const Target& target) {
  std::string path = target.raw_path.empty() ? "/" : target.raw_path;
  for (const Face face : kNamedFaces) {
    const std::string suffix = "." + std::string(name_of(face));
    if (!path.ends_with(suffix)) continue;
    path.resize(path.size() - suffix.size());
    break;
  }
  return path;
}

std::string face_address(const Shell& shell, Face face, const std::string& query) {
  if (shell.route == nullptr || shell.status != 200) return {};
  const auto faces = shell.route->faces;
  if (std::find(faces.begin(), faces.end(), face) == faces.end()) return {};
  return address_of(plain_path(*shell.target) + "." + std::string(name_of(face)), query);
}

base::JsonArray languages_of(const Shell& shell, const Pages& pages) {
  base::JsonArray languages;
  for (const std::string_view code : pages.languages()) {
    std::vector<Parameter> parameters = shell.target->parameters;
    parameters.erase(std::remove_if(parameters.begin(), parameters.end(),
                                    [](const Parameter& each) { return each.name == "language"; }),
                     parameters.end());
    parameters.push_back({"language", std::string(code)});
    languages.push_back(
        base::JsonObject{{"code", code},
                         {"name", pages.catalogue(code).name()},
                         {"address", address_of(plain_path(*shell.target), query_of(parameters))},
                         {"current", code == shell.language}});
  }
  return languages;
}

}  // namespace

base::Json shell_root(const Shell& shell, const Pages& pages, const Assets& assets) {
  const Target& target = *shell.target;
  const std::string query = query_of(target.parameters);
  const bool searching = shell.route != nullptr && shell.route->id == RouteId::search;
  base::JsonObject site;
  site["language"] = shell.language;
  site["direction"] = pages.catalogue(shell.language).direction();
  site["languages"] = languages_of(shell, pages);
  site["several_languages"] = pages.languages().size() > 1;
  site["title"] = shell.title;
  site["view"] = shell.route == nullptr ? std::string_view("problem") : shell.route->name;
  site["section"] = section_of(shell.route);
  site["address"] = address_of(plain_path(target), query);
  site["json_address"] = face_address(shell, Face::json, query);
  site["ndjson_address"] = face_address(shell, Face::ndjson, query);
  site["csv_address"] = face_address(shell, Face::csv, query);
  site["ics_address"] = face_address(shell, Face::ics, query);
  site["atom_address"] = face_address(shell, Face::atom, query);
  site["query"] = searching ? value_of(target.parameters, "q") : std::string_view();
  site["assets"] = base::JsonObject{
      {"style", assets.address_of("style.css")},      {"mark", assets.address_of("mark.svg")},
      {"search", assets.address_of("search.js")},     {"plots", assets.address_of("plots.js")},
      {"document", assets.address_of("document.js")}, {"import", assets.address_of("import.js")}};
  site["signed_in"] = shell.actor->signed_in();
  site["actor"] = shell.actor->signed_in()
                      ? base::Json(base::JsonObject{{"name", shell.actor->name}})
                      : base::Json(nullptr);
  site["may"] =
      base::JsonObject{{"import", shell.actor->brings_in}, {"people", shell.actor->manages_people}};
  site["csrf"] = shell.form_token;
  site["etag"] = shell.etag;
  site["specimen"] = shell.specimen;
  site["status"] = shell.status;
  return base::JsonObject{{"site", std::move(site)}};
}

}  // namespace comity::http
