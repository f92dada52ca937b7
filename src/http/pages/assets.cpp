#include "http/pages/assets.h"

#include "base/hash.h"
#include "base/json.h"
#include "embedded_comity_http.h"
#include "http/guard.h"
#include "http/protocol/negotiation.h"

namespace comity::http {
namespace {

constexpr std::string_view kFolder = "web/";

}  // namespace

base::Result<Assets> Assets::load() {
  const std::string_view manifest = embedded(std::string(kFolder) + "manifest.json");
  COMITY_TRY(const base::Json json, base::parse_json(manifest));
  const auto* const members = json.if_object();
  if (members == nullptr) return base::fail(base::ErrorKind::corrupt, "no manifest of assets");
  Assets assets;
  for (const auto& member : *members) {
    const auto* const object = member.value().if_object();
    if (object == nullptr) return base::fail(base::ErrorKind::corrupt, "no manifest of assets");
    const std::string name(member.key());
    const std::string path = std::string(kFolder) + name;
    Asset asset;
    asset.address = base::text_at(*object, "address");
    asset.type = base::text_at(*object, "type");
    asset.plain = embedded(path);
    asset.gzip = embedded(path + ".gz");
    asset.br = embedded(path + ".br");
    if (asset.plain.empty() || asset.gzip.empty() || asset.br.empty()) {
      return base::fail(base::ErrorKind::corrupt, "an asset is missing", name);
    }
    assets.names_.emplace(asset.address, name);
    assets.by_name_.emplace(name, std::move(asset));
  }
  assets.version_ = base::sha256(manifest).hex().substr(0, 16);
  return assets;
}

std::string_view Assets::address_of(std::string_view name) const {
  const auto found = by_name_.find(name);
  return found == by_name_.end() ? std::string_view{} : found->second.address;
}

std::optional<Response> Assets::answer(const Request& request) const {
  if (request.method != Method::get && request.method != Method::head) return std::nullopt;
  const auto name = names_.find(std::string_view(request.target));
  if (name == names_.end()) return std::nullopt;
  const Asset& asset = by_name_.find(name->second)->second;

  Response response;
  response.set("Content-Type", asset.type);
  response.set("Cache-Control", "public, max-age=31536000, immutable");
  response.set("Vary", "Accept-Encoding");
  const Coding coding = choose_coding(request.header("Accept-Encoding"));
  if (coding == Coding::identity) {
    response.body = asset.plain;
  } else {
    response.body = coding == Coding::br ? asset.br : asset.gzip;
    response.set("Content-Encoding", std::string(name_of(coding)));
  }
  add_security_headers(response);
  return response;
}

}  // namespace comity::http
