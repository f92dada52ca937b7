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

/// The clauses that a search finds, as CSV with the columns of `export recommendations`, ordered by
/// symbol and number. The installation must outlive it.
[[nodiscard]] base::Result<std::unique_ptr<TextStream>> recommendations_csv(
    Installation& installation, const Ask& ask, const SearchRequest& request);

}  // namespace comity::service
