#include "http/downloads.h"

#include "base/hash.h"
#include "embedded_comity_http.h"
#include "http/faces.h"
#include "http/protocol/etag.h"
#include "http/question.h"
#include "http/server_parts.h"

namespace comity::http {
namespace {

// A file of someone else's making: nothing in it may act in our name.
Response file_response(const Request& request, File file) {
  Response response;
  response.set("Content-Type", file.media_type);
  response.set("Cache-Control", "private, no-cache");
  response.set("Vary", "Authorization, Cookie");
  response.set("Content-Security-Policy", "default-src 'none'; sandbox; frame-ancestors 'none'");
  const std::string etag = file.etag.empty() ? tag_of_text(*file.bytes) : file.etag;
  response.body = std::move(file.bytes);
  apply_tag(request, strong_tag(etag, "file"), response);
  return response;
}

std::string_view copy_of(const Visit& visit) { return value_of(visit.target.parameters, "copy"); }

// Says in the log that a stream was cut; the receiver only sees that it did not end.
class LoggedStream final : public ByteStream {
 public:
  LoggedStream(std::unique_ptr<ByteStream> bytes, base::Log& log)
      : bytes_(std::move(bytes)), log_(log) {}
  base::Result<std::string> next() override {
    auto piece = bytes_->next();
    if (!piece) {
      log_.write(base::LogLevel::error, "stream_cut",
                 {{"kind", base::name_of(piece.error().kind)}, {"message", piece.error().message}});
    }
    return piece;
  }
  [[nodiscard]] std::optional<Trailer> trailer() const override { return bytes_->trailer(); }

 private:
  std::unique_ptr<ByteStream> bytes_;
  base::Log& log_;
};

std::optional<RowFormat> row_format(std::optional<Face> face) {
  if (face == Face::csv) return RowFormat::csv;
  if (face == Face::ndjson) return RowFormat::ndjson;
  if (face == Face::xlsx) return RowFormat::xlsx;
  return std::nullopt;
}

std::optional<FileFormat> file_format(std::optional<Face> face) {
  if (face == Face::akn) return FileFormat::akn;
  if (face == Face::docx) return FileFormat::docx;
  if (face == Face::xlsx) return FileFormat::xlsx;
  if (face == Face::ics) return FileFormat::calendar;
  if (face == Face::atom) return FileFormat::atom;
  return std::nullopt;
}

Outcome rows(Site& site, base::Log& log, const Visit& visit, const Question& question,
             RowFormat format) {
  auto stream = site.rows(question, format, visit.actor);
  if (!stream) return problem_of(stream.error());
  Response response;
  response.set("Content-Type", stream->media_type);
  response.set("Content-Disposition", attachment(stream->name));
  response.set("Cache-Control", "private, no-cache");
  response.set("Vary", "Accept, Accept-Language, Authorization, Cookie");
  response.set("Trailer", std::string(kTrailerNames));
  response.body = std::make_unique<LoggedStream>(std::move(stream->bytes), log);
  return response;
}

Outcome written(Site& site, const Visit& visit, const Question& question, FileFormat format) {
  auto file = site.written(question, format, visit.actor);
  if (!file) return problem_of(file.error());
  const std::string disposition = attachment(file->name);
  const auto modified = file->modified;
  Response response = file_response(visit.request, *std::move(file));
  apply_date(visit.request, modified, response);
  // A feed is read where it is, and not kept as a file.
  const bool kept = format != FileFormat::atom;
  if (kept && response.status == 200) response.set("Content-Disposition", disposition);
  response.set("Vary", "Accept, Accept-Language, Authorization, Cookie");
  return response;
}

}  // namespace

/// A file under its name, to be kept; names of States in it are in the visit's language.
Outcome offered(const Visit& visit, base::Result<File> file) {
  if (!file) return problem_of(file.error());
  const std::string disposition = attachment(file->name);
  Response response = file_response(visit.request, *std::move(file));
  if (response.status == 200) response.set("Content-Disposition", disposition);
  response.set("Vary", "Accept-Language, Authorization, Cookie");
  return response;
}

std::string_view openapi_source() { return embedded("api/openapi.yaml"); }

Response openapi(const Request& request) {
  const std::string_view text = openapi_source();
  Response response = text_response(request, std::string(text), "application/yaml; charset=utf-8");
  std::string face = "file";
  if (const auto coding = response.header("Content-Encoding"); !coding.empty()) {
    face += "-" + std::string(coding);
  }
  apply_tag(request, strong_tag(tag_of_text(text), face), response);
  return response;
}

Outcome page_image(Site& site, const Visit& visit) {
  const int number = small_number(visit.match->value("page"));
  if (number == 0) return problem_of_status(404, "a page is a number from 1");
  auto file = site.page_image(visit.match->value("work"), copy_of(visit), number, visit.actor);
  if (!file) return problem_of(file.error());
  return file_response(visit.request, *std::move(file));
}

Outcome refused_rows(Site& site, const Visit& visit) {
  return offered(visit, site.refused_rows(visit.match->value("work"), visit.language, visit.actor));
}

Outcome source_rows(Site& site, const Visit& visit) {
  const auto question = question_of(*visit.match, visit.target, View::source_rows, visit.language);
  if (!question) return problem_of(question.error());
  return offered(visit, site.source_rows(*question, visit.actor));
}

Outcome pledges(Site& site, const Visit& visit, RowFormat format) {
  Question question;
  question.language = visit.language;
  question.parameters = visit.target.parameters;
  return offered(visit, site.pledges(question, format, visit.actor));
}

bool is_download(std::optional<Face> face) {
  return row_format(face).has_value() || file_format(face).has_value();
}

Outcome download(Site& site, base::Log& log, const Visit& visit, View view) {
  const auto question = question_of(*visit.match, visit.target, view, visit.language);
  if (!question) return problem_of(question.error());
  // A review's workbook has a sheet for each list, and is a file.
  const auto format = row_format(visit.face);
  if (format && !(format == RowFormat::xlsx && view == View::review)) {
    return rows(site, log, visit, *question, *format);
  }
  return written(site, visit, *question, *file_format(visit.face));
}

Outcome standalone(Site& site, const Visit& visit) {
  const auto question = question_of(*visit.match, visit.target, View::document, visit.language);
  if (!question) return problem_of(question.error());
  return written(site, visit, *question, FileFormat::html);
}

Outcome original(Site& site, const Visit& visit) {
  return offered(visit, site.original(visit.match->value("work"), copy_of(visit), visit.actor));
}

}  // namespace comity::http
