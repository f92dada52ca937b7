#include "http/pages/shell.h"

#include <algorithm>

#include "http/language.h"

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
    case RouteId::citation_graph:
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
    case RouteId::consultations:
    case RouteId::call_new:
    case RouteId::call:
    case RouteId::call_edit:
    case RouteId::readers:
    case RouteId::reply_form:
    case RouteId::receive:
    case RouteId::receipt_page:
    case RouteId::receipt_see:
    case RouteId::receipt_correct:
    case RouteId::receipt_withdraw:
    case RouteId::replies:
    case RouteId::reply:
    case RouteId::passages:
    case RouteId::proposals:
    case RouteId::presence:
    case RouteId::synthesis:
    case RouteId::report:
      return "consultations";
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

// Where this page is read again: a form's answer stands where it was posted to, or nowhere.
std::string readable_path(const Shell& shell) {
  const bool posted = shell.route != nullptr && shell.route->method == Method::post;
  if (posted && !find_route(Method::get, shell.target->segments).match) return "/";
  return plain_path(*shell.target);
}

// In the order of their English names, as the United Nations lists its languages.
base::JsonArray languages_of(const Shell& shell, const Pages& pages) {
  std::vector<std::string_view> codes = pages.languages();
  const Catalogue& english = pages.catalogue("en");
  const auto name_of_code = [&](std::string_view code) {
    return english.format("language." + std::string(code));
  };
  std::sort(codes.begin(), codes.end(), [&](std::string_view left, std::string_view right) {
    return name_of_code(left) < name_of_code(right);
  });
  const std::string path = readable_path(shell);
  const auto here = [&](std::string_view parameter, std::string_view code) {
    std::vector<Parameter> parameters = without_language(shell.target->parameters);
    parameters.push_back({std::string(parameter), std::string(code)});
    return address_of(path, query_of(parameters));
  };
  base::JsonArray languages;
  for (const std::string_view code : codes) {
    languages.push_back(base::JsonObject{{"code", code},
                                         {"name", pages.catalogue(code).name()},
                                         {"direction", pages.catalogue(code).direction()},
                                         {"address", here("language", code)},
                                         {"choose", here(kLanguageChoice, code)},
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
      {"document", assets.address_of("document.js")}, {"import", assets.address_of("import.js")},
      {"puzzle", assets.address_of("puzzle.js")},     {"coding", assets.address_of("coding.js")},
      {"graph", assets.address_of("graph.js")},       {"draft", assets.address_of("draft.js")},
      {"attach", assets.address_of("attach.js")}};
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
