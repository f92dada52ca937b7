#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include "store/journal/journal.h"
#include "store/journal/writer.h"

namespace comity::store {

/// Who appends where: a queue a space where the database takes writes side by side, so that no
/// space waits for another's groups, and else one for all. Thread-safe.
class Writers {
 public:
  /// `side_by_side`: how many spaces may have a queue of their own at a time; more share them.
  Writers(sql::Database& database, FileStore& files, const Writer::Limits& limits,
          std::size_t side_by_side)
      : database_(database), files_(files), limits_(limits), most_(side_by_side) {}

  /// For what is of no space, or of all.
  [[nodiscard]] Writer& general() { return general_; }
  /// The one queue of the space in this process: its appends keep their order.
  [[nodiscard]] Writer& of(SpaceId space);
  [[nodiscard]] const Commits& commits() const { return commits_; }

 private:
  sql::Database& database_;
  FileStore& files_;
  Writer::Limits limits_;
  std::size_t most_;
  Commits commits_;
  Writer general_{database_, files_, limits_, commits_};
  std::mutex mutex_;
  std::map<SpaceId, std::size_t> places_;  ///< in `own_`
  std::vector<std::unique_ptr<Writer>> own_;
};

}  // namespace comity::store
