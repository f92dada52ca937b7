#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "service/fetch/robots.h"

// Rules of any text are read, and decide every path in the same way each time; the file of the
// rules itself is always allowed. What stands behind the first empty line is asked for.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using comity::service::fetching::Robots;
  // The fuzzer's bytes are seen as text.
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  const auto end = text.find("\n\n");
  const auto path = "/" + std::string(end == text.npos ? "" : text.substr(end + 2));
  const auto robots = Robots::parse(text, "comity");
  if (!robots.allows("/robots.txt")) std::abort();
  const auto delay = robots.delay();
  if (delay && (delay->count() < 0 || *delay > std::chrono::hours(1))) std::abort();
  // A rule that is the path itself, for this program alone, refuses it; so does one with its end.
  const bool plain =
      path.find_first_of("*$#%?\r\n \t") == path.npos && path.size() < 600 && path != "/robots.txt";
  for (const char* tail : {"", "$", "*"}) {
    const auto rules = "User-agent: comity\nDisallow: " + path + tail + "\n";
    if (plain && path.back() > ' ' && Robots::parse(rules, "comity").allows(path)) std::abort();
  }
  if (robots.allows(path) != Robots::parse(text, "comity").allows(path)) std::abort();
  return 0;
}
