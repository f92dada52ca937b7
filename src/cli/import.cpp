#include "cli/import.h"

#include <fmt/format.h>

#include <ostream>

#include "cli/exit_codes.h"
#include "cli/progress.h"
#include "cli/sources.h"
#include "service/fetch.h"
#include "service/import.h"

namespace comity::cli {
namespace {

using base::Result;
using service::Installation;

void print_failures(const service::ImportReport& report, std::ostream& out) {
  for (const auto& each : report.failed) {
    out << "refused  " << each.file << ": " << each.error.message;
    if (!each.error.place.empty() && each.error.place != each.file) {
      out << " (" << each.error.place << ")";
    }
    out << "\n";
    if (!each.error.mend.empty()) out << "         mend: " << each.error.mend << "\n";
  }
}

void print_read_files(const service::ImportReport& report, std::ostream& out) {
  for (const auto& file : report.files) {
    const auto work = file.work.empty() ? std::string("a work without a symbol") : file.work;
    if (report.dry_run && file.adds != service::Adds::nothing) {
      const bool is_new = file.adds == service::Adds::work;
      out << (is_new ? "new      " : "copy     ") << file.file << ": " << work << "\n";
    }
    if (report.dry_run && file.publishes) {
      out << "publish  " << file.file << ": " << work << " becomes public\n";
    }
    if (file.adds == service::Adds::nothing) continue;
    if (file.rows) {
      out << fmt::format("source   {}: {}, {} rows taken, {} refused\n", file.file, work,
                         *file.rows, file.refused_rows);
    }
    if (file.findings > 0) {
      out << "doubtful " << file.file << ": " << work << ", " << file.findings
          << (file.findings == 1 ? " finding\n" : " findings\n");
    }
    if (!file.conflict.empty()) {
      out << "conflict " << file.file << ": another text of " << work
          << (report.dry_run ? " is there (" : " is in the record (") << file.conflict << ")\n";
    }
  }
}

int print_import(const service::ImportReport& report, const base::JsonObject& json,
                 const Invocation& invocation, const Streams& streams) {
  if (invocation.face == Face::json) {
    streams.out << base::to_pretty_text(json);
  } else {
    print_read_files(report, streams.out);
    print_failures(report, streams.out);
    streams.out << fmt::format("{} read, {} of them doubtful; {} unchanged; {} refused\n",
                               report.read, report.doubtful, report.unchanged,
                               report.failed.size());
    if (report.dry_run) {
      streams.out << fmt::format(
          "a dry run: nothing was written. It would be {} new and {} other files of works that are "
          "there, with {} recommendations\n",
          report.new_works, report.new_copies, report.recommendations);
    }
    if (report.interrupted) streams.out << "interrupted: import again to read the rest\n";
  }
  if (report.interrupted) return kInterrupted;
  return report.failed.empty() ? kDone : kSomeFailed;
}

service::ImportOptions options_of(const Invocation& invocation, std::stop_token stop) {
  service::ImportOptions options;
  if (!invocation.space.empty()) options.space = invocation.space;
  options.publish = invocation.publish;
  options.dry_run = invocation.dry_run;
  options.stop = std::move(stop);
  return options;
}

}  // namespace

Result<int> import(Installation& installation, const Invocation& invocation, const Streams& streams,
                   std::stop_token stop) {
  auto options = options_of(invocation, std::move(stop));
  COMITY_TRY(options.columns, column_words(installation, invocation.columns));
  Result<service::ImportReport> report;
  {
    Progress progress(streams);
    options.progress = std::ref(progress);
    report = service::import_files(installation, service::owner_of_the_folder(), invocation.paths,
                                   options);
  }
  if (!report) return tl::unexpected<base::Error>(report.error());
  return print_import(*report, service::to_json(*report), invocation, streams);
}

Result<int> fetch(Installation& installation, const Invocation& invocation, const Streams& streams,
                  std::stop_token stop) {
  service::FetchOptions options;
  options.symbols = invocation.works;
  for (const auto& code : invocation.languages) {
    options.languages.push_back(model::language_from(code).value_or(model::Language::en));
  }
  options.from = invocation.from;
  if (invocation.allow_private) options.reach = service::Reach::private_too;
  options.pause = std::chrono::milliseconds(static_cast<int>(invocation.pause * 1'000));
  options.import = options_of(invocation, std::move(stop));
  Result<service::FetchReport> report;
  {
    Progress progress(streams);
    options.progress = std::ref(progress);
    options.import.progress = std::ref(progress);
    report = service::fetch(installation, service::owner_of_the_folder(), options);
  }
  if (!report) return tl::unexpected<base::Error>(report.error());
  if (invocation.face == Face::text) {
    for (const auto& each : report->documents) {
      streams.out << fmt::format("{} {} ({}): {}\n", each.unchanged ? "same    " : "fetched ",
                                 each.symbol, model::code_of(each.language), each.address);
    }
  }
  const auto json = service::to_json(*report);
  // What did not come is told as what could not be read is.
  auto& failed = report->import.failed;
  failed.insert(failed.begin(), report->missing.begin(), report->missing.end());
  return print_import(report->import, json, invocation, streams);
}

}  // namespace comity::cli
