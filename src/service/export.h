#pragma once

#include <memory>
#include <string>

#include "service/installation.h"
#include "service/search.h"

namespace comity::service {

/// Text made while it is taken; an empty piece is the end. For one thread at a time.
class TextStream {
 public:
  virtual ~TextStream() = default;
  [[nodiscard]] virtual base::Result<std::string> next() = 0;
};

/// How rows are written: with a header, or one JSON object a line.
enum class RowFormat : std::uint8_t { csv, ndjson };

/// The clauses that a search finds, with the columns of `export recommendations`, ordered by symbol
/// and number. The installation must outlive it.
[[nodiscard]] base::Result<std::unique_ptr<TextStream>> recommendations(
    Installation& installation, const Ask& ask, const SearchRequest& request, RowFormat format);

}  // namespace comity::service
