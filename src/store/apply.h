#pragma once

#include <functional>
#include <memory>

#include "base/result.h"
#include "model/reading.h"
#include "store/log.h"
#include "store/record.h"
#include "store/sql/connection.h"

namespace comity::store {

/// Where applying finds stored readings.
using Readings =
    std::function<base::Result<std::shared_ptr<const model::Reading>>(const base::Hash&)>;

enum class Applied : std::uint8_t {
  done,
  newer,  ///< a verb, or a version of one, that this program does not know: nothing was changed
};

/// Makes the tables of the entry's space show it. Uses the stored reading, never a reader; reads
/// and writes rows of that space only. A withheld entry changes nothing, nor does one about a work
/// whose reading was withheld.
[[nodiscard]] base::Result<Applied> apply(sql::Connection& connection, const FullEntry& entry,
                                          const Readings& readings);

/// A work by its key.
struct WorkKey {
  SpaceId space;
  WorkId work = 0;
};

/// Writes what is asked of a work's content: reviews, recommendations, pledges, citations. Nothing
/// of it may be there.
[[nodiscard]] base::Status write_content(sql::Connection& connection, const WorkKey& key,
                                         const model::Reading& reading);
[[nodiscard]] base::Status erase_content(sql::Connection& connection, const WorkKey& key);

}  // namespace comity::store
