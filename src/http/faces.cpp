#include "http/faces.h"

#include <algorithm>

#include "http/address.h"
#include "http/compress.h"
#include "http/etag.h"

namespace comity::http {
namespace {

constexpr std::size_t kWorthCompressing = 1024;

}  // namespace

std::optional<Face> choose_face(const Match& match, std::string_view accept) {
  if (match.face) return match.face;
  const auto faces = match.route->faces;
  // What kind of file it is shows only when it is there.
  if (faces.front() == Face::bytes) return Face::bytes;
  std::vector<std::string_view> offered;
  std::vector<Face> chosen_from;
  // A fragment is asked for by its extension only.
  for (const Face face : faces) {
    if (face == Face::fragment) continue;
    offered.push_back(media_type_of(face));
    chosen_from.push_back(face);
  }
  const auto chosen = choose_media_type(accept, offered);
  if (!chosen) return std::nullopt;
  return chosen_from[*chosen];
}

Face problem_face(std::optional<Face> asked, std::string_view accept) {
  if (asked == Face::html) return Face::html;
  if (asked && *asked != Face::bytes) return Face::json;
  const auto chosen = choose_media_type(
      accept, {media_type_of(Face::json), "application/problem+json", media_type_of(Face::html)});
  return chosen == 2U ? Face::html : Face::json;
}

std::string offered_text(std::span<const Face> faces) {
  std::string text;
  for (const Face face : faces) {
    if (face == Face::fragment) continue;
    if (!text.empty()) text += ", ";
    text += media_type_of(face);
  }
  return text;
}

Response text_response(const Request& request, std::string body, std::string media_type) {
  Response response;
  response.set("Content-Type", std::move(media_type));
  response.set("Cache-Control", "private, no-cache");
  response.set("Vary", "Accept, Accept-Encoding, Accept-Language, Authorization, Cookie");
  // A post's answer may be kept and given again to a sender who takes other codings.
  const Coding coding = request.method == Method::post
                            ? Coding::identity
                            : choose_coding(request.header("Accept-Encoding"));
  if (body.size() >= kWorthCompressing && coding != Coding::identity) {
    if (auto smaller = compressed(body, coding)) {
      response.set("Content-Encoding", std::string(name_of(coding)));
      response.body = *std::move(smaller);
      return response;
    }
  }
  response.body = std::move(body);
  return response;
}

void apply_tag(const Request& request, const std::string& tag, Response& response) {
  response.set("ETag", tag);
  if (response.status != 200 || !none_match_names(request.header("If-None-Match"), tag)) return;
  response.status = 304;
  response.body = std::string();
  const auto describes_body = [](const Header& header) {
    return header.name == "Content-Type" || header.name == "Content-Encoding" ||
           header.name == "Content-Disposition";
  };
  response.headers.erase(
      std::remove_if(response.headers.begin(), response.headers.end(), describes_body),
      response.headers.end());
}

std::string attachment(std::string_view name) {
  std::string plain;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    const bool safe = byte >= 0x20 && byte < 0x7f && c != '"' && c != '\\' && c != '/';
    plain += safe ? c : '_';
  }
  return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + encoded(name);
}

}  // namespace comity::http
