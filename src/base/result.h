#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>

namespace comity::base {

/// The closed set of what can go wrong (design 11). One table in `http` maps them to statuses,
/// one in `cli` to exit codes.
enum class ErrorKind {
  invalid_input,
  not_found,
  conflict,
  forbidden,
  unauthenticated,
  too_large,
  unsupported,
  corrupt,
  unavailable,
  timeout,
  internal,
};

/// The kind's name as it is written in JSON: "invalid_input", "not_found", …
[[nodiscard]] std::string_view name_of(ErrorKind kind);

/// What was wrong, where, and what mends it. `place` is a file and a position in it ("line 3",
/// "page 12", "offset 1024"), or an address; empty when there is none.
struct Error {
  ErrorKind kind = ErrorKind::internal;
  std::string message;
  std::string place;
  std::string mend;
};

template <typename T>
using Result = tl::expected<T, Error>;
using Status = Result<void>;

/// An error as a return value: `return fail(ErrorKind::not_found, "…")`.
[[nodiscard]] inline tl::unexpected<Error> fail(ErrorKind kind, std::string message,
                                                std::string place = {}, std::string mend = {}) {
  return tl::unexpected<Error>(Error{kind, std::move(message), std::move(place), std::move(mend)});
}

/// Ends the program with a message: for broken promises of our own code, never for bad input.
[[noreturn]] void abort_with(std::string_view message, const char* file, int line);

}  // namespace comity::base

#define COMITY_CONCAT_2(a, b) a##b
#define COMITY_CONCAT(a, b) COMITY_CONCAT_2(a, b)

/// `COMITY_TRY(auto value, fallible());` declares value, or returns the error to the caller.
#define COMITY_TRY(declaration, ...) \
  COMITY_TRY_AS(COMITY_CONCAT(try_, __LINE__), declaration, __VA_ARGS__)
#define COMITY_TRY_AS(name, declaration, ...)                                         \
  auto name = (__VA_ARGS__);                                                          \
  if (!name) return ::tl::unexpected<::comity::base::Error>(std::move(name).error()); \
  declaration = *std::move(name)

/// `COMITY_CHECK(fallible());` returns the error to the caller; for Status.
#define COMITY_CHECK(...)                                                        \
  do {                                                                           \
    if (auto check_ = (__VA_ARGS__); !check_)                                    \
      return ::tl::unexpected<::comity::base::Error>(std::move(check_).error()); \
  } while (false)

/// A promise of our own code; the program ends where it does not hold.
#define COMITY_ASSERT(condition) \
  ((condition) ? void() : ::comity::base::abort_with(#condition, __FILE__, __LINE__))
