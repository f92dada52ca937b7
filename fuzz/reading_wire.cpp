#include <cstddef>
#include <cstdint>
#include <string_view>

#include "reading/confined/wire.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // The fuzzer's bytes are seen as text.
  static_cast<void>(comity::reading::decode({reinterpret_cast<const char*>(data), size}));
  return 0;
}
