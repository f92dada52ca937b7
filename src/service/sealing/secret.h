#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace comity::service {

/// 32 secret bytes: a secret key, or a share of one. Moved, never copied, and wiped from memory
/// when it goes.
class Secret {
 public:
  static constexpr std::size_t kBytes = 32;

  Secret() = default;
  Secret(Secret&& other) noexcept;
  Secret& operator=(Secret&& other) noexcept;
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  ~Secret();

  [[nodiscard]] static Secret random();

  [[nodiscard]] const unsigned char* data() const { return bytes_.data(); }
  [[nodiscard]] unsigned char* data() { return bytes_.data(); }
  /// Lives as long as the secret.
  [[nodiscard]] std::string_view view() const {
    return {reinterpret_cast<const char*>(bytes_.data()), bytes_.size()};  // bytes seen as text
  }

 private:
  std::array<unsigned char, kBytes> bytes_{};
};

}  // namespace comity::service
