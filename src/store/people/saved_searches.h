#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "store/people/accounts.h"

namespace comity::store {

using SavedSearchId = base::Id<struct SavedSearchTag>;

/// A question that a person keeps under a name.
struct SavedSearch {
  SavedSearchId id;
  ActorId person;
  std::string name;      ///< no other of that person's has it
  std::string question;  ///< JSON of the caller's
  std::string seen;      ///< up to which entries its person has seen what it finds: the caller's
  base::Time created;
};

/// What people keep for themselves; not journalled, and in no backup
/// (docs/decisions/0029-saved-searches.md). Thread-safe; each write is one transaction, durable
/// when it returns.
class SavedSearches {
 public:
  explicit SavedSearches(Accounts::Impl& impl) : impl_(&impl) {}

  /// A person's, in the order saved.
  [[nodiscard]] base::Result<std::vector<SavedSearch>> of(ActorId person) const;
  /// conflict: the person has one of that name, or `most` of them.
  [[nodiscard]] base::Status add(const SavedSearch& search, std::size_t most);
  /// These three are false where the person has no such search. conflict: the name, as above.
  [[nodiscard]] base::Result<bool> rename(ActorId person, SavedSearchId id, std::string_view name);
  [[nodiscard]] base::Result<bool> see(ActorId person, SavedSearchId id, std::string_view seen);
  [[nodiscard]] base::Result<bool> remove(ActorId person, SavedSearchId id);

 private:
  Accounts::Impl* impl_;
};

}  // namespace comity::store
