#include "reading/archive/zip.h"

#include <zip.h>

#include <algorithm>
#include <map>
#include <utility>

#include "base/text.h"

namespace comity::reading {
namespace {

using base::ErrorKind;

// The least that the format spends on a member beside its packed bytes: a header before them and
// one in the directory, each with the name; and on the archive: the directory's end.
constexpr std::uint64_t kHeaderBytes = 30 + 46;
constexpr std::uint64_t kEndBytes = 22;

struct CloseArchive {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};
struct CloseFile {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};
using Archive = std::unique_ptr<zip_t, CloseArchive>;
using File = std::unique_ptr<zip_file_t, CloseFile>;

tl::unexpected<base::Error> damaged(std::string place) {
  return base::fail(ErrorKind::corrupt, "the archive is damaged", std::move(place),
                    "pack it anew, or get another copy");
}

tl::unexpected<base::Error> overlapping(std::string place) {
  return base::fail(ErrorKind::corrupt, "the archive's members overlap", std::move(place),
                    "get the archive from another source, or pack it anew");
}

tl::unexpected<base::Error> too_large(std::string message, std::string place) {
  return base::fail(ErrorKind::too_large, std::move(message), std::move(place),
                    "unpack the archive and give its files one by one");
}

base::Result<Archive> open_archive(std::string_view bytes) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  if (source == nullptr) return damaged({});
  Archive archive(zip_open_from_source(source, ZIP_RDONLY, &error));
  const bool no_memory = zip_error_code_zip(&error) == ZIP_ER_MEMORY;
  zip_error_fini(&error);
  if (archive) return archive;
  zip_source_free(source);
  if (no_memory) return too_large("opening the archive takes too much memory", {});
  return damaged({});
}

// Whether a name stays within the archive's own tree, on every system.
bool leads_out(std::string_view name) {
  if (name.starts_with('/') || (name.size() > 1 && name[1] == ':')) return true;
  for (const auto part : base::split(name, '/')) {
    if (part == "..") return true;
  }
  return false;
}

base::Result<std::string> checked_name(const char* given, const ZipLimits& limits) {
  if (given == nullptr || *given == '\0') return damaged("a member without a name");
  std::string name(given);
  const bool odd = std::any_of(name.begin(), name.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
  });
  if (odd || !base::is_utf8(name)) return damaged("a member with control signs in its name");
  if (name.size() > limits.name_bytes) {
    return too_large(
        "a member's name is longer than " + std::to_string(limits.name_bytes) + " bytes",
        base::normalised(name.substr(0, 64)) + "…");
  }
  for (auto& c : name) {
    if (c == '\\') c = '/';  // as some programs part folders
  }
  if (leads_out(name)) {
    return base::fail(ErrorKind::corrupt, "a member's name leads out of the archive", name,
                      "get the archive from another source, or pack it anew");
  }
  return name;
}

}  // namespace

struct Zip::Impl {
  // What the archive's directory says of a member.
  struct Entry {
    zip_uint64_t index = 0;
    std::uint64_t bytes = 0;
    std::uint64_t packed = 0;
    bool encrypted = false;
    bool deflated = true;  // or stored as it is
  };

  base::Status take(zip_uint64_t index) {
    zip_stat_t stat;
    zip_stat_init(&stat);
    if (zip_stat_index(archive.get(), index, 0, &stat) != 0) return damaged({});
    COMITY_TRY(auto name, checked_name(stat.name, limits));
    Entry entry{index, stat.size, stat.comp_size, stat.encryption_method != ZIP_EM_NONE,
                stat.comp_method == ZIP_CM_STORE || stat.comp_method == ZIP_CM_DEFLATE};
    // Compared one by one, so that declared sizes cannot add up past the last number.
    if (entry.packed > room) return overlapping(name);
    room -= entry.packed;
    if (entry.bytes > limits.inflated_bytes - inflated) {
      return too_large(
          "the archive unpacks to more than " + std::to_string(limits.inflated_bytes >> 20) + " MB",
          name);
    }
    inflated += entry.bytes;
    if (!entries.emplace(name, entry).second) {
      return base::fail(ErrorKind::corrupt, "two of the archive's members have one name", name,
                        "pack it anew with one of them");
    }
    if (!name.ends_with('/')) members.push_back({std::move(name), entry.bytes});
    return {};
  }

