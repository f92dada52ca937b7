#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_system.h"
#include "base/result.h"
#include "model/language.h"
#include "search/dictionary.h"
#include "search/facets.h"
#include "search/segment_format.h"
#include "search/stored.h"

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

/// What the manifest remembers of a segment file.
struct SegmentFacts {
  std::uint64_t bytes = 0;
  std::uint64_t checksum = 0;
  std::uint32_t documents = 0;
};

/// Writes a segment file from front to back: first all documents with their facets, then all terms
/// in order. What an error leaves behind is a file that no manifest names.
class SegmentWriter {
 public:
  [[nodiscard]] static base::Result<SegmentWriter> create(const std::filesystem::path& path,
                                                          base::FileSystem& files);

  [[nodiscard]] base::Status add_document(const DocumentRow& row, std::string_view stored,
                                          std::string_view text);
  /// The number of documents so far, which is the number of the next one.
  [[nodiscard]] std::uint32_t documents() const { return documents_; }
  /// Made at first sight; lives as long as the writer.
  [[nodiscard]] FacetWriter& facet(std::string_view name);

  /// Keys (term_key) ascend by bytes.
  [[nodiscard]] base::Status add_term(std::string_view key, std::uint32_t documents,
                                      std::string_view list);
  /// The rest, and the file durable; the folder is the caller's to sync.
  [[nodiscard]] base::Result<SegmentFacts> finish();

 private:
  explicit SegmentWriter(std::unique_ptr<base::WritableFile> file) : file_(std::move(file)) {}

  [[nodiscard]] base::Status write(std::string_view bytes);
  [[nodiscard]] base::Status flush();
  void begin(Section section);
  [[nodiscard]] base::Status end();
  [[nodiscard]] base::Status section(Section section, std::string_view bytes);
  [[nodiscard]] base::Status close_stored();
  [[nodiscard]] base::Status write_keys();
  [[nodiscard]] base::Status write_columns();
  [[nodiscard]] base::Status write_dates();
  [[nodiscard]] base::Status write_groups();
  [[nodiscard]] base::Status write_facets();
  [[nodiscard]] base::Result<SegmentFacts> write_footer();

  std::unique_ptr<base::WritableFile> file_;
  std::string buffer_;
  std::uint64_t written_ = 0;
  RunningChecksum section_sum_;
  Section current_ = Section::stored;
  std::uint64_t section_begin_ = 0;
  std::string table_;
  bool stored_open_ = true;

  std::uint32_t documents_ = 0;
  StoredWriter stored_;
  DictionaryWriter terms_;
  std::uint64_t postings_offset_ = 0;
  std::vector<std::pair<std::string, std::uint32_t>> keys_;
  std::uint32_t key_count_ = 0;
  std::string ids_, visibility_, languages_, title_lengths_, text_lengths_;
  std::vector<std::int64_t> dates_;
  std::vector<std::pair<std::uint32_t, std::uint64_t>> groups_;
  std::vector<std::uint64_t> cluster_members_, cluster_starts_;
  std::vector<std::pair<std::string, std::unique_ptr<FacetWriter>>> facets_;
};

}  // namespace comity::search
