#include "cli/commands/reread.h"

#include <fmt/format.h>

#include <functional>
#include <ostream>

#include "cli/exit_codes.h"
#include "cli/progress.h"
#include "service/documents/reread.h"

namespace comity::cli {
namespace {

using service::Change;
using service::Difference;
using service::RereadCopy;
using service::RereadReport;
using Writing = service::RereadOptions::Writing;

constexpr std::size_t kShown = 20;  ///< of each list; --json has all
constexpr std::size_t kText = 100;  ///< bytes of a text, about

std::string shortened(const std::string& text) {
  if (text.size() <= kText) return text;
  std::size_t end = kText;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end) + "…";
}

std::string line_of(const Difference& difference) {
  std::string line = difference.number;
  if (difference.clause > 1) line += fmt::format("~{}", difference.clause);
  switch (difference.change) {
    case Change::added:
      return line + " is new: " + shortened(difference.to);
    case Change::removed:
      return line + " is gone: " + shortened(difference.from);
    default:
      return fmt::format("{} {}: {} → {}", line, name_of(difference.change),
                         shortened(difference.from), shortened(difference.to));
  }
}

void print_list(const std::vector<Difference>& differences, std::ostream& out) {
  const std::size_t shown = std::min(kShown, differences.size());
  for (std::size_t i = 0; i < shown; ++i) out << "  " << line_of(differences[i]) << "\n";
  if (shown < differences.size()) {
    out << fmt::format("  and {} more (--json lists all)\n", differences.size() - shown);
  }
}

void print_copy(const RereadCopy& copy, std::ostream& out) {
  const auto numbers = [](const char* what, const service::Numbers& pair) {
    return pair.from == pair.to ? fmt::format("{} {}", pair.to, what)
                                : fmt::format("{} → {} {}", pair.from, pair.to, what);
  };
  out << fmt::format("{} ({}): {}, {}, {}\n", copy.work, copy.file,
                     numbers("findings", copy.findings), numbers("paragraphs", copy.paragraphs),
                     numbers("recommendations", copy.recommendations));
  if (copy.language.from != copy.language.to) {
    out << fmt::format("  language: {} → {}\n", copy.language.from, copy.language.to);
  }
  if (copy.symbol.from != copy.symbol.to) {
    out << fmt::format("  symbol in the text: {} → {}; the copy stays with {}\n", copy.symbol.from,
                       copy.symbol.to, copy.work);
  }
  for (const auto& each : copy.corrections) {
    const auto because = name_of(each.because);
    out << fmt::format("  the correction of {} (entry {}): {}{}\n", each.place.number, each.entry,
                       name_of(each.standing),
                       because.empty() ? "" : fmt::format(" ({})", because));
  }
  // A recommendation is a paragraph too: said once, as a recommendation.
  const auto& changes = copy.recommendation_changes;
  print_list(changes.empty() ? copy.paragraph_changes : changes, out);
}

void print(const RereadReport& report, Writing writing, std::ostream& out) {
  for (const auto& copy : report.changed) print_copy(copy, out);
  for (const auto& each : report.failed) {
    out << fmt::format("not read {} ({}): {}\n", each.work, each.file, each.error.message);
    if (!each.error.mend.empty()) out << "         mend: " << each.error.mend << "\n";
  }
  out << fmt::format("{} changed, {} the same, {} of this reader already, {} not read{}\n",
                     report.changed.size(), report.same, report.current, report.failed.size(),
                     writing == Writing::only_show ? "; nothing was written" : "");
  if (report.interrupted) out << "interrupted: reread again to read the rest\n";
}

}  // namespace

base::Result<int> reread(service::Installation& installation, const Invocation& invocation,
                         const Streams& streams, std::stop_token stop) {
  service::RereadOptions options;
  options.works = invocation.works;
  options.writing = invocation.dry_run ? Writing::only_show : Writing::keep;
  options.stop = std::move(stop);
  base::Result<RereadReport> report;
  {
    Progress progress(streams);
    options.progress = std::ref(progress);
    report = service::reread(installation, service::owner_of_the_folder(), options);
  }
  if (!report) return tl::unexpected<base::Error>(report.error());
  if (invocation.face == Face::json) {
    streams.out << base::to_pretty_text(
        service::to_json(*report, options.writing, model::Language::en));
  } else {
    print(*report, options.writing, streams.out);
  }
  if (report->interrupted) return kInterrupted;
  return report->failed.empty() ? kDone : kSomeFailed;
}

}  // namespace comity::cli
