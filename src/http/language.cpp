#include "http/language.h"

#include <fmt/format.h>

#include <algorithm>

#include "http/protocol/negotiation.h"

namespace comity::http {
namespace {

constexpr int kYear = 365 * 24 * 60 * 60;

bool is_offered(std::string_view language, const std::vector<std::string_view>& offered) {
  return std::find(offered.begin(), offered.end(), language) != offered.end();
}

// Put together anew from its segments, so that it leads nowhere else: "//host" would.
std::optional<std::string> own_path(const Target& target) {
  if (target.segments.empty()) return "/";
  if (target.segments.front().empty()) return std::nullopt;
  std::string path;
  for (const std::string& segment : target.segments) path += "/" + encoded(segment);
  return path;
}

}  // namespace

std::string language_of(const Request& request, const Target& target,
                        const std::vector<std::string_view>& offered) {
  const std::string_view asked = value_of(target.parameters, "language");
  if (is_offered(asked, offered)) return std::string(asked);
  const std::string cookies = request.header("Cookie");
  const auto kept = cookie_of(cookies, kLanguageCookie);
  if (kept && is_offered(*kept, offered)) return std::string(*kept);
  return std::string(choose_language(request.header("Accept-Language"), offered));
}

std::optional<Response> language_choice(const Request& request, const Target& target,
                                        const std::vector<std::string_view>& offered,
                                        Transport transport) {
  if (request.method != Method::get && request.method != Method::head) return std::nullopt;
  const std::string_view chosen = value_of(target.parameters, kLanguageChoice);
  const auto path = own_path(target);
  if (!is_offered(chosen, offered) || !path) return std::nullopt;
  const std::string query = query_of(without_language(target.parameters));
  Response response;
  response.status = 303;
  response.set("Location", query.empty() ? *path : *path + "?" + query);
  response.set("Set-Cookie",
               fmt::format("{}={}; Path=/; Max-Age={}; HttpOnly; SameSite=Lax{}", kLanguageCookie,
                           chosen, kYear, transport == Transport::tls ? "; Secure" : ""));
  response.set("Cache-Control", "no-store");
  return response;
}

std::vector<Parameter> without_language(std::vector<Parameter> parameters) {
  std::erase_if(parameters, [](const Parameter& each) {
    return each.name == "language" || each.name == kLanguageChoice;
  });
  return parameters;
}

}  // namespace comity::http
