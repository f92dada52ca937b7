// robots.txt of any site: no input breaks it, and what it says does not depend on when it is asked.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "service/robots.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto robots = comity::service::Robots::parse(text, "comity");
  const auto path = text.substr(0, 64);
  if (robots.allows(path) != robots.allows(path)) std::abort();
  if (robots.delay().count() < 0) std::abort();
  return 0;
}
