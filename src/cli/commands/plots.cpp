#include "cli/commands/plots.h"

#include <fmt/format.h>

#include <ostream>

#include "cli/commands/exports.h"
#include "cli/exit_codes.h"
#include "service/finding/plots.h"

namespace comity::cli {
namespace {

using base::JsonObject;

std::int64_t value_at(const JsonObject& json) {
  return base::integer_at(base::object_at(json, "count"), "value");
}

void print_table(const JsonObject& table, const Streams& streams) {
  auto& out = streams.out;
  out << value_at(table) << " clauses of recommendations\n";
  for (const auto& each : base::array_at(table, "rows")) {
    const auto& row = each.as_object();
    out << fmt::format("{:>7}  {}", value_at(row), base::text_at(row, "name"));
    const auto& columns = base::array_at(table, "columns");
    const auto& counts = base::array_at(row, "counts");
    // A table as wide as the world is told by its cells that count anything.
    for (std::size_t i = 0; i < counts.size(); ++i) {
      if (counts[i].as_int64() == 0) continue;
      out << fmt::format("  {} {}", base::text_at(columns[i].as_object(), "value"),
                         counts[i].as_int64());
    }
    out << "\n";
  }
}

}  // namespace

base::Result<int> plot(service::Installation& installation, const Invocation& invocation,
                       const Streams& streams) {
  service::PlotRequest request;
  request.search.text = invocation.words;
  request.search.filters = invocation.filters;
  request.plot = invocation.plot;
  const auto ask = ask_of(invocation);
  if (!invocation.rows.empty()) {
    COMITY_TRY(const auto rows,
               service::plot_rows(installation, ask, request, row_format_of(invocation.rows)));
    return print_all(*rows, streams);
  }
  COMITY_TRY(const auto answer, service::plot(installation, ask, request));
  if (invocation.face == Face::json) {
    streams.out << base::to_pretty_text(answer.body);
  } else {
    print_table(answer.body, streams);
  }
  return kDone;
}

}  // namespace comity::cli
