#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

// Tables longer than an import takes at once: pieces of whole records, each like a file of its own.
namespace comity::service {

/// A stretch of a file, in bytes, with what stands before and behind it where it is a file of its
/// own: the names of the columns, the brackets of a list.
struct LongPiece {
  std::string name;  ///< "part 1.csv"
  std::string before;
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
  std::string behind;
};

/// A CSV, a TSV (by the file's name), a JSON list or an NDJSON in pieces of about `size` bytes, in
/// their order; the same file has always the same ones. None of a file of another kind, of one that
/// is no longer than a piece, and where a record is longer than two of them. It is read window by
/// window; nothing is parsed but where records end. unavailable: it cannot be read.
[[nodiscard]] base::Result<std::vector<LongPiece>> pieces_of(const std::filesystem::path& path,
                                                             std::uint64_t size);

/// A piece as a file. unavailable: it cannot be read, or is shorter now.
[[nodiscard]] base::Result<std::string> bytes_of(const std::filesystem::path& path,
                                                 const LongPiece& piece);

}  // namespace comity::service
