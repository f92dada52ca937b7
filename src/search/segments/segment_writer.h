#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_system.h"
#include "base/result.h"
#include "model/language.h"
#include "search/query/facets.h"
#include "search/segments/dictionary.h"
#include "search/segments/packed_column.h"
#include "search/segments/segment_format.h"
#include "search/segments/stored.h"

namespace comity::search {

/// What a segment keeps of a document beside words and facets.
struct DocumentRow {
  std::uint64_t id = 0;
  std::uint64_t group = 0;
  bool in_cluster = false;
  /// Of the same cluster as the document before it.
  bool continues_cluster = false;
  std::uint8_t visibility = 0;
  model::Language language = model::Language::und;
  std::uint8_t title_length = 0;
  std::uint8_t text_length = 0;
  std::int64_t date = 0;
};

/// Calls with the row of each document in order, as often as it is asked to: columns are written
/// one after the other, without any of them in memory.
using Rows = std::function<void(const std::function<void(const DocumentRow&)>&)>;

/// What the manifest remembers of a segment file.
struct SegmentFacts {
  std::uint64_t bytes = 0;
  std::uint64_t checksum = 0;
  std::uint32_t documents = 0;
};

/// Writes a segment file from front to back: the stored documents, all terms in order, the columns,
/// the facets. Beside the dictionaries it holds nothing in memory that grows with the documents.
/// What an error leaves behind is a file that no manifest names.
class SegmentWriter {
 public:
  [[nodiscard]] static base::Result<SegmentWriter> create(const std::filesystem::path& path,
                                                          base::FileSystem& files);

  [[nodiscard]] base::Status add_stored(std::string_view stored, std::string_view text);
  /// A block of another segment, as it is packed there. Gives the number that it has here.
  [[nodiscard]] base::Result<std::uint32_t> add_stored(const StoredBlock& block);
  /// Stored so far.
  [[nodiscard]] std::uint32_t documents() const { return documents_; }
  /// Keys (term_key) ascend by bytes.
  [[nodiscard]] base::Status add_term(std::string_view key, std::uint32_t documents,
                                      std::string_view list);
  [[nodiscard]] base::Status write_columns(const Rows& rows);
  [[nodiscard]] base::Status add_facet(std::string_view name, const FacetWriter& facet);
  /// The rest, and the file durable; the folder is the caller's to sync.
  [[nodiscard]] base::Result<SegmentFacts> finish();

 private:
  explicit SegmentWriter(std::unique_ptr<base::WritableFile> file) : file_(std::move(file)) {}

  /// Once the file failed it stays failed, and each public call says so.
  void write(std::string_view bytes);
  void flush();
  void begin(Section section);
  void end();
  void section(Section section, std::string_view bytes);
  void close_stored();
  void close_terms();
  void write_keys();
  template <typename Value>
  void write_bytes(Section section, const Rows& rows, Value value);
  void write_ids(const Rows& rows);
  void write_clusters(const Rows& rows);
  void write_dates(const Rows& rows);
  void write_groups(const Rows& rows);

  std::unique_ptr<base::WritableFile> file_;
  base::Status status_;
  std::string buffer_;
  std::uint64_t written_ = 0;
  RunningChecksum section_sum_;
  Section current_ = Section::stored;
  std::uint64_t section_begin_ = 0;
  std::string table_;

  std::uint32_t documents_ = 0;
  StoredWriter stored_;
  DictionaryWriter terms_;
  std::uint64_t postings_offset_ = 0;
  std::vector<std::pair<std::string, std::uint32_t>> keys_;
  std::uint32_t key_count_ = 0;
  std::uint32_t facet_count_ = 0;
  std::uint64_t facet_offset_ = 0;
  std::string facet_directory_;
};

}  // namespace comity::search
