#include "http/router.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "http/protocol/address.h"

namespace comity::http {
namespace {

constexpr std::array kPageFaces = {Face::html, Face::json};
constexpr std::array kDocumentFaces = {Face::html, Face::json, Face::akn, Face::docx};
constexpr std::array kComparisonFaces = {Face::html, Face::json, Face::docx};
constexpr std::array kReviewFaces = {Face::html,   Face::json, Face::csv,
                                     Face::ndjson, Face::xlsx, Face::docx};
constexpr std::array kReportFaces = {Face::html, Face::json, Face::docx, Face::csv, Face::ndjson};
constexpr std::array kCalendarFaces = {Face::html, Face::json, Face::ics};
constexpr std::array kSearchFaces = {Face::html, Face::json, Face::csv,     Face::ndjson,
                                     Face::xlsx, Face::atom, Face::fragment};
constexpr std::array kTableFaces = {Face::html, Face::json, Face::csv, Face::ndjson, Face::xlsx};
constexpr std::array kSimilarFaces = {Face::html, Face::json, Face::csv, Face::ndjson};
constexpr std::array kJobFaces = {Face::html, Face::json, Face::fragment, Face::events};
constexpr std::array kRowFaces = {Face::html, Face::json, Face::fragment};
constexpr std::array kHtmlAlone = {Face::html};
constexpr std::array kDocxAlone = {Face::docx};
constexpr std::array kJson = {Face::json};
constexpr std::array kBytes = {Face::bytes};

// The more particular pattern stands first.
constexpr std::array kRoutes = {
    Route{RouteId::home, "home", Method::get, "/", Right::read, kPageFaces},
    Route{RouteId::documents, "documents", Method::get, "/documents", Right::read, kPageFaces},
    Route{RouteId::page_image, "page_image", Method::get, "/documents/{work+}/pages/{page}.png",
          Right::read, kBytes},
    Route{RouteId::original, "original", Method::get, "/documents/{work+}/original", Right::read,
          kBytes},
    Route{RouteId::standalone, "standalone", Method::get, "/documents/{work+}/standalone",
          Right::read, kBytes},
    Route{RouteId::publish, "publish", Method::post, "/documents/{work+}/publish", Right::signed_in,
          kPageFaces},
    Route{RouteId::withdraw, "withdraw", Method::post, "/documents/{work+}/withdraw",
          Right::signed_in, kPageFaces},
    Route{RouteId::choose_copy, "choose_copy", Method::post, "/documents/{work+}/choose",
          Right::signed_in, kPageFaces},
    Route{RouteId::document, "document", Method::get, "/documents/{work+}", Right::read,
          kDocumentFaces},
    Route{RouteId::compare, "compare", Method::get, "/compare", Right::read, kComparisonFaces},
    Route{RouteId::lineage, "lineage", Method::get, "/lineage", Right::read, kPageFaces},
    Route{RouteId::citation_graph, "citation_graph", Method::get, "/citations/graph", Right::read,
          kTableFaces},
    Route{RouteId::citations, "citations", Method::get, "/citations", Right::read, kPageFaces},
    Route{RouteId::sessions, "sessions", Method::get, "/sessions", Right::read, kPageFaces},
    Route{RouteId::session, "session", Method::get, "/sessions/{body}/{session}", Right::read,
          kCalendarFaces},
    Route{RouteId::mandates, "mandates", Method::get, "/mandates", Right::read, kTableFaces},
    Route{RouteId::reviews, "reviews", Method::get, "/reviews", Right::read, kCalendarFaces},
    Route{RouteId::review, "review", Method::get, "/reviews/{state}/{cycle}", Right::read,
          kReviewFaces},
    Route{RouteId::states, "states", Method::get, "/states", Right::read, kPageFaces},
    Route{RouteId::state, "state", Method::get, "/states/{state}", Right::read, kCalendarFaces},
    Route{RouteId::correct, "correct", Method::post, "/recommendations/{work+}/{number}/correct",
          Right::signed_in, kPageFaces},
    Route{RouteId::decide, "decide", Method::post, "/recommendations/{work+}/{number}/decide",
          Right::signed_in, kPageFaces},
    Route{RouteId::tag, "tag", Method::post, "/recommendations/{work+}/{number}/tags",
          Right::signed_in, kPageFaces},
    Route{RouteId::corrections, "corrections", Method::get, "/corrections", Right::read,
          kPageFaces},
    Route{RouteId::recommendation, "recommendation", Method::get,
          "/recommendations/{work+}/{number}", Right::read, kPageFaces},
    Route{RouteId::sources, "sources", Method::get, "/sources", Right::read, kPageFaces},
    Route{RouteId::settle_row, "settle_row", Method::post, "/sources/{work}/rows/{row}/settle",
          Right::signed_in, kPageFaces},
    Route{RouteId::source_rows_file, "source_rows_file", Method::get, "/sources/{work}/rows.csv",
          Right::read, kBytes},
    Route{RouteId::columns, "columns", Method::get, "/sources/{work}/columns", Right::read,
          kPageFaces},
    Route{RouteId::map_columns, "map_columns", Method::post, "/sources/{work}/columns",
          Right::signed_in, kPageFaces},
    Route{RouteId::source_record, "source_record", Method::get, "/sources/{work}/rows/{row}",
          Right::read, kPageFaces},
    Route{RouteId::pledges_csv, "pledges_csv", Method::get, "/pledges.csv", Right::read, kBytes},
    Route{RouteId::pledges_ndjson, "pledges_ndjson", Method::get, "/pledges.ndjson", Right::read,
          kBytes},
    Route{RouteId::source_rows, "source_rows", Method::get, "/sources/{work}/rows", Right::read,
          kPageFaces},
    Route{RouteId::source_refused, "source_refused", Method::get, "/sources/{work}/refused.csv",
          Right::read, kBytes},
    Route{RouteId::source, "source", Method::get, "/sources/{work}", Right::read, kPageFaces},
    Route{RouteId::asked_page, "asked_page", Method::get, "/asked", Right::read, kPageFaces},
    Route{RouteId::asked, "asked", Method::post, "/asked", Right::signed_in, kPageFaces},
    Route{RouteId::completions, "completions", Method::get, "/search/completions", Right::read,
          kJson},
    Route{RouteId::saved_searches, "saved_searches", Method::get, "/searches", Right::signed_in,
          kPageFaces},
    Route{RouteId::save_search, "save_search", Method::post, "/searches", Right::signed_in,
          kPageFaces},
    Route{RouteId::rename_search, "rename_search", Method::post, "/searches/{search}/rename",
          Right::signed_in, kPageFaces},
    Route{RouteId::delete_search, "delete_search", Method::post, "/searches/{search}/delete",
          Right::signed_in, kPageFaces},
    Route{RouteId::see_search, "see_search", Method::post, "/searches/{search}/seen",
          Right::signed_in, kPageFaces},
    Route{RouteId::tag_found_form, "tag_found_form", Method::get, "/search/tags", Right::signed_in,
          kPageFaces},
    Route{RouteId::tag_found, "tag_found", Method::post, "/search/tags", Right::signed_in,
          kPageFaces},
    Route{RouteId::search, "search", Method::get, "/search", Right::read, kSearchFaces},
    Route{RouteId::plots, "plots", Method::get, "/plots", Right::read, kTableFaces},
    Route{RouteId::similar, "similar", Method::get, "/similar", Right::read, kSimilarFaces},
    Route{RouteId::journal, "journal", Method::get, "/journal", Right::read, kPageFaces},
    Route{RouteId::import_page, "import_page", Method::get, "/import", Right::signed_in,
          kPageFaces},
    Route{RouteId::import, "import", Method::post, "/import", Right::signed_in, kPageFaces},
    Route{RouteId::import_job_new, "import_job_new", Method::post, "/import/jobs", Right::signed_in,
          kPageFaces},
    Route{RouteId::import_files, "import_files", Method::post, "/import/jobs/{job}/files",
          Right::signed_in, kRowFaces},
    Route{RouteId::import_file, "import_file", Method::get, "/import/jobs/{job}/files/{file}",
          Right::signed_in, kJson},
    Route{RouteId::import_part, "import_part", Method::patch, "/import/jobs/{job}/files/{file}",
          Right::signed_in, kJson},
    Route{RouteId::import_run, "import_run", Method::post, "/import/jobs/{job}/run",
          Right::signed_in, kPageFaces},
    Route{RouteId::import_stop, "import_stop", Method::post, "/import/jobs/{job}/stop",
          Right::signed_in, kPageFaces},
    Route{RouteId::import_discard, "import_discard", Method::post, "/import/jobs/{job}/discard",
          Right::signed_in, kPageFaces},
    Route{RouteId::import_job, "import_job", Method::get, "/import/jobs/{job}", Right::signed_in,
          kJobFaces},
    Route{RouteId::people, "people", Method::get, "/people", Right::signed_in, kPageFaces},
    Route{RouteId::invite, "invite", Method::post, "/people", Right::signed_in, kPageFaces},
    Route{RouteId::person_link, "person_link", Method::post, "/people/{person}/link",
          Right::signed_in, kPageFaces},
    Route{RouteId::person_role, "person_role", Method::post, "/people/{person}/role",
          Right::signed_in, kPageFaces},
    Route{RouteId::person_close, "person_close", Method::post, "/people/{person}/close",
          Right::signed_in, kPageFaces},
    Route{RouteId::person_session, "person_session", Method::post,
          "/people/{person}/sessions/{session}/end", Right::signed_in, kPageFaces},
    Route{RouteId::person, "person", Method::get, "/people/{person}", Right::signed_in, kPageFaces},
    Route{RouteId::invitation_page, "invitation_page", Method::get, "/invitation", Right::none,
          kPageFaces},
    Route{RouteId::accept, "accept", Method::post, "/invitation", Right::none, kPageFaces},
    Route{RouteId::account, "account", Method::get, "/account", Right::signed_in, kPageFaces},
    Route{RouteId::set_password, "set_password", Method::post, "/account/password",
          Right::signed_in, kPageFaces},
    Route{RouteId::begin_factor, "begin_factor", Method::post, "/account/second-factor",
          Right::signed_in, kPageFaces},
    Route{RouteId::confirm_factor, "confirm_factor", Method::post, "/account/second-factor/confirm",
          Right::signed_in, kPageFaces},
    Route{RouteId::end_factor, "end_factor", Method::post, "/account/second-factor/end",
          Right::signed_in, kPageFaces},
    Route{RouteId::own_session, "own_session", Method::post, "/account/sessions/{session}/end",
          Right::signed_in, kPageFaces},
    Route{RouteId::make_token, "make_token", Method::post, "/account/tokens", Right::signed_in,
          kPageFaces},
    Route{RouteId::revoke_token, "revoke_token", Method::post, "/account/tokens/{token}/revoke",
          Right::signed_in, kPageFaces},
    Route{RouteId::consultations, "consultations", Method::get, "/consultations", Right::read,
          kPageFaces},
    Route{RouteId::call_create, "call_create", Method::post, "/consultations", Right::signed_in,
          kPageFaces},
    Route{RouteId::call_new, "call_new", Method::get, "/consultations/new", Right::signed_in,
          kPageFaces},
    Route{RouteId::receipt_page, "receipt_page", Method::get, "/consultations/receipt", Right::none,
          kHtmlAlone},
    Route{RouteId::receipt_see, "receipt_see", Method::post, "/consultations/receipt", Right::none,
          kPageFaces},
    Route{RouteId::receipt_correct, "receipt_correct", Method::post,
          "/consultations/receipt/correct", Right::none, kPageFaces},
    Route{RouteId::receipt_withdraw, "receipt_withdraw", Method::post,
          "/consultations/receipt/withdraw", Right::none, kPageFaces},
    Route{RouteId::letter, "letter", Method::get, "/consultations/{call}/letter", Right::read,
          kDocxAlone},
    Route{RouteId::call_edit, "call_edit", Method::get, "/consultations/{call}/edit",
          Right::signed_in, kPageFaces},
    Route{RouteId::call_step, "call_step", Method::post, "/consultations/{call}/step",
          Right::signed_in, kPageFaces},
    Route{RouteId::readers, "readers", Method::get, "/consultations/{call}/readers",
          Right::signed_in, kPageFaces},
    Route{RouteId::name_readers, "name_readers", Method::post, "/consultations/{call}/readers",
          Right::signed_in, kPageFaces},
    Route{RouteId::recover, "recover", Method::post, "/consultations/{call}/recover",
          Right::signed_in, kPageFaces},
    Route{RouteId::reply_form, "reply_form", Method::get, "/consultations/{call}/reply",
          Right::read, kPageFaces},
    Route{RouteId::receive, "receive", Method::post, "/consultations/{call}/reply", Right::none,
          kPageFaces},
    Route{RouteId::replies, "replies", Method::get, "/consultations/{call}/replies", Right::read,
          kPageFaces},
    Route{RouteId::reply, "reply", Method::get, "/consultations/{call}/replies/{reply}",
          Right::read, kPageFaces},
    Route{RouteId::reply_file, "reply_file", Method::get,
          "/consultations/{call}/replies/{reply}/files/{attachment}", Right::read, kBytes},
    Route{RouteId::uploads, "uploads", Method::get, "/consultations/{call}/uploads", Right::none,
          kJson},
    Route{RouteId::upload_new, "upload_new", Method::post, "/consultations/{call}/uploads",
          Right::none, kJson},
    Route{RouteId::upload, "upload", Method::get, "/consultations/{call}/uploads/{upload}",
          Right::none, kJson},
    Route{RouteId::upload_part, "upload_part", Method::patch,
          "/consultations/{call}/uploads/{upload}", Right::none, kJson},
    Route{RouteId::upload_discard, "upload_discard", Method::post,
          "/consultations/{call}/uploads/{upload}/discard", Right::none, kJson},
    Route{RouteId::passages, "passages", Method::get, "/consultations/{call}/passages",
          Right::signed_in, kPageFaces},
    Route{RouteId::passage_mark, "passage_mark", Method::post, "/consultations/{call}/passages",
          Right::signed_in, kPageFaces},
    Route{RouteId::passage_unmark, "passage_unmark", Method::post,
          "/consultations/{call}/passages/unmark", Right::signed_in, kPageFaces},
    Route{RouteId::coding_finish, "coding_finish", Method::post,
          "/consultations/{call}/passages/finish", Right::signed_in, kPageFaces},
    Route{RouteId::code_write, "code_write", Method::post, "/consultations/{call}/passages/codes",
          Right::signed_in, kPageFaces},
    Route{RouteId::proposals, "proposals", Method::get, "/consultations/{call}/proposals",
          Right::signed_in, kPageFaces},
    Route{RouteId::proposal_accept, "proposal_accept", Method::post,
          "/consultations/{call}/proposals/accept", Right::signed_in, kPageFaces},
    Route{RouteId::proposal_dismiss, "proposal_dismiss", Method::post,
          "/consultations/{call}/proposals/dismiss", Right::signed_in, kPageFaces},
    Route{RouteId::presence, "presence", Method::get, "/consultations/{call}/presence",
          Right::signed_in, kPageFaces},
    Route{RouteId::be_present, "be_present", Method::post, "/consultations/{call}/presence",
          Right::signed_in, kPageFaces},
    Route{RouteId::synthesis, "synthesis", Method::get, "/consultations/{call}/synthesis",
          Right::signed_in, kPageFaces},
    Route{RouteId::line_write, "line_write", Method::post, "/consultations/{call}/synthesis",
          Right::signed_in, kPageFaces},
    Route{RouteId::line_remove, "line_remove", Method::post,
          "/consultations/{call}/synthesis/remove", Right::signed_in, kPageFaces},
    Route{RouteId::passage_set_aside, "passage_set_aside", Method::post,
          "/consultations/{call}/synthesis/set-aside", Right::signed_in, kPageFaces},
    Route{RouteId::report_publish, "report_publish", Method::post, "/consultations/{call}/report",
          Right::signed_in, kPageFaces},
    Route{RouteId::report, "report", Method::get, "/consultations/{call}/report", Right::read,
          kReportFaces},
    Route{RouteId::call, "call", Method::get, "/consultations/{call}", Right::read, kPageFaces},
    Route{RouteId::call_write, "call_write", Method::post, "/consultations/{call}",
          Right::signed_in, kPageFaces},
    Route{RouteId::help, "help", Method::get, "/help", Right::none, kHtmlAlone},
    Route{RouteId::about, "about", Method::get, "/about", Right::none, kHtmlAlone},
    Route{RouteId::sign_in_page, "sign_in_page", Method::get, "/sign-in", Right::none, kHtmlAlone},
    Route{RouteId::sign_in, "sign_in", Method::post, "/sign-in", Right::none, kPageFaces},
    Route{RouteId::sign_out, "sign_out", Method::post, "/sign-out", Right::signed_in, kPageFaces},
    Route{RouteId::health, "health", Method::get, "/healthz", Right::none, kJson},
    Route{RouteId::metrics, "metrics", Method::get, "/metrics", Right::none, kBytes},
    Route{RouteId::openapi, "openapi", Method::get, "/openapi.yaml", Right::none, kBytes},
    Route{RouteId::asset, "asset", Method::get, "/assets/{name}", Right::none, kBytes},
};

bool is_name(std::string_view part) { return part.starts_with('{'); }

// Whether a segment fits one part of a pattern ("search", "{state}", "{page}.png"); its value is
// kept where the part has a name.
bool fit_part(std::string_view part, std::string_view segment, std::vector<Parameter>& values) {
  if (!is_name(part)) return part == segment;
  const std::size_t close = part.find('}');
  const std::string_view suffix = part.substr(close + 1);
  if (segment.size() <= suffix.size() || !segment.ends_with(suffix)) return false;
  segment.remove_suffix(suffix.size());
  values.push_back({std::string(part.substr(1, close - 1)), std::string(segment)});
  return true;
}

// The values of a pattern's names where it fits, else nothing.
std::optional<std::vector<Parameter>> fit(std::string_view pattern,
                                          const std::vector<std::string>& segments) {
  std::vector<std::string_view> parts = base::split(pattern.substr(1), '/');
  if (pattern == "/") parts.clear();
  std::vector<Parameter> values;
  std::size_t at = 0;
  for (std::size_t index = 0; index < parts.size(); ++index) {
    const std::string_view part = parts[index];
    if (!part.ends_with("+}")) {
      if (at == segments.size() || !fit_part(part, segments[at], values)) return std::nullopt;
      ++at;
      continue;
    }
    // Takes all but what the parts after it need.
    const std::size_t after = parts.size() - index - 1;
    if (segments.size() < at + 1 + after) return std::nullopt;
    std::string joined;
    for (; at < segments.size() - after; ++at) {
      if (segments[at].empty()) return std::nullopt;
      if (!joined.empty()) joined += '/';
      joined += segments[at];
    }
    values.push_back({std::string(part.substr(1, part.size() - 3)), std::move(joined)});
  }
  if (at != segments.size()) return std::nullopt;
  return values;
}

struct Extension {
  std::vector<std::string> segments;
  std::optional<Face> face;
};

Extension without_extension(const std::vector<std::string>& segments) {
  Extension result{segments, std::nullopt};
  if (segments.empty()) return result;
  std::string& last = result.segments.back();
  for (const Face face : kNamedFaces) {
    const std::string suffix = "." + std::string(name_of(face));
    if (!last.ends_with(suffix)) continue;
    last.resize(last.size() - suffix.size());
    if (last.empty() && segments.size() == 1) result.segments.clear();
    result.face = face;
    return result;
  }
  return result;
}

bool takes(const Route& route, Method method) {
  return route.method == method || (method == Method::head && route.method == Method::get);
}

}  // namespace

std::string_view name_of(Face face) {
  switch (face) {
    case Face::html:
      return "html";
    case Face::json:
      return "json";
    case Face::csv:
      return "csv";
    case Face::ndjson:
      return "ndjson";
    case Face::xlsx:
      return "xlsx";
    case Face::akn:
      return "akn";
    case Face::docx:
      return "docx";
    case Face::ics:
      return "ics";
    case Face::atom:
      return "atom";
    case Face::fragment:
      return "fragment";
    case Face::events:
      return "events";
    case Face::bytes:
      return "bytes";
  }
  return "bytes";
}

std::string_view media_type_of(Face face) {
  switch (face) {
    case Face::html:
    case Face::fragment:
      return "text/html";
    case Face::json:
      return "application/json";
    case Face::csv:
      return "text/csv";
    case Face::ndjson:
      return "application/x-ndjson";
    case Face::xlsx:
      return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    case Face::akn:
      return "application/akn+xml";
    case Face::docx:
      return "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    case Face::ics:
      return "text/calendar";
    case Face::atom:
      return "application/atom+xml";
    case Face::events:
      return "text/event-stream";
    case Face::bytes:
      return "application/octet-stream";
  }
  return "application/octet-stream";
}

std::span<const Route> routes() { return kRoutes; }

std::string_view Match::value(std::string_view name) const { return value_of(values, name); }

Routing find_route(Method method, const std::vector<std::string>& segments) {
  const Extension extension = without_extension(segments);
  Routing routing;
  std::string_view pattern;
  for (const Route& route : kRoutes) {
    const bool bytes = route.faces.front() == Face::bytes;
    auto values = fit(route.pattern, bytes ? segments : extension.segments);
    if (!values) continue;
    // The first pattern that fits decides; a wider one lends it no methods.
    if (!pattern.empty() && pattern != route.pattern) continue;
    pattern = route.pattern;
    const std::optional<Face> face = bytes ? std::nullopt : extension.face;
    if (face && std::find(route.faces.begin(), route.faces.end(), *face) == route.faces.end()) {
      routing.offered = route.faces;
      continue;
    }
    if (std::find(routing.allowed.begin(), routing.allowed.end(), route.method) ==
        routing.allowed.end()) {
      routing.allowed.push_back(route.method);
    }
    if (!routing.match && takes(route, method)) {
      routing.match = Match{&route, *std::move(values), face};
    }
  }
  return routing;
}

std::string allow_text(const std::vector<Method>& allowed) {
  std::string text;
  for (const Method method : allowed) {
    text += std::string(name_of(method)) + ", ";
    if (method == Method::get) text += "HEAD, ";
  }
  return text + "OPTIONS";
}

}  // namespace comity::http
