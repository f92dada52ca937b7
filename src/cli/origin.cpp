#include "cli/origin.h"

#include <fmt/format.h>

#include "service/served.h"

namespace comity::cli {

std::string link_origin(const service::Installation& installation, const Invocation& invocation) {
  if (!invocation.origin.empty()) return invocation.origin;
  auto served = service::served_origin(installation);
  return served.empty() ? fmt::format("http://localhost:{}", invocation.port) : served;
}

}  // namespace comity::cli
