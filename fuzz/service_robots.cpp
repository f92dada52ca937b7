// robots.txt of any site.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "service/robots.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto robots = comity::service::Robots::parse(text, "comity");
  const auto path = text.substr(0, 64);
  static_cast<void>(robots.allows(path));
  // Whatever it says, an hour is the longest that one waits.
  if (robots.delay().count() < 0 || robots.delay() > std::chrono::hours(1)) std::abort();
  return 0;
}
