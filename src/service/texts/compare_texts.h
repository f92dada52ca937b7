#pragma once

#include <filesystem>
#include <string>

#include "service/documents/documents.h"
#include "service/installation.h"

// Two texts beside each other, paragraph by paragraph and word by word (api/openapi.yaml).
namespace comity::service {

/// One of the two: a work of the record, or a file, which is read and kept nowhere. Both empty:
/// none is chosen yet.
struct ComparedText {
  std::string work;
  std::filesystem::path file = {};
};

struct CompareQuery {
  ComparedText from;
  ComparedText to;
  std::string language;  ///< of the copies; empty: the first text's leading one, and the like
  std::string show;      ///< only pairs of this kind; "changes": all but the same; "verbs"
  /// A document that proposes amendments to `from` (the draft that it names, where that is empty).
  /// `from` as amended is compared with `to`; without `to`, `from` is compared with it.
  ComparedText amended_by = {};
};

/// Where one of the two is not chosen, works that bear the same title are proposed. not_found;
/// invalid_input: two languages, no such kind, amended by what proposes no amendments; too_large;
/// errors of reading a file.
[[nodiscard]] base::Result<Answer> compare_texts(Installation& installation, const Ask& ask,
                                                 const CompareQuery& query);

/// The later text for word processors, what changed since the earlier one as tracked changes; all
/// of it, whatever `show` says. invalid_input: one is not chosen, two languages; else as above.
[[nodiscard]] base::Result<StoredFile> tracked_comparison(Installation& installation,
                                                          const Ask& ask,
                                                          const CompareQuery& query);

/// Reads a file as `comity open` does, without storing anything.
[[nodiscard]] base::Result<std::shared_ptr<const model::Reading>> read_apart(
    const Installation& installation, const std::filesystem::path& file);

}  // namespace comity::service
