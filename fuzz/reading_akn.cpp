#include <cstddef>
#include <cstdint>
#include <string_view>

#include "reading/markup/akn.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // The fuzzer's bytes are seen as text.
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  static_cast<void>(comity::reading::read_akn(text));
  return 0;
}
