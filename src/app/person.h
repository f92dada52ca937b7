#pragma once

#include <string_view>

#include "http/site.h"
#include "service/installation.h"

namespace comity::app {

/// Who asks, for `http`.
[[nodiscard]] http::Actor shown_actor(const service::Actor& actor, std::string_view secret);

/// Who asks, for `service`. Asked of the record each time: a token or session may have ended since.
[[nodiscard]] service::Actor person(service::Installation& installation, const http::Actor& actor);

}  // namespace comity::app
