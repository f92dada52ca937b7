#include "search/segments/segment.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

namespace comity::search {
using base::ErrorKind;

tl::unexpected<base::Error> damaged_index(std::string what) {
  return base::fail(ErrorKind::corrupt, "the index is damaged: " + std::move(what), {},
                    "it is made anew from the journal");
}

base::Result<MappedFile> MappedFile::open(const std::filesystem::path& path) {
  const auto failed = [&] {
    return base::fail(errno == ENOENT ? ErrorKind::not_found : ErrorKind::unavailable,
                      std::generic_category().message(errno), path.string());
  };
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return failed();
  struct stat facts{};
  if (::fstat(descriptor, &facts) != 0) {
    auto error = failed();
    ::close(descriptor);
    return error;
  }
  const auto size = static_cast<std::size_t>(facts.st_size);
  if (size == 0) {
    ::close(descriptor);
    return MappedFile();
  }
  void* bytes = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, descriptor, 0);
  auto error = failed();
  ::close(descriptor);
  if (bytes == MAP_FAILED) return error;
  return MappedFile(std::string_view(static_cast<const char*>(bytes), size));
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : bytes_(std::exchange(other.bytes_, std::string_view{})) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(bytes_, other.bytes_);
  return *this;
}

MappedFile::~MappedFile() {
  // munmap takes what mmap gave, which was not const.
  if (!bytes_.empty()) ::munmap(const_cast<char*>(bytes_.data()), bytes_.size());
}

base::Result<std::unique_ptr<Segment>> Segment::open(const std::filesystem::path& path) {
  COMITY_TRY(auto file, MappedFile::open(path));
  std::unique_ptr<Segment> segment(new Segment());
  segment->path_ = path;
  segment->file_ = std::move(file);
  segment->bytes_ = segment->file_.bytes();
  auto read = segment->read_table();
  if (read) read = segment->read_sections();
  if (!read) {
    read.error().place = path.string();
    return tl::unexpected(std::move(read).error());
  }
  return segment;
}

base::Result<std::unique_ptr<Segment>> Segment::over(std::string_view bytes) {
  std::unique_ptr<Segment> segment(new Segment());
  segment->bytes_ = bytes;
  COMITY_CHECK(segment->read_table());
  COMITY_CHECK(segment->read_sections());
  return segment;
}

base::Status Segment::read_table() {
  if (bytes_.size() < kSegmentMagic.size() + kFooter || !bytes_.starts_with(kSegmentMagic) ||
      !bytes_.ends_with(kSegmentEnd)) {
    return damaged_index("a segment is cut off");
  }
  ByteReader footer(bytes_.substr(bytes_.size() - kFooter));
  documents_ = footer.fixed<std::uint32_t>();
  term_count_ = footer.fixed<std::uint32_t>();
  key_count_ = footer.fixed<std::uint32_t>();
  const auto sections = footer.fixed<std::uint32_t>();
  const auto offset = footer.fixed<std::uint64_t>();
  table_checksum_ = footer.fixed<std::uint64_t>();
  const auto end = bytes_.size() - kFooter;
  if (documents_ > kMostDocuments || sections != kSections || offset > end ||
      end - offset != sections * kSectionEntry) {
    return damaged_index("a segment's sizes do not agree");
  }
  const auto table = bytes_.substr(offset, end - offset);
  if (checksum(table) != table_checksum_) return damaged_index("a segment's table of sections");
  ByteReader entries(table);
  for (std::uint32_t i = 0; i < sections; ++i) {
    const auto kind = entries.fixed<std::uint32_t>();
    (void)entries.fixed<std::uint32_t>();
    const auto begin = entries.fixed<std::uint64_t>();
    const auto length = entries.fixed<std::uint64_t>();
    const auto sum = entries.fixed<std::uint64_t>();
    if (kind == 0 || kind > kSections || begin > offset || length > offset - begin) {
      return damaged_index("a section lies outside its segment");
    }
    sections_[kind] = bytes_.substr(begin, length);
    checksums_[kind] = sum;
  }
  return {};
}

base::Status Segment::read_sections() {
  const std::size_t documents = documents_;
  const auto blocks = [](std::uint32_t entries) {
    return (std::size_t{entries} + kDictionaryBlock - 1) / kDictionaryBlock * sizeof(std::uint32_t);
  };
  date_values_ = FixedArray<std::int64_t>(section(Section::date_values));
  date_width_ = date_width_for(date_values_.size());
  const std::size_t cluster_bytes = (documents + 63) / 64 * 8 * 2;
  const auto sized = [&](Section which, std::size_t size) { return section(which).size() == size; };
  if (!sized(Section::term_blocks, blocks(term_count_)) ||
      !sized(Section::key_blocks, blocks(key_count_)) ||
      !PackedColumn::fits(section(Section::ids), documents) ||
      !ByteColumn::fits(section(Section::visibility), documents) ||
      !ByteColumn::fits(section(Section::languages), documents) ||
      !ByteColumn::fits(section(Section::title_lengths), documents) ||
      !ByteColumn::fits(section(Section::text_lengths), documents) ||
      !sized(Section::dates, documents * date_width_) || !sized(Section::clusters, cluster_bytes) ||
      section(Section::groups).size() != section(Section::groups_by_id).size() * 4) {
    return damaged_index("a segment's columns do not have its length");
  }
  terms_ = Dictionary(section(Section::terms), section(Section::term_blocks), term_count_);
  keys_ = Dictionary(section(Section::keys), section(Section::key_blocks), key_count_);
  stored_ = StoredReader(section(Section::stored), section(Section::stored_blocks));
  ids_ = PackedColumn(section(Section::ids), documents);
  visibility_ = ByteColumn(section(Section::visibility), documents);
  languages_ = ByteColumn(section(Section::languages), documents);
  title_lengths_ = ByteColumn(section(Section::title_lengths), documents);
  text_lengths_ = ByteColumn(section(Section::text_lengths), documents);
  groups_ = FixedArray<std::uint64_t>(section(Section::groups));
  groups_by_id_ = FixedArray<std::uint32_t>(section(Section::groups_by_id));
  clusters_ = FixedArray<std::uint64_t>(section(Section::clusters));
  ByteReader directory(section(Section::facets));
  const auto facets = directory.varint();
  for (std::uint64_t i = 0; i < facets && !directory.failed(); ++i) {
    COMITY_TRY(auto facet, FacetColumn::open(directory, section(Section::facet_data), documents_));
    facets_.push_back(std::move(facet));
  }
  return directory.failed() ? base::Status(damaged_index("a segment's facets")) : base::Status();
}

