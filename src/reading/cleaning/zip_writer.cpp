#include "reading/cleaning/zip_writer.h"

#include <zip.h>

#include <cstdint>
#include <memory>

namespace comity::reading {
namespace {

// The quickest: it packs text to a fifth more than the usual one, in a third of the time, and many
// may send files at the same moment.
constexpr zip_uint32_t kLevel = 1;
// 1 January 1980 at midnight, the first that the format knows.
constexpr zip_uint16_t kNoDate = 0x21;

struct FreeSource {
  void operator()(zip_source_t* source) const { zip_source_free(source); }
};
struct DiscardArchive {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};

tl::unexpected<base::Error> not_packed() {
  return base::fail(base::ErrorKind::too_large, "cleaning the file takes too much memory", {},
                    "split the file");
}

bool add_member(zip_t* archive, const std::pair<std::string, std::string>& member) {
  auto* source = zip_source_buffer(archive, member.second.data(), member.second.size(), 0);
  if (source == nullptr) return false;
  const auto index = zip_file_add(archive, member.first.c_str(), source, ZIP_FL_ENC_UTF_8);
  if (index < 0) {
    zip_source_free(source);
    return false;
  }
  const auto added = static_cast<zip_uint64_t>(index);
  return zip_set_file_compression(archive, added, ZIP_CM_DEFLATE, kLevel) == 0 &&
         zip_file_set_dostime(archive, added, 0, kNoDate, 0) == 0;
}

base::Result<std::string> bytes_in(zip_source_t* source) {
  zip_stat_t stat;
  zip_stat_init(&stat);
  if (zip_source_stat(source, &stat) != 0 || zip_source_open(source) != 0) return not_packed();
  std::string bytes(stat.size, '\0');
  const auto read = zip_source_read(source, bytes.data(), bytes.size());
  zip_source_close(source);
  if (read < 0 || static_cast<std::uint64_t>(read) != bytes.size()) return not_packed();
  return bytes;
}

}  // namespace

base::Result<std::string> packed(const std::vector<std::pair<std::string, std::string>>& members) {
  zip_error_t error;
  zip_error_init(&error);
  const std::unique_ptr<zip_source_t, FreeSource> source(
      zip_source_buffer_create(nullptr, 0, 0, &error));
  if (!source) return not_packed();
  zip_source_keep(source.get());  // the archive gives its own hold up when it is closed
  std::unique_ptr<zip_t, DiscardArchive> archive(
      zip_open_from_source(source.get(), ZIP_TRUNCATE, &error));
  if (!archive) {
    zip_source_free(source.get());
    return not_packed();
  }
  for (const auto& member : members) {
    if (!add_member(archive.get(), member)) return not_packed();
  }
  if (zip_close(archive.get()) != 0) return not_packed();
  static_cast<void>(archive.release());  // closed
  return bytes_in(source.get());
}

}  // namespace comity::reading
