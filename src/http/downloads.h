#pragma once

#include "base/log.h"
#include "http/visit.h"

// What an address gives as bytes: images of pages, originals, tables.
namespace comity::http {

[[nodiscard]] Outcome page_image(Site& site, const Visit& visit);
[[nodiscard]] Outcome original(Site& site, const Visit& visit);
[[nodiscard]] Outcome refused_rows(Site& site, const Visit& visit);
/// api/openapi.yaml, as it is in the program, and as an answer.
[[nodiscard]] std::string_view openapi_source();
[[nodiscard]] Response openapi(const Request& request);
/// A document written out for other programs.
[[nodiscard]] Outcome written(Site& site, const Visit& visit);
/// A stream that fails is cut, and the log says so.
[[nodiscard]] Outcome rows(Site& site, base::Log& log, const Visit& visit);

}  // namespace comity::http
