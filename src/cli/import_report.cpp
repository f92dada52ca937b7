#include "cli/import_report.h"

#include <fmt/format.h>

#include <ostream>

#include "base/json.h"
#include "cli/exit_codes.h"

namespace comity::cli {
namespace {

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
    if (!file.parts.empty()) {
      out << fmt::format("holds    {}: {} resolutions or decisions, from {} to {}\n", file.file,
                         file.parts.size(), file.parts.front(), file.parts.back());
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

}  // namespace

int print_import(const service::ImportReport& report, const Invocation& invocation,
                 const Streams& streams) {
  if (invocation.face == Face::json) {
    streams.out << base::to_pretty_text(service::to_json(report));
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

}  // namespace comity::cli
