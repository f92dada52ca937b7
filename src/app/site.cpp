#include "app/site.h"

#include <algorithm>
#include <atomic>
#include <charconv>
#include <utility>

#include "app/decisions.h"
#include "app/person.h"
#include "app/requests.h"
#include "app/row_streams.h"
#include "base/text.h"
#include "service/accounts/accounts.h"
#include "service/accounts/tokens.h"
#include "service/consultation/consultations.h"
#include "service/documents/document_files.h"
#include "service/documents/documents.h"
#include "service/export.h"
#include "service/finding/completion.h"
#include "service/finding/feed.h"
#include "service/finding/indexes.h"
#include "service/finding/plots.h"
#include "service/finding/search.h"
#include "service/importing/import.h"
#include "service/journal.h"
#include "service/once.h"
#include "service/reviews/asked.h"
#include "service/reviews/calendar.h"
#include "service/reviews/corrections.h"
#include "service/reviews/pledges.h"
#include "service/reviews/review_files.h"
#include "service/reviews/reviews.h"
#include "service/reviews/similar.h"
#include "service/sources/columns.h"
#include "service/sources/source_records.h"
#include "service/sources/source_table.h"
#include "service/sources/sources.h"
#include "service/texts/citation_graph.h"
#include "service/texts/citations.h"
#include "service/texts/compare_texts.h"
#include "service/texts/lineage.h"
#include "service/texts/mandates.h"
#include "service/texts/sessions.h"

namespace comity::app {
namespace {

using base::Result;

http::File file_of(service::StoredFile file) {
  return {std::move(file.media_type), std::move(file.name), std::move(file.etag),
          std::move(file.bytes)};
}

http::Claim::State state_of(store::Claim::State state) {
  switch (state) {
    case store::Claim::State::granted:
      return http::Claim::State::granted;
    case store::Claim::State::answered:
      return http::Claim::State::answered;
    case store::Claim::State::running:
      return http::Claim::State::running;
    case store::Claim::State::other:
      break;
  }
  return http::Claim::State::other;
}

/// Which row of a table names its columns; 0 where that is not said. invalid_input.
Result<std::size_t> row_of_header(std::string_view text) {
  std::size_t row = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), row);
  if (text.empty() || (read.ec == std::errc{} && read.ptr == text.data() + text.size())) return row;
  return base::fail(base::ErrorKind::invalid_input,
                    "this is no row of a table: " + std::string(text), "header",
                    "give its number from 1, or leave it out");
}

/// From a program's `columns` (text=3,state:Brazil), and from a page's fields: `means.N` of
/// column N, and `says.MEANING` for every row.
Result<service::ColumnsWish> columns_wish(const http::Change& change) {
  service::ColumnsWish wish;
  wish.work = change.work;
  wish.etag = change.etag;
  std::string words;
  for (const auto& [name, value] : change.fields) {
    if (name == "name") wish.name = base::trimmed(std::string_view(value));
    if (name == "columns") words += value + "\n";
    if (name == "header") {
      COMITY_TRY(wish.header, row_of_header(value));
    }
    if (value.empty()) continue;
    if (name.starts_with("means.")) words += value + "=" + name.substr(6) + "\n";
    const auto meaning = name.starts_with("says.") ? name.substr(5) : std::string();
    if (!meaning.empty()) words += meaning + ":" + value + "\n";
  }
  COMITY_TRY(wish.words, service::column_words_from(words));
  return wish;
}

service::CopyWish copy_wish(const http::Question& question) {
  return {std::string(question.parameter("copy")), std::string(question.parameter("language")),
          std::string(base::trimmed(question.parameter("beside")))};
}

