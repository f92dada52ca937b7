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

}  // namespace comity::store::sql
