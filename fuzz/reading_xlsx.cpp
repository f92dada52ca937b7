#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "reading/office/xlsx.h"

namespace {

using Parts = std::map<std::string, std::string, std::less<>>;

// "=== name" before each part, as in corpus/reading_xlsx: packed, no change of a byte would get
// past the archive's checksums.
Parts parts_of(std::string_view text) {
  constexpr std::string_view kMark = "=== ";
  Parts parts;
  for (auto at = text.find(kMark); at != std::string_view::npos;) {
    const auto line = text.find('\n', at);
    if (line == std::string_view::npos) break;
    const auto next = text.find(kMark, line);
    const auto name = text.substr(at + kMark.size(), line - at - kMark.size());
    parts.emplace(name, text.substr(line + 1, next - line - 1));
    at = next;
  }
  return parts;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // The fuzzer's bytes are seen as text.
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto parts = parts_of(text);
  static_cast<void>(comity::reading::read_workbook(
      [&parts](std::string_view name) -> comity::base::Result<std::string> {
        const auto found = parts.find(name);
        if (found != parts.end()) return found->second;
        return comity::base::fail(comity::base::ErrorKind::corrupt, "no such part");
      }));
  static_cast<void>(comity::reading::read_xlsx(text));
  return 0;
}
