#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace comity::reading {

/// What an archive may hold.
struct ZipLimits {
  std::size_t entries = 10'000;
  std::uint64_t inflated_bytes = std::uint64_t{256} << 20;  ///< of all members together
  std::uint64_t ratio = 200;  ///< inflated to packed, of a member above `small_bytes`
  std::uint64_t small_bytes = std::uint64_t{1} << 20;
  std::size_t name_bytes = 1'024;
};

struct ZipMember {
  std::string name;         ///< UTF-8, folders parted by "/"
  std::uint64_t bytes = 0;  ///< inflated, as the archive declares
};

/// The members of a ZIP archive that lies in memory; the bytes must outlive it. For archives from
/// strangers, so only in the confined worker and in tests.
class Zip {
 public:
  /// Errors: corrupt (damaged; members that overlap, share a name or lie outside the archive),
  /// too_large (over a limit), each with the member as its place where there is one.
  [[nodiscard]] static base::Result<Zip> open(std::string_view bytes, const ZipLimits& limits = {});
  Zip(Zip&&) noexcept;
  Zip& operator=(Zip&&) noexcept;
  ~Zip();

  /// The files, in the archive's order; folders are left out.
  [[nodiscard]] const std::vector<ZipMember>& members() const;
  [[nodiscard]] bool has(std::string_view name) const;

  /// A member's bytes. Errors, with the name as place: corrupt (not there, damaged, encrypted,
  /// other bytes than it declares), too_large (over the ratio), unsupported (another compression
  /// than deflate).
  [[nodiscard]] base::Result<std::string> read(std::string_view name) const;
  /// The same piece by piece, of members too long to lie in memory; what `take` says ends it.
  [[nodiscard]] base::Status each_piece(
      std::string_view name, const std::function<base::Status(std::string_view)>& take) const;

 private:
  struct Impl;
  explicit Zip(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace comity::reading
