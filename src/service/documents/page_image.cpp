#include <fmt/format.h>

#include "service/address.h"
#include "service/documents/documents.h"

namespace comity::service {
namespace {

using base::ErrorKind;
using base::fail;
using base::Result;

constexpr int kPixels = 1000;  ///< wide enough to read, small enough for a weak line
constexpr std::uint64_t kCacheBytes = std::uint64_t{512} << 20;
constexpr std::uint64_t kImageBytes = std::uint64_t{32} << 20;

std::filesystem::path cache_folder(const Installation& installation) {
  return installation.folder() / "cache" / "pages";
}

/// Keeps the folder under its cap by dropping the images that were not written for the longest.
void trim_cache(const std::filesystem::path& folder) {
  std::error_code error;
  std::vector<std::pair<std::filesystem::file_time_type, std::filesystem::path>> images;
  std::uint64_t total = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    total += entry.file_size(error);
    images.emplace_back(entry.last_write_time(error), entry.path());
  }
  if (total <= kCacheBytes) return;
  std::sort(images.begin(), images.end());
  for (const auto& [time, path] : images) {
    if (total <= kCacheBytes / 2) break;
    total -= std::filesystem::file_size(path, error);
    std::filesystem::remove(path, error);
  }
}

}  // namespace

Result<StoredFile> page_image(Installation& installation, const Ask& ask, std::string_view name,
                              int page, const CopyWish& wish) {
  COMITY_TRY(const auto pdf, original(installation, ask, name, wish));
  if (pdf.media_type != "application/pdf") {
    return fail(ErrorKind::not_found, "this document's file has no pages", document_address(name));
  }
  const auto folder = cache_folder(installation);
  const auto path = folder / fmt::format("{}-{}-{}.png", pdf.etag, page, kPixels);
  auto& files = installation.files();
  auto image = files.read(path, kImageBytes);
  if (!image) {
    COMITY_TRY(auto made, installation.reader().page_image(*pdf.bytes, page, kPixels));
    // A full disk must not keep anyone from looking: the image is shown though not kept.
    if (files.make_folders(folder) && write_atomically(files, path, made)) trim_cache(folder);
    image = std::move(made);
  }
  return StoredFile{"image/png", fmt::format("{}-{}.png", name, page),
                    fmt::format("{}-{}", pdf.etag.substr(0, 32), page),
                    std::make_shared<const std::string>(*std::move(image))};
}

}  // namespace comity::service
