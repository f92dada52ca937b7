#include "search/segments/manifest.h"

#include "search/segments/bytes.h"

namespace comity::search {
namespace {

// The last sign counts what is kept in an index as well: one with less is made anew.
constexpr std::string_view kManifestMagic = "CMTYIDX4";

}  // namespace

std::string to_bytes(const Manifest& manifest) {
  std::string bytes(kManifestMagic);
  append_fixed(bytes, manifest.head);
  append_fixed(bytes, manifest.maker);
  append_fixed(bytes, manifest.next);
  append_fixed(bytes, static_cast<std::uint64_t>(manifest.segments.size()));
  for (const auto& segment : manifest.segments) {
    append_fixed(bytes, segment.number);
    append_fixed(bytes, segment.facts.bytes);
    append_fixed(bytes, segment.facts.checksum);
    append_fixed(bytes, std::uint64_t{segment.facts.documents});
    append_text(bytes, segment.deleted);
  }
  append_fixed(bytes, checksum(bytes));
  return bytes;
}

base::Result<Manifest> manifest_from(std::string_view bytes) {
  const auto damaged = [] {
    return base::fail(base::ErrorKind::corrupt, "the index is damaged: its manifest", {},
                      "it is made anew from the journal");
  };
  if (bytes.size() < kManifestMagic.size() + 8 || !bytes.starts_with(kManifestMagic))
    return damaged();
  const auto body = bytes.substr(0, bytes.size() - 8);
  ByteReader sum(bytes.substr(body.size()));
  if (sum.fixed<std::uint64_t>() != checksum(body)) return damaged();
  ByteReader reader(body.substr(kManifestMagic.size()));
  Manifest manifest;
  manifest.head = reader.fixed<std::uint64_t>();
  manifest.maker = reader.fixed<std::uint64_t>();
  manifest.next = reader.fixed<std::uint64_t>();
  const auto count = reader.fixed<std::uint64_t>();
  for (std::uint64_t i = 0; i < count && !reader.failed(); ++i) {
    ManifestSegment segment;
    segment.number = reader.fixed<std::uint64_t>();
    segment.facts.bytes = reader.fixed<std::uint64_t>();
    segment.facts.checksum = reader.fixed<std::uint64_t>();
    segment.facts.documents = static_cast<std::uint32_t>(reader.fixed<std::uint64_t>());
    segment.deleted = reader.text();
    manifest.segments.push_back(std::move(segment));
  }
  if (reader.failed() || reader.left() > 0) return damaged();
  return manifest;
}

std::string segment_name(std::uint64_t number) { return "segment-" + std::to_string(number); }

}  // namespace comity::search
