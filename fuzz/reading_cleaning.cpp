#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/result.h"
#include "reading/cleaning/clean.h"

using namespace comity;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto cleaned = reading::clean({reinterpret_cast<const char*>(data), size});
  if (!cleaned) {
    COMITY_ASSERT(!cleaned.error().message.empty() && !cleaned.error().mend.empty());
    return 0;
  }
  // What was cleaned can be cleaned, and nothing is found in it but the name that every PDF has.
  const auto again = reading::clean(cleaned->bytes);
  COMITY_ASSERT(again);
  for (const auto trace : again->removed) COMITY_ASSERT(trace == reading::Trace::identifiers);
  return 0;
}
