#include "service/earlier_roots.h"

namespace comity::service {

base::Result<base::Hash> EarlierRoots::of(const store::Read& read, store::SpaceId space,
                                          store::EntryNumber size) {
  const std::lock_guard lock(mutex_);
  if (const auto found = kept_.find(space); found != kept_.end() && found->second.size == size) {
    return found->second.root;
  }
  COMITY_TRY(const auto root, read.root_at(space, size));
  kept_.insert_or_assign(space, Kept{size, root});
  return root;
}

}  // namespace comity::service
