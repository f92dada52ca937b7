#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"

// One-time passwords by time (RFC 6238), as authenticator programs make them: HMAC-SHA-1, six
// digits, a new one every thirty seconds.
namespace comity::service {

/// 160 random bits.
[[nodiscard]] std::string new_totp_secret();
/// The code of a time step; `digits` up to 9.
[[nodiscard]] std::string totp_code(std::string_view secret, std::int64_t step, int digits = 6);
/// The number of the time step that holds `time`.
[[nodiscard]] std::int64_t totp_step(base::Time time);
/// The time step, of now, the one before and the one after, whose code this is; white space inside
/// it aside.
[[nodiscard]] std::optional<std::int64_t> totp_step_of(std::string_view secret,
                                                       std::string_view code, base::Time now);
/// Base 32 (RFC 4648) without padding, as such programs take it.
[[nodiscard]] std::string base32(std::string_view bytes);
/// `otpauth://totp/…`: what an authenticator program is given.
[[nodiscard]] std::string otpauth_address(std::string_view secret, std::string_view name);

}  // namespace comity::service
