#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/language.h"
#include "search/likeness/near_table.h"
#include "search/query/facets.h"
#include "search/segments/dictionary.h"
#include "search/segments/packed_column.h"
#include "search/segments/postings.h"
#include "search/segments/segment_format.h"
#include "search/segments/segment_writer.h"
#include "search/segments/stored.h"

namespace comity::search {

/// The error of an index of which `what` is not as it was written: corrupt.
[[nodiscard]] tl::unexpected<base::Error> damaged_index(std::string what);

/// Bytes of a file in memory, read as they are needed; unmapped when destroyed.
class MappedFile {
 public:
  /// not_found, unavailable.
  [[nodiscard]] static base::Result<MappedFile> open(const std::filesystem::path& path);
  MappedFile() = default;
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  ~MappedFile();
  [[nodiscard]] std::string_view bytes() const { return bytes_; }

 private:
  explicit MappedFile(std::string_view bytes) : bytes_(bytes) {}
  std::string_view bytes_;
};

/// A segment's table of near-duplicates with the bytes that it stands on.
struct HeldNearTable {
  MappedFile file;
  std::string made;  ///< where there was no file, or a damaged one
  NearTable table;
};

/// The file beside a segment that holds its table of near-duplicates.
[[nodiscard]] std::filesystem::path near_path(const std::filesystem::path& segment);

/// An immutable segment, read in place. Every offset is checked before it is followed: a damaged
/// file gives errors or fewer documents, never a fault. Thread-safe.
class Segment {
 public:
  /// corrupt when the file is not a whole segment.
  [[nodiscard]] static base::Result<std::unique_ptr<Segment>> open(
      const std::filesystem::path& path);
  /// Over bytes that outlive it.
  [[nodiscard]] static base::Result<std::unique_ptr<Segment>> over(std::string_view bytes);

  [[nodiscard]] std::uint32_t documents() const { return documents_; }
  [[nodiscard]] std::uint64_t bytes() const { return bytes_.size(); }
  [[nodiscard]] const Dictionary& terms() const { return terms_; }
  [[nodiscard]] const Dictionary& keys() const { return keys_; }
  /// Of a term's payload; nothing where it is damaged.
  [[nodiscard]] std::optional<PostingList> postings(std::string_view payload) const;
  [[nodiscard]] const std::vector<FacetColumn>& facets() const { return facets_; }
  [[nodiscard]] const FacetColumn* facet(std::string_view name) const;
  [[nodiscard]] const StoredReader& stored() const { return stored_; }

  [[nodiscard]] std::uint64_t id(std::uint32_t document) const { return ids_[document]; }
  [[nodiscard]] std::uint64_t group(std::uint32_t document) const;
  /// The documents of a group, as ranges [begin, end).
  struct Run {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
  };
  [[nodiscard]] std::vector<Run> documents_of(std::uint64_t group) const;
  /// Calls with each run of documents of one group, in order, and the group; each document is in
  /// one of them.
  void for_each_group(const std::function<void(Run, std::uint64_t)>& function) const;
  [[nodiscard]] std::uint8_t visibility(std::uint32_t document) const {
    return visibility_[document];
  }
  [[nodiscard]] model::Language language(std::uint32_t document) const;
  [[nodiscard]] std::uint8_t title_length(std::uint32_t document) const {
    return title_lengths_[document];
  }
  [[nodiscard]] std::uint8_t text_length(std::uint32_t document) const {
    return text_lengths_[document];
  }
  [[nodiscard]] std::int64_t date(std::uint32_t document) const {
    std::uint32_t ordinal = 0;
    std::memcpy(&ordinal, section(Section::dates).data() + std::size_t{document} * date_width_,
                date_width_);
    return ordinal < date_values_.size() ? date_values_[ordinal] : 0;
  }
  /// Length byte of a field; 0 of fields without a length.
  [[nodiscard]] std::uint8_t length_in(Field field, std::uint32_t document) const {
    if (field == Field::title) return title_length(document);
    return field == Field::text ? text_length(document) : 0;
  }
  /// 64 documents from 64 · `word` on: those in a cluster, and those that begin one or are in none.
  [[nodiscard]] std::uint64_t cluster_members(std::size_t word) const { return clusters_[word]; }
  [[nodiscard]] std::uint64_t cluster_starts(std::size_t word) const {
    return clusters_[clusters_.size() / 2 + word];
  }
  [[nodiscard]] bool in_cluster(std::uint32_t document) const {
    return (cluster_members(document / 64) >> (document % 64) & 1) != 0;
  }
  [[nodiscard]] bool starts_cluster(std::uint32_t document) const {
    return (cluster_starts(document / 64) >> (document % 64) & 1) != 0;
  }

  /// Its table of near-duplicates: that of the file beside it, else made now from its texts and
  /// kept in memory. corrupt.
  [[nodiscard]] base::Result<std::shared_ptr<const HeldNearTable>> near_table() const;
  /// The same, and the table in a file: for the process that writes the index.
  [[nodiscard]] base::Status keep_near_table(base::FileSystem& files) const;

  /// What the manifest remembers of it.
  [[nodiscard]] SegmentFacts facts() const;
  /// Compares every section with its checksum.
  [[nodiscard]] base::Status verify() const;

 private:
  Segment() = default;
  [[nodiscard]] base::Status read_table();
  [[nodiscard]] base::Status read_sections();
  [[nodiscard]] std::string_view section(Section section) const {
    return sections_[static_cast<std::size_t>(section)];
  }

  /// From the file beside it; nothing where that is missing or damaged.
  [[nodiscard]] std::shared_ptr<const HeldNearTable> mapped_near_table() const;

  std::filesystem::path path_;
  mutable std::mutex near_mutex_;
  mutable std::shared_ptr<const HeldNearTable> near_;
  MappedFile file_;
  std::string_view bytes_;
  std::array<std::string_view, kSections + 1> sections_{};
  std::array<std::uint64_t, kSections + 1> checksums_{};
  std::uint64_t table_checksum_ = 0;
  std::uint32_t documents_ = 0;
  std::uint32_t term_count_ = 0;
  std::uint32_t key_count_ = 0;
  Dictionary terms_;
  Dictionary keys_;
  StoredReader stored_;
  PackedColumn ids_;
  ByteColumn visibility_;
  ByteColumn languages_;
  ByteColumn title_lengths_;
  ByteColumn text_lengths_;
  FixedArray<std::uint64_t> groups_;
  FixedArray<std::uint32_t> groups_by_id_;
  FixedArray<std::int64_t> date_values_;
  std::size_t date_width_ = 1;
  FixedArray<std::uint64_t> clusters_;
  std::vector<FacetColumn> facets_;
};

}  // namespace comity::search
