#include "cli/commands/exports.h"

#include <ostream>

#include "cli/exit_codes.h"
#include "service/documents/document_files.h"
#include "service/documents/documents.h"
#include "service/export.h"
#include "service/reviews/pledges.h"
#include "service/reviews/review_files.h"
#include "service/texts/mandates.h"

namespace comity::cli {
namespace {

using base::Result;
using service::Installation;

Result<int> flushed(std::ostream& out) {
  out.flush();
  if (out) return kDone;
  return base::fail(base::ErrorKind::unavailable, "the output could not be written");
}

Result<int> export_document(Installation& installation, const Invocation& invocation,
                            const Streams& streams) {
  const service::CopyWish wish{{}, invocation.text_language};
  if (invocation.format == "json") {
    COMITY_TRY(const auto answer,
               service::document(installation, ask_of(invocation), invocation.words, wish));
    streams.out << base::to_pretty_text(answer.body);
    return flushed(streams.out);
  }
  const auto format = invocation.format == "docx"   ? service::DocumentFormat::docx
                      : invocation.format == "html" ? service::DocumentFormat::html
                                                    : service::DocumentFormat::akn;
  COMITY_TRY(const auto file, service::written_document(installation, ask_of(invocation),
                                                        invocation.words, format, wish));
  streams.out << *file.bytes;
  return flushed(streams.out);
}

Result<int> print_rows(Installation& installation, const Invocation& invocation,
                       const service::SearchRequest& request, service::RowKind kind,
                       const Streams& streams) {
  COMITY_TRY(const auto stream, service::found_rows(installation, ask_of(invocation), request, kind,
                                                    row_format_of(invocation.format)));
  return print_all(*stream, streams);
}

Result<int> export_mandates(Installation& installation, const Invocation& invocation,
                            const Streams& streams) {
  COMITY_TRY(const auto stream,
             service::mandate_rows(installation, ask_of(invocation),
                                   {invocation.words, invocation.filters, invocation.view, {}},
                                   row_format_of(invocation.format)));
  return print_all(*stream, streams);
}

Result<int> export_found(Installation& installation, const Invocation& invocation,
                         service::RowKind kind, const Streams& streams) {
  service::SearchRequest request;
  request.filters = invocation.filters;
  return print_rows(installation, invocation, request, kind, streams);
}

Result<int> export_review(Installation& installation, const Invocation& invocation,
                          const Streams& streams) {
  const auto ask = ask_of(invocation);
  if (invocation.format == "csv" || invocation.format == "ndjson") {
    COMITY_TRY(const auto request,
               service::search_of_review(installation, ask, invocation.words, invocation.cycle));
    return print_rows(installation, invocation, request, service::RowKind::recommendations,
                      streams);
  }
  COMITY_TRY(const auto file,
             service::written_review(installation, ask, invocation.words, invocation.cycle,
                                     invocation.format == "docx" ? service::ReviewFormat::docx
                                                                 : service::ReviewFormat::xlsx));
  streams.out << *file.bytes;
  return flushed(streams.out);
}

Result<int> export_pledges(Installation& installation, const Invocation& invocation,
                           const Streams& streams) {
  COMITY_TRY(
      const auto file,
      service::pledges_file(installation, ask_of(invocation), {invocation.state, invocation.cycle},
                            invocation.format == "ndjson" ? service::PledgesFormat::ndjson
                                                          : service::PledgesFormat::csv));
  streams.out << *file.bytes;
  return flushed(streams.out);
}

}  // namespace

service::RowFormat row_format_of(std::string_view name) {
  if (name == "xlsx") return service::RowFormat::xlsx;
  return name == "csv" ? service::RowFormat::csv : service::RowFormat::ndjson;
}

Result<int> print_all(service::RowStream& stream, const Streams& streams) {
  while (true) {
    COMITY_TRY(const auto piece, stream.next());
    if (piece.empty()) break;
    streams.out << piece;
  }
  return flushed(streams.out);
}

Result<int> run_export(Installation& installation, const Invocation& invocation,
                       const Streams& streams) {
  switch (invocation.command) {
    case Command::export_document:
      return export_document(installation, invocation, streams);
    case Command::export_mandates:
      return export_mandates(installation, invocation, streams);
    case Command::export_pledges:
      return export_pledges(installation, invocation, streams);
    case Command::export_review:
      return export_review(installation, invocation, streams);
    case Command::export_observations:
      return export_found(installation, invocation, service::RowKind::observations, streams);
    case Command::export_statements:
      return export_found(installation, invocation, service::RowKind::statements, streams);
    default:
      return export_found(installation, invocation, service::RowKind::recommendations, streams);
  }
}

}  // namespace comity::cli
