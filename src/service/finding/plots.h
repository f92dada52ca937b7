#pragma once

#include <memory>
#include <string>
#include <vector>

#include "service/finding/search.h"
#include "service/row_streams.h"

// What a search finds, counted by two of its facets: what plots draw and their tables print.
namespace comity::service {

struct PlotRequest {
  SearchRequest search;  ///< without a filter of `kind`, recommendations
  std::string plot;      ///< one of plot_names(); empty: the first
};

/// time, positions, themes, states, matrix.
[[nodiscard]] const std::vector<std::string>& plot_names();

/// The table of one plot (api/openapi.yaml). Each count leads to the search that finds exactly what
/// it counts; States stand in their alphabet, never by count, and all Members have a row where
/// States under review are counted. invalid_input: an unknown plot or filter, a question that
/// cannot be read.
[[nodiscard]] base::Result<Answer> plot(Installation& installation, const Ask& ask,
                                        const PlotRequest& request);

/// The same within the snapshot of an answer that shows more than the table.
[[nodiscard]] base::Result<base::JsonObject> plot_json(Installation& installation, const Ask& ask,
                                                       const store::Read& read,
                                                       const StateNames& states,
                                                       const PlotRequest& request);

/// The same as rows: one for each cell that counts anything.
[[nodiscard]] base::Result<std::unique_ptr<RowStream>> plot_rows(Installation& installation,
                                                                 const Ask& ask,
                                                                 const PlotRequest& request,
                                                                 RowFormat format);

}  // namespace comity::service
