#include <cstddef>
#include <cstdint>
#include <string_view>

#include "reading/table.h"
#include "reading/table_parts.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // The fuzzer's bytes are seen as text.
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  static_cast<void>(comity::reading::looks_like_table(text));
  static_cast<void>(comity::reading::read_table(text, false));
  static_cast<void>(comity::reading::read_table(text, true));
  for (const auto& part : comity::reading::table_parts(text, 8)) {
    static_cast<void>(comity::reading::read_table(*part.bytes, false));
  }
  return 0;
}
