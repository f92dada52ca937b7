#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "reading/reader.h"

struct sock_filter;

namespace comity::reading {

/// Which system calls a child keeps.
enum class Calls : std::uint8_t {
  program,  ///< what another program needs to start, read files and write what it has open
  worker,   ///< what pure code needs: memory and the descriptors it holds
};

/// A compiled filter of system calls, made once and loaded by many children.
class SystemCallFilter {
 public:
  /// Error: unavailable, where the system has no such filters.
  [[nodiscard]] static base::Result<SystemCallFilter> make(Calls calls);
  SystemCallFilter(SystemCallFilter&&) noexcept;
  SystemCallFilter& operator=(SystemCallFilter&&) noexcept;
  ~SystemCallFilter();

  /// Binds this process and what it becomes for good; false where the kernel refuses.
  [[nodiscard]] bool load() const;

 private:
  explicit SystemCallFilter(std::vector<sock_filter> code);
  std::vector<sock_filter> code_;
};

/// Puts this process into its own user and network namespace; false where that is not allowed.
/// The process must have one thread.
[[nodiscard]] bool enter_namespaces();

/// Sets the limits of memory, processor time, file size, files and processes; false where one
/// could not be set.
[[nodiscard]] bool set_limits(const Limits& limits, Calls calls);

/// Closes every descriptor from `first` up, but for `kept`.
void close_from(int first, int kept = -1);

}  // namespace comity::reading
