#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/text.h"
#include "grammar/citations/citations.h"

// Citations of any text lie within it, in order and apart, and name what stands there.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace comity;
  constexpr std::size_t kMostBytes = std::size_t{64} << 10;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (size > kMostBytes || !base::is_utf8(text)) return 0;
  const grammar::Words& words = grammar::Words::of(model::Language::en);
  std::size_t before = 0;
  for (const auto& citation : grammar::citations_in(text, {"A", 74, "A"}, words)) {
    if (citation.begin < before || citation.end <= citation.begin) std::abort();
    if (citation.end > text.size()) std::abort();
    if (citation.text != text.substr(citation.begin, citation.end - citation.begin)) std::abort();
    before = citation.end;
  }
  return 0;
}
