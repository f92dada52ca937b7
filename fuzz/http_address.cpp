#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/result.h"
#include "http/protocol/address.h"
#include "http/protocol/etag.h"
#include "http/protocol/negotiation.h"
#include "http/question.h"

using namespace comity;

// A target that is taken can be written again and then means the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // The fuzzer's bytes are seen as text.
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  static_cast<void>(http::parse_preferences(bytes));
  static_cast<void>(http::match_names(bytes, "x"));
  static_cast<void>(http::cookie_of(bytes, "session"));
  const auto target = http::parse_target(bytes);
  if (!target) return 0;
  for (const auto& segment : target->segments) COMITY_ASSERT(segment != "..");
  const auto again = http::parse_pairs(http::query_of(target->parameters));
  COMITY_ASSERT(again && again->size() == target->parameters.size());
  for (std::size_t index = 0; index < again->size(); ++index) {
    COMITY_ASSERT((*again)[index].name == target->parameters[index].name);
    COMITY_ASSERT((*again)[index].value == target->parameters[index].value);
  }
  for (const auto method : {http::Method::get, http::Method::post}) {
    const auto routing = http::find_route(method, target->segments);
    if (!routing.match) continue;
    if (const auto view = http::view_of(routing.match->route->id)) {
      static_cast<void>(http::question_of(*routing.match, *target, *view, "en"));
    }
  }
  return 0;
}
