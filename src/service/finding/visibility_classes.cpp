#include "service/finding/visibility_classes.h"

namespace comity::service {

std::vector<std::uint8_t> visible_classes(Inside inside, ReplacedToo replaced, Rows rows) {
  const bool full = rows == Rows::full;
  const bool all = replaced == ReplacedToo::yes;
  std::vector<std::uint8_t> classes = {kPublic, full ? kPublicFullRow : kPublicBareRow};
  const auto add = [&](std::initializer_list<std::uint8_t> more) {
    classes.insert(classes.end(), more);
  };
  if (inside == Inside::no) {
    add({kPublicSuperseded, kOutside});
    if (all) add({kPublicReplaced, kOutsideReplaced});
    return classes;
  }
  add({kInternal, full ? kInternalFullRow : kInternalBareRow});
  if (all) add({kPublicReplaced, kPublicSuperseded, kInternalReplaced});
  return classes;
}

std::uint8_t class_of_review(const store::Work& work) {
  if (!work.published) return work.replaced == 0 ? kInternal : kInternalReplaced;
  if (work.replaced_publicly != 0) return kPublicReplaced;
  return work.replaced == 0 ? kPublic : kPublicSuperseded;
}

std::uint8_t outside_of(std::uint8_t visibility) {
  return visibility == kPublicReplaced ? kOutsideReplaced : kOutside;
}

std::uint8_t inside_of(std::uint8_t visibility) {
  return visibility == kPublic ? kInternal : kInternalReplaced;
}

}  // namespace comity::service
