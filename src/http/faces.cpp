#include "http/faces.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <ctime>

#include "http/protocol/address.h"
#include "http/protocol/compress.h"
#include "http/protocol/etag.h"

namespace comity::http {
namespace {

constexpr std::size_t kWorthCompressing = 1024;

// IMF-fixdate, in which HTTP writes times (RFC 9110, section 5.6.7); what senders wrote before is
// no longer read.
constexpr const char* kHttpDate = "%a, %d %b %Y %H:%M:%S GMT";

std::int64_t seconds_of(base::Time time) {
  constexpr std::int64_t kMicroseconds = 1'000'000;
  return time.microseconds / kMicroseconds;
}

std::string http_date(base::Time time) {
  const auto seconds = static_cast<std::time_t>(seconds_of(time));
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  std::array<char, 40> text{};
  const auto length = std::strftime(text.data(), text.size(), kHttpDate, &parts);
  return {text.data(), length};
}

std::optional<base::Time> time_of_http_date(const std::string& text) {
  std::tm parts{};
  const char* const end = strptime(text.c_str(), kHttpDate, &parts);
  if (text.empty() || end == nullptr || *end != '\0') return std::nullopt;
  constexpr std::int64_t kMicroseconds = 1'000'000;
  return base::Time{static_cast<std::int64_t>(timegm(&parts)) * kMicroseconds};
}

// Without a body, nor what describes it.
void become_not_modified(Response& response) {
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
  become_not_modified(response);
}

void apply_date(const Request& request, base::Time modified, Response& response) {
  if (modified.microseconds == 0) return;
  response.set("Last-Modified", http_date(modified));
  if (response.status != 200 || !request.header("If-None-Match").empty()) return;
  const auto since = time_of_http_date(request.header("If-Modified-Since"));
  if (since && seconds_of(modified) <= seconds_of(*since)) become_not_modified(response);
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
