#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/result.h"
#include "http/protocol/multipart.h"

using namespace comity;

// The first line of the bytes is the type, the rest the body; every part lies in the body.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::size_t line = bytes.find('\n');
  if (line == std::string_view::npos) return 0;
  const std::string_view body = bytes.substr(line + 1);
  const auto parts = http::parse_multipart(body, bytes.substr(0, line));
  if (!parts) return 0;
  for (const auto& part : *parts) {
    COMITY_ASSERT(!part.name.empty());
    COMITY_ASSERT(part.content.empty() ||
                  (part.content.data() >= body.data() &&
                   part.content.data() + part.content.size() <= body.data() + body.size()));
  }
  return 0;
}
