#include "base/result.h"

#include <cstdio>
#include <cstdlib>

namespace comity::base {

std::string_view name_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::invalid_input:
      return "invalid_input";
    case ErrorKind::not_found:
      return "not_found";
    case ErrorKind::conflict:
      return "conflict";
    case ErrorKind::forbidden:
      return "forbidden";
    case ErrorKind::unauthenticated:
      return "unauthenticated";
    case ErrorKind::too_large:
      return "too_large";
    case ErrorKind::unsupported:
      return "unsupported";
    case ErrorKind::corrupt:
      return "corrupt";
    case ErrorKind::unavailable:
      return "unavailable";
    case ErrorKind::timeout:
      return "timeout";
    case ErrorKind::internal:
      return "internal";
  }
  return "internal";
}

void abort_with(std::string_view message, const char* file, int line) {
  std::fprintf(stderr, "comity: broken promise at %s:%d: %.*s\n", file, line,
               static_cast<int>(message.size()), message.data());
  std::abort();
}

}  // namespace comity::base
