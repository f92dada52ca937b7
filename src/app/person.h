#pragma once

#include "http/site.h"
#include "service/installation.h"

namespace comity::app {

/// Who asks, for `service`. Asked of the record each time: a token or session may have ended since.
[[nodiscard]] service::Actor person(service::Installation& installation, const http::Actor& actor);

}  // namespace comity::app
