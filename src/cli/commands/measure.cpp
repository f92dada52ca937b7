#include "cli/commands/measure.h"

#include <fmt/format.h>

#include <ostream>

#include "cli/exit_codes.h"
#include "service/importing/import.h"
#include "service/reviews/measure.h"

namespace comity::cli {
namespace {

using service::Figures;
using service::MeasuredAs;
using service::MeasuredDifference;
using service::Measurement;

std::string line_of(const Figures& figures) {
  return fmt::format(
      "{} of {} rows found, {} of {} clauses; recall {:.2f} %, precision {:.2f} %, "
      "F1 {:.2f} %; positions equal {} of {}",
      figures.found, figures.rows, figures.found, figures.clauses, 100 * figures.recall(),
      100 * figures.precision(), 100 * figures.f1(), figures.agreed, figures.stated);
}

std::string place_of(const MeasuredDifference& difference) {
  if (difference.number.empty()) return {};
  return fmt::format("{} {}{}", difference.work, difference.number,
                     difference.clause > 1 ? fmt::format("~{}", difference.clause) : "");
}

void print(const MeasuredDifference& difference, std::ostream& out) {
  switch (difference.what) {
    case MeasuredAs::missing:
      out << fmt::format("  - row {} {}: {}\n", difference.row, difference.by, difference.text);
      if (!difference.number.empty()) {
        out << fmt::format("    in the record by {}, {}\n",
                           difference.instead.empty() ? "nobody" : difference.instead,
                           place_of(difference));
      }
      return;
    case MeasuredAs::extra:
      out << fmt::format("  + {} {}: {}\n", place_of(difference), difference.by, difference.text);
      return;
    case MeasuredAs::position:
      out << fmt::format("  ! {} {} (row {}): {} in the table, {} in the report\n",
                         place_of(difference), difference.by, difference.row, difference.table,
                         difference.record);
      return;
  }
}

void print_left_out(const std::vector<service::LeftOut>& list, std::string_view what,
                    std::string_view of_what, std::ostream& out) {
  if (list.empty()) return;
  std::uint64_t count = 0;
  for (const auto& each : list) count += each.count;
  out << fmt::format("left out: {} reviews that only {} has ({} {})\n", list.size(), what, count,
                     of_what);
}

void print(const Measurement& measurement, std::ostream& out) {
  auto difference = measurement.differences.begin();
  for (const auto& review : measurement.reviews) {
    out << fmt::format("{} cycle {}, {}: {}\n", review.state, review.cycle,
                       fmt::join(review.works, ", "), line_of(review.figures));
    while (difference != measurement.differences.end() && difference->state == review.state &&
           difference->cycle == review.cycle) {
      print(*difference++, out);
    }
  }
  for (const auto& row : measurement.refused) {
    out << fmt::format("not compared: row {}: {}\n", row.row, row.message);
  }
  print_left_out(measurement.only_in_table, "the table", "rows", out);
  print_left_out(measurement.only_in_record, "the record", "clauses", out);
  if (measurement.pledges > 0) {
    out << fmt::format("left out: {} rows that are pledges\n", measurement.pledges);
  }
  const auto& all = measurement.figures;
  out << fmt::format("{} reviews: {}\n", measurement.reviews.size(), line_of(all));
  out << fmt::format("{} rows whose text the record has from another State\n", all.other_state);
}

}  // namespace

base::Result<int> measure(service::Installation& installation, const Invocation& invocation,
                          const Streams& streams) {
  const auto& path = invocation.paths.front();
  COMITY_TRY(const auto bytes, installation.files().read(path, service::kMostFileBytes));
  COMITY_TRY(const auto measurement, service::measure(installation, service::owner_of_the_folder(),
                                                      bytes, path.filename().string()));
  if (invocation.face == Face::json) {
    streams.out << base::to_pretty_text(service::to_json(measurement));
  } else {
    print(measurement, streams.out);
  }
  return measurement.refused.empty() ? kDone : kSomeFailed;
}

}  // namespace comity::cli
