#include "http/reply.h"

#include "http/address.h"
#include "http/compress.h"
#include "http/etag.h"
#include "http/negotiation.h"

namespace comity::http {
namespace {

/// Below this, compression saves less than a packet.
constexpr std::size_t kWorthCompressing = 1200;

void set_common(Response& response, const std::string& tag) {
  response.set("Vary", "Accept, Accept-Encoding, Accept-Language, Cookie");
  response.set("Cache-Control", tag.empty() ? "no-store" : "private, no-cache");
  if (!tag.empty()) response.set("ETag", tag);
}

Response not_modified(const std::string& tag) {
  Response response;
  response.status = 304;
  set_common(response, tag);
  return response;
}

base::Json problem_json(const Problem& problem) { return to_json(problem); }

}  // namespace

Response Replies::text(const Request& request, std::string_view media_type, std::string body,
                       const std::string& tag) const {
  if (!tag.empty() && none_match_names(request.header("If-None-Match"), tag)) {
    return not_modified(tag);
  }
  Response response;
  response.set("Content-Type", std::string(media_type));
  set_common(response, tag);
  const auto coding = choose_coding(request.header("Accept-Encoding"));
  if (coding != Coding::identity && body.size() >= kWorthCompressing) {
    if (auto packed = compressed(body, coding)) {
      body = *std::move(packed);
      response.set("Content-Encoding", std::string(name_of(coding)));
    }
  }
  response.body = std::move(body);
  return response;
}

base::Json Replies::page_root(const Visitor& visitor, const PageParts& parts) const {
  const auto& catalogue = pages_.catalogue(visitor.language);
  base::JsonObject page;
  page["language"] = visitor.language;
  page["direction"] = catalogue.direction();
  page["title"] = parts.title;
  page["query"] = parts.query;
  page["address"] = visitor.address;
  page["specimen"] = parts.specimen;
  page["signed_in"] = visitor.actor.signed_in();
  page["person"] = visitor.actor.name;
  page["form_token"] =
      visitor.actor.signed_in() ? tokens_.make(visitor.actor.session) : std::string();
  page["style"] = assets_.address_of("style.css");
  page["mark"] = assets_.address_of("mark.svg");
  page["search_script"] = assets_.address_of("search.js");
  page["document_script"] = assets_.address_of("document.js");
  return base::JsonObject{{"page", std::move(page)}};
}

std::string Replies::markup(const Visitor& visitor, std::string_view name,
                            const PageParts& parts) const {
  const base::Json page = page_root(visitor, parts);
  std::vector<const base::Json*> roots{&page};
  if (parts.answer != nullptr) roots.push_back(parts.answer);
  if (parts.extra != nullptr) roots.push_back(parts.extra);
  return pages_.render(visitor.language, name, roots);
}

Response Replies::page(const Request& request, const Visitor& visitor, std::string_view name,
                       const PageParts& parts, const std::string& tag) const {
  if (!tag.empty() && none_match_names(request.header("If-None-Match"), tag)) {
    return not_modified(tag);
  }
  auto response = text(request, "text/html; charset=utf-8", markup(visitor, name, parts), tag);
  response.set("Content-Language", visitor.language);
  return response;
}

Response Replies::problem(const Request& request, const Visitor& visitor,
                          const Problem& problem) const {
  const auto wanted = choose_media_type(request.header("Accept"),
                                        {"application/problem+json", "application/json",
                                         "text/html"});
  Response response;
  if (wanted == 2) {
    const base::Json body = base::JsonObject{{"problem", problem_json(problem)}};
    PageParts parts;
    parts.title = pages_.catalogue(visitor.language).format("error.title");
    parts.answer = &body;
    const base::Json kind = base::JsonObject{{"kind", problem.kind}};
    parts.extra = &kind;
    response = page(request, visitor, "error/page", parts, {});
  } else {
    response = text(request, "application/problem+json", base::to_text(problem_json(problem)), {});
  }
  response.status = problem.status;
  return response;
}

Response Replies::file(const Request& request, File file) {
  const auto tag = file.etag.empty() ? std::string() : strong_tag(file.etag, "file");
  if (!tag.empty() && none_match_names(request.header("If-None-Match"), tag)) {
    return not_modified(tag);
  }
  Response response;
  response.set("Content-Type", file.media_type);
  set_common(response, tag);
  // What strangers wrote is never run in our name.
  response.set("Content-Security-Policy", "default-src 'none'; sandbox");
  if (!file.name.empty()) {
    response.set("Content-Disposition", "attachment; filename*=UTF-8''" + encoded(file.name));
  }
  response.body = std::move(file.bytes);
  return response;
}

Response Replies::redirect(int status, std::string address) {
  Response response;
  response.status = status;
  response.set("Location", std::move(address));
  response.set("Cache-Control", "no-store");
  return response;
}

}  // namespace comity::http
