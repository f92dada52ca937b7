#include "app/site.h"

#include <algorithm>
#include <charconv>

#include "service/accounts.h"
#include "service/documents.h"
#include "service/export.h"
#include "service/import.h"
#include "service/indexes.h"
#include "service/journal.h"
#include "service/reviews.h"
#include "service/search.h"

namespace comity::app {
namespace {

using base::Result;

constexpr std::size_t kMostResults = 100;

int number_of(std::string_view text) {
  int value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

service::SearchRequest request_of(const http::Question& question) {
  service::SearchRequest request;
  const auto& known = service::filter_names();
  for (const auto& [name, value] : question.parameters) {
    if (name == "q") request.text = value;
    if (name == "cursor") request.cursor = value;
    if (name == "limit") {
      const auto wanted = static_cast<std::size_t>(std::max(1, number_of(value)));
      request.limit = std::min(wanted, kMostResults);
    }
    const bool filter = std::find(known.begin(), known.end(), name) != known.end();
    if (filter && !value.empty()) request.filters.emplace_back(name, value);
  }
  return request;
}

http::File file_of(service::StoredFile file) {
  return {std::move(file.media_type), std::move(file.name), std::move(file.etag),
          std::move(file.bytes)};
}

/// A stream of service as http takes it.
class Bytes final : public http::ByteStream {
 public:
  explicit Bytes(std::unique_ptr<service::TextStream> text) : text_(std::move(text)) {}
  Result<std::string> next() override { return text_->next(); }

 private:
  std::unique_ptr<service::TextStream> text_;
};

Result<service::Answer> answer_of(service::Installation& installation, const service::Ask& ask,
                                  const http::Question& question) {
  switch (question.view) {
    case http::View::home:
      return service::home(installation, ask);
    case http::View::documents:
      return service::documents(
          installation, ask,
          {std::string(question.parameter("kind")), std::string(question.parameter("q")),
           std::string(question.parameter("cursor"))});
    case http::View::document:
      return service::document(
          installation, ask, question.work,
          {std::string(question.parameter("copy")), std::string(question.parameter("language"))});
    case http::View::reviews:
      return service::reviews(
          installation, ask,
          {number_of(question.parameter("cycle")), number_of(question.parameter("session"))});
    case http::View::review:
      return service::review(installation, ask, question.state, question.cycle);
    case http::View::states: {
      const bool some = question.parameter("with") == "recommendations";
      return service::states(
          installation, ask,
          some ? service::StatesListed::with_recommendations : service::StatesListed::all);
    }
    case http::View::state:
      return service::state(installation, ask, question.state);
    case http::View::recommendation:
      return service::recommendation(installation, ask, question.work, question.number,
                                     question.clause);
    case http::View::search:
      return service::search(installation, ask, request_of(question));
    case http::View::journal:
      return service::journal(installation, ask);
  }
  return base::fail(base::ErrorKind::not_found, "there is no such page");
}

}  // namespace

service::Ask ServiceSite::ask_of(const http::Actor& actor, std::string_view language) {
  return {service::actor_of(installation_, actor.session),
          model::language_from(language).value_or(model::Language::en)};
}

http::Actor ServiceSite::actor_of(std::string_view session) {
  const auto actor = service::actor_of(installation_, session);
  return {actor.id, actor.name, actor.session};
}

Result<http::Answer> ServiceSite::answer(const http::Question& question, const http::Actor& actor) {
  COMITY_TRY(auto answer, answer_of(installation_, ask_of(actor, question.language), question));
  return http::Answer{std::move(answer.body), std::move(answer.etag), {}};
}

Result<http::File> ServiceSite::page_image(std::string_view work, std::string_view copy, int page,
                                           const http::Actor& actor) {
  COMITY_TRY(auto file, service::page_image(installation_, ask_of(actor, "en"), work, page,
                                            {std::string(copy), {}}));
  return file_of(std::move(file));
}

Result<http::File> ServiceSite::original(std::string_view work, std::string_view copy,
                                         const http::Actor& actor) {
  COMITY_TRY(auto file,
             service::original(installation_, ask_of(actor, "en"), work, {std::string(copy), {}}));
  return file_of(std::move(file));
}

Result<http::Stream> ServiceSite::rows(const http::Question& question, http::RowFormat format,
                                       const http::Actor& actor) {
  const bool csv = format == http::RowFormat::csv;
  COMITY_TRY(auto stream, service::recommendations(
                              installation_, ask_of(actor, question.language), request_of(question),
                              csv ? service::RowFormat::csv : service::RowFormat::ndjson));
  return http::Stream{csv ? "text/csv; charset=utf-8" : "application/x-ndjson",
                      csv ? "recommendations.csv" : "recommendations.ndjson",
                      std::make_unique<Bytes>(std::move(stream))};
}

Result<http::SignedIn> ServiceSite::sign_in(std::string_view token) {
  COMITY_TRY(auto signed_in, service::sign_in(installation_, token));
  return http::SignedIn{std::move(signed_in.session), signed_in.seconds};
}

base::Status ServiceSite::sign_out(const http::Actor& actor) {
  return service::sign_out(installation_, service::actor_of(installation_, actor.session));
}

base::Status ServiceSite::change(const http::Change& change, const http::Actor& actor) {
  if (change.act == http::Act::choose_copy) {
    return service::choose_copy(installation_, ask_of(actor, "en"), change.work, change.copy,
                                change.etag);
  }
  const auto wish = change.act == http::Act::publish ? service::Publication::publish
                                                     : service::Publication::withdraw;
  return service::set_publication(installation_, ask_of(actor, "en"), change.work, wish,
                                  change.etag);
}

Result<base::Json> ServiceSite::import(std::vector<http::NewFile> files,
                                       http::Publication publication, const http::Actor& actor) {
  std::vector<service::NamedBytes> sources;
  sources.reserve(files.size());
  for (auto& file : files) sources.push_back({std::move(file.name), std::move(file.bytes)});
  service::ImportOptions options;
  options.publish = publication == http::Publication::published;
  COMITY_TRY(const auto report, service::import_bytes(installation_, ask_of(actor, "en").actor,
                                                      std::move(sources), options));
  return base::Json(service::to_json(report));
}

base::Json ServiceSite::health() {
  const auto confinement = installation_.reader().confinement();
  const auto program = installation_.reader().program_version();
  const auto behind = installation_.indexes().behind();
  const bool well = behind.has_value() && !program.empty() && confinement.limits;
  return base::JsonObject{{"status", well ? "ok" : "degraded"},
                          {"confinement", base::JsonObject{{"limits", confinement.limits},
                                                           {"seccomp", confinement.seccomp},
                                                           {"namespaces", confinement.namespaces}}},
                          {"pdf_program", program},
                          {"index_behind", behind.value_or(0)}};
}

}  // namespace comity::app
