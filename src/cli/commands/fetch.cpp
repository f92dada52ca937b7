#include "cli/commands/fetch.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <functional>
#include <ostream>

#include "base/json.h"
#include "cli/exit_codes.h"
#include "cli/import_report.h"
#include "cli/progress.h"
#include "service/fetch/fetch.h"

namespace comity::cli {
namespace {

using service::FetchedFile;
using service::FetchOutcome;
using service::FetchReport;

std::string copy_name(const FetchedFile& file) {
  return fmt::format("{} ({})", file.symbol, model::code_of(file.language));
}

void print_error(const char* what, const FetchedFile& file, std::ostream& out) {
  out << fmt::format("{} {}: {} ({})\n", what, copy_name(file), file.error.message,
                     file.error.place);
  if (!file.error.mend.empty()) out << "          mend: " << file.error.mend << "\n";
}

void print_file(const FetchedFile& file, std::ostream& out) {
  switch (file.outcome) {
    case FetchOutcome::fetched:
      out << fmt::format("fetched   {}: {}, {} bytes\n", copy_name(file), file.addresses.back(),
                         file.bytes);
      break;
    case FetchOutcome::unchanged:
      break;
    case FetchOutcome::not_found:
      return print_error("not found", file, out);
    case FetchOutcome::refused:
      return print_error("refused  ", file, out);
    case FetchOutcome::planned:
      out << fmt::format("would ask {}: {}\n", copy_name(file), fmt::join(file.addresses, ", "));
  }
  if (file.other.starts_with('~')) {
    out << fmt::format("doubtful  {}: the file shows no symbol, and is kept as {}\n",
                       copy_name(file), file.other);
  } else if (!file.other.empty()) {
    out << fmt::format("doubtful  {}: the file says that it is {}, and is kept as that\n",
                       copy_name(file), file.other);
  }
}

void print_outcomes(const FetchReport& report, std::ostream& out) {
  if (report.dry_run) {
    out << "a dry run: nobody was asked\n";
    return;
  }
  out << fmt::format("{} fetched; {} unchanged; {} not found; {} refused\n",
                     report.count(FetchOutcome::fetched), report.count(FetchOutcome::unchanged),
                     report.count(FetchOutcome::not_found), report.count(FetchOutcome::refused));
  if (report.interrupted) out << "interrupted: fetch again to bring the rest\n";
}

service::FetchWish wish_of(const Invocation& invocation, std::stop_token stop) {
  service::FetchWish wish;
  wish.symbols = invocation.works;
  wish.languages.clear();
  for (const auto& code : invocation.languages) {
    wish.languages.push_back(model::language_from(code).value_or(model::Language::en));
  }
  wish.formats = invocation.formats;
  wish.from = invocation.from;
  wish.dry_run = invocation.dry_run;
  if (!invocation.space.empty()) wish.import.space = invocation.space;
  wish.import.publish = invocation.publish;
  wish.import.stop = std::move(stop);
  return wish;
}

}  // namespace

base::Result<int> fetch(service::Installation& installation, const Invocation& invocation,
                        const Streams& streams, std::stop_token stop) {
  auto wish = wish_of(invocation, std::move(stop));
  base::Result<FetchReport> report;
  {
    Progress progress(streams);
    wish.progress = wish.import.progress = std::ref(progress);
    report = service::fetch(installation, service::owner_of_the_folder(), wish);
  }
  if (!report) return tl::unexpected<base::Error>(std::move(report).error());
  if (invocation.face == Face::json) {
    streams.out << base::to_pretty_text(service::to_json(*report));
  } else {
    for (const auto& file : report->files) print_file(file, streams.out);
    print_outcomes(*report, streams.out);
  }
  const auto came = report->count(FetchOutcome::fetched) + report->count(FetchOutcome::unchanged);
  if (invocation.face == Face::text && came > 0 && !report->interrupted) {
    (void)print_import(report->import, invocation, streams);
  }
  if (report->interrupted) return kInterrupted;
  const auto lacking =
      report->count(FetchOutcome::not_found) + report->count(FetchOutcome::refused);
  return lacking == 0 && report->import.failed.empty() ? kDone : kSomeFailed;
}

}  // namespace comity::cli
