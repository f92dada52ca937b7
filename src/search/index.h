#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/file_system.h"
#include "base/result.h"
#include "model/language.h"
#include "search/query/query.h"

namespace comity::search {

class IndexState;
class SnapshotState;

struct FacetValue {
  std::string facet;
  std::string value;
};

/// What is found as one hit: a clause of a recommendation, a paragraph, a document.
struct IndexDocument {
  std::uint64_t id = 0;
  /// The work it belongs to; deletions are by group.
  std::uint64_t group = 0;
  /// The numbered recommendation it belongs to, 0 for none. Documents of one cluster come in one
  /// batch and one group; the index keeps them side by side and counts them once.
  std::uint64_t cluster = 0;
  /// Who may read it: askers name the classes that they may read (SpaceView).
  std::uint8_t visibility = 0;
  model::Language language = model::Language::und;
  std::string title;
  std::string text;
  /// Paragraph number ("119.1", "6 (b)"), found by number:… and by a word such as 119.1.
  std::string number;
  /// A facet may have several values; the same one twice counts once.
  std::vector<FacetValue> facets;
  /// Microseconds or days, as the caller likes; lists without words come latest first.
  std::int64_t date = 0;
  /// Given back with the hit, not looked into. Kept compressed, so that some hundred bytes are
  /// well.
  std::string stored;
};

/// One step of the index: groups to take away (as they stood before), documents to add, and the
/// journal entry that the index has then followed to.
struct Batch {
  std::vector<std::uint64_t> deleted_groups;
  std::vector<IndexDocument> added;
  std::uint64_t head = 0;
};

/// The index of one space at one moment: an immutable value, cheap to copy, read by any thread
/// while the index goes on; its files live as long as it does.
class Snapshot {
 public:
  /// An empty one.
  Snapshot();
  explicit Snapshot(std::shared_ptr<const SnapshotState> state);
  /// The journal entry it has followed to.
  [[nodiscard]] std::uint64_t head() const;
  /// Documents not deleted, of all visibility classes.
  [[nodiscard]] std::uint64_t documents() const;
  /// Whether its files have documents of the group, also such as were taken away.
  [[nodiscard]] bool holds(std::uint64_t group) const;
  /// Bytes of its segments on disk.
  [[nodiscard]] std::uint64_t bytes() const;
  [[nodiscard]] std::size_t segments() const;
  [[nodiscard]] const SnapshotState& state() const { return *state_; }

 private:
  std::shared_ptr<const SnapshotState> state_;
};

enum class Access { read_write, read_only };
enum class Merging { background, on_request };

struct IndexOptions {
  Access access = Access::read_write;
  /// background: a thread of the index merges segments of like size (merge_policy.h).
  Merging merging = Merging::background;
  /// No batch and no segment may have so many documents; the format's limit.
  std::uint32_t most_documents = 1U << 24;
};

/// The index of one space in a folder of its own (docs/formats/index.md). One process writes, any
/// number read. Thread-safe.
class Index {
 public:
  /// Opens, or makes, the index. Errors: conflict (another process writes it), corrupt (a damaged
  /// or missing file: drop() it and build it anew from head 0), unavailable. Read-only where there
  /// is none yet gives an empty one.
  [[nodiscard]] static base::Result<std::unique_ptr<Index>> open(
      const std::filesystem::path& folder, base::FileSystem& files, IndexOptions options = {});
  /// Removes the index's files from the folder; the next open() begins at head 0.
  [[nodiscard]] static base::Status drop(const std::filesystem::path& folder,
                                         base::FileSystem& files);

  ~Index();
  Index(const Index&) = delete;
  Index& operator=(const Index&) = delete;

  /// Durable when it returns; on an error (full disk, …) the index is as before. Kill-safe.
  [[nodiscard]] base::Status apply(const Batch& batch);
  /// Makes one segment of all, without the deleted documents. Readers and apply() go on. too_large,
  /// before any work, where they do not fit one.
  [[nodiscard]] base::Status merge();
  /// Writes each segment anew that holds documents taken away of these groups, so that no byte of
  /// them is left in a file. Readers and apply() go on; what an older snapshot has open stays until
  /// it ends.
  [[nodiscard]] base::Status erase(std::span<const std::uint64_t> groups);
  /// Forgets all: no documents, head 0. For an index whose files were found damaged.
  [[nodiscard]] base::Status clear();
  /// The same, for documents of another maker.
  [[nodiscard]] base::Status clear(std::uint64_t maker);
  /// For readers: takes up what the writing process has committed since.
  [[nodiscard]] base::Status refresh();
  /// Reads every byte again and compares checksums; corrupt names the file.
  [[nodiscard]] base::Status verify() const;

  /// Puts the tables of near-duplicates (neighbours.h) that are missing into files, so that no
  /// question has to make them. Where the index is open for reading only, nothing happens.
  [[nodiscard]] base::Status keep_near_tables();

  [[nodiscard]] Snapshot snapshot() const;
  [[nodiscard]] std::uint64_t head() const { return snapshot().head(); }
  /// A number of the caller's that names by what the documents were made; 0 in a new index. It
  /// changes with clear() only, so that an index never holds documents of two makers.
  [[nodiscard]] std::uint64_t maker() const;

 private:
  explicit Index(std::unique_ptr<IndexState> state);
  std::unique_ptr<IndexState> state_;
};

/// any_of: the facet has one of the values; none_of: it has none of them. Values compare exactly;
/// "2008..2014" stands for all numbers of that range (number_range.h).
struct Filter {
  enum class Kind { any_of, none_of } kind = Kind::any_of;
  std::string facet;
  std::vector<std::string> values;
};

/// A space as one asker may see it. Documents of other classes change nothing in the answer.
struct SpaceView {
  Snapshot snapshot;
  std::vector<std::uint8_t> visible;
  /// Of this space alone; all must hold beside those of the question.
  std::vector<Filter> filters = {};
};

struct SearchOptions {
  std::size_t limit = 20;
  /// `next` of an earlier answer to the same question; empty for the first page.
  std::string after;
  /// All must hold.
  std::vector<Filter> filters;
  /// Facets to count. Values of a facet with an any_of filter are counted as if that one filter
  /// were not there, so that a person sees what choosing another value would give.
  std::vector<std::string> facets;
};

struct Hit {
  /// Which of the spaces asked.
  std::size_t space = 0;
  std::uint64_t id = 0;
  std::uint64_t group = 0;
  /// BM25F over title and text; 0 when nothing asked for has a score.
  double score = 0;
  std::int64_t date = 0;
  model::Language language = model::Language::und;
  std::string stored;
  std::string text;
  /// In `text`.
  std::vector<Range> highlights;
};

struct ValueCount {
  std::string value;
  std::uint64_t count = 0;
};

/// Most frequent first, then by bytes; values without a hit are left out.
struct FacetCounts {
  std::string facet;
  std::vector<ValueCount> values;
};

struct SearchAnswer {
  /// Exact, in documents.
  std::uint64_t count = 0;
  /// Distinct clusters among them.
  std::uint64_t clusters = 0;
  /// By score, then latest date, then id. Without words: by latest date, then id.
  std::vector<Hit> hits;
  /// Gives the page after this one; empty on the last.
  std::string next;
  /// In the order asked.
  std::vector<FacetCounts> facets;
  std::int64_t microseconds = 0;
};

/// One question over several spaces. Errors: invalid_input (a cursor that is none), corrupt.
[[nodiscard]] base::Result<SearchAnswer> search(std::span<const SpaceView> spaces,
                                                const Query& query, const SearchOptions& options);

}  // namespace comity::search
