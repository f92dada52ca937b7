#pragma once

#include <functional>

#include "http/site.h"
#include "http/visit.h"

namespace comity::http {

/// Does what a request asks, or, where its Idempotency-Key says that it is a request sent again,
/// gives the answer that it came to the first time. Only answers that are no problem are kept, for
/// a day and for one person: a problem changed nothing, so the request may be made anew. Problems:
/// 400 (no key), 409 (the first is still under way), 422 (the key was given to another request).
[[nodiscard]] Outcome once(Site& site, const Visit& visit, const std::function<Outcome()>& act);

}  // namespace comity::http
