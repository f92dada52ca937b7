#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace comity::base {

/// A SHA-256 value; printed as 64 lower-case hexadecimal digits.
struct Hash {
  std::array<std::uint8_t, 32> bytes{};

  auto operator<=>(const Hash&) const = default;
  [[nodiscard]] std::string hex() const;
  [[nodiscard]] std::string_view view() const {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};  // bytes seen as text
  }
  /// 64 hexadecimal digits, else invalid_input.
  [[nodiscard]] static Result<Hash> from_hex(std::string_view text);
};

[[nodiscard]] Hash sha256(std::string_view bytes);
/// SHA-256 over the concatenation, without making it.
[[nodiscard]] Hash sha256(std::initializer_list<std::string_view> parts);

/// SHA-256 of bytes that come piece by piece.
class Hasher {
 public:
  Hasher();
  Hasher(Hasher&&) noexcept;
  Hasher& operator=(Hasher&&) noexcept;
  ~Hasher();
  void add(std::string_view bytes);
  /// Of all that was added so far.
  [[nodiscard]] Hash value() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// `count` bytes from the system's generator, for salts and tokens.
[[nodiscard]] std::string random_bytes(std::size_t count);

}  // namespace comity::base
