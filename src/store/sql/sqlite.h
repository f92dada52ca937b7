#pragma once

#include <chrono>
#include <filesystem>
#include <memory>

#include "store/sql/connection.h"

namespace comity::store::sql {

enum class Durability : std::uint8_t {
  full,  ///< a commit is on the disk when it returns
  none,  ///< for databases that are thrown away
};

/// The embedded database in one file beside its write-ahead log. Several processes may use it; a
/// write waits for others at most `busy_time`, then its connection's trouble() is `again`.
[[nodiscard]] std::unique_ptr<Database> sqlite_database(const std::filesystem::path& file,
                                                        Durability durability,
                                                        std::chrono::milliseconds busy_time);

/// Takes what has been erased out of the write-ahead log beside such a file. False where somebody
/// still reads what was there before: it goes when this is asked again, or when the last who has
/// the file open closes it. Waits at most a second; who writes waits meanwhile.
[[nodiscard]] base::Result<bool> empty_log(const std::filesystem::path& file);

}  // namespace comity::store::sql
