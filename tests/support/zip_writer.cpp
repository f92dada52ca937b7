#include "support/zip_writer.h"

#include <zip.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <memory>

namespace comity::test_support {
namespace {

// 2010-01-01, so that equal files give equal archives.
constexpr time_t kDate = 1'262'304'000;
constexpr std::size_t kDirectoryEnd = 22;  // bytes of the record at an archive's end

void must(bool good) {
  if (good) return;
  std::fputs("a test's ZIP archive could not be made\n", stderr);
  std::abort();
}

std::string bytes_of(zip_source_t* source) {
  zip_stat_t stat;
  zip_stat_init(&stat);
  must(zip_source_stat(source, &stat) == 0 && zip_source_open(source) == 0);
  std::string bytes(static_cast<std::size_t>(stat.size), '\0');
  must(zip_source_read(source, bytes.data(), bytes.size()) ==
       static_cast<zip_int64_t>(bytes.size()));
  zip_source_close(source);
  zip_source_free(source);
  return bytes;
}

std::string packed(const ZipFiles& files, zip_uint16_t encryption) {
  zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, nullptr);
  must(target != nullptr);
  zip_source_keep(target);
  zip_t* archive = zip_open_from_source(target, ZIP_TRUNCATE, nullptr);
  must(archive != nullptr);
  for (const auto& [name, bytes] : files) {
    zip_source_t* source = zip_source_buffer(archive, bytes.data(), bytes.size(), 0);
    const auto index = zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8);
    must(index >= 0);
    const auto at = static_cast<zip_uint64_t>(index);
    must(zip_file_set_mtime(archive, at, kDate, 0) == 0);
    if (encryption != ZIP_EM_NONE) {
      must(zip_file_set_encryption(archive, at, encryption, "secret") == 0);
    }
  }
  must(zip_close(archive) == 0);
  return bytes_of(target);
}

std::uint32_t number_at(const std::string& bytes, std::size_t at, std::size_t width) {
  std::uint32_t value = 0;
  for (std::size_t i = width; i > 0; --i) {
    value = value << 8 | static_cast<unsigned char>(bytes[at + i - 1]);
  }
  return value;
}

void put_number(std::string& bytes, std::size_t at, std::size_t width, std::size_t value) {
  for (std::size_t i = 0; i < width; ++i) {
    bytes[at + i] = static_cast<char>(value >> (8 * i) & 0xFF);
  }
}

}  // namespace

std::string zip_of(const ZipFiles& files) { return packed(files, ZIP_EM_NONE); }

std::string encrypted_zip_of(const ZipFiles& files) { return packed(files, ZIP_EM_AES_256); }

std::string overlapping_zip(std::size_t count, const std::string& file) {
  const auto one = zip_of({{"0000", file}});
  // The archive's end tells where its directory lies; the directory's one record is repeated, each
  // time with another name of the same length.
  const auto end = one.size() - kDirectoryEnd;
  const auto directory = number_at(one, end + 16, 4);
  const auto record = one.substr(directory, end - directory);
  auto out = one.substr(0, directory);
  for (std::size_t i = 0; i < count; ++i) {
    auto copy = record;
    auto name = std::to_string(i);
    name.insert(0, 4 - name.size(), '0');
    copy.replace(46, 4, name);
    out += copy;
  }
  auto tail = one.substr(end);
  put_number(tail, 8, 2, count);
  put_number(tail, 10, 2, count);
  put_number(tail, 12, 4, record.size() * count);
  return out + tail;
}

}  // namespace comity::test_support
