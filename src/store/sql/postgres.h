#pragma once

#include <memory>
#include <string>

#include "store/sql/connection.h"

namespace comity::store::sql {

/// A PostgreSQL by its connection string ("postgresql:///comity?host=/run/postgresql", or key=value
/// words). Statements are unnamed and hold no state of a session, so that a pool may stand between.
[[nodiscard]] std::unique_ptr<Database> postgres_database(std::string where);

}  // namespace comity::store::sql
