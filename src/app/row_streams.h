#pragma once

#include <atomic>
#include <memory>

#include "base/result.h"
#include "http/site.h"
#include "service/installation.h"

namespace comity::app {

/// The rows that an address asks for, in that format. `busy` is held by the workbook that is being
/// written: one at a time.
[[nodiscard]] base::Result<http::Stream> stream_of_rows(
    service::Installation& installation, const service::Ask& ask, const http::Question& question,
    http::RowFormat format, const std::shared_ptr<std::atomic_flag>& busy);

}  // namespace comity::app
