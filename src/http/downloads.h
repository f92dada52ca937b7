#pragma once

#include <optional>

#include "base/log.h"
#include "http/visit.h"

// What an address gives as bytes: images of pages, originals, tables.
namespace comity::http {

/// A file under its name, to be kept.
[[nodiscard]] Outcome offered(const Visit& visit, base::Result<File> file);
[[nodiscard]] Outcome page_image(Site& site, const Visit& visit);
[[nodiscard]] Outcome original(Site& site, const Visit& visit);
/// A document as one HTML file that needs nothing beside it, to be kept.
[[nodiscard]] Outcome standalone(Site& site, const Visit& visit);
[[nodiscard]] Outcome refused_rows(Site& site, const Visit& visit);
/// What became of a source's rows.
[[nodiscard]] Outcome source_rows(Site& site, const Visit& visit);
[[nodiscard]] Outcome pledges(Site& site, const Visit& visit, RowFormat format);
/// api/openapi.yaml, as it is in the program, and as an answer.
[[nodiscard]] std::string_view openapi_source();
[[nodiscard]] Response openapi(const Request& request);
/// Whether an answer in this face is a download: rows or a file, and no text that is presented.
[[nodiscard]] bool is_download(std::optional<Face> face);
/// That download. A stream that fails is cut, and the log says so.
[[nodiscard]] Outcome download(Site& site, base::Log& log, const Visit& visit, View view);

}  // namespace comity::http
