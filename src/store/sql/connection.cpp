#include "store/sql/connection.h"

#include <algorithm>
#include <cstring>

namespace comity::store::sql {

base::Result<base::Hash> Rows::hash(int column) const {
  const auto bytes = blob(column);
  base::Hash hash;
  if (bytes.size() != hash.bytes.size()) {
    return base::fail(base::ErrorKind::corrupt, "a stored hash does not have 32 bytes");
  }
  std::memcpy(hash.bytes.data(), bytes.data(), bytes.size());
  return hash;
}

base::Result<Transaction> Transaction::begin(Connection& connection, Intent intent) {
  COMITY_CHECK(connection.begin(intent));
  return Transaction(connection);
}

Transaction::~Transaction() {
  if (connection_ != nullptr && connection_->in_transaction()) connection_->roll_back();
}

base::Status Transaction::commit() {
  COMITY_CHECK(connection_->commit());
  connection_ = nullptr;
  return {};
}

base::Result<Savepoint> Savepoint::begin(Connection& connection) {
  COMITY_CHECK(connection.send("SAVEPOINT part"));
  return Savepoint(connection);
}

Savepoint::~Savepoint() {
  if (connection_ == nullptr || !connection_->in_transaction()) return;
  // What was sent may have failed unheard, and would take this with it.
  (void)connection_->settle();
  // Where even this fails, the transaction is lost and its owner sees that.
  if (connection_->execute("ROLLBACK TO SAVEPOINT part")) {
    (void)connection_->execute("RELEASE SAVEPOINT part");
  }
}

base::Status Savepoint::keep() {
  COMITY_CHECK(connection_->execute("RELEASE SAVEPOINT part"));
  connection_ = nullptr;
  return {};
}

}  // namespace comity::store::sql