service::CompareQuery compare_of(const http::Question& question) {
  return {{std::string(base::trimmed(question.parameter("from")))},
          {std::string(base::trimmed(question.parameter("to")))},
          std::string(question.parameter("language")),
          std::string(question.parameter("show")),
          {std::string(base::trimmed(question.parameter("amended_by")))}};
}

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
      return service::document(installation, ask, question.work, copy_wish(question));
    case http::View::compare:
      return service::compare_texts(installation, ask, compare_of(question));
    case http::View::lineage:
      return service::lineage(installation, ask, std::string(question.parameter("document")),
                              std::string(question.parameter("paragraph")));
    case http::View::citations:
      return service::citations(
          installation, ask,
          {std::string(question.parameter("symbol")), std::string(question.parameter("q")),
           std::string(question.parameter("cursor"))});
    case http::View::citation_graph: {
      COMITY_TRY(const auto request, citation_graph_of(question));
      return service::citation_graph(installation, ask, request);
    }
    case http::View::sessions:
      return service::sessions(installation, ask);
    case http::View::session:
      return service::session(installation, ask, question.body, question.session,
                              question.parameter("sponsor"));
    case http::View::mandates:
      return service::mandates(installation, ask, mandates_of(question));
    case http::View::reviews: {
      COMITY_TRY(const auto cycle, number_of(question, "cycle"));
      COMITY_TRY(const auto session, number_of(question, "session"));
      return service::reviews(installation, ask, {cycle, session});
    }
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
    case http::View::sources:
      return service::sources(installation, ask);
    case http::View::source:
      return service::source(installation, ask, question.work);
    case http::View::source_rows: {
      COMITY_TRY(const auto query, rows_asked(question));
      return service::source_rows(installation, ask, question.work, query);
    }
    case http::View::source_record: {
      std::uint32_t row = 0;
      const auto* const end = question.number.data() + question.number.size();
      const auto read = std::from_chars(question.number.data(), end, row);
      if (read.ec != std::errc{} || read.ptr != end) row = 0;
      return service::source_record(installation, ask, question.work, row);
    }
    case http::View::columns: {
      COMITY_TRY(const auto header, number_of(question, "header"));
      return service::columns(installation, ask, question.work, static_cast<std::size_t>(header));
    }
    case http::View::asked:
      return service::asked_form(installation, ask);
    case http::View::corrections:
      return service::corrections(
          installation, ask,
          {std::string(question.parameter("standing")), std::string(question.parameter("work"))});
    case http::View::search: {
      COMITY_TRY(const auto request, request_of(question));
      return service::search(installation, ask, request);
    }
    case http::View::completions: {
      COMITY_TRY(const auto request, completion_of(question));
      return service::completions(installation, ask, request);
    }
    case http::View::plots: {
      COMITY_TRY(const auto request, plot_of(question));
      return service::plot(installation, ask, request);
    }
    case http::View::similar:
      return service::similar(installation, ask, similar_of(question));
    case http::View::journal:
      return service::journal(installation, ask);
  }
  return base::fail(base::ErrorKind::not_found, "there is no such page");
}

Result<service::StoredFile> file_of(service::Installation& installation, const service::Ask& ask,
                                    const http::Question& question, http::FileFormat format) {
  const bool docx = format == http::FileFormat::docx;
  const auto as = docx                               ? service::DocumentFormat::docx
                  : format == http::FileFormat::html ? service::DocumentFormat::html
                                                     : service::DocumentFormat::akn;
  switch (question.view) {
    case http::View::document:
      return service::written_document(installation, ask, question.work, as, copy_wish(question));
    case http::View::review:
      return service::written_review(
          installation, ask, question.state, question.cycle,
          docx ? service::ReviewFormat::docx : service::ReviewFormat::xlsx);
    case http::View::compare:
      return service::tracked_comparison(installation, ask, compare_of(question));
    case http::View::reviews: {
      COMITY_TRY(const auto cycle, number_of(question, "cycle"));
      COMITY_TRY(const auto session, number_of(question, "session"));
      return service::calendar(installation, ask, {{}, cycle, session});
    }
    case http::View::state:
      return service::calendar(installation, ask, {question.state, 0, 0});
    case http::View::session:
      return service::session_calendar(installation, ask, question.body, question.session);
    default:
      return base::fail(base::ErrorKind::not_found, "there is no such file");
  }
}

Result<http::File> feed_of(service::Installation& installation, const service::Ask& ask,
                           const http::Question& question) {
  COMITY_TRY(const auto request, request_of(question));
  COMITY_TRY(const auto page, number_of(question, "page"));
  COMITY_TRY(auto feed, service::search_feed(installation, ask, request, std::max(page, 1)));
  auto file = file_of(std::move(feed.file));
  file.modified = feed.modified;
  return file;
}

}  // namespace

service::Ask ServiceSite::ask_of(const http::Actor& actor, std::string_view language) {
  return {person(installation_, actor),
          model::language_from(language).value_or(model::Language::en)};
}

http::Actor ServiceSite::actor_of(std::string_view session) {
  return shown_actor(service::actor_of(installation_, session), {});
}