  base::Status take_all(std::uint64_t size) {
    const auto count = zip_get_num_entries(archive.get(), 0);
    if (count < 0) return damaged({});
    if (static_cast<std::size_t>(count) > limits.entries) {
      return too_large("the archive has more than " + std::to_string(limits.entries) + " members",
                       {});
    }
    // Members that do not overlap fit side by side into the archive: the promise that unpacking
    // stays in proportion to it.
    const auto overhead = kEndBytes + kHeaderBytes * static_cast<std::uint64_t>(count);
    if (overhead > size) return overlapping({});
    room = size - overhead;
    for (zip_int64_t i = 0; i < count; ++i) {
      COMITY_CHECK(take(static_cast<zip_uint64_t>(i)));
    }
    return {};
  }

  using Entries = std::map<std::string, Entry, std::less<>>;

  // The member, where it may be unpacked.
  base::Result<const Entries::value_type*> readable(std::string_view name) const {
    const auto found = entries.find(name);
    if (found == entries.end()) {
      return base::fail(ErrorKind::corrupt, "the archive lacks a member", std::string(name),
                        "get another copy");
    }
    const auto& entry = found->second;
    if (entry.encrypted) {
      return base::fail(ErrorKind::corrupt, "the file is encrypted", found->first,
                        "remove the password");
    }
    if (!entry.deflated) {
      return base::fail(ErrorKind::unsupported, "the file is packed in a way that is not read",
                        found->first, "pack it anew with the common method (deflate)");
    }
    if (entry.bytes > limits.small_bytes && entry.bytes / limits.ratio > entry.packed) {
      return too_large(
          "the file unpacks to more than " + std::to_string(limits.ratio) + " times its size",
          found->first);
    }
    return &*found;
  }

  base::Result<std::string> inflate(const Entry& entry, const std::string& name) const {
    const File file(zip_fopen_index(archive.get(), entry.index, 0));
    if (!file) return damaged(name);
    // One byte more than declared, so that a member that goes on is seen.
    std::string bytes(static_cast<std::size_t>(entry.bytes) + 1, '\0');
    std::size_t filled = 0;
    while (filled < bytes.size()) {
      const auto got = zip_fread(file.get(), bytes.data() + filled, bytes.size() - filled);
      if (got < 0) return damaged(name);
      if (got == 0) break;
      filled += static_cast<std::size_t>(got);
    }
    if (filled != entry.bytes) return damaged(name);
    bytes.resize(filled);
    return bytes;
  }

  Archive archive;
  ZipLimits limits;
  std::uint64_t room = 0;      // what members yet to come may take of the archive
  std::uint64_t inflated = 0;  // of the members taken
  std::vector<ZipMember> members;
  Entries entries;
};

Zip::Zip(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Zip::Zip(Zip&&) noexcept = default;
Zip& Zip::operator=(Zip&&) noexcept = default;
Zip::~Zip() = default;

base::Result<Zip> Zip::open(std::string_view bytes, const ZipLimits& limits) {
  auto impl = std::make_unique<Impl>();
  COMITY_TRY(impl->archive, open_archive(bytes));
  impl->limits = limits;
  COMITY_CHECK(impl->take_all(bytes.size()));
  return Zip(std::move(impl));
}

const std::vector<ZipMember>& Zip::members() const { return impl_->members; }

bool Zip::has(std::string_view name) const { return impl_->entries.contains(name); }

base::Result<std::string> Zip::read(std::string_view name) const {
  COMITY_TRY(const auto* found, impl_->readable(name));
  return impl_->inflate(found->second, found->first);
}

base::Status Zip::each_piece(std::string_view name,
                             const std::function<base::Status(std::string_view)>& take) const {
  COMITY_TRY(const auto* found, impl_->readable(name));
  const auto& [whole_name, entry] = *found;
  const File file(zip_fopen_index(impl_->archive.get(), entry.index, 0));
  if (!file) return damaged(whole_name);
  std::string piece(std::size_t{64} << 10, '\0');
  for (std::uint64_t left = entry.bytes;;) {
    const auto got = zip_fread(file.get(), piece.data(), piece.size());
    if (got < 0 || static_cast<std::uint64_t>(got) > left) return damaged(whole_name);
    if (got == 0 && left > 0) return damaged(whole_name);
    if (got == 0) return {};
    left -= static_cast<std::uint64_t>(got);
    COMITY_CHECK(take(std::string_view(piece).substr(0, static_cast<std::size_t>(got))));
  }
}

}  // namespace comity::reading
