#include <cstddef>
#include <cstdint>
#include <string_view>

#include "http/pages/template.h"

using namespace comity;

// Any bytes as a template: refused with a place, or rendered.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto catalogue = http::Catalogue::parse(
      R"({"language": "en", "locale": "en", "name": "English", "direction": "ltr",
          "messages": {"m": "text", "n": "{x}"}})");
  static const auto root =
      base::parse_json(R"({"a": [1, {"b": "<"}], "c": {"d": true}, "e": "2012-07-09"})");
  // The fuzzer's bytes are seen as text.
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto templates = http::Templates::compile({{"page", bytes}, {"part", "{{e}}"}}, *catalogue);
  if (!templates) {
    COMITY_ASSERT(!templates.error().place.empty());
    return 0;
  }
  static_cast<void>(templates->render("page", {&*root}));
  return 0;
}
