#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "service/finding/search.h"
#include "service/installation.h"
#include "service/reviews/recommendation_name.h"

namespace comity::service {

/// What a stream came to, by which its receiver sees that nothing is missing.
struct Trailer {
  std::uint64_t count = 0;  ///< of rows
  std::string sha256;       ///< of all bytes, in hexadecimal; of those before a trailer record
};

/// Rows made while they are taken; an empty piece is the end. For one thread at a time.
class RowStream {
 public:
  virtual ~RowStream() = default;
  [[nodiscard]] virtual base::Result<std::string> next() = 0;
  /// Of what was taken; the whole stream's once it has ended.
  [[nodiscard]] virtual Trailer trailer() const = 0;
};

/// How rows are written: with a header, or one JSON object a line and as last line
/// `{"trailer": {"count", "sha256"}}`. A CSV has no such record, so that every program reads it
/// back. A workbook has a last sheet that says what it is; it is written into the folder for
/// temporary files before its first piece is given.
enum class RowFormat : std::uint8_t { csv, ndjson, xlsx };

/// What the rows of a table are: clauses, with the columns of `export recommendations`; paragraphs
/// in which a treaty body recommends; paragraphs of interactive dialogues.
enum class RowKind : std::uint8_t { recommendations, observations, statements };
[[nodiscard]] std::string_view name_of(RowKind kind);
/// What a search's own address gives as rows: paragraphs where its filters ask for that one kind,
/// else clauses.
[[nodiscard]] RowKind rows_of(const SearchRequest& request);

/// What of that kind a search finds, ordered by symbol and number, from one snapshot. Its memory
/// grows with the works, and by one bit for each document of the indexes. The installation must
/// outlive it.
[[nodiscard]] base::Result<std::unique_ptr<RowStream>> found_rows(Installation& installation,
                                                                  const Ask& ask,
                                                                  const SearchRequest& request,
                                                                  RowKind kind, RowFormat format);

/// The clauses of recommendations that a search finds, in the order of their rows, the first
/// `most`; each names its clause.
[[nodiscard]] base::Result<std::vector<RecommendationName>> found_clauses(
    Installation& installation, const Ask& ask, const SearchRequest& request, std::size_t most);

}  // namespace comity::service
