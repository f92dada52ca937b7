#pragma once

#include "service/installation.h"

// What happened, provably.
namespace comity::service {

/// The heads of all logs and the last entries (api/openapi.yaml).
[[nodiscard]] base::Result<Answer> journal(Installation& installation, const Ask& ask);

[[nodiscard]] base::JsonObject to_json(const store::Verification& verification,
                                       const store::Read& read);
[[nodiscard]] base::JsonObject to_json(const store::RebuildCheck& check);

}  // namespace comity::service
