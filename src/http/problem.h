#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/json.h"
#include "base/result.h"

namespace comity::http {

/// What went wrong with a request, for programs as problem details (RFC 9457) and for people as a
/// page. `kind` is a word of base::ErrorKind or of HTTP ("method_not_allowed"); /help#problem-KIND
/// explains it.
struct Problem {
  int status = 500;
  std::string kind;
  std::string detail;
  std::string place;
  std::string mend;
  std::int64_t retry_after = 0;     ///< seconds; 0 where waiting does not help
  std::int64_t upload_offset = -1;  ///< where an upload goes on; negative where there is none
};

/// The one table from kinds of errors to statuses.
[[nodiscard]] int status_of(base::ErrorKind kind);

[[nodiscard]] Problem problem_of(const base::Error& error);
/// A problem of the protocol itself, with its standing words.
[[nodiscard]] Problem problem_of_status(int status, std::string detail = {}, std::string mend = {});

/// Fills what is empty: the place with the address asked for, detail and mend with the status's
/// standing words, so that no problem leaves anyone without a next step.
void complete(Problem& problem, std::string_view address);

/// `{"type", "title", "status", "detail", "place", "mend"}`.
[[nodiscard]] base::Json to_json(const Problem& problem);

}  // namespace comity::http
