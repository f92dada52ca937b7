#pragma once

#include "base/result.h"

namespace comity::cli {

inline constexpr int kDone = 0;
inline constexpr int kUsage = 2;       ///< the words of the command line
inline constexpr int kSomeFailed = 3;  ///< of several files, some
inline constexpr int kMarked = 13;     ///< check --strict: there is something to look at
inline constexpr int kInterrupted = 130;

/// The one table from errors to exit codes.
[[nodiscard]] constexpr int exit_code_of(base::ErrorKind kind) {
  using base::ErrorKind;
  switch (kind) {
    case ErrorKind::internal:
      return 1;
    case ErrorKind::invalid_input:
      return 2;
    case ErrorKind::not_found:
      return 4;
    case ErrorKind::conflict:
      return 5;
    case ErrorKind::forbidden:
      return 6;
    case ErrorKind::unauthenticated:
      return 7;
    case ErrorKind::too_large:
      return 8;
    case ErrorKind::unsupported:
      return 9;
    case ErrorKind::corrupt:
      return 10;
    case ErrorKind::unavailable:
      return 11;
    case ErrorKind::timeout:
      return 12;
  }
  return 1;
}

}  // namespace comity::cli
