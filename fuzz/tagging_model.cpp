#include <cstdint>
#include <cstring>
#include <string>

#include "tagging/tagger.h"
#include "tagging/tokens.h"

namespace {

using namespace comity::tagging;

/// The checksum made right, so that damage before it is reached.
void mend_sum(std::string& bytes) {
  constexpr std::size_t kSum = 8;
  if (bytes.size() < kSum) return;
  const auto sum = hash_of(std::string_view(bytes).substr(0, bytes.size() - kSum));
  std::memcpy(bytes.data() + bytes.size() - kSum, &sum, kSum);
}

}  // namespace

// Any bytes are a model or refused; tagging with what was taken for one never faults.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // The fuzzer's bytes are seen as a file's.
  std::string bytes(reinterpret_cast<const char*>(data), size);
  mend_sum(bytes);
  auto model = Model::from_bytes(bytes);
  if (!model) return 0;
  const Tagger tagger(std::make_shared<const Model>(*std::move(model)));
  static_cast<void>(tagger.explained("Ratify the OP-CAT and protect all children from torture"));
  static_cast<void>(tagger.tags("\xFF\xE2\x80"));
  return 0;
}
