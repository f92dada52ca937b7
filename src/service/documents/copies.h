#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "service/installation.h"

// The copies of a work: which one is shown, which are in force and why, and in what they differ.
namespace comity::service {

/// Which copy of a work is asked for; empty for the leading one.
struct CopyWish {
  std::string copy;         ///< the beginning of the file's hash, at least 8 digits
  std::string language;     ///< code: the copy in force of that language, where there is one
  std::string beside = {};  ///< code: document() shows the copy in force of that one beside it
};

/// The copy that a wish shows.
struct ShownCopy {
  store::Copy copy;
  bool leading = true;
  std::string missing_language;  ///< asked for, and not there: the leading copy is shown instead
};

/// not_found: no copy has such a hash.
[[nodiscard]] base::Result<ShownCopy> shown_copy(const store::Work& work,
                                                 std::span<const store::Copy> copies,
                                                 const CopyWish& wish);

/// The part of an address that asks for that copy.
[[nodiscard]] std::string copy_query(const store::Copy& copy);

/// All copies of the work, the shown one marked (api/openapi.yaml).
[[nodiscard]] base::JsonArray copies_json(const store::Work& work,
                                          std::span<const store::Copy> copies,
                                          const ShownCopy& shown, const Actor& actor);
/// The languages that the work is there in; `beside` is the one that stands beside the shown copy,
/// or empty.
[[nodiscard]] base::JsonArray languages_json(const store::Work& work,
                                             std::span<const store::Copy> copies,
                                             const ShownCopy& shown, std::string_view beside);

/// In which paragraphs other copies of the shown one's language differ from it: all others from the
/// copy in force, that one from any other.
[[nodiscard]] base::Result<std::vector<model::Finding>> copy_findings(
    const Installation& installation, std::span<const store::Copy> copies,
    const store::Copy& shown);

/// Puts a copy in force of its language; returns when it is in the record. `etag` as for
/// set_publication. forbidden, not_found, conflict.
[[nodiscard]] base::Status choose_copy(Installation& installation, const Ask& ask,
                                       std::string_view work, std::string_view copy,
                                       std::string_view etag);

}  // namespace comity::service
