#include "service/registers.h"

namespace comity::service {
namespace {

constexpr std::uint64_t kRegisterBytes = std::uint64_t{16} << 20;

}  // namespace

Registers::Shared Registers::builtin() {
  // Nothing to destroy.
  return {std::shared_ptr<const void>(), &names::Register::builtin()};
}

base::Result<Registers::Shared> Registers::of(const store::Space& space) {
  if (!space.register_file) return builtin();
  const std::lock_guard lock(mutex_);
  if (const auto found = loaded_.find(*space.register_file); found != loaded_.end()) {
    return found->second;
  }
  COMITY_TRY(const auto csv, store_.file(*space.register_file));
  if (csv.size() > kRegisterBytes) {
    return base::fail(base::ErrorKind::too_large, "the register of States is too large",
                      "space " + space.name);
  }
  COMITY_TRY(auto loaded, names::Register::load(csv));
  Shared shared = std::make_shared<names::Register>(std::move(loaded));
  loaded_.emplace(*space.register_file, shared);
  return shared;
}

}  // namespace comity::service
