#include "store/journal/writers.h"

namespace comity::store {

Writer& Writers::of(SpaceId space) {
  if (most_ == 0) return general_;
  const std::lock_guard lock(mutex_);
  const auto place = places_.try_emplace(space, places_.size() % most_).first->second;
  if (place == own_.size()) {
    own_.push_back(std::make_unique<Writer>(database_, files_, limits_, commits_));
  }
  return *own_[place];
}

}  // namespace comity::store
