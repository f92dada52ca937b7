#include <cstddef>
#include <cstdint>
#include <cstring>
#include <random>
#include <string>
#include <string_view>

#include "base/result.h"
#include "reading/archive/zip.h"
#include "reading/confined/wire.h"
#include "reading/office/docx.h"
#include "support/zip_writer.h"

using namespace comity;
using test_support::ZipFiles;

// There only where the fuzzer is linked; elsewhere the corpus is replayed as it is.
extern "C" __attribute__((weak)) std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size,
                                                              std::size_t most);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto document = reading::read_docx({reinterpret_cast<const char*>(data), size});
  if (!document) {
    COMITY_ASSERT(!document.error().message.empty());
    return 0;
  }
  // What the parent would refuse must not come from our own reader.
  COMITY_ASSERT(reading::decode(reading::encode(*document)) == *document);
  return 0;
}

namespace {

ZipFiles unpacked(const std::uint8_t* data, std::size_t size) {
  ZipFiles files;
  reading::ZipLimits limits;
  limits.inflated_bytes = 1 << 20;
  const auto zip = reading::Zip::open({reinterpret_cast<const char*>(data), size}, limits);
  if (!zip) return files;
  for (const auto& member : zip->members()) {
    if (auto bytes = zip->read(member.name)) files.emplace_back(member.name, *std::move(bytes));
  }
  return files;
}

/// Where a tag begins and ends, from a place on.
std::string_view tag_from(std::string_view xml, std::size_t at) {
  const auto open = xml.find('<', at);
  if (open == std::string_view::npos) return {};
  const auto close = xml.find('>', open);
  return close == std::string_view::npos ? std::string_view() : xml.substr(open, close + 1 - open);
}

/// Takes a tag from one place of a part, or of another part, and puts it into another place, so
/// that the XML stays XML more often than not.
void move_tag(std::string& to, const std::string& from, std::mt19937& random) {
  const std::string tag(tag_from(from, random() % (from.size() + 1)));
  const auto place = to.find('<', random() % (to.size() + 1));
  if (tag.empty() || place == std::string::npos) return;
  switch (random() % 3) {
    case 0:
      to.insert(place, tag);
      break;
    case 1:
      to.erase(place, tag_from(to, place).size());
      break;
    default:
      to.replace(place, tag_from(to, place).size(), tag);
  }
}

void mutate_bytes(std::string& part) {
  const auto before = part.size();
  part.resize(before + 64);
  part.resize(LLVMFuzzerMutate(reinterpret_cast<std::uint8_t*>(part.data()), before, part.size()));
}

}  // namespace

/// Unpacks the archive, changes a part, packs it again: bytes changed in a packed archive would
/// only ever try its checksums.
extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t most, unsigned int seed) {
  std::mt19937 random(seed);
  auto files = unpacked(data, size);
  if (files.empty() || random() % 50 == 0) return LLVMFuzzerMutate(data, size, most);
  for (auto changes = 1 + random() % 3; changes > 0; --changes) {
    auto& part = files[random() % files.size()].second;
    if (random() % 3 == 0) {
      mutate_bytes(part);
    } else {
      move_tag(part, files[random() % files.size()].second, random);
    }
  }
  const auto packed = test_support::zip_of(files);
  if (packed.size() > most) return size;
  std::memcpy(data, packed.data(), packed.size());
  return packed.size();
}
