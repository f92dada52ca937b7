#pragma once

#include "base/result.h"
#include "http/site.h"
#include "service/installation.h"

namespace comity::app {

/// Does what a person posted of a recommendation or of a row of a source: http::Act::correct,
/// decide, tag and settle.
[[nodiscard]] base::Status write_decision(service::Installation& installation,
                                          const service::Ask& ask, const http::Change& change);

}  // namespace comity::app
