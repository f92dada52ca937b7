#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "store/people/accounts.h"

namespace comity::store {

/// The key pair of a person who may be named a reader of sealed replies. The store opens nothing.
struct ReaderKey {
  ActorId person;
  std::string key;      ///< public, as bytes
  std::string wrapped;  ///< the secret one, wrapped by the person's password
  base::Time made;
};

/// Key pairs of people, and the secret keys that sessions hold. Not journalled; key pairs are in
/// backups. Thread-safe; each write is durable when it returns.
class ReaderKeys {
 public:
  explicit ReaderKeys(Accounts::Impl& impl) : impl_(&impl) {}

  [[nodiscard]] base::Result<std::optional<ReaderKey>> of(ActorId person) const;
  /// Everyone's, by the person's id.
  [[nodiscard]] base::Result<std::vector<ReaderKey>> all() const;
  /// Of a person who has none yet; gives the one that then holds.
  [[nodiscard]] base::Result<ReaderKey> put_first(const ReaderKey& key);
  /// A person's secret key, wrapped by the token of a session that holds at `now`; empty where it
  /// has none.
  [[nodiscard]] base::Result<std::string> held(const base::Hash& session, base::Time now) const;

 private:
  Accounts::Impl* impl_;
};

/// In place of the one that the person had, within a transaction of the caller's.
[[nodiscard]] base::Status write_reader_key(sql::Connection& connection, const ReaderKey& key);
/// For backup and restore.
[[nodiscard]] base::Status copy_reader_keys(sql::Connection& from, sql::Connection& to);

}  // namespace comity::store
