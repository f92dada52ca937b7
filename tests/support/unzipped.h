#pragma once

#include <zip.h>

#include <array>
#include <map>
#include <memory>
#include <string>

namespace comity::test_support {

/// The files of a ZIP archive by their names; none where it is not one.
[[nodiscard]] inline std::map<std::string, std::string> unzipped(const std::string& bytes) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  const std::unique_ptr<zip_t, decltype(&zip_discard)> archive(
      zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error), zip_discard);
  std::map<std::string, std::string> files;
  if (!archive) return files;
  for (zip_int64_t i = 0; i < zip_get_num_entries(archive.get(), 0); ++i) {
    const auto index = static_cast<zip_uint64_t>(i);
    const std::unique_ptr<zip_file_t, decltype(&zip_fclose)> file(
        zip_fopen_index(archive.get(), index, 0), zip_fclose);
    auto& out = files[zip_get_name(archive.get(), index, 0)];
    std::array<char, 4096> piece{};
    zip_int64_t got = 0;
    while (file && (got = zip_fread(file.get(), piece.data(), piece.size())) > 0) {
      out.append(piece.data(), static_cast<std::size_t>(got));
    }
  }
  return files;
}

}  // namespace comity::test_support