std::optional<PostingList> Segment::postings(std::string_view payload) const {
  ByteReader reader(payload);
  const auto documents = reader.varint();
  const auto offset = reader.varint();
  const auto length = reader.varint();
  const auto lists = section(Section::postings);
  if (reader.failed() || documents > documents_ || offset > lists.size() ||
      length > lists.size() - offset) {
    return std::nullopt;
  }
  return PostingList{static_cast<std::uint32_t>(documents), lists.substr(offset, length)};
}

const FacetColumn* Segment::facet(std::string_view name) const {
  for (const auto& facet : facets_) {
    if (facet.name() == name) return &facet;
  }
  return nullptr;
}

std::uint64_t Segment::group(std::uint32_t document) const {
  std::size_t low = 0;
  std::size_t high = groups_.size() / 2;
  while (high - low > 1) {
    const auto middle = low + (high - low) / 2;
    (groups_[middle * 2] <= document ? low : high) = middle;
  }
  return groups_.size() == 0 ? 0 : groups_[low * 2 + 1];
}

void Segment::for_each_group(const std::function<void(Run, std::uint64_t)>& function) const {
  const auto runs = groups_.size() / 2;
  std::uint32_t begin = 0;
  for (std::size_t run = 0; run < runs && begin < documents_; ++run) {
    const auto next = run + 1 < runs ? groups_[(run + 1) * 2] : documents_;
    const auto end = static_cast<std::uint32_t>(std::clamp<std::uint64_t>(next, begin, documents_));
    function({begin, end}, groups_[run * 2 + 1]);
    begin = end;
  }
  // A damaged table has none for the last ones.
  if (begin < documents_) function({begin, documents_}, 0);
}

std::vector<Segment::Run> Segment::documents_of(std::uint64_t group) const {
  const auto runs = groups_.size() / 2;
  const auto group_of = [&](std::size_t i) {
    const std::size_t run = groups_by_id_[i];
    return run < runs ? groups_[run * 2 + 1] : ~std::uint64_t{0};
  };
  std::size_t low = 0;
  for (std::size_t width = groups_by_id_.size(); width > 0;) {
    const auto half = width / 2;
    if (group_of(low + half) < group) {
      low += half + 1;
      width -= half + 1;
    } else {
      width = half;
    }
  }
  std::vector<Run> found;
  for (; low < groups_by_id_.size() && group_of(low) == group; ++low) {
    const std::size_t run = groups_by_id_[low];
    if (run >= runs) break;
    const auto begin = groups_[run * 2];
    const auto end = run + 1 < runs ? groups_[(run + 1) * 2] : documents_;
    if (begin > end || end > documents_) continue;
    found.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
  }
  return found;
}

model::Language Segment::language(std::uint32_t document) const {
  const auto value = languages_[document];
  return value <= static_cast<std::uint8_t>(model::Language::und)
             ? static_cast<model::Language>(value)
             : model::Language::und;
}

std::filesystem::path near_path(const std::filesystem::path& segment) {
  auto path = segment;
  return path += ".near";
}

std::shared_ptr<const HeldNearTable> Segment::mapped_near_table() const {
  if (path_.empty()) return nullptr;
  auto file = MappedFile::open(near_path(path_));
  if (!file) return nullptr;
  auto held = std::make_shared<HeldNearTable>();
  held->file = *std::move(file);
  auto table = NearTable::over(held->file.bytes(), *this);
  if (!table) return nullptr;
  held->table = *table;
  return held;
}

base::Result<std::shared_ptr<const HeldNearTable>> Segment::near_table() const {
  const std::lock_guard lock(near_mutex_);
  if (!near_) near_ = mapped_near_table();
  if (near_) return near_;
  auto held = std::make_shared<HeldNearTable>();
  COMITY_TRY(held->made, NearTable::build(*this));
  COMITY_TRY(held->table, NearTable::over(held->made, *this));
  near_ = std::move(held);
  return near_;
}

base::Status Segment::keep_near_table(base::FileSystem& files) const {
  COMITY_TRY(const auto held, near_table());
  if (held->made.empty() || path_.empty()) return {};
  COMITY_CHECK(base::write_atomically(files, near_path(path_), held->made));
  const std::lock_guard lock(near_mutex_);
  if (auto mapped = mapped_near_table()) near_ = std::move(mapped);
  return {};
}

SegmentFacts Segment::facts() const { return {bytes_.size(), table_checksum_, documents_}; }

base::Status Segment::verify() const {
  for (std::size_t kind = 1; kind <= kSections; ++kind) {
    if (checksum(sections_[kind]) != checksums_[kind]) {
      return damaged_index("section " + std::to_string(kind) + " of a segment");
    }
  }
  return {};
}

}  // namespace comity::search
