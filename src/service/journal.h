#pragma once

#include "service/installation.h"

// What happened, provably.
namespace comity::service {

/// The heads of all logs and the last entries (api/openapi.yaml). Those of replies, and of their
/// readers' work on them, are listed for those who read inside the space alone; the others get
/// the heads as told_head has them, and entries without their numbers.
[[nodiscard]] base::Result<Answer> journal(Installation& installation, const Ask& ask);

[[nodiscard]] base::JsonObject to_json(const store::Verification& verification,
                                       const store::Read& read);
[[nodiscard]] base::JsonObject to_json(const store::RebuildCheck& check);

}  // namespace comity::service
