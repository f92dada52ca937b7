#pragma once

#include <optional>
#include <string>
#include <variant>

#include "http/problem.h"
#include "http/protocol/address.h"
#include "http/protocol/message.h"
#include "http/router.h"

namespace comity::http {

/// One request on its way to its answer.
struct Visit {
  const Request& request;
  Target target;
  const Route* route = nullptr;  ///< null where no address fits
  std::optional<Match> match;
  std::optional<Face> face;  ///< once chosen
  Actor actor;
  std::string language;
};

/// What a step of a request comes to: an answer, or a problem to be shown in the face asked for.
using Outcome = std::variant<Response, Problem>;

}  // namespace comity::http