Result<http::Actor> ServiceSite::actor_of_token(std::string_view secret) {
  COMITY_TRY(const auto actor, service::actor_of_token(installation_, secret));
  return shown_actor(actor, secret);
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

Result<http::File> ServiceSite::refused_rows(std::string_view work, std::string_view language,
                                             const http::Actor& actor) {
  COMITY_TRY(auto file, service::refused_rows(installation_, ask_of(actor, language), work));
  return file_of(std::move(file));
}

Result<http::File> ServiceSite::source_rows(const http::Question& question,
                                            const http::Actor& actor) {
  COMITY_TRY(const auto query, rows_asked(question));
  COMITY_TRY(auto file, service::source_rows_file(installation_, ask_of(actor, question.language),
                                                  question.work, query));
  return file_of(std::move(file));
}

Result<http::File> ServiceSite::pledges(const http::Question& question, http::RowFormat format,
                                        const http::Actor& actor) {
  service::PledgesQuery query;
  query.state = question.parameter("state");
  COMITY_TRY(query.cycle, number_of(question, "cycle"));
  const auto wanted = format == http::RowFormat::ndjson ? service::PledgesFormat::ndjson
                                                        : service::PledgesFormat::csv;
  COMITY_TRY(auto file,
             service::pledges_file(installation_, ask_of(actor, question.language), query, wanted));
  return file_of(std::move(file));
}

Result<http::File> ServiceSite::written(const http::Question& question, http::FileFormat format,
                                        const http::Actor& actor) {
  const auto ask = ask_of(actor, question.language);
  if (format == http::FileFormat::atom) return feed_of(installation_, ask, question);
  COMITY_TRY(auto file, file_of(installation_, ask, question, format));
  return file_of(std::move(file));
}

Result<http::Stream> ServiceSite::rows(const http::Question& question, http::RowFormat format,
                                       const http::Actor& actor) {
  return stream_of_rows(installation_, ask_of(actor, question.language), question, format,
                        writes_workbook_);
}

Result<http::SignedIn> ServiceSite::sign_in(std::string_view token) {
  COMITY_TRY(auto signed_in, service::sign_in(installation_, token));
  return http::SignedIn{std::move(signed_in.session), signed_in.seconds};
}

base::Status ServiceSite::sign_out(const http::Actor& actor) {
  return service::sign_out(installation_, person(installation_, actor));
}

base::Status ServiceSite::change(const http::Change& change, const http::Actor& actor) {
  const bool decides = change.act == http::Act::correct || change.act == http::Act::decide ||
                       change.act == http::Act::tag || change.act == http::Act::settle;
  if (decides) return write_decision(installation_, ask_of(actor, "en"), change);
  if (change.act == http::Act::choose_copy) {
    return service::choose_copy(installation_, ask_of(actor, "en"), change.work, change.copy,
                                change.etag);
  }
  if (change.act == http::Act::map_columns) {
    COMITY_TRY(const auto wish, columns_wish(change));
    return service::map_columns(installation_, ask_of(actor, "en"), wish);
  }
  const auto wish = change.act == http::Act::publish ? service::Publication::publish
                                                     : service::Publication::withdraw;
  return service::set_publication(installation_, ask_of(actor, "en"), change.work, wish,
                                  change.etag);
}

Result<base::Json> ServiceSite::tokens(const http::Actor& actor) {
  COMITY_TRY(auto tokens, service::tokens(installation_, person(installation_, actor)));
  return base::Json(std::move(tokens));
}

Result<base::Json> ServiceSite::make_token(const http::TokenWish& wish, const http::Actor& actor) {
  service::TokenWish wanted{wish.name, {}};
  COMITY_TRY(wanted.scopes, service::scopes_from(wish.scopes));
  if (wish.days > 0) wanted.days = wish.days;
  COMITY_TRY(auto made, service::make_token(installation_, person(installation_, actor), wanted));
  return base::Json(std::move(made));
}

base::Status ServiceSite::revoke_token(std::string_view id, const http::Actor& actor) {
  return service::revoke_token(installation_, person(installation_, actor), id);
}

Result<http::Claim> ServiceSite::claim(const http::NamedRequest& request,
                                       const http::Actor& actor) {
  COMITY_TRY(auto claim, service::claim(installation_, person(installation_, actor),
                                        {request.name, request.fingerprint}));
  return http::Claim{state_of(claim.state), std::move(claim.answer)};
}

base::Status ServiceSite::keep_answer(const http::NamedRequest& request, std::string_view answer,
                                      const http::Actor& actor) {
  return service::keep_answer(installation_, person(installation_, actor),
                              {request.name, request.fingerprint}, answer);
}

base::Status ServiceSite::give_up(const http::NamedRequest& request, const http::Actor& actor) {
  return service::give_up(installation_, person(installation_, actor),
                          {request.name, request.fingerprint});
}

Result<base::Json> ServiceSite::import(std::vector<http::NewFile> files, http::ImportWish wish,
                                       const http::Actor& actor) {
  std::vector<service::NamedBytes> sources;
  sources.reserve(files.size());
  for (auto& file : files) sources.push_back({std::move(file.name), std::move(file.bytes)});
  service::ImportOptions options;
  options.publish = wish.publication == http::Publication::published;
  options.dry_run = wish.effect == http::Effect::dry_run;
  COMITY_TRY(const auto report, service::import_bytes(installation_, person(installation_, actor),
                                                      std::move(sources), options));
  return base::Json(service::to_json(report));
}

Result<base::Json> ServiceSite::compare_asks(const http::NewFile& submission,
                                             std::string_view review, std::string_view language,
                                             const http::Actor& actor) {
  COMITY_TRY(const auto meant, service::review_meant(review));
  COMITY_TRY(auto answer, service::asked_in_bytes(installation_, ask_of(actor, language),
                                                  submission.bytes, submission.name, meant));
  return base::Json(std::move(answer.body));
}

base::Json ServiceSite::health() {
  const auto confinement = installation_.reader().confinement();
  const auto program = installation_.reader().program_version();
  const auto behind = installation_.indexes().behind();
  const auto calls = service::calls_reception(installation_);
  const bool well =
      behind.has_value() && calls.has_value() && !program.empty() && confinement.limits;
  return base::JsonObject{{"status", well ? "ok" : "degraded"},
                          {"confinement", base::JsonObject{{"limits", confinement.limits},
                                                           {"seccomp", confinement.seccomp},
                                                           {"namespaces", confinement.namespaces}}},
                          {"pdf_program", program},
                          {"index_behind", behind.value_or(0)},
                          {"calls", calls.value_or(base::JsonArray{})}};
}

}  // namespace comity::app
