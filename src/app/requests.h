#pragma once

#include "base/result.h"
#include "http/site.h"
#include "service/finding/completion.h"
#include "service/finding/plots.h"
#include "service/finding/search.h"
#include "service/reviews/similar.h"
#include "service/sources/sources.h"
#include "service/texts/citation_graph.h"
#include "service/texts/mandates.h"

// What an address asks of service, from its parameters; those that are no filters are left alone.
namespace comity::app {

/// A parameter that is a natural number; 0 where it is not given. invalid_input.
[[nodiscard]] base::Result<int> number_of(const http::Question& question, std::string_view name);

/// invalid_input: the limit is no number.
[[nodiscard]] base::Result<service::SearchRequest> request_of(const http::Question& question);
/// invalid_input: the cursor's place is no number.
[[nodiscard]] base::Result<service::CompletionRequest> completion_of(
    const http::Question& question);
/// invalid_input: the limit is no number.
[[nodiscard]] base::Result<service::PlotRequest> plot_of(const http::Question& question);
/// invalid_input: the cycle is no number.
[[nodiscard]] base::Result<service::SourceRowsQuery> rows_asked(const http::Question& question);
/// invalid_input: the steps are no number.
[[nodiscard]] base::Result<service::CitationGraphRequest> citation_graph_of(
    const http::Question& question);
[[nodiscard]] service::SimilarRequest similar_of(const http::Question& question);
[[nodiscard]] service::MandatesRequest mandates_of(const http::Question& question);

}  // namespace comity::app
