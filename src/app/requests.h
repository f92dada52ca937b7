#pragma once

#include "http/site.h"
#include "service/mandates.h"
#include "service/similar.h"

// What an address asks of service, from its parameters; those that are no filters are left alone.
namespace comity::app {

[[nodiscard]] service::SimilarRequest similar_of(const http::Question& question);
[[nodiscard]] service::MandatesRequest mandates_of(const http::Question& question);

}  // namespace comity::app
