#pragma once

#include <string_view>

#include "base/hash.h"
#include "base/json.h"
#include "base/result.h"
#include "store/correction.h"

// What the readers of payloads share.
namespace comity::store {

/// The error of a payload that lacks or misstates a member: corrupt.
[[nodiscard]] tl::unexpected<base::Error> broken_payload(std::string_view what);
/// A hash of 64 digits. Errors: corrupt.
[[nodiscard]] base::Result<base::Hash> hash_at(const base::JsonObject& object,
                                               std::string_view key);
/// The object that every payload is. Errors: corrupt.
[[nodiscard]] base::Result<base::JsonObject> payload_object(std::string_view payload);
/// A value as a column of the table of corrections holds it. Errors: corrupt.
[[nodiscard]] base::Result<CorrectionValue> stored_value_from(std::string_view json);

}  // namespace comity::store
