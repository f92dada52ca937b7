#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/result.h"
#include "reading/archive/archive.h"
#include "reading/archive/zip.h"
#include "reading/confined/wire.h"
#include "reading/detect.h"

using namespace comity;

// What an archive gives keeps within its limits, and comes through to the parent whole.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  static_cast<void>(reading::type_of(bytes, "a"));
  reading::ZipLimits limits;
  limits.entries = 20;
  limits.inflated_bytes = 1 << 16;
  limits.ratio = 50;
  limits.small_bytes = 1 << 10;
  limits.name_bytes = 40;
  if (const auto zip = reading::Zip::open(bytes, limits)) {
    COMITY_ASSERT(zip->members().size() <= limits.entries);
    std::uint64_t total = 0;
    for (const auto& member : zip->members()) {
      COMITY_ASSERT(member.name.size() <= limits.name_bytes && zip->has(member.name));
      const auto content = zip->read(member.name);
      if (!content) continue;
      COMITY_ASSERT(content->size() == member.bytes);
      total += content->size();
    }
    COMITY_ASSERT(total <= limits.inflated_bytes);
  }
  if (const auto members = reading::unpack(bytes)) {
    const auto received = reading::decode_members(reading::encode(*members));
    COMITY_ASSERT(received && received->size() == members->size());
  }
  return 0;
}
